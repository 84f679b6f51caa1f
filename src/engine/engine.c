#include "engine/engine.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "config/levels.h"
#include "engine/inside.h"

/* The engine thread polls its own queue and the pool's sockets. */
enum {
	MAX_POLLS = 80,
	ELSEWHERE_MS = 800, /* between two times that it is told */
	WARM_MS = 50,       /* after the first list, which comes first */
};

int64_t engine_now(void)
{
	return time(NULL);
}

void engine_tell(Engine *engine, Event event)
{
	queue_put(engine->events, &event);
}

void engine_fail(Engine *engine, Ticket ticket, const Err *err)
{
	engine_tell(engine, (Event){.kind = EVENT_FAILED, .ticket = ticket, .err = *err});
}

static void do_refresh(Engine *engine, Ticket ticket, Job job)
{
	refresh_start(engine->refresh, ticket, &job);
	arena_close(job.arena);
}

static void do_place(Engine *engine, Ticket ticket, Job job)
{
	Err err = {0};

	/* Nobody asked for it: what can't be kept is not told of each time. */
	if (!library_is_read_only(engine->lib) &&
		!library_set_place(engine->lib, job.item, job.block, job.offset, &err))
		engine_fail(engine, ticket, &err);
	arena_close(job.arena);
}

static void do_value(Engine *engine, Ticket ticket, Job job)
{
	Err err = {0};

	if (!library_is_read_only(engine->lib) &&
		!library_set_value(engine->lib, job.text, job.value, &err))
		engine_fail(engine, ticket, &err);
	arena_close(job.arena);
}

static void do_rules(Engine *engine, Ticket ticket, Job job)
{
	VEC(Rule) rules = {0};
	Rule rule;
	Str line;
	Err err;

	while (str_cut(&job.text, '\n', &line))
		if (rule_parse(arena_str(engine->arena, line), engine->arena, &rule, NULL))
			*vec_push_in(&rules, engine->arena) = rule;
	if (!library_set_rules(engine->lib, rules.items, rules.count, &err))
		engine_fail(engine, ticket, &err);
	arena_close(job.arena);
}

static void do_reload(Engine *engine, Ticket ticket, Job job)
{
	Err err = {0};

	refresh_flush(engine->refresh);
	if (refresh_subscribe(engine, &err))
		engine_tell(engine, (Event){.kind = EVENT_FEEDS, .ticket = ticket});
	else
		engine_fail(engine, ticket, &err);
	arena_close(job.arena);
}

static void do_set(Engine *engine, Ticket ticket, Job job)
{
	const Option *option = option_find(job.text);
	Err err = {0};

	if (option && !job.on)
		levels_unset(engine->levels, LEVEL_SESSION, job.whose, option);
	else if (option &&
		 !levels_set(engine->levels, LEVEL_SESSION, job.whose, option, job.value, &err))
		engine_fail(engine, ticket, &err);
	arena_close(job.arena);
}

/* JOB_LIST and JOB_COUNT go to the query thread. */
static void (*const handlers[])(Engine *engine, Ticket ticket, Job job) = {
	[JOB_REFRESH] = do_refresh,
	[JOB_ARTICLE] = article_start,
	[JOB_FULL_TEXT] = article_start,
	[JOB_VERSION] = version_start,
	[JOB_PAGE] = page_start,
	[JOB_MARK] = steps_mark,
	[JOB_MARK_QUERY] = steps_mark_query,
	[JOB_UNDO] = steps_undo,
	[JOB_REDO] = steps_redo,
	[JOB_NOTE] = steps_note,
	[JOB_PLACE] = do_place,
	[JOB_VALUE] = do_value,
	[JOB_ADD] = add_start,
	[JOB_CLIP] = clip_start,
	[JOB_RULES] = do_rules,
	[JOB_RELOAD] = do_reload,
	[JOB_MOVE] = steps_move,
	[JOB_SET] = do_set,
};
_Static_assert(COUNT(handlers) == JOB_KINDS, "handle every kind of job");

/* False when it is time to go. */
static bool take_messages(Engine *engine)
{
	Message message;

	while (queue_take(engine->jobs, &message)) {
		if (message.kind == MESSAGE_QUIT)
			return false;
		if (message.kind == MESSAGE_JOB) {
			upkeep_touch(engine->upkeep);
			handlers[message.job.kind](engine, message.ticket, message.job);
			continue;
		}
		if (message.kind == MESSAGE_WARM) {
			engine->warm_at = clock_ms() + WARM_MS;
			continue;
		}
		errands_cancel(engine, message.ticket);
		refresh_cancel(engine->refresh, message.ticket);
	}
	return true;
}

