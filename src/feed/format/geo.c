/* Where it was: GeoRSS (simple and GML) and W3C Basic Geo. They write latitude first. */
#include "feed/format/take.h"

enum { MAX_NUMBERS = 3 * 10000 };

static bool is_separator(char c)
{
	return char_is_space(c) || c == ',' || c == ';';
}

/* Reads positions of `size` numbers each and sets the draft's place; nothing if it is nonsense. */
static void set_geo(Draft *d, Str text, Str type, unsigned size, bool longitude_first)
{
	VEC(double) numbers = {0};
	uint32_t least = str_eq(type, S("Point")) ? 1 : str_eq(type, S("Polygon")) ? 4 : 2;

	if (d->geo.count)
		return;
	while (text.n && numbers.count < MAX_NUMBERS) {
		size_t n = 0;
		double number;

		while (text.n && is_separator(text.s[0]))
			text = str_from_at(text, 1);
		while (n < text.n && !is_separator(text.s[n]))
			n++;
		if (n == 0)
			break;
		if (!str_real(str_slice(text, 0, n), &number))
			return;
		*vec_push_in(&numbers, d->arena) = number;
		text = str_from_at(text, n);
	}
	if (least == 1 && numbers.count == 3)
		size = 3;
	numbers.count -= numbers.count % size;
	if (numbers.count < (size_t)least * size)
		return;
	for (size_t i = 0; i < numbers.count && !longitude_first; i += size) {
		double latitude = numbers.items[i];

		numbers.items[i] = numbers.items[i + 1];
		numbers.items[i + 1] = latitude;
	}
	for (size_t i = 0; i < numbers.count; i += size)
		if (numbers.items[i + 1] < -90 && !longitude_first)
			return;
	d->geo = (Geo){type, numbers.items, least == 1 ? size : (uint32_t)numbers.count, size};
}

void take_geo_point(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	set_geo(d, xml_text(node, d->arena), S("Point"), 2, false);
}

void take_geo_line(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	set_geo(d, xml_text(node, d->arena), S("LineString"), 2, false);
}

void take_geo_polygon(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	set_geo(d, xml_text(node, d->arena), S("Polygon"), 2, false);
}

void take_geo_box(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	set_geo(d, xml_text(node, d->arena), S("Box"), 2, false);
}

static const struct {
	const char *gml, *type;
} shapes[] = {
	{"Point", "Point"},
	{"LineString", "LineString"},
	{"Polygon", "Polygon"},
	{"Envelope", "Box"},
};

/* A projected system (a metric grid, say) has eastings first; WGS 84 by number has latitudes. */
static bool is_projected(Str system)
{
	return str_starts_case(system, S("EPSG:")) && !str_eq_case(system, S("EPSG:4326"));
}

/* <georss:where> holds a shape of GML; its numbers may lie deeper. */
void take_geo_where(Draft *d, const XmlNode *node, Rank rank)
{
	for (const XmlNode *child = node->first; child; child = child->next) {
		Number size = number_of(xml_attr(child, S("srsDimension")));
		Str system = xml_attr(child, S("srsName"));

		for (size_t i = 0; i < COUNT(shapes) && child->name.n; i++)
			if (str_eq_case(child->name, str_from(shapes[i].gml))) {
				/* Lower and upper corner run together without white space. */
				const XmlNode *low = xml_child(child, S("lowerCorner"));
				const XmlNode *high = xml_child(child, S("upperCorner"));
				Str text = low && high ? arena_printf(d->arena, "%.*s %.*s",
								 STR_ARG(xml_text(low, d->arena)),
								 STR_ARG(xml_text(high, d->arena)))
						       : xml_text(child, d->arena);

				set_geo(d, text, str_from(shapes[i].type), size.value == 3 ? 3 : 2,
					is_projected(system));
			}
	}
	(void)rank;
}

void take_geo_lat(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->latitude = number_of(xml_text(node, d->arena));
}

void take_geo_long(Draft *d, const XmlNode *node, Rank rank)
{
	(void)rank;
	d->longitude = number_of(xml_text(node, d->arena));
}
