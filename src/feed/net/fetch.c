#include "config.h"

#include "feed/net/fetch.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/clock.h"
#include "base/url.h"
#include "feed/net/access.h"
#include "feed/net/hosts.h"
#include "feed/net/trouble.h"

enum {
	CONNECTIONS = 32,
	/* To each that receives so many may be open, most of which wait for an answer: that costs
	 * a few kB. With 500 feeds on 64 hosts that take 100 ms, it saves a second (2026). */
	OPEN_FOR_EACH = 4,
	USUAL_WAIT_MS = 100,  /* of servers; those that were asked are measured */
	CONNECTING_FILES = 4, /* descriptors to find and try two addresses of a host */
	OTHER_FILES = 128,
	KEPT_OPEN = 64, /* connections, for the next visit, at least */
	KEPT_HANDLES = 32,
	LOOK_MS = 500, /* between looks whether a visit has become slow */
	MAX_EXTRA = 64,
};

struct Fetcher {
	CURLM *multi;
	TransferRules rules;
	Traffic traffic;
	unsigned open_most; /* visits at a time, those that wait for an answer too */
	Hosts hosts;
	TransferList running, ended;
	Transfer *newest; /* of all */
	size_t count;
	CURL *idle[KEPT_HANDLES];
	size_t idle_count;
	FetchTicket last;
	int64_t looked;
};

static void list_put(TransferList *list, Transfer *t)
{
	t->in = list;
	t->next = NULL;
	t->prev = list->last;
	*(list->last ? &list->last->next : &list->first) = t;
	list->last = t;
}

static void list_cut(Transfer *t)
{
	TransferList *list = t->in;

	if (!list)
		return;
	*(t->prev ? &t->prev->next : &list->first) = t->next;
	*(t->next ? &t->next->prev : &list->last) = t->prev;
	t->in = NULL;
}

static CURLSH *make_share(bool cookies)
{
	CURLSH *share = curl_share_init();
	bool ok = share && curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) ==
				   CURLSHE_OK;

	if (ok && cookies)
		ok = curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) == CURLSHE_OK;
	if (ok)
		return share;
	curl_share_cleanup(share);
	return NULL;
}

/* DNS and connections are shared by all handles of a multi; the rest has to be told. */
static bool make_shares(Fetcher *f)
{
	f->rules.share = make_share(true);
	f->rules.share_apart = make_share(false);
	return f->rules.share && f->rules.share_apart;
}

static bool is_proxied(void)
{
	static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
		"ALL_PROXY"};

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return true;
	}
	return false;
}

/* As many visits as were asked for, or as there may be open files for. */
static void set_limits(Fetcher *f, unsigned most)
{
	unsigned each = most > 1 ? OPEN_FOR_EACH : 1;
	rlim_t files = most * (each + CONNECTING_FILES) + OTHER_FILES;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < files) {
		limit.rlim_cur = files < limit.rlim_max ? files : limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
		while (most > 1 && most * (each + CONNECTING_FILES) + OTHER_FILES > limit.rlim_cur)
			most--;
	}
	f->traffic.most = f->traffic.may = most;
	f->traffic.wait_ms = USUAL_WAIT_MS;
	f->open_most = most * each;
}

Fetcher *fetcher_open(const FetcherOptions *options, Err *err)
{
	Fetcher *f = memory_alloc(sizeof *f);

	hosts_init(&f->hosts);
	set_limits(f, options->connections ? options->connections : CONNECTIONS);
	f->rules.private_addresses = options->private_addresses;
	f->rules.proxied = is_proxied();
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
		f->multi = curl_multi_init();
		if (f->multi && make_shares(f)) {
			curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS,
				(long)(f->open_most > KEPT_OPEN ? f->open_most : KEPT_OPEN));
			return f;
		}
	}
	fetcher_close(f);
	err_set(err, ERR_SYSTEM, 0, "libcurl can't be started");
	return NULL;
}

/* Takes it off its curl handle, which is kept for the next. */
static void detach(Fetcher *f, Transfer *t)
{
	CURL *easy = t->easy;

	if (!easy)
		return;
	curl_multi_remove_handle(f->multi, easy);
	transfer_release(t);
	if (!t->apart && f->idle_count < COUNT(f->idle))
		f->idle[f->idle_count++] = easy;
	else
		curl_easy_cleanup(easy);
}

static void forget(Fetcher *f, Transfer *t)
{
	list_cut(t);
	*(t->newer ? &t->newer->older : &f->newest) = t->older;
	if (t->older)
		t->older->newer = t->newer;
	f->count--;
	transfer_drop(t);
}

void fetcher_close(Fetcher *f)
{
	if (!f)
		return;
	while (f->newest) {
		Transfer *t = f->newest;

		detach(f, t);
		arena_close(t->arena);
		forget(f, t);
	}
	for (size_t i = 0; i < f->idle_count; i++)
		curl_easy_cleanup(f->idle[i]);
	curl_multi_cleanup(f->multi);
	curl_share_cleanup(f->rules.share);
	curl_share_cleanup(f->rules.share_apart);
	curl_global_cleanup();
	hosts_drop(&f->hosts);
	free(f);
}

