#include "tests/net/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/vec.h"

enum { MAX_THREADS = 256, HEAD = 64 << 10 };

typedef struct {
	char *path, *answer;
	size_t n;
} Said;

struct Server {
	int fd, stop[2];
	unsigned port, other;
	pthread_t thread, threads[MAX_THREADS];
	size_t thread_count;
	pthread_mutex_t mutex;
	VEC(char *) asked;
	size_t connections, at_once, most_at_once, floods, streams, most_streams;
	bool gate_open;
	const char *robots;
	VEC(Said) said;
};

typedef struct {
	Server *server;
	int fd;
} Visitor;

static void say(int fd, const char *text, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		text += sent;
		n -= (size_t)sent;
	}
}

static void say_z(int fd, const char *text)
{
	say(fd, text, strlen(text));
}

/* Waits until the visitor hangs up, or the server ends. */
static void wait_for_the_end(const Visitor *v)
{
	struct pollfd fds[] = {{.fd = v->fd, .events = POLLIN},
		{.fd = v->server->stop[0], .events = POLLIN}};

	poll(fds, 2, -1);
}

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

/* --- paths; each returns whether the connection stays open */

static bool has_line(const char *head, const char *line)
{
	const char *at = strstr(head, line);

	return at && at[-1] == '\n' && at[strlen(line)] == '\r';
}

static bool plain(const Visitor *v, const char *head)
{
	if (has_line(head, "If-None-Match: W/\"a \\ b\"") &&
		has_line(head, "If-Modified-Since: Sat, 21 Nov 2026 09:00:00 GMT"))
		say_z(v->fd, "HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=900\r\n\r\n");
	else
		say_z(v->fd,
			"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\n"
			"ETag: W/\"a \\ b\"\r\nLast-Modified: Sat, 21 Nov 2026 09:00:00 GMT\r\n"
			"Cache-Control: max-age=600\r\nContent-Length: 5\r\n\r\nhello");
	return true;
}

static bool redirect(const Visitor *v, const char *status, const char *to)
{
	char text[600];
	int n = snprintf(text, sizeof text,
		"HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 4\r\n\r\nlost", status, to);

	say(v->fd, text, (size_t)n);
	return true;
}

static bool moved(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "301 Moved", "/moved-again");
}

static bool moved_again(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "308 Moved", "/plain");
}

static bool feed_moved(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "301 Moved", "/feed?moved");
}

static bool half_moved(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "301 Moved", "/found");
}

static bool found(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "302 Found", "plain");
}

static bool loop(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "302 Found", "/loop");
}

static bool to_file(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "302 Found", "file:///etc/passwd");
}

static bool to_other(const Visitor *v, const char *head)
{
	char to[60];

	(void)head;
	snprintf(to, sizeof to, "http://127.0.0.1:%u/plain", v->server->other);
	return redirect(v, "302 Found", to);
}

static bool with_cookie(const Visitor *v, const char *head)
{
	if (has_line(head, "Cookie: met=yes"))
		say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
	else
		say_z(v->fd, "HTTP/1.1 302 Found\r\nSet-Cookie: met=yes\r\nLocation: /cookie\r\n"
			     "Content-Length: 0\r\n\r\n");
	return true;
}

static bool silent(const Visitor *v, const char *head)
{
	(void)head;
	wait_for_the_end(v);
	return false;
}

static bool stalled_head(const Visitor *v, const char *head)
{
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Type: te");
	return silent(v, head);
}

static bool stalled_body(const Visitor *v, const char *head)
{
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
	return silent(v, head);
}

static bool hurried(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
	return false;
}

static bool closed(const Visitor *v, const char *head)
{
	(void)v;
	(void)head;
	return false;
}

static bool reset(const Visitor *v, const char *head)
{
	struct linger now = {.l_onoff = 1};

	(void)head;
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello");
	setsockopt(v->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	return false;
}

static bool chunked(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		     "2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: t\r\n\r\n");
	return true;
}

static bool old(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.0 200 OK\r\n\r\nhello");
	return false;
}

