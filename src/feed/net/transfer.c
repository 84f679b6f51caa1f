#include "config.h"

#include "feed/net/transfer.h"

#include <stdlib.h>
#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#endif
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/net/access.h"
#include "feed/net/address.h"
#include "feed/net/file.h"
#include "feed/net/trouble.h"

enum {
	MAX_BYTES = 32 << 20,
	TIMEOUT_MS = 30000,
	CONNECT_MS = 15000,
	/* A download that comes well may take so many times the time of one that is silent. */
	PATIENCE = 4,
	SLOWEST = 100, /* bytes a second: less is silence */
	SLOW_MS = 50,  /* 32 of that give 640 answers a second, more than are parsed */
	/* Of each answer that has to wait (STAGE_STOPPED) so much is in memory. 256 kB cost 12 MB
	 * in an update of 500 feeds and saved no time. */
	READ_AT_ONCE = 64 << 10,
	MAX_REDIRECTS = 10,
	MAX_IGNORED = 64 << 10, /* of the body of an error */
	MAX_MIME = 200,
};

static size_t max_bytes(const Transfer *t)
{
	return t->request.max_bytes ? t->request.max_bytes : MAX_BYTES;
}

static long timeout_ms(const Transfer *t)
{
	return t->request.timeout_ms ? (long)t->request.timeout_ms : TIMEOUT_MS;
}

bool traffic_is_slow(const Traffic *traffic)
{
	return traffic->wait_ms >= SLOW_MS;
}

void transfer_enter(Transfer *t, Stage stage)
{
	if (t->stage)
		t->traffic->at[t->stage]--;
	if (stage)
		t->traffic->at[stage]++;
	t->stage = stage;
}

bool transfer_may_receive(const Transfer *t)
{
	const Traffic *traffic = t->traffic;

	/* Where servers are quick, no more are begun than may receive: these were before. */
	return traffic->at[STAGE_RECEIVING] <
	       (traffic_is_slow(traffic) ? traffic->may : traffic->most);
}