/* The answer is ready to be delivered. */
static void end(Fetcher *f, Transfer *t)
{
	list_cut(t);
	list_put(&f->ended, t);
}

FetchTicket fetch_start(Fetcher *f, const Request *request, FetchDone *done, void *user)
{
	Transfer *t = memory_alloc(sizeof *t);

	t->ticket = ++f->last;
	t->arena = arena_open();
	t->request = *request;
	t->request.url = arena_str(t->arena, request->url);
	t->request.etag = arena_str(t->arena, request->etag);
	t->request.modified = arena_str(t->arena, request->modified);
	t->request.user_agent = arena_str(t->arena, request->user_agent);
	t->request.contact = arena_str(t->arena, request->contact);
	access_copy(&t->request.access, t->arena);
	t->done = done;
	t->user = user;
	t->rules = &f->rules;
	t->traffic = &f->traffic;
	t->older = f->newest;
	if (t->older)
		t->older->newer = t;
	f->newest = t;
	f->count++;
	if (url_is_http(request->url) && url_host(request->url).n) {
		t->site = hosts_site(&f->hosts, t->request.url);
		list_put(&t->site->waiting, t);
		hosts_line_up(&f->hosts, t->site, clock_ms());
		return t->ticket;
	}
	if (str_eq_case(url_scheme(request->url), S("file")))
		transfer_file(t);
	else
		trouble_network(&t->response.err,
			url_is_http(request->url) ? CURLE_URL_MALFORMAT
						  : CURLE_UNSUPPORTED_PROTOCOL,
			&(Attempt){.url = t->request.url, .detail = ""});
	end(f, t);
	return t->ticket;
}

/* A visit that runs is over. */
static void leave_site(Fetcher *f, Transfer *t, int64_t now)
{
	transfer_enter(t, STAGE_NONE);
	polite_end(&t->site->polite, t->visit, t->slow, t->retry_after, now);
	t->site->err = t->response.err;
	hosts_line_up(&f->hosts, t->site, now);
}

void fetch_cancel(Fetcher *f, FetchTicket ticket)
{
	Transfer *t = f->newest;

	while (t && t->ticket != ticket)
		t = t->older;
	if (!t)
		return;
	if (t->in == &f->running) {
		detach(f, t);
		t->visit = VISIT_FINE;
		leave_site(f, t, clock_ms());
	}
	arena_close(t->arena);
	forget(f, t);
}

size_t fetch_running(const Fetcher *f)
{
	return f->count;
}

void fetcher_hold(Fetcher *f, size_t waiting, size_t most)
{
	size_t left = waiting < most ? most - waiting : 0;

	f->traffic.may = (unsigned)((f->traffic.most * left + most - 1) / most);
}

/* A site that refuses or can't be reached is left in peace: who waits for it hears so at once. */
static void turn_away(Fetcher *f, Site *site, int64_t now)
{
	while (site->waiting.first) {
		Transfer *t = site->waiting.first;

		t->response.url = url_public(t->request.url, t->arena);
		t->response.err = site->err;
		if (site->err.kind == ERR_HTTP) {
			t->response.status = site->err.code;
			t->response.due = time(NULL) + (site->polite.shut_until - now + 999) / 1000;
		}
		end(f, t);
	}
}

void fetcher_set_rest(Fetcher *f, const Rest *rest)
{
	hosts_set_rest(&f->hosts, rest);
}

size_t fetcher_rests(const Fetcher *f, Arena *arena, const Rest **out)
{
	return hosts_rests(&f->hosts, arena, out);
}

bool fetcher_is_shut(Fetcher *f, Str url)
{
	const PoliteSite *site = url_is_http(url) ? &hosts_site(&f->hosts, url)->polite : NULL;

	return site && site->refused && polite_is_shut(site, clock_ms());
}

static void start(Fetcher *f, Transfer *t, int64_t now)
{
	CURL *easy;

	list_cut(t);
	t->apart = transfer_is_apart(t);
	easy = !t->apart && f->idle_count ? f->idle[--f->idle_count] : transfer_handle(t);
	if (!easy || !transfer_prepare(t, easy) ||
		curl_multi_add_handle(f->multi, easy) != CURLM_OK) {
		if (t->response.err.kind == ERR_NONE)
			err_set(&t->response.err, ERR_SYSTEM, 0, "libcurl is out of memory");
		detach(f, t);
		list_put(&f->ended, t);
		return;
	}
	t->began = t->moved = now;
	polite_begin(&t->site->polite, now);
	transfer_enter(t, STAGE_CONNECTING);
	list_put(&f->running, t);
}

/* One more that connects, and may have to wait for an answer. Where answers come at once it would
 * be one more that has to wait for us: that takes memory, and time of both sides. */
