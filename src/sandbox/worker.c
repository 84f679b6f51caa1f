#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/path.h"
#include "feed/html/changes.h"
#include "feed/html/toot.h"
#include "feed/parse.h"
#include "feed/robots.h"
#include "model/parsed.h"
#include "sandbox/frame.h"
#include "sandbox/share.h"

/* More than this is not kept for the next question. */
enum { KEEP_BYTES = 4 << 20, CHUNK = 1 << 18, PIECE = 1 << 20, LARGE_PAGE = 2 << 20 };

/* Reads one whole frame, borrowed; false at the end of the questions. */
static bool read_frame(int fd, const Share *share, Buf *in, Str *out)
{
	uint64_t length;

	buf_clear(in);
	for (;;) {
		size_t want = FRAME_HEAD;
		ssize_t n;

		if (frame_is_shared(buf_str(in), &length)) {
			*out = (Str){share->question, (size_t)length};
			return share_fits(share, length);
		}
		length = frame_length(buf_str(in));
		if (length)
			want = (size_t)length;
		if (length && in->n == length) {
			*out = buf_str(in);
			return true;
		}
		want -= in->n;
		n = read(fd, buf_room(in, want), want < CHUNK ? want : CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		in->n += (size_t)n;
	}
}

typedef struct {
	Buf *out;
	size_t begun, count_at;
	uint64_t count;
} FeedAnswer;

static void write_entry(void *user, const Parsed *feed, const Entry *entry)
{
	FeedAnswer *answer = user;

	if (!entry) {
		answer->begun = frame_begin_parsed(answer->out);
		answer->count_at = parsed_write_feed(feed, answer->out);
		return;
	}
	parsed_write_entry(entry, answer->out);
	answer->count++;
}

/* The library makes no use of excerpts; who shows a feed as a page does. */
static void answer_feed(const Work *work, Arena *arena, Buf *out)
{
	FeedAnswer answer = {.out = out};
	Extras extras = work->kind == WORK_FEED ? EXTRAS_WORDS : EXTRAS_ALL;
	Err err = {0};

	(void)arena;
	if (!parse_feed_each(work->bytes, work->mime, work->url, extras, write_entry, &answer,
		    &err)) {
		frame_answer_error(&err, out);
		return;
	}
	parsed_write_count(answer.count_at, answer.count, out);
	frame_end(answer.begun, out);
}

static void answer_doc(const Doc *doc, Err *err, Buf *out)
{
	if (doc)
		frame_answer_doc(doc, out);
	else
		frame_answer_error(err, out);
}

static void answer_html(const Work *work, Arena *arena, Buf *out)
{
	Err err = {0};

	answer_doc(parse_html(work->bytes, work->url, arena, &err), &err, out);
}

static void answer_changes(const Work *work, Arena *arena, Buf *out)
{
	Buf html = {0};
	Err err = {0};

	buf_add(&html, work->head);
	changes_html(work->before, work->bytes, &html);
	answer_doc(parse_html(buf_give(&html, arena), work->url, arena, &err), &err, out);
}

static void answer_page(const Work *work, Arena *arena, Buf *out)
{
	Err err = {0};

	answer_doc(parse_page(work->rules, work->bytes, work->mime, work->url, arena, &err), &err,
		out);
}

static void answer_text(const Work *work, Arena *arena, Buf *out)
{
	Err err = {0};

	answer_doc(parse_text(work->bytes, work->mime, work->url, arena, &err), &err, out);
}

static void answer_any(const Work *work, Arena *arena, Buf *out)
{
	Err err = {0};

	switch (parse_sort(work->bytes, work->mime)) {
	case SORT_FEED:
		answer_feed(work, arena, out);
		return;
	case SORT_PAGE:
		answer_page(work, arena, out);
		return;
	case SORT_TEXT:
		answer_text(work, arena, out);
		return;
	default:
		err_set(&err, ERR_FORMAT, 0, "this is neither a page, nor a text, nor a feed");
		frame_answer_error(&err, out);
	}
}

static void answer_discover(const Work *work, Arena *arena, Buf *out)
{
	const FeedLink *links;
	size_t count = discover_in_page(work->bytes, work->mime, work->url, arena, &links);

	frame_answer_found(links, count, out);
}

static void answer_toot(const Work *work, Arena *arena, Buf *out)
{
	Err err = {0};

	answer_doc(toot_read(work->bytes, work->url, arena, &err), &err, out);
}

static void answer_robots(const Work *work, Arena *arena, Buf *out)
{
	frame_answer_text(robots_rules(work->bytes, ROBOTS_AGENT, arena), out);
}

static void (*const answers[])(const Work *work, Arena *arena, Buf *out) = {
	[WORK_FEED] = answer_feed,
	[WORK_HTML] = answer_html,
	[WORK_CHANGES] = answer_changes,
	[WORK_PAGE] = answer_page,
	[WORK_TEXT] = answer_text,
	[WORK_ANY] = answer_any,
	[WORK_DISCOVER] = answer_discover,
	[WORK_TOOT] = answer_toot,
	[WORK_ROBOTS] = answer_robots,
};
_Static_assert(COUNT(answers) == WORK_KINDS, "answer every kind of work");

/* What lede had open and did not mark to be closed: libraries forget that at times. */
static void close_others(int fd)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, (unsigned)fd + 1, ~0U, 0) == 0)
		return;