/* What other processes did to the library and to `urls`. */
static void look_elsewhere(Engine *engine, int *timeout_ms)
{
	bool library, urls;
	int64_t now_ms = clock_ms(), version;
	Err err = {0};

	watch_turn(engine->watch, now_ms, &library, &urls, timeout_ms);
	if (urls && refresh_subscribe(engine, &err))
		engine_tell(engine, (Event){.kind = EVENT_FEEDS});
	else if (urls)
		log_line(LOG_WARNING, "%s", err.text);
	if (!library || now_ms - engine->told_others < ELSEWHERE_MS ||
		!library_version(engine->lib, &version, NULL) || version == engine->version)
		return;
	engine->version = version;
	engine->told_others = now_ms;
	engine_tell(engine, (Event){.kind = EVENT_ELSEWHERE});
	indexer_wake(engine->indexer);
}

/* Who looks at a list is about to open an article. */
static void warm(Engine *engine, int *timeout_ms)
{
	int64_t left = engine->warm_at - clock_ms();

	if (engine->warm_at && left <= 0) {
		engine->warm_at = 0;
		pool_expect(engine->pool, 1);
	} else if (engine->warm_at) {
		clock_wake(timeout_ms, left);
	}
}

static void *engine_run(void *user)
{
	Engine *engine = user;
	Err err;

	if (engine->indexer && !library_index_trim(engine->lib, &err))
		log_line(LOG_WARNING, "%s", err.text);
	while (take_messages(engine)) {
		struct pollfd fds[MAX_POLLS] = {{.fd = queue_fd(engine->jobs), .events = POLLIN}};
		int timeout_ms = 60000;
		size_t n = 1;

		look_elsewhere(engine, &timeout_ms);
		warm(engine, &timeout_ms);
		refresh_turn(engine->refresh, &timeout_ms);
		fulltexts_turn(engine->fulltexts);
		upkeep_turn(engine->upkeep, &timeout_ms);
		indexer_pause(engine->indexer, refresh_runs(engine->refresh));
		if (engine->watch)
			fds[n++] = (struct pollfd){.fd = watch_fd(engine->watch), .events = POLLIN};
		fds[n++] = (struct pollfd){.fd = presser_fd(engine->presser), .events = POLLIN};
		n += programs_polls(engine->programs, fds + n, MAX_POLLS - n, &timeout_ms);
		n += pool_polls(engine->pool, fds + n, MAX_POLLS - n, &timeout_ms);
		fetcher_turn(engine->fetcher, fds, n, timeout_ms);
		programs_turn(engine->programs);
		pool_turn(engine->pool);
		presser_turn(engine->presser);
	}
	errands_cancel(engine, 0);
	refresh_flush(engine->refresh);
	return NULL;
}

static SandboxMode sandbox_mode(const char *name)
{
	if (name && strcmp(name, "required") == 0)
		return SANDBOX_REQUIRED;
	return name && strcmp(name, "off") == 0 ? SANDBOX_OFF : SANDBOX_AUTO;
}

static bool set_rules(Engine *engine, Err *err)
{
	VEC(Rule) rules = {0};
	Rule rule;

	for (size_t i = 0; i < engine->options.rule_count; i++)
		if (rule_parse(engine->options.rules[i], engine->arena, &rule, NULL))
			*vec_push_in(&rules, engine->arena) = rule;
	return library_set_rules(engine->lib, rules.items, rules.count, err);
}

static bool open_parts(Engine *engine, Err *err)
{
	const EngineOptions *how = &engine->options;
	FetcherOptions fetching = {.connections = how->connections};
	Options o;

	engine->programs = programs_open();
	engine->secrets = secrets_open(engine);
	engine->jobs = queue_open(sizeof(Message), err);
	engine->queries = queue_open(sizeof(Message), err);
	engine->counts = queue_open(sizeof(Message), err);
	engine->events = queue_open(sizeof(Event), err);
	if (!engine->jobs || !engine->queries || !engine->counts || !engine->events)
		return false;
	engine->lib = library_open(how->library, LIBRARY_EITHER, err);
	if (!engine->lib || !set_rules(engine, err))
		return false;
	engine->reader = library_open(how->library, LIBRARY_READ, err);
	levels_options(engine->levels, S(""), S(""), &o);
	fetching.private_addresses = o.private_addresses;
	engine->fetcher = fetcher_open(&fetching, err);
	engine->pool = pool_open(how->workers, sandbox_mode(how->sandbox), err);
	if (!engine->reader || !engine->fetcher || !engine->pool)
		return false;
	engine->presser = presser_open(engine->lib, err);
	if (!engine->presser)
		return false;
	engine->fulltexts = fulltexts_open(engine);
	engine->robots = robots_open(engine);
	engine->refresh = refresh_open(engine);
	engine->upkeep = upkeep_open(engine);
	if (!refresh_subscribe(engine, err))
		return false;
	if (engine->options.watch && library_version(engine->lib, &engine->version, err))
		engine->watch = watch_open(engine->options.library, engine->options.urls);
	return true;
}