/* For how long the answer has lain there unread: that was not the server's doing. */
static int64_t unread_ms(const Transfer *t)
{
#ifdef __linux__
	curl_socket_t fd = CURL_SOCKET_BAD;
	struct tcp_info info;
	socklen_t size = sizeof info;

	if (curl_easy_getinfo(t->easy, CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK &&
		fd != CURL_SOCKET_BAD && getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
		return info.tcpi_last_data_recv;
#else
	(void)t;
#endif
	return 0;
}

/* The first of an answer is here: servers are as slow as the last few were. */
static void answered(Transfer *t)
{
	int64_t waited = clock_ms() - t->began - unread_ms(t);

	if (t->stage == STAGE_ASKING)
		t->traffic->wait_ms =
			(t->traffic->wait_ms * 7 + (unsigned)(waited > 0 ? waited : 0)) / 8;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *user)
{
	Transfer *t = user;
	Str line = str_of(bytes, size * count);

	while (line.n && (line.s[line.n - 1] == '\n' || line.s[line.n - 1] == '\r'))
		line.n--;
	if (line.n) {
		headers_line(&t->headers, line, t->arena);
	} else if (t->headers.status >= 300 && t->headers.status < 400 && t->headers.location.n) {
		t->redirected = true;
		t->temporary |= t->headers.status != 301 && t->headers.status != 308;
		t->location = t->headers.location;
	}
	return size * count;
}

/* curl's own limits count packed bytes; these are the unpacked ones. */
static size_t on_body(char *bytes, size_t size, size_t count, void *user)
{
	Transfer *t = user;
	size_t n = size * count;

	if (t->headers.status < 200 || t->headers.status >= 300) {
		t->ignored += n;
		t->cut = t->ignored > MAX_IGNORED;
		return t->cut ? 0 : n;
	}
	answered(t);
	if (t->stage != STAGE_RECEIVING && !transfer_may_receive(t)) {
		transfer_enter(t, STAGE_STOPPED);
		/* It is not the server that takes its time. */
		curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, 0L);
		return CURL_WRITEFUNC_PAUSE;
	}
	transfer_enter(t, STAGE_RECEIVING);
	if (n > max_bytes(t) - t->body.n) {
		if (t->request.enough)
			buf_bytes(&t->body, bytes, max_bytes(t) - t->body.n);
		t->cut = t->request.enough;
		t->too_big = !t->cut;
		return 0;
	}
	if (t->body.n == 0) {
		curl_off_t announced = 0;

		curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
		if (announced > 0 && (size_t)announced <= max_bytes(t))
			buf_room(&t->body, (size_t)announced);
	}
	buf_bytes(&t->body, bytes, n);
	return n;
}

/* What connects is a proxy: it alone knows to what. */
static bool is_proxied(const Transfer *t)
{
	Str proxy = t->request.access.proxy;

	return proxy.n ? !str_eq(proxy, S("none")) : t->rules->proxied;
}

static bool guards_home(const Transfer *t)
{
	return t->request.content && !t->rules->private_addresses;
}

/* Called with the very address that is connected to: a name can't change its mind in between. */
static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *to)
{
	Transfer *t = user;

	(void)purpose;
	if (guards_home(t) && !is_proxied(t) && address_is_private(&to->addr)) {
		t->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Called before each request, redirects too. A connection of an earlier download may be used again
 * without on_socket; and behind a proxy the name is all that is known. */
static int on_request(void *user, char *address, char *from, int port, int from_port)
{
	Transfer *t = user;
	char *url = NULL;

	(void)from;
	(void)port;
	(void)from_port;
	t->connected = true;
	if (t->stage == STAGE_CONNECTING)
		transfer_enter(t, STAGE_ASKING);
	if (!guards_home(t))
		return CURL_PREREQFUNC_OK;
	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	t->refused = address_host_is_private(url_host(str_from(url))) ||
		     (!is_proxied(t) && address_host_is_private(str_from(address)));
	return t->refused ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static void add_line(Transfer *t, const char *name, Str value)
{
	struct curl_slist *lines;
	Str line;

	if (value.n == 0)
		return;
	line = arena_printf(t->arena, "%s: %.*s", name, STR_ARG(value));
	lines = curl_slist_append(t->lines, line.s);
	if (lines)
		t->lines = lines;
}

/* Feeds are asked for as feeds: a few sites have more than one thing at an address. */
static void add_lines(Transfer *t)
{
	access_add_headers(&t->request.access, t->arena, &t->lines);
	if (!access_has_header(&t->request.access, S("Accept")))
		add_line(t, "Accept",
			t->request.content
				? S("text/html, application/xhtml+xml, image/*, */*;q=0.5")
				: S("application/atom+xml, application/rss+xml, "
				    "application/feed+json, "
				    "application/rdf+xml, application/xml;q=0.9, "
				    "text/xml;q=0.9, "
				    "text/html;q=0.8, */*;q=0.5"));
	if (t->plain)
		add_line(t, "Accept-Encoding", S("identity"));
	add_line(t, "If-None-Match", t->request.etag);
	add_line(t, "If-Modified-Since", t->request.modified);
}

/* Behind the host, blanks and bytes beyond ASCII become %20 and the like, as browsers write them;
 * those of the host curl translates (IDN), all else is sent as it is. */
static const char *encoded(const Transfer *t)
{
	Str url = t->request.url, host = url_host(url);
	size_t after = (size_t)(host.s - url.s) + host.n;
	Buf out = {0};

	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.s[i];

		if (i < after || (c > ' ' && c < 0x7f))
			buf_char(&out, (char)c);
		else
			buf_printf(&out, "%%%02X", c);
	}
	buf_char(&out, '\0');
	return buf_take(&out, t->arena).s;
}

/* Cookies of feeds live as long as lede runs: some sites turn in circles without, some let in who
 * was there before. Those that content brings live as long as one chain of redirects. */
bool transfer_is_apart(const Transfer *t)
{
	const Access *access = &t->request.access;

	return t->request.content || access->cookies.n || access->proxy.n;
}

/* Set once: curl_easy_reset would lose memory with each COOKIEFILE (7.88), and costs time. */
CURL *transfer_handle(const Transfer *t)
{
	CURL *easy = curl_easy_init();

	if (!easy)
		return NULL;
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)READ_AT_ONCE);
	/* Behind a proxy of its own nothing may tell that it is the same reader. */
	if (t->request.access.proxy.n == 0)
		curl_easy_setopt(easy, CURLOPT_SHARE,
			t->apart ? t->rules->share_apart : t->rules->share);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_MAXREDIRS, (long)MAX_REDIRECTS);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
	curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
	return easy;
}