static bool no_http(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "220 mail.harbourpost.example ESMTP\r\n");
	return false;
}

static bool too_many(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\n"
		     "Content-Length: 2\r\n\r\nno");
	return true;
}

static bool gone(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 410 Gone\r\nContent-Length: 2\r\n\r\nno");
	return true;
}

static bool long_error(const Visitor *v, const char *head)
{
	static char text[4096];

	(void)head;
	memset(text, 'x', sizeof text);
	say_z(v->fd, "HTTP/1.1 404 Not Found\r\n\r\n");
	for (int i = 0; i < 4096; i++)
		say(v->fd, text, sizeof text);
	return false;
}

static bool private_name(const Visitor *v, const char *head)
{
	if (strstr(head, "\r\nAuthorization: Basic cmVhZGVyOnNlY3JldA=="))
		return plain(v, head);
	say_z(v->fd, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
		     "Content-Length: 0\r\n\r\n");
	return true;
}

static bool refuse_login(const Visitor *v, const char *scheme)
{
	char text[300];
	int n = snprintf(text, sizeof text,
		"HTTP/1.1 401 No\r\nWWW-Authenticate: %s realm=\"tides\", nonce=\"1a2b\", "
		"qop=\"auth\"\r\nContent-Length: 0\r\n\r\n",
		scheme);

	say(v->fd, text, (size_t)n);
	return true;
}

static bool digest(const Visitor *v, const char *head)
{
	if (strstr(head, "\r\nAuthorization: Digest username=\"reader\""))
		return plain(v, head);
	return refuse_login(v, "Digest");
}

static bool bearer(const Visitor *v, const char *head)
{
	if (has_line(head, "Authorization: Bearer t0ken"))
		return plain(v, head);
	return refuse_login(v, "Bearer");
}

/* Lets in who was here before. */
static bool known_guest(const Visitor *v, const char *head)
{
	if (strstr(head, "\r\nCookie: guest=known"))
		return plain(v, head);
	say_z(v->fd, "HTTP/1.1 403 No\r\nSet-Cookie: guest=known\r\nContent-Length: 0\r\n\r\n");
	return true;
}

static bool to_private(const Visitor *v, const char *head)
{
	(void)head;
	return redirect(v, "302 Found", "/private");
}

static bool taking_a_while(const Visitor *v, const char *head)
{
	pause_ms(20);
	return plain(v, head);
}

static bool slow(const Visitor *v, const char *head)
{
	pause_ms(3000);
	return plain(v, head);
}

/* Until the test lets all go on; false at the end. */
static bool wait_at_the_gate(const Visitor *v)
{
	struct pollfd end = {.fd = v->server->stop[0], .events = POLLIN};
	bool is_open = false;

	while (!is_open && poll(&end, 1, 2) == 0) {
		pthread_mutex_lock(&v->server->mutex);
		is_open = v->server->gate_open;
		pthread_mutex_unlock(&v->server->mutex);
	}
	return is_open;
}

static bool gate(const Visitor *v, const char *head)
{
	return wait_at_the_gate(v) && plain(v, head);
}

static void count_stream(Server *s, bool begins)
{
	pthread_mutex_lock(&s->mutex);
	s->streams = begins ? s->streams + 1 : s->streams - 1;
	if (s->streams > s->most_streams)
		s->most_streams = s->streams;
	pthread_mutex_unlock(&s->mutex);
}

static void count_flood(Server *s)
{
	pthread_mutex_lock(&s->mutex);
	s->floods++;
	pthread_mutex_unlock(&s->mutex);
}

