#include "sandbox/frame.h"

#include <string.h>

#include "base/utf8.h"
#include "model/parsed.h"
#include "model/wire.h"

static void add_number(Buf *out, uint32_t n)
{
	buf_bytes(out, &n, sizeof n);
}

static void add_str(Buf *out, Str str)
{
	add_number(out, (uint32_t)str.n);
	buf_add(out, str);
}

static bool take_number(Str *rest, uint32_t *n)
{
	if (rest->n < sizeof *n)
		return false;
	memcpy(n, rest->s, sizeof *n);
	*rest = str_from_at(*rest, sizeof *n);
	return true;
}

static bool take_str(Str *rest, Str *out)
{
	uint32_t n;

	if (!take_number(rest, &n) || n > rest->n)
		return false;
	*out = str_slice(*rest, 0, n);
	*rest = str_from_at(*rest, n);
	return true;
}

static size_t begin(Buf *out, uint32_t kind)
{
	static const char room[FRAME_HEAD] = {0};
	size_t at = out->n;

	buf_bytes(out, room, sizeof room);
	add_number(out, kind);
	return at;
}

void frame_end(size_t at, Buf *out)
{
	uint64_t length = out->n - at;

	memcpy(out->s + at, &length, sizeof length);
}

void frame_question_head(const Work *work, Buf *out)
{
	size_t at = begin(out, work->kind);
	uint64_t length;

	add_str(out, work->mime);
	add_str(out, work->url);
	add_str(out, work->rules);
	add_str(out, work->head);
	add_str(out, work->before);
	length = out->n - at + work->bytes.n;
	memcpy(out->s + at, &length, sizeof length);
}

void frame_question(const Work *work, Buf *out)
{
	buf_room(out, work->bytes.n + work->mime.n + work->url.n + work->rules.n + work->head.n +
			      work->before.n + 64);
	frame_question_head(work, out);
	buf_add(out, work->bytes);
}

size_t frame_begin_parsed(Buf *out)
{
	return begin(out, ANSWER_PARSED);
}

void frame_answer_doc(const Doc *doc, Buf *out)
{
	size_t at = begin(out, ANSWER_DOC);

	doc_write(doc, out);
	frame_end(at, out);
}

void frame_answer_found(const FeedLink *links, size_t count, Buf *out)
{
	size_t at = begin(out, ANSWER_FOUND);

	add_number(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++) {
		add_str(out, links[i].url);
		add_str(out, links[i].title);
		add_str(out, links[i].type);
	}
	frame_end(at, out);
}

void frame_answer_text(Str text, Buf *out)
{
	size_t at = begin(out, ANSWER_TEXT);

	add_str(out, text);
	frame_end(at, out);
}

void frame_answer_error(const Err *err, Buf *out)
{
	size_t at = begin(out, ANSWER_ERROR);

	add_number(out, err->kind);
	add_number(out, (uint32_t)err->code);
	add_str(out, str_from(err->text));
	frame_end(at, out);
}

uint64_t frame_length(Str bytes)
{
	uint64_t length;

	if (bytes.n < FRAME_HEAD)
		return 0;
	memcpy(&length, bytes.s, sizeof length);
	return length < FRAME_HEAD + sizeof(uint32_t) ? FRAME_HEAD + sizeof(uint32_t) : length;
}

bool frame_is_shared(Str bytes, uint64_t *length)
{
	if (bytes.n < FRAME_HEAD)
		return false;
	memcpy(length, bytes.s, sizeof *length);
	if (!(*length & FRAME_SHARED))
		return false;
	*length ^= FRAME_SHARED;
	return true;
}

void frame_point(uint64_t length, Buf *out)
{
	length |= FRAME_SHARED;
	buf_bytes(out, &length, sizeof length);
}

bool frame_read_question(Str frame, Work *work)
{
	Str rest = str_from_at(frame, FRAME_HEAD);
	uint32_t kind;

	if (!take_number(&rest, &kind) || kind >= WORK_KINDS || !take_str(&rest, &work->mime) ||
		!take_str(&rest, &work->url) || !take_str(&rest, &work->rules) ||
		!take_str(&rest, &work->head) || !take_str(&rest, &work->before))
		return false;
	work->kind = (WorkKind)kind;
	work->bytes = rest;
	return true;
}

static bool take_text(Str *rest, Arena *arena, Str *out)
{
	Str text;

	if (!take_str(rest, &text) || !utf8_valid_text(text))
		return false;
	*out = arena_str(arena, text);
	return true;
}

static bool read_found(Str rest, Arena *arena, Worked *out)
{
	uint32_t count;
	FeedLink *links;

	/* Each takes twelve bytes at least. */
	if (!take_number(&rest, &count) || count > rest.n / 12)
		return false;
	links = arena_array(arena, count, sizeof *links);
	for (uint32_t i = 0; i < count; i++)
		if (!take_text(&rest, arena, &links[i].url) ||
			!take_text(&rest, arena, &links[i].title) ||
			!take_text(&rest, arena, &links[i].type))
			return false;
	out->found = links;
	out->found_count = count;
	return rest.n == 0;
}

static bool read_error(Str rest, Arena *arena, Worked *out)
{
	uint32_t kind, code;
	Str text;

	if (!take_number(&rest, &kind) || !take_number(&rest, &code) ||
		!take_text(&rest, arena, &text) || kind == ERR_NONE || kind >= ERR_KINDS)
		return false;
	err_set(&out->err, (ErrKind)kind, (int)code, "%.*s", STR_ARG(text));
	return true;
}

bool frame_read_answer(Str frame, Arena *arena, Worked *out)
{
	Str rest = str_from_at(frame, FRAME_HEAD);
	uint32_t kind;

	if (!take_number(&rest, &kind))
		return false;
	switch (kind) {
	case ANSWER_PARSED:
		out->parsed = parsed_read(rest, arena, NULL);
		return out->parsed != NULL;
	case ANSWER_DOC:
		out->doc = doc_read(rest, arena, NULL);
		return out->doc != NULL;
	case ANSWER_FOUND:
		return read_found(rest, arena, out);
	case ANSWER_TEXT:
		return take_text(&rest, arena, &out->text) && rest.n == 0;
	case ANSWER_ERROR:
		return read_error(rest, arena, out);
	default:
		return false;
	}
}