static bool may_begin(const Fetcher *f)
{
	const unsigned *at = f->traffic.at;
	unsigned answering = at[STAGE_STOPPED] + at[STAGE_RECEIVING];
	unsigned open = at[STAGE_CONNECTING] + at[STAGE_ASKING] + answering;

	if (!traffic_is_slow(&f->traffic))
		return open < f->traffic.may;
	return at[STAGE_CONNECTING] < f->traffic.most && answering < f->traffic.most &&
	       open < f->open_most;
}

/* Begins as many visits as may be; returns the ms until more may. */
static int64_t start_visits(Fetcher *f)
{
	int64_t now = clock_ms(), soonest = hosts_end_pauses(&f->hosts, now);
	Site *site;

	while (may_begin(f) && (site = hosts_next(&f->hosts))) {
		if (polite_is_shut(&site->polite, now))
			turn_away(f, site, now);
		else if (site->waiting.first && polite_wait(&site->polite, now) == 0)
			start(f, site->waiting.first, now);
		hosts_line_up(&f->hosts, site, now);
	}
	return soonest;
}

/* A visit that takes long holds up no other at its site. */
static void look_for_slow(Fetcher *f)
{
	int64_t now = clock_ms();

	if (now - f->looked < LOOK_MS)
		return;
	f->looked = now;
	for (Transfer *t = f->running.first; t; t = t->next) {
		if (t->slow || t->stage == STAGE_STOPPED || now - t->moved < POLITE_SLOW_MS)
			continue;
		t->slow = true;
		polite_slow(&t->site->polite);
		hosts_line_up(&f->hosts, t->site, now);
	}
}

/* A redirect that is not left to curl: the next visit, perhaps at another site. */
static void go_on(Fetcher *f, Transfer *t, int64_t now)
{
	list_cut(t);
	t->slow = false;
	t->site = hosts_site(&f->hosts, t->request.url);
	list_put(&t->site->waiting, t);
	hosts_line_up(&f->hosts, t->site, now);
}

static void conclude(Fetcher *f, Transfer *t, CURLcode code)
{
	int64_t now = clock_ms();

	transfer_conclude(t, code, now);
	detach(f, t);
	leave_site(f, t, now);
	if (t->goes_on)
		go_on(f, t, now);
	else
		end(f, t);
}

/* Lets those receive whose answers had to wait, in the order in which they began. */
static void resume(Fetcher *f)
{
	for (Transfer *t = f->running.first, *next; t && f->traffic.at[STAGE_STOPPED]; t = next) {
		CURLcode code;

		next = t->next;
		if (t->stage != STAGE_STOPPED)
			continue;
		if (!transfer_may_receive(t))
			return;
		code = transfer_resume(t, clock_ms());
		if (code != CURLE_OK)
			conclude(f, t, code);
	}
}

static void collect(Fetcher *f)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(f->multi, &left))) {
		CURLcode code = message->data.result;
		Transfer *t = NULL;

		if (message->msg == CURLMSG_DONE &&
			curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t) ==
				CURLE_OK)
			conclude(f, t, code);
	}
}

static void deliver(Fetcher *f)
{
	/* Those that end meanwhile, by what the callee starts, wait for the next turn. */
	TransferList ready = f->ended;

	f->ended = (TransferList){0};
	for (Transfer *t = ready.first; t; t = t->next)
		t->in = &ready;
	while (ready.first) {
		Transfer *t = ready.first;
		FetchDone *done = t->done;
		void *user = t->user;
		Arena *arena = t->arena;
		Response response = t->response;

		forget(f, t);
		done(user, arena, &response);
	}
}

static int wait_ms(const Fetcher *f, int64_t soonest, int timeout_ms)
{
	int64_t wait = timeout_ms < 0 ? INT32_MAX : timeout_ms;

	if (f->ended.first)
		return 0;
	if (f->count && wait > LOOK_MS)
		wait = LOOK_MS;
	return (int)(soonest < wait ? soonest : wait);
}

void fetcher_turn(Fetcher *f, struct pollfd *extra, size_t extra_count, int timeout_ms)
{
	struct curl_waitfd fds[MAX_EXTRA];
	int64_t soonest;
	int running;

	resume(f);
	soonest = start_visits(f);

	if (extra_count > COUNT(fds))
		extra_count = COUNT(fds);
	for (size_t i = 0; i < extra_count; i++) {
		fds[i] = (struct curl_waitfd){.fd = extra[i].fd};
		fds[i].events = (short)((extra[i].events & POLLIN ? CURL_WAIT_POLLIN : 0) |
					(extra[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0));
	}
	curl_multi_poll(f->multi, fds, (unsigned)extra_count, wait_ms(f, soonest, timeout_ms),
		NULL);
	for (size_t i = 0; i < extra_count; i++)
		extra[i].revents = (short)((fds[i].revents & CURL_WAIT_POLLIN ? POLLIN : 0) |
					   (fds[i].revents & CURL_WAIT_POLLOUT ? POLLOUT : 0));
	curl_multi_perform(f->multi, &running);
	collect(f);
	look_for_slow(f);
	start_visits(f);
	deliver(f);
}
