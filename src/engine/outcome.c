#include "engine/outcome.h"

#include "base/url.h"
#include "feed/net/due.h"

/* An address that is named again and again is counted, so that one answer of a network that leads
 * everything to its own page moves nothing. What is not encrypted is no better address. */
static void note_move(FeedState *state, const Outcome *outcome, Arena *arena)
{
	const Parsed *parsed = outcome->parsed;
	bool by_feed = outcome->moved_to.n == 0;
	Str to = outcome->moved_to;

	if (by_feed && parsed)
		to = parsed->moved_to;
	else if (by_feed && state->moved_by_feed)
		to = state->moved_to;
	if (!url_is_http(to) || str_eq(to, outcome->url) ||
		(str_eq_case(url_scheme(outcome->url), S("https")) &&
			!str_eq_case(url_scheme(to), S("https"))))
		to = S("");
	if (!str_eq(to, state->moved_to)) {
		state->moved_to = arena_str(arena, to);
		state->moved_count = 0;
	}
	state->moved_by_feed = by_feed && to.n > 0;
	if (to.n && state->moved_count < UINT32_MAX)
		state->moved_count++;
}

/* How often entries came, before anything is known of how often there is news. */
static int64_t first_interval(const Parsed *parsed, int64_t now)
{
	enum { MOST = 32 };
	int64_t dates[MOST];
	size_t n = 0;

	for (size_t i = 0; parsed && i < parsed->entry_count && n < MOST; i++)
		if (parsed->entries[i].published > 0)
			dates[n++] = parsed->entries[i].published;
	return due_rhythm(dates, n, now);
}

void outcome_good(FeedState *state, const Outcome *outcome, Arena *arena)
{
	const Parsed *parsed = outcome->parsed;

	state->checked = outcome->now;
	state->status = outcome->status;
	state->failures = 0;
	state->trouble = S("");
	state->trouble_since = state->not_before = 0;
	state->gone = false;
	note_move(state, outcome, arena);
	if (parsed) {
		state->ttl = parsed->ttl;
		state->skip = parsed->skip;
		state->hub = arena_str(arena, parsed->hub);
		state->truncated = parsed->truncated;
	}
	state->interval = state->interval == 0 ? first_interval(parsed, outcome->now)
					       : due_interval(state->interval, outcome->added > 0);
	state->due = due_beyond(
		due_after(outcome->now, state->interval, state->ttl, outcome->due, outcome->seed),
		state->skip);
}

void outcome_bad(FeedState *state, const Outcome *outcome, const Err *err, Arena *arena)
{
	int64_t asked = err->kind == ERR_HTTP ? outcome->due : 0;
	bool counts = !outcome->examined || state->failures == 0;

	state->checked = outcome->now;
	state->status = outcome->status;
	state->not_before = asked;
	if (state->failures == 0)
		state->trouble_since = outcome->now;
	state->failures += counts;
	state->trouble = arena_str(arena, str_from(err->text));
	state->gone = err->kind == ERR_HTTP && err->code == 410;
	if (counts || state->gone)
		state->due = due_after_failure(outcome->now, state->failures,
			err->kind == ERR_HTTP ? err->code : 0, asked);
	else if (state->due < asked)
		state->due = asked;
}

bool outcome_asks_again(FeedState *state, const Outcome *outcome, const Err *err)
{
	bool refused = err->kind == ERR_HTTP && err->code == 403 && outcome->cdn;

	if (refused && state->agent == AGENT_OWN) {
		state->agent = AGENT_OTHER;
		return true;
	}
	/* The other name does not help, or no longer. */
	if (refused && state->agent == AGENT_OTHER)
		state->agent = AGENT_NONE;
	return false;
}