/* Threads of ours take no signals: those are for the one that owns the terminal. */
static bool start_threads(Engine *engine, Err *err)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	engine->thread_runs = pthread_create(&engine->thread, NULL, engine_run, engine) == 0;
	engine->query_thread_runs =
		pthread_create(&engine->query_thread, NULL, lists_run, engine) == 0;
	if (engine->options.index)
		engine->indexer = indexer_open(engine->options.library, err);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (engine->thread_runs && engine->query_thread_runs)
		return true;
	return err_set(err, ERR_SYSTEM, 0, "can't start a thread");
}

static const char *kept(Engine *engine, const char *z)
{
	return z ? arena_strz(engine->arena, str_from(z)) : NULL;
}

Engine *engine_open(const EngineOptions *how, Err *err)
{
	Engine *engine = memory_alloc(sizeof *engine);

	engine->arena = arena_open();
	engine->options = *how;
	engine->options.library = kept(engine, how->library);
	engine->options.urls = kept(engine, how->urls);
	engine->options.config = kept(engine, how->config);
	engine->options.sandbox = kept(engine, how->sandbox);
	engine->levels =
		how->levels ? levels_copy(how->levels, engine->arena) : levels_new(engine->arena);
	pthread_mutex_init(&engine->lists, NULL);
	if (open_parts(engine, err) && start_threads(engine, err))
		return engine;
	engine_close(engine);
	return NULL;
}

const char *engine_note(const Engine *engine)
{
	const char *copy = library_copy(engine->lib);
	Err err;

	if (!library_may_change(engine->lib, &err))
		return arena_strz(engine->arena, str_from(err.text));
	return copy ? arena_printf(engine->arena, LIBRARY_COPIED, copy).s : NULL;
}

static void forget_messages(Queue *queue)
{
	Message message;

	while (queue && queue_take(queue, &message))
		arena_close(message.job.arena);
}

void engine_close(Engine *engine)
{
	Message quit = {.kind = MESSAGE_QUIT};
	Event event;

	if (!engine)
		return;
	if (engine->thread_runs) {
		queue_put(engine->jobs, &quit);
		pthread_join(engine->thread, NULL);
	}
	if (engine->query_thread_runs) {
		lists_close(engine);
		pthread_join(engine->query_thread, NULL);
	}
	indexer_close(engine->indexer);
	refresh_close(engine->refresh);
	fulltexts_close(engine->fulltexts);
	robots_close(engine->robots);
	upkeep_close(engine->upkeep);
	watch_close(engine->watch);
	secrets_close(engine->secrets);
	programs_close(engine->programs);
	pool_close(engine->pool);
	presser_close(engine->presser);
	fetcher_close(engine->fetcher);
	library_close(engine->reader);
	library_close(engine->lib);
	forget_messages(engine->jobs);
	forget_messages(engine->queries);
	forget_messages(engine->counts);
	while (engine->events && queue_take(engine->events, &event))
		arena_close(event.arena);
	queue_close(engine->jobs);
	queue_close(engine->queries);
	queue_close(engine->counts);
	queue_close(engine->events);
	vec_drop(&engine->cancelled);
	pthread_mutex_destroy(&engine->lists);
	arena_close(engine->arena);
	free(engine);
}

Ticket engine_post(Engine *engine, Job job)
{
	Message message = {.kind = MESSAGE_JOB, .job = job};
	bool is_list = job.kind == JOB_LIST, is_count = job.kind == JOB_COUNT;

	message.ticket = (atomic_fetch_add(&engine->last_ticket, 1) + 1) << TICKET_BITS |
			 (is_list           ? TICKET_LIST
				 : is_count ? TICKET_COUNT
					    : TICKET_JOB);
	queue_put(is_list ? engine->queries : is_count ? engine->counts : engine->jobs, &message);
	if (is_list)
		lists_hurry(engine);
	if (is_list && !atomic_exchange(&engine->warmed, true))
		queue_put(engine->jobs, &(Message){.kind = MESSAGE_WARM});
	return message.ticket;
}

void engine_cancel(Engine *engine, Ticket ticket)
{
	Message message = {.kind = MESSAGE_CANCEL, .ticket = ticket};

	if ((ticket & TICKET_KIND) != TICKET_JOB)
		lists_cancel(engine, ticket);
	else
		queue_put(engine->jobs, &message);
}

bool engine_take(Engine *engine, Event *out)
{
	return queue_take(engine->events, out);
}

int engine_fd(const Engine *engine)
{
	return queue_fd(engine->events);
}