#endif
	for (int other = fd + 1; other < 1024; other++)
		close(other);
}

void worker_stand_alone(int fd)
{
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close_others(fd);
}

/* Nobody wants the bytes before `n` any more, nor has since those before `from`. */
static void give_back(const Buf *buf, size_t from, size_t n)
{
	uintptr_t mask = LARGE_PAGE - 1, begin = (uintptr_t)buf->s, first = (begin + from) & ~mask,
		  end = (begin + n) & ~mask;

	/* Its first piece has a neighbour. */
	if (first < begin)
		first += LARGE_PAGE;
	if (end > first)
		madvise((void *)first, end - first, MADV_DONTNEED);
}

/* What lede has of it by now goes back to the system while the rest is sent. */
static bool send_answer(int fd, const Share *share, Buf *out)
{
	size_t sent = 0, n = out->n;

	if (share_fits(share, n)) {
		memcpy(share->answer, out->s, n);
		buf_clear(out);
		frame_point(n, out);
	}
	if (out->room <= KEEP_BYTES)
		return fd_write(fd, buf_str(out));
	while (sent < out->n) {
		Str piece = str_slice(buf_str(out), sent, PIECE);

		if (!fd_write(fd, piece))
			return false;
		give_back(out, sent, sent + piece.n);
		sent += piece.n;
	}
	return true;
}

/* A process that could not be confined says so to whatever it is asked. */
int worker_main(int fd, SandboxMode mode)
{
	Buf in = {0}, out = {0};
	Err locked = {0};
	bool confined;
	Share share;
	Work work;
	Str frame;

	share_take(fd + 1, &share);
	worker_stand_alone(fd);
	confined = confine(mode, &locked);
	while (read_frame(fd, &share, &in, &frame) && frame_read_question(frame, &work)) {
		Arena *arena = arena_open();

		buf_clear(&out);
		if (confined)
			answers[work.kind](&work, arena, &out);
		else
			frame_answer_error(&locked, &out);
		arena_close(arena);
		/* Of a feed of 20 MB the answer takes as much again, here and at lede's end. */
		if (in.room > KEEP_BYTES)
			buf_drop(&in);
		if (!send_answer(fd, &share, &out))
			break;
		if (out.room > KEEP_BYTES)
			buf_drop(&out);
	}
	buf_drop(&in);
	buf_drop(&out);
	share_close(&share);
	return 0;
}
