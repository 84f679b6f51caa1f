/* model/wire.h: documents as bytes: how they cross the sandbox and how they are kept. */
#ifndef LEDE_MODEL_WIRE_H
#define LEDE_MODEL_WIRE_H

#include "base/buf.h"
#include "base/err.h"
#include "model/doc.h"

void doc_write(const Doc *doc, Buf *out);
/* The gate: NULL unless wholly sound: every index in range, every slice within the text and on
 * character borders, UTF-8 valid, no control character but '\n' and '\t', kinds and depths within
 * bounds, spans sorted, disjoint and saying something, no text and no table in two blocks. `wire`
 * may be hostile. The Doc lies in the arena. */
const Doc *doc_read(Str wire, Arena *arena, Err *err);

#endif