/* 4 MB, as fast as they are taken. Of those that are not the sockets hold less than half. */
static bool flood(const Visitor *v, const char *head)
{
	enum { PIECE = 1 << 16, PIECES = 64 };
	char *piece = memory_alloc(PIECE);
	int room = PIECE;

	(void)head;
	setsockopt(v->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	memset(piece, 'x', PIECE);
	if (wait_at_the_gate(v)) {
		say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Length: 4194304\r\n\r\n");
		for (size_t i = 0; i < PIECES; i++) {
			if (i == PIECES / 2)
				count_stream(v->server, true);
			/* Before its visitor can have all of it, and another may begin. */
			if (i == PIECES - 1)
				count_stream(v->server, false);
			say(v->fd, piece, PIECE);
			if (i == 0)
				count_flood(v->server);
		}
	}
	free(piece);
	return true;
}

/* Bits as deflate wants them: the lowest first. */
typedef struct {
	Buf out;
	unsigned bits, count;
} BitWriter;

static void put_bits(BitWriter *w, unsigned bits, unsigned count)
{
	w->bits |= bits << w->count;
	for (w->count += count; w->count >= 8; w->count -= 8, w->bits >>= 8)
		buf_char(&w->out, (char)(w->bits & 0xff));
}

/* RFC 1951 3.2.6: one 'x', then 258 of them again and again: 13 bits each. */
static bool bomb(const Visitor *v, const char *head)
{
	BitWriter w = {0};

	(void)head;
	buf_bytes(&w.out, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
	put_bits(&w, 3, 3);    /* last block, fixed codes */
	put_bits(&w, 0x15, 8); /* 'x': 10101000, the highest bit first */
	for (int i = 0; i < 64 << 12; i++) {
		put_bits(&w, 0xa3, 8); /* length 258: 11000101 */
		put_bits(&w, 0, 5);    /* distance 1 */
	}
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
	say(v->fd, w.out.s, w.out.n);
	buf_drop(&w.out);
	return false;
}

/* /feed?NAME: three entries of its own; known by its validator. */
static bool feed(const Visitor *v, const char *head)
{
	const char *query = strchr(head, '?');
	int n = query ? (int)strcspn(query + 1, " ") : 0;
	char body[1200], text[1600];
	int length;

	if (has_line(head, "If-None-Match: \"3\"")) {
		say_z(v->fd, "HTTP/1.1 304 Not Modified\r\nETag: \"3\"\r\n\r\n");
		return true;
	}
	length = snprintf(body, sizeof body,
		"<rss version='2.0'><channel><title>Feed %.*s</title>"
		"<item><guid>1</guid><title>one</title></item>"
		"<item><guid>2</guid><title>two</title></item>"
		"<item><guid>3</guid><title>three</title></item></channel></rss>",
		n, query ? query + 1 : "");
	length = snprintf(text, sizeof text,
		"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"3\"\r\n"
		"Content-Length: %d\r\n\r\n%s",
		length, body);
	say(v->fd, text, (size_t)length);
	return true;
}

/* Lets in who says that he is a browser, or like one. */
static bool guarded_feed(const Visitor *v, const char *head)
{
	if (strstr(head, "\r\nUser-Agent: Mozilla/"))
		return feed(v, head);
	say_z(v->fd, "HTTP/1.1 403 No\r\nServer: Cloudflare\r\nContent-Length: 0\r\n\r\n");
	return true;
}

static bool closed_feed(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 403 No\r\nCF-RAY: 1-OSL\r\nContent-Length: 0\r\n\r\n");
	return true;
}

static bool forbidden(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
	return true;
}

static bool private_feed(const Visitor *v, const char *head)
{
	if (strstr(head, "\r\nAuthorization: Basic cmVhZGVyOnNlY3JldA=="))
		return feed(v, head);
	return refuse_login(v, "Basic");
}

/* A page that names a feed, and what no page should. */
static bool site(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
		     "<!DOCTYPE html><title>Site</title>"
		     "<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"
		     "<link rel=alternate type=application/rss+xml href='exec:touch harm'>"
		     "<link rel=alternate type=application/rss+xml href='/feed?site' title=News>"
		     "<p>Words.");
	return false;
}

/* One that names two, and one that names none. */
static bool sites(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
		     "<!DOCTYPE html><title>Sites</title>"
		     "<link rel=alternate type=application/rss+xml href='/feed?a'>"
		     "<link rel=alternate type=application/rss+xml href='/feed?b'>");
	return false;
}

