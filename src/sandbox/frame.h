/* sandbox/frame.h: what crosses the socket between lede and its workers: one frame a question, one
 * an answer, each its length and then its fields. */
#ifndef LEDE_SANDBOX_FRAME_H
#define LEDE_SANDBOX_FRAME_H

#include "sandbox/pool.h"

enum { FRAME_HEAD = 8 }; /* bytes of the length that comes first */
/* In a length that comes alone: the frame lies in the memory of share.h. */
static const uint64_t FRAME_SHARED = (uint64_t)1 << 63;

typedef enum { ANSWER_PARSED, ANSWER_DOC, ANSWER_FOUND, ANSWER_TEXT, ANSWER_ERROR, ANSWERS } Answer;

/* Appends a whole frame. */
void frame_question(const Work *work, Buf *out);
/* The same up to its bytes, which follow. */
void frame_question_head(const Work *work, Buf *out);
/* Of a feed, begun and ended around parsed_write_feed and its kin. */
size_t frame_begin_parsed(Buf *out);
void frame_end(size_t begun, Buf *out);
void frame_answer_doc(const Doc *doc, Buf *out);
void frame_answer_found(const FeedLink *links, size_t count, Buf *out);
void frame_answer_text(Str text, Buf *out);
void frame_answer_error(const Err *err, Buf *out);

/* How long the frame is that begins `bytes`, its head included; 0 if that cannot be told yet. */
uint64_t frame_length(Str bytes);
/* Whether these first bytes say that the frame lies elsewhere, and of which length it is. */
bool frame_is_shared(Str bytes, uint64_t *length);
void frame_point(uint64_t length, Buf *out);
/* Reads a whole frame. The question is trusted and borrowed from it. */
bool frame_read_question(Str frame, Work *work);
/* The answer is not trusted: all of it passes the gates (doc_read, parsed_read). What it holds lies
 * in the arena, in which the frame must lie, too. False if it is not sound. */
bool frame_read_answer(Str frame, Arena *arena, Worked *out);

#endif
