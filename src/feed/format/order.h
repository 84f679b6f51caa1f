/* feed/format/order.h: how a feed writes dates in figures, which no single one of them tells. */
#ifndef LEDE_FEED_FORMAT_ORDER_H
#define LEDE_FEED_FORMAT_ORDER_H

#include "feed/format/xml.h"

/* Whether "5/3/2024" is a day in March: as the other dates of the items show, else as is the custom
 * where `language` is spoken; without a language, as Americans write. */
bool order_is_day_first(const XmlNode *root, Str language, Arena *arena);

#endif