static bool nameless(const Visitor *v, const char *head)
{
	(void)head;
	say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
		     "<!DOCTYPE html><title>Site</title><p>Words.");
	return false;
}

static bool say_body(const Visitor *v, const char *head, const char *body)
{
	char text[6000];
	int n = snprintf(text, sizeof text,
		"HTTP/1.1 200 OK\r\nContent-Type: text/%s\r\nETag: \"3\"\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		body[1] == 'r' ? "xml" : "html", strlen(body), body);

	if (has_line(head, "If-None-Match: \"3\""))
		say_z(v->fd, "HTTP/1.1 304 Not Modified\r\nETag: \"3\"\r\n\r\n");
	else
		say(v->fd, text, (size_t)n);
	return true;
}

/* A feed of beginnings: one goes on at /story, one is whole, one leads nowhere. */
static bool teasers(const Visitor *v, const char *head)
{
	return say_body(v, head,
		"<rss version='2.0'><channel><title>Teasers</title><link>/</link>"
		"<item><guid>1</guid><title>The ferry is back</title><link>/story</link>"
		"<description>The ferry returned to service on Monday morning "
		"…</description></item>"
		"<item><guid>2</guid><title>Whole</title><link>/whole</link><description>"
		"Gulls were counted on the quay in the early hours of the day, as each year in "
		"spring; there were forty-one, of which eleven had rings on their left legs."
		"</description></item>"
		"<item><guid>3</guid><title>Gone</title><link>/missing</link>"
		"<description>Nobody knows where it went.</description></item></channel></rss>");
}

#define STORY_ONE                                                                                  \
	"<p>The ferry returned to service on Monday morning, eleven weeks after a cracked shaft "  \
	"sent it to the yard, and about forty people stood on the quay to see it.</p>"             \
	"<p>The repair cost a little more than two million, of which the county pays half, and "   \
	"the rest falls to the operator, which will not raise the fares this year.</p>"
#define STORY_TWO                                                                                  \
	"<p>For the school the winter was the hardest part, since on thirty-one mornings the "     \
	"small boat did not sail at all, and lessons came by mail or not at all.</p>"

/* An article in two pages. */
static bool story(const Visitor *v, const char *head)
{
	bool second = strstr(head, "?page=2") != NULL;

	return say_body(v, head,
		second ? "<html lang=en><title>The ferry is back</title><body><article>"
			 "<h1>The ferry is back</h1>" STORY_TWO "</article>"
		       : "<html lang=en><title>The ferry is back</title><body><article>"
			 "<h1>The ferry is back</h1>" STORY_ONE
			 "</article><a rel=next href='/story?page=2'>2</a>");
}

/* The first page of one whose second is not there. */
static bool torn(const Visitor *v, const char *head)
{
	return say_body(v, head,
		"<html lang=en><title>The ferry is back</title><body><article>"
		"<h1>The ferry is back</h1>" STORY_ONE
		"</article><a rel=next href='/torn/2'>2</a>");
}

/* An article that shows two posts of this server, as frames do, and one that cannot be had. */
static bool shown(const Visitor *v, const char *head)
{
	return say_body(v, head,
		"<html lang=en><title>Seen</title><body><article><h1>Seen</h1>" STORY_ONE
		"<iframe src='/@mira/10001/embed'></iframe>"
		"<p>Between the two lies a bank, which has moved since the storm, they say.</p>"
		"<iframe src='/@mira/10002/embed'></iframe></article>");
}

static bool post(const Visitor *v, const char *head)
{
	return say_body(v, head,
		"{\"created_at\":\"2026-11-21T07:00:00Z\",\"account\":{\"acct\":\"mira\"},"
		"\"media_attachments\":[],\"content\":\"<p>The mast floats.</p>\"}");
}

static bool whole(const Visitor *v, const char *head)
{
	return say_body(v, head,
		"<html lang=en><title>Whole</title><body><article><h1>Whole</h1><p>Gulls were "
		"counted on the quay in the early hours of the day, as each year in spring; there "
		"were forty-one, of which eleven had rings on their left legs.</p></article>");
}

static bool robots(const Visitor *v, const char *head)
{
	const char *text;

	(void)head;
	pthread_mutex_lock(&v->server->mutex);
	text = v->server->robots;
	pthread_mutex_unlock(&v->server->mutex);
	if (text && *text) {
		say_z(v->fd, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
		say_z(v->fd, text);
		return false;
	}
	say_z(v->fd, text ? "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"
			  : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
	return true;
}

static const struct {
	const char *path;
	bool (*answer)(const Visitor *v, const char *head);
} paths[] = {
	{"/plain", plain},
	{"/moved", moved},
	{"/moved-again", moved_again},
	{"/feed-moved", feed_moved},
	{"/half-moved", half_moved},
	{"/found", found},
	{"/loop", loop},
	{"/to-file", to_file},
	{"/to-other", to_other},
	{"/cookie", with_cookie},
	{"/silent", silent},
	{"/stalled-head", stalled_head},
	{"/stalled-body", stalled_body},
	{"/hurried", hurried},
	{"/closed", closed},
	{"/reset", reset},
	{"/chunked", chunked},
	{"/old", old},
	{"/no-http", no_http},
	{"/too-many", too_many},
	{"/gone", gone},
	{"/long-error", long_error},
	{"/private", private_name},
	{"/digest", digest},
	{"/bearer", bearer},
	{"/known-guest", known_guest},
	{"/to-private", to_private},
	{"/while", taking_a_while},
	{"/slow", slow},
	{"/gate", gate},
	{"/flood", flood},
	{"/bomb", bomb},
	{"/feed", feed},
	{"/private-feed", private_feed},
	{"/guarded-feed", guarded_feed},
	{"/closed-feed", closed_feed},
	{"/forbidden", forbidden},
	{"/site", site},
	{"/sites", sites},
	{"/nameless", nameless},
	{"/teasers", teasers},
	{"/story", story},
	{"/torn", torn},
	{"/whole", whole},
	{"/shown", shown},
	{"/api/v1/statuses/10001", post},
	{"/robots.txt", robots},
};

/* --- the server */

static void note(Server *s, const char *head, int step)
{
	pthread_mutex_lock(&s->mutex);
	if (head)
		*vec_push(&s->asked) = strdup(head);
	s->at_once += (size_t)step;
	if (s->at_once > s->most_at_once)
		s->most_at_once = s->at_once;
	pthread_mutex_unlock(&s->mutex);
}

/* What a test put there; NULL if nothing. */
static char *said_at(Server *s, const char *path, size_t n, size_t *size)
{
	char *answer = NULL;

	pthread_mutex_lock(&s->mutex);
	for (size_t i = 0; i < s->said.count; i++)
		if (strlen(s->said.items[i].path) == n &&
			memcmp(s->said.items[i].path, path, n) == 0) {
			free(answer);
			*size = s->said.items[i].n;
			answer = memory_alloc(*size);
			memcpy(answer, s->said.items[i].answer, *size);
		}
	pthread_mutex_unlock(&s->mutex);
	return answer;
}

void server_say(Server *s, const char *path, const char *head, const char *body)
{
	server_say_bytes(s, path, head, str_from(body));
}

void server_say_bytes(Server *s, const char *path, const char *head, Str body)
{
	size_t room = strlen(head) + body.n + 100;
	Said said = {strdup(path), memory_alloc(room), 0};

	said.n = (size_t)snprintf(said.answer, room, "HTTP/1.1 %sContent-Length: %zu\r\n\r\n", head,
		body.n);
	memcpy(said.answer + said.n, body.s, body.n);
	said.n += body.n;
	pthread_mutex_lock(&s->mutex);
	*vec_push(&s->said) = said;
	pthread_mutex_unlock(&s->mutex);
}

static bool answer(const Visitor *v, const char *head)
{
	const char *path = strchr(head, ' ') + 1;
	size_t n, size = 0;
	bool stays = true;
	char *said;
	bool is_said;

	if (memcmp(head, "CONNECT ", 8) == 0) {
		note(v->server, head, 0);
		say_z(v->fd, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
		return true;
	}
	/* As a proxy is asked. */
	if (strncmp(path, "http://", 7) == 0)
		path = strchr(path + 7, '/');
	n = strcspn(path, " ?");
	note(v->server, head, 1);
	said = said_at(v->server, path, n, &size);
	is_said = said != NULL;
	if (is_said)
		say(v->fd, said, size);
	free(said);
	for (size_t i = 0; i <= COUNT(paths) && !is_said; i++) {
		if (i == COUNT(paths)) {
			say_z(v->fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
		} else if (strlen(paths[i].path) == n && memcmp(paths[i].path, path, n) == 0) {
			stays = paths[i].answer(v, head);
			break;
		}
	}
	note(v->server, NULL, -1);
	return stays;
}

/* The head of the next request, NUL-terminated; false at the end. GET has no body. */
static bool read_head(const Visitor *v, char *head)
{
	size_t n = 0;

	while (n < HEAD - 1) {
		struct pollfd fds[] = {{.fd = v->fd, .events = POLLIN},
			{.fd = v->server->stop[0], .events = POLLIN}};

		poll(fds, 2, -1);
		if (fds[1].revents || recv(v->fd, head + n, 1, 0) != 1)
			return false;
		n++;
		if (n >= 4 && memcmp(head + n - 4, "\r\n\r\n", 4) == 0) {
			head[n] = '\0';
			return memcmp(head, "GET ", 4) == 0 || memcmp(head, "CONNECT ", 8) == 0;
		}
	}
	return false;
}

static bool take(const Visitor *v, uint8_t *bytes, size_t n)
{
	while (n) {
		ssize_t came = recv(v->fd, bytes, n, 0);

		if (came <= 0)
			return false;
		bytes += came;
		n -= (size_t)came;
	}
	return true;
}

/* Whoever greets as SOCKS 5 does (RFC 1928) is let through, and then answered here. What was asked
 * for is remembered as "SOCKS HOST": by its name, that is, else as "SOCKS a number". */
static void socks(const Visitor *v)
{
	uint8_t head[4], name[256] = {0}, size = 4;
	char asked[300];

	if (!take(v, head, 2) || !take(v, name, head[1]))
		return;
	say(v->fd, "\5\0", 2);
	if (!take(v, head, 4) || (head[3] == 3 && !take(v, &size, 1)))
		return;
	memset(name, 0, sizeof name);
	if (!take(v, name, size) || !take(v, head, 2))
		return;
	snprintf(asked, sizeof asked, "SOCKS %s", size == 4 ? "a number" : (char *)name);
	note(v->server, asked, 0);
	say(v->fd, "\5\0\0\1\177\0\0\1\0\1", 10);
}

static void *serve(void *user)
{
	Visitor *v = user;
	char *head = memory_alloc(HEAD), first = '\0';

	wait_for_the_end(v);
	if (recv(v->fd, &first, 1, MSG_PEEK | MSG_DONTWAIT) == 1 && first == 5)
		socks(v);
	while (read_head(v, head) && answer(v, head))
		;
	close(v->fd);
	free(head);
	free(v);
	return NULL;
}

static void *accept_all(void *user)
{
	Server *s = user;

	for (;;) {
		struct pollfd fds[] = {{.fd = s->fd, .events = POLLIN},
			{.fd = s->stop[0], .events = POLLIN}};
		Visitor *v;

		poll(fds, 2, -1);
		if (fds[1].revents || s->thread_count == MAX_THREADS)
			return NULL;
		v = memory_alloc(sizeof *v);
		v->server = s;
		v->fd = accept(s->fd, NULL, NULL);
		pthread_mutex_lock(&s->mutex);
		s->connections++;
		pthread_mutex_unlock(&s->mutex);
		pthread_create(&s->threads[s->thread_count++], NULL, serve, v);
	}
}

/* Listens there. */
static Server *start(int fd, in_port_t port, const Server *other)
{
	Server *s = memory_alloc(sizeof *s);

	if (listen(fd, 64) != 0 || pipe(s->stop) != 0)
		abort();
	s->fd = fd;
	s->port = ntohs(port);
	s->other = other ? other->port : 0;
	pthread_mutex_init(&s->mutex, NULL);
	pthread_create(&s->thread, NULL, accept_all, s);
	return s;
}

Server *server_open(const Server *other)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) != 0 ||
		getsockname(fd, (struct sockaddr *)&address, &size) != 0)
		abort();
	return start(fd, address.sin_port, other);
}

Server *server_open_six(void)
{
	struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 &&
		getsockname(fd, (struct sockaddr *)&address, &size) == 0)
		return start(fd, address.sin6_port, NULL);
	if (fd >= 0)
		close(fd);
	return NULL;
}

void server_close(Server *s)
{
	close(s->stop[1]);
	pthread_join(s->thread, NULL);
	for (size_t i = 0; i < s->thread_count; i++)
		pthread_join(s->threads[i], NULL);
	close(s->fd);
	close(s->stop[0]);
	server_forget(s);
	vec_drop(&s->asked);
	for (size_t i = 0; i < s->said.count; i++) {
		free(s->said.items[i].path);
		free(s->said.items[i].answer);
	}
	vec_drop(&s->said);
	pthread_mutex_destroy(&s->mutex);
	free(s);
}

unsigned server_port(const Server *s)
{
	return s->port;
}

Str server_asked(Server *s, size_t number)
{
	Str head;

	pthread_mutex_lock(&s->mutex);
	head = number < s->asked.count ? str_from(s->asked.items[number]) : S("");
	pthread_mutex_unlock(&s->mutex);
	return head;
}

size_t server_count(Server *s, const char *path)
{
	size_t n = strlen(path), count = 0;

	pthread_mutex_lock(&s->mutex);
	for (size_t i = 0; i < s->asked.count; i++) {
		const char *asked = s->asked.items[i] + 4;

		count += strncmp(asked, path, n) == 0 && (asked[n] == ' ' || asked[n] == '?');
	}
	pthread_mutex_unlock(&s->mutex);
	return count;
}

void server_set_robots(Server *server, const char *text)
{
	pthread_mutex_lock(&server->mutex);
	server->robots = text;
	pthread_mutex_unlock(&server->mutex);
}

void server_forget(Server *s)
{
	pthread_mutex_lock(&s->mutex);
	for (size_t i = 0; i < s->asked.count; i++)
		free(s->asked.items[i]);
	s->asked.count = 0;
	s->most_at_once = s->at_once;
	s->connections = 0;
	pthread_mutex_unlock(&s->mutex);
}

size_t server_connections(Server *s)
{
	size_t n;

	pthread_mutex_lock(&s->mutex);
	n = s->connections;
	pthread_mutex_unlock(&s->mutex);
	return n;
}

size_t server_most_at_once(Server *s)
{
	size_t n;

	pthread_mutex_lock(&s->mutex);
	n = s->most_at_once;
	pthread_mutex_unlock(&s->mutex);
	return n;
}

void server_open_gate(Server *s)
{
	pthread_mutex_lock(&s->mutex);
	s->gate_open = true;
	pthread_mutex_unlock(&s->mutex);
}

size_t server_at_once(Server *s)
{
	size_t n;

	pthread_mutex_lock(&s->mutex);
	n = s->at_once;
	pthread_mutex_unlock(&s->mutex);
	return n;
}

size_t server_floods(Server *s)
{
	size_t n;

	pthread_mutex_lock(&s->mutex);
	n = s->floods;
	pthread_mutex_unlock(&s->mutex);
	return n;
}

size_t server_most_streams(Server *s)
{
	size_t n;

	pthread_mutex_lock(&s->mutex);
	n = s->most_streams;
	pthread_mutex_unlock(&s->mutex);
	return n;
}
