/* model/parsed.h: a parsed feed as bytes: how it crosses the sandbox. What only `lede parse` prints
 * (model/more.h) stays behind. */
#ifndef LEDE_MODEL_PARSED_H
#define LEDE_MODEL_PARSED_H

#include "base/buf.h"
#include "base/err.h"
#include "model/item.h"

void parsed_write(const Parsed *parsed, Buf *out);
/* The same piece by piece: the feed, each entry, and in the end how many there were, at the place
 * that the first returned. */
size_t parsed_write_feed(const Parsed *parsed, Buf *out);
void parsed_write_entry(const Entry *entry, Buf *out);
void parsed_write_count(size_t place, uint64_t count, Buf *out);
/* The gate: NULL unless wholly sound: every length within bounds, nothing left over, all text UTF-8
 * without control characters but '\n' and '\t', every entry with a GUID. `wire` may be hostile; the
 * texts borrow it. */
const Parsed *parsed_read(Str wire, Arena *arena, Err *err);

#endif
