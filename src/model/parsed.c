#include "model/parsed.h"

#include <string.h>

#include "base/utf8.h"
#include "model/shape.h"

/* The fields that cross are the rows marked `wired` in shape.c, in their order. */

static const void *at(const void *value, size_t offset)
{
	return (const char *)value + offset;
}

static void write_struct(const Shape *shape, const void *value, Buf *out);

static void write_field(const ShapeField *field, const void *value, Buf *out)
{
	const void *slot = at(value, field->at);
	uint32_t n;

	switch (field->kind) {
	case AS_TEXT:
	case AS_LINES:
		n = (uint32_t)((const Str *)slot)->n;
		buf_bytes(out, &n, sizeof n);
		buf_add(out, *(const Str *)slot);
		return;
	case AS_DATE:
	case AS_INT64:
		buf_bytes(out, slot, sizeof(int64_t));
		return;
	case AS_UINT32:
		buf_bytes(out, slot, sizeof(uint32_t));
		return;
	case AS_BOOL:
		buf_char(out, *(const bool *)slot ? 1 : 0);
		return;
	case AS_LIST:
		n = *(const uint32_t *)at(value, field->count_at);
		buf_bytes(out, &n, sizeof n);
		for (uint32_t i = 0; i < n; i++)
			write_struct(field->of, at(*(const void *const *)slot, i * field->of->size),
				out);
		return;
	default:
		return; /* never wired */
	}
}

static void write_struct(const Shape *shape, const void *value, Buf *out)
{
	for (size_t i = 0; i < shape->count; i++)
		if (shape->fields[i].wired)
			write_field(&shape->fields[i], value, out);
}

size_t parsed_write_feed(const Parsed *parsed, Buf *out)
{
	uint64_t count = 0;

	write_struct(&shape_feed, &parsed->feed, out);
	write_struct(&shape_parsed, parsed, out);
	buf_bytes(out, &count, sizeof count);
	return out->n - sizeof count;
}

void parsed_write_entry(const Entry *entry, Buf *out)
{
	write_struct(&shape_entry, entry, out);
}

void parsed_write_count(size_t place, uint64_t count, Buf *out)
{
	memcpy(out->s + place, &count, sizeof count);
}

void parsed_write(const Parsed *parsed, Buf *out)
{
	size_t place = parsed_write_feed(parsed, out);

	for (size_t i = 0; i < parsed->entry_count; i++)
		parsed_write_entry(&parsed->entries[i], out);
	parsed_write_count(place, parsed->entry_count, out);
}

/* --- the gate
 * --------------------------------------------------------------------------------------*/

/* The fewest bytes a struct can take: what bounds how many of them a length can promise. */
static size_t least(const Shape *shape)
{
	size_t n = 0;

	for (size_t i = 0; i < shape->count; i++) {
		const ShapeField *field = &shape->fields[i];

		if (!field->wired)
			continue;
		n += field->kind == AS_DATE || field->kind == AS_INT64 ? 8
		     : field->kind == AS_BOOL                          ? 1
								       : 4;
	}
	return n ? n : 1;
}

static bool take(Str *rest, void *to, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(to, rest->s, n);
	*rest = str_from_at(*rest, n);
	return true;
}

/* Borrows from `rest`, which lies in the arena. */
static bool take_text(Str *rest, Str *out)
{
	uint32_t n;

	if (!take(rest, &n, sizeof n) || n > rest->n)
		return false;
	*out = str_slice(*rest, 0, n);
	*rest = str_from_at(*rest, n);
	return utf8_valid_text(*out);
}

static bool read_struct(const Shape *shape, Str *rest, Arena *arena, void *value);

static bool read_list(const ShapeField *field, Str *rest, Arena *arena, void *value)
{
	const Shape *of = field->of;
	uint32_t n;
	char *items;

	if (!take(rest, &n, sizeof n) || n > rest->n / least(of))
		return false;
	items = arena_array(arena, n, of->size);
	for (uint32_t i = 0; i < n; i++)
		if (!read_struct(of, rest, arena, items + i * of->size))
			return false;
	memcpy((char *)value + field->at, &items, sizeof items);
	memcpy((char *)value + field->count_at, &n, sizeof n);
	return true;
}

static bool read_field(const ShapeField *field, Str *rest, Arena *arena, void *value)
{
	void *slot = (char *)value + field->at;
	char truth;

	switch (field->kind) {
	case AS_TEXT:
	case AS_LINES:
		return take_text(rest, slot);
	case AS_DATE:
	case AS_INT64:
		return take(rest, slot, sizeof(int64_t));
	case AS_UINT32:
		return take(rest, slot, sizeof(uint32_t));
	case AS_BOOL:
		if (!take(rest, &truth, 1))
			return false;
		*(bool *)slot = truth != 0;
		return true;
	case AS_LIST:
		return read_list(field, rest, arena, value);
	default:
		return false;
	}
}

static bool read_struct(const Shape *shape, Str *rest, Arena *arena, void *value)
{
	for (size_t i = 0; i < shape->count; i++)
		if (shape->fields[i].wired && !read_field(&shape->fields[i], rest, arena, value))
			return false;
	return true;
}

static bool read_entries(Str *rest, Arena *arena, Parsed *parsed)
{
	uint64_t count;
	Entry *entries;

	if (!take(rest, &count, sizeof count) || count > rest->n / least(&shape_entry))
		return false;
	entries = arena_array(arena, (size_t)count, sizeof *entries);
	for (uint64_t i = 0; i < count; i++)
		if (!read_struct(&shape_entry, rest, arena, &entries[i]) || entries[i].guid.n == 0)
			return false;
	parsed->entries = entries;
	parsed->entry_count = (size_t)count;
	return true;
}

const Parsed *parsed_read(Str wire, Arena *arena, Err *err)
{
	Parsed *parsed = arena_alloc(arena, sizeof *parsed);
	Str rest = wire;

	if (read_struct(&shape_feed, &rest, arena, &parsed->feed) &&
		read_struct(&shape_parsed, &rest, arena, parsed) &&
		read_entries(&rest, arena, parsed) && rest.n == 0)
		return parsed;
	err_set(err, ERR_FORMAT, 0, "the parser's answer is not sound; the feed is left out");
	return NULL;
}
