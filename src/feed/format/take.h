/* feed/format/take.h: what to do with an element of a feed, whatever format it stands in. Rows of
 * rules name these; see feed/format/draft.h. */
#ifndef LEDE_FEED_FORMAT_TAKE_H
#define LEDE_FEED_FORMAT_TAKE_H

#include "feed/format/draft.h"

/* Titles and the like: escaped markup is dropped. */
void take_title(Draft *d, const XmlNode *node, Rank rank);
void take_rights(Draft *d, const XmlNode *node, Rank rank);
/* Bodies of HTML, escaped or not. */
void take_summary(Draft *d, const XmlNode *node, Rank rank);
/* Of <description> and <summary> in one item, the second is the content. */
void take_either(Draft *d, const XmlNode *node, Rank rank);
void take_content(Draft *d, const XmlNode *node, Rank rank);
/* <link>address</link>, or with href. */
void take_link(Draft *d, const XmlNode *node, Rank rank);
void take_guid(Draft *d, const XmlNode *node, Rank rank);
void take_id(Draft *d, const XmlNode *node, Rank rank);
void take_author(Draft *d, const XmlNode *node, Rank rank);
void take_contributor(Draft *d, const XmlNode *node, Rank rank);
void take_publisher(Draft *d, const XmlNode *node, Rank rank);
void take_category(Draft *d, const XmlNode *node, Rank rank);
void take_published(Draft *d, const XmlNode *node, Rank rank);
void take_modified(Draft *d, const XmlNode *node, Rank rank);
void take_created(Draft *d, const XmlNode *node, Rank rank);
void take_expired(Draft *d, const XmlNode *node, Rank rank);
void take_language(Draft *d, const XmlNode *node, Rank rank);
void take_comments(Draft *d, const XmlNode *node, Rank rank);
void take_enclosure(Draft *d, const XmlNode *node, Rank rank);
void take_license(Draft *d, const XmlNode *node, Rank rank);
void take_image(Draft *d, const XmlNode *node, Rank rank);
void take_generator(Draft *d, const XmlNode *node, Rank rank);
void take_source(Draft *d, const XmlNode *node, Rank rank);

/* Atom's elements, also where they stand in other formats (atom.c). */
void take_atom_text(Draft *d, const XmlNode *node, Rank rank);
void take_atom_title(Draft *d, const XmlNode *node, Rank rank);
void take_atom_rights(Draft *d, const XmlNode *node, Rank rank);
void take_atom_summary(Draft *d, const XmlNode *node, Rank rank);
void take_atom_content(Draft *d, const XmlNode *node, Rank rank);
void take_atom_link(Draft *d, const XmlNode *node, Rank rank);
void take_atom_person(Draft *d, const XmlNode *node, Rank rank);
void take_atom_contributor(Draft *d, const XmlNode *node, Rank rank);
void take_atom_category(Draft *d, const XmlNode *node, Rank rank);
void take_atom_source(Draft *d, const XmlNode *node, Rank rank);
void take_atom_logo(Draft *d, const XmlNode *node, Rank rank);
void take_atom_icon(Draft *d, const XmlNode *node, Rank rank);

/* media.c */
void take_media_content(Draft *d, const XmlNode *node, Rank rank);
void take_media_group(Draft *d, const XmlNode *node, Rank rank);
void take_media_thumbnail(Draft *d, const XmlNode *node, Rank rank);
void take_media_title(Draft *d, const XmlNode *node, Rank rank);
void take_media_description(Draft *d, const XmlNode *node, Rank rank);
void take_media_credit(Draft *d, const XmlNode *node, Rank rank);
void take_media_player(Draft *d, const XmlNode *node, Rank rank);
void take_media_license(Draft *d, const XmlNode *node, Rank rank);
void take_media_rating(Draft *d, const XmlNode *node, Rank rank);
void take_media_category(Draft *d, const XmlNode *node, Rank rank);
void take_media_keywords(Draft *d, const XmlNode *node, Rank rank);

/* geo.c */
void take_geo_point(Draft *d, const XmlNode *node, Rank rank);
void take_geo_line(Draft *d, const XmlNode *node, Rank rank);
void take_geo_polygon(Draft *d, const XmlNode *node, Rank rank);
void take_geo_box(Draft *d, const XmlNode *node, Rank rank);
void take_geo_where(Draft *d, const XmlNode *node, Rank rank);
void take_geo_lat(Draft *d, const XmlNode *node, Rank rank);
void take_geo_long(Draft *d, const XmlNode *node, Rank rank);

#endif