static const char *user_agent(const Transfer *t)
{
	Str contact = t->request.contact, home = S(PACKAGE_URL);

	if (t->request.user_agent.n)
		return arena_strz(t->arena, t->request.user_agent);
	/* An address at which nobody is would be no honest one (RFC 2606). */
	if (contact.n == 0 && !url_is_host(url_host(home), S("example")))
		contact = home;
	contact = contact.n ? arena_printf(t->arena, "; +%.*s", STR_ARG(contact)) : contact;
	if (t->request.compatible)
		return arena_printf(t->arena,
			"Mozilla/5.0 (compatible; lede/" PACKAGE_VERSION "%.*s)", STR_ARG(contact))
			.s;
	return arena_printf(t->arena, "lede/" PACKAGE_VERSION " (feed reader%.*s)",
		STR_ARG(contact))
		.s;
}

bool transfer_prepare(Transfer *t, CURL *easy)
{
	long time = timeout_ms(t);

	t->easy = easy;
	add_lines(t);
	/* All that curl can unpack; without, it leaves what comes as it is. */
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, t->plain ? NULL : "");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent(t));
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->detail);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, t);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, time < CONNECT_MS ? time : CONNECT_MS);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, time * PATIENCE);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (time + 999) / 1000);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
		t->request.enough ? 0 : (curl_off_t)max_bytes(t));
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->lines);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION,
		access_is_bound(&t->request.access) ? 0L : 1L);
	access_set(&t->request.access, t->request.url, t->arena, easy);
	if (curl_easy_setopt(easy, CURLOPT_URL, encoded(t)) == CURLE_OK)
		return true;
	return err_set(&t->response.err, ERR_NETWORK, CURLE_OUT_OF_MEMORY, "out of memory");
}

CURLcode transfer_resume(Transfer *t, int64_t now_ms)
{
	t->moved = now_ms;
	transfer_enter(t, STAGE_RECEIVING);
	curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS,
		(long)(now_ms - t->began) + timeout_ms(t) * PATIENCE);
	return curl_easy_pause(t->easy, CURLPAUSE_CONT);
}

void transfer_release(Transfer *t)
{
	curl_slist_free_all(t->lines);
	t->lines = NULL;
	curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, NULL);
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, NULL);
	t->easy = NULL;
}

/* A line of clean text, at most so long. */
static Str clean(Str text, size_t most, Arena *arena)
{
	char *copy;

	text = str_slice(text, 0, most);
	copy = arena_strz(arena, text);
	return str_of(copy, utf8_clean_in_place(copy, text.n));
}

/* A 304 to a question that named no validator tells nothing. */
static bool is_success(const Transfer *t)
{
	int status = t->response.status;

	return status == 200 || status == 203 ||
	       (status == 304 && (t->request.etag.n || t->request.modified.n));
}

/* `url`: where it was in the end. */
static void conclude_trouble(Transfer *t, CURLcode code, Str url, int64_t now_ms)
{
	const Access *access = &t->request.access;
	Response *response = &t->response;
	Attempt attempt = {.url = t->redirected && url_is_http(url) ? url : t->request.url,
		.location = t->location,
		.authorities = access->authorities,
		.detail = t->detail,
		.seconds = (unsigned)((now_ms - t->began + 500) / 1000),
		.proxy = str_eq(access->proxy, S("none")) ? S("") : access->proxy,
		.certified = access->cert.n > 0,
		.named = access->secret.n || str_find_char(t->request.url, '@') >= 0,
		.connected = t->connected};
	long os_errno = 0;

	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &os_errno);
	attempt.os_errno = (int)os_errno;
	if (t->refused && code != CURLE_OK)
		err_set(&response->err, ERR_LIMIT, 0,
			"%.*s: leads into this machine or its network, where content may not go",
			STR_ARG(str_slice(url_host(t->request.url), 0, 120)));
	else if (t->too_big || code == CURLE_FILESIZE_EXCEEDED)
		trouble_size(&response->err, max_bytes(t), &attempt);
	else if (code != CURLE_OK && !t->cut)
		trouble_network(&response->err, code, &attempt);
	else if (!is_success(t))
		trouble_status(&response->err, response->status, &attempt);
}

