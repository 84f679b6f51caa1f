#include "cli/health.h"

#include <stdio.h>

#include "base/date.h"
#include "base/url.h"
#include "base/utf8.h"

enum {
	MAX_ADDRESS = 2000,
	LONG = 7 * DAY,   /* what fails that long will hardly come back by itself */
	NEVER = 90 * DAY, /* tried again later than that: not by itself */
};

Health health_of(const Feed *feed)
{
	if (feed->trouble.n)
		return HEALTH_TROUBLE;
	if (feed->checked == 0)
		return HEALTH_NEW;
	if (feed->moved_to.n)
		return HEALTH_MOVED;
	return feed->truncated ? HEALTH_CUT : HEALTH_GOOD;
}

bool health_is_insecure(const Levels *levels, const Feed *feed)
{
	Options o;

	levels_options(levels, feed->url, feed->folder, &o);
	return o.insecure;
}

Str health_address(const Feed *feed, Arena *arena)
{
	return utf8_ellipsis(url_public(feed->url, arena), MAX_ADDRESS, arena);
}

Str health_name(const Feed *feed, Arena *arena)
{
	return feed->title.n ? feed->title : health_address(feed, arena);
}

static Str moved_to(const Feed *feed, Arena *arena)
{
	return utf8_ellipsis(url_public(feed->moved_to, arena), MAX_ADDRESS, arena);
}

Str health_advice(const Feed *feed, int64_t now, Arena *arena)
{
	switch (health_of(feed)) {
	case HEALTH_NEW:
		return S("lede update fetches it");
	case HEALTH_MOVED:
		return S("lede doctor feeds puts the new address into urls");
	case HEALTH_TROUBLE:
		if (feed->moved_to.n)
			return arena_printf(arena,
				"it had moved to %.*s; lede doctor feeds puts that into urls",
				STR_ARG(moved_to(feed, arena)));
		if (now - feed->trouble_since >= LONG)
			return S("lede doctor feeds looks for its new address, lede remove gives "
				 "it up");
		return S("");
	case HEALTH_CUT:
		return S("if it stays so, its publisher should hear of it");
	case HEALTH_GOOD:
		break;
	}
	return S("");
}

/* "failed 3 times in a row, since Tue 3 November 2026, 07:00". */
static void print_trouble(const Feed *feed, int64_t now, Arena *arena)
{
	printf("  %.*s\n  failed %u time%s in a row, since %.*s", STR_ARG(feed->trouble),
		feed->failures, feed->failures == 1 ? "" : "s",
		STR_ARG(date_long(feed->trouble_since, arena)));
	if (now - feed->trouble_since >= DAY)
		printf(" (%lld days)", (long long)((now - feed->trouble_since) / DAY));
	if (feed->due > now + NEVER)
		puts("\n  not tried again by itself");
	else if (feed->due > now)
		printf("\n  next try %.*s\n", STR_ARG(date_long(feed->due, arena)));
	else
		puts("\n  to be tried again now");
}

void health_print(const Feed *feed, bool insecure, bool advice, int64_t now, Arena *arena)
{
	Health health = health_of(feed);
	Str advised = advice ? health_advice(feed, now, arena) : S("");

	if (health == HEALTH_GOOD && !insecure)
		return;
	printf("%.*s\n", STR_ARG(health_name(feed, arena)));
	if (feed->title.n)
		printf("  %.*s\n", STR_ARG(health_address(feed, arena)));
	if (health == HEALTH_TROUBLE)
		print_trouble(feed, now, arena);
	else if (health == HEALTH_NEW)
		puts("  not fetched yet");
	else if (health == HEALTH_MOVED)
		printf("  has moved to %.*s\n", STR_ARG(moved_to(feed, arena)));
	else if (health == HEALTH_CUT)
		printf("  " HEALTH_CUT_OFF "\n");
	if (insecure)
		puts("  its certificate is not checked: feed ADDRESS insecure yes in config");
	if (advised.n)
		printf("  %.*s\n", STR_ARG(advised));
}

static void write_date(JsonWriter *w, const char *name, int64_t date, Arena *arena)
{
	if (date > 0)
		json_member(w, str_from(name), date_rfc3339(date, arena));
}

void health_write(const Feed *feed, int64_t now, Arena *arena, JsonWriter *w)
{
	static const char *const names[] = {
		[HEALTH_GOOD] = "good",
		[HEALTH_NEW] = "new",
		[HEALTH_CUT] = "cut",
		[HEALTH_MOVED] = "moved",
		[HEALTH_TROUBLE] = "failed",
	};

	json_member(w, S("url"), url_public(feed->url, arena));
	json_member(w, S("title"), feed->title);
	json_member(w, S("health"), str_from(names[health_of(feed)]));
	write_date(w, "checked", feed->checked, arena);
	write_date(w, "due", feed->due, arena);
	json_member(w, S("moved_to"), moved_to(feed, arena));
	json_member(w, S("trouble"), feed->trouble);
	if (feed->trouble.n) {
		write_date(w, "since", feed->trouble_since, arena);
		json_name(w, S("failures"));
		json_put_int(w, feed->failures);
	}
	json_member(w, S("advice"), health_advice(feed, now, arena));
}