static void conclude_visit(Transfer *t, CURLcode code)
{
	int status = t->response.status;

	t->visit = status == 429 || status == 503                      ? VISIT_REFUSED
		   : code == CURLE_OK || (t->cut && t->request.enough) ? VISIT_FINE
		   : t->connected || t->refused                        ? VISIT_FAILED
								       : VISIT_UNREACHABLE;
}

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void begin_again(Transfer *t)
{
	t->headers = (Headers){0};
	buf_clear(&t->body);
	t->ignored = 0;
	t->connected = t->cut = false;
	t->visit = VISIT_FINE;
}

/* Where a redirect leads that curl was not let follow. False: this is the end, and *code says why
 * if it leads nowhere. */
static bool walk_on(Transfer *t, CURLcode *code)
{
	char *to = NULL;
	Str next;

	if (!access_is_bound(&t->request.access) || !is_redirect(t->headers.status) ||
		t->headers.location.n == 0 || (*code != CURLE_OK && !t->cut))
		return false;
	curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &to);
	next = str_from(to);
	*code = !url_is_http(next)          ? CURLE_UNSUPPORTED_PROTOCOL
		: ++t->hops > MAX_REDIRECTS ? CURLE_TOO_MANY_REDIRECTS
					    : CURLE_OK;
	if (*code != CURLE_OK)
		return false;
	if (!access_is_same_host(t->request.url, next, t->arena))
		access_leave_host(&t->request.access);
	t->request.url = arena_str(t->arena, next);
	begin_again(t);
	return true;
}

/* Servers that name as its packing what is none ("UTF-8"), or that packed nothing: browsers take
 * the one as it is, and fail at the other. Packed again and again is meant to do harm. */
static bool ask_plain(Transfer *t, CURLcode code)
{
	if (t->plain || t->cut || t->too_big || t->headers.packing.n == 0 ||
		str_find_char(t->headers.packing, ',') >= 0 ||
		(code != CURLE_BAD_CONTENT_ENCODING && code != CURLE_WRITE_ERROR))
		return false;
	t->plain = true;
	begin_again(t);
	return true;
}

void transfer_conclude(Transfer *t, CURLcode code, int64_t now_ms)
{
	Response *response = &t->response;
	curl_off_t down = 0;
	long status = 0, header = 0;
	char *url = NULL;
	int64_t now = time(NULL);

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
	curl_easy_getinfo(t->easy, CURLINFO_HEADER_SIZE, &header);
	response->status = t->connected ? (int)status : 0;
	answered(t);
	t->goes_on = walk_on(t, &code) || ask_plain(t, code);
	if (t->goes_on)
		return;
	conclude_trouble(t, code, str_from(url), now_ms);
	conclude_visit(t, code);
	if (response->err.kind == ERR_NETWORK)
		response->status = 0;
	response->url = response->err.kind == ERR_NONE ? arena_str(t->arena, str_from(url))
						       : t->request.url;
	response->url = url_public(response->url, t->arena);
	if (t->redirected && !t->temporary && response->err.kind == ERR_NONE)
		response->moved_to = response->url;
	response->mime = clean(t->headers.mime, MAX_MIME, t->arena);
	response->etag = t->headers.etag;
	response->modified = t->headers.modified;
	if (status == 304) {
		/* It need not repeat what still holds (RFC 9110 15.4.5). */
		response->etag = response->etag.n ? response->etag : t->request.etag;
		response->modified =
			response->modified.n ? response->modified : t->request.modified;
	}
	response->cdn = t->headers.cdn;
	response->due = headers_due(&t->headers, now);
	t->retry_after = headers_retry_after(&t->headers, now);
	response->wire_bytes = (uint32_t)(down > UINT32_MAX - header ? UINT32_MAX : down + header);
	if (response->err.kind == ERR_NONE && status != 304)
		response->body = buf_give(&t->body, t->arena);
}

void transfer_file(Transfer *t)
{
	Response *response = &t->response;
	bool unchanged = false;

	response->url = t->request.url;
	if (t->request.content) {
		err_set(&response->err, ERR_LIMIT, 0,
			"a file of this machine can't be shown because a page asks for it");
		return;
	}
	if (file_fetch(t->request.url, max_bytes(t), t->request.modified, t->arena, &response->body,
		    &response->modified, &unchanged, &response->err))
		response->status = unchanged ? 304 : 200;
}

void transfer_drop(Transfer *t)
{
	curl_slist_free_all(t->lines);
	buf_drop(&t->body);
	free(t);
}
