/* Which text of an article is shown: the feed's own or that of its page; remembered for its feed.
 */
#include "base/url.h"
#include "view/about.h"
#include "view/app.h"
#include "view/article.h"
#include "view/shelf.h"

/* The value of the library that holds the choice: "full", "feed", or nothing. */
static Str choice_name(FeedId feed, Arena *arena)
{
	return arena_printf(arena, "text:%lld", (long long)feed);
}

unsigned texts_choice(App *app, FeedId feed)
{
	Arena *arena = arena_open();
	Str choice = feed ? app_kept(app, choice_name(feed, arena)) : S("");

	arena_close(arena);
	return str_eq(choice, S("full"))   ? READ_FULL
	       : str_eq(choice, S("feed")) ? READ_FEED
					   : READ_BETTER;
}

static void remember(Screen *s, unsigned which)
{
	Reader *r = article_reader(s);
	unsigned choice = which == TEXT_FULL ? READ_FULL : READ_FEED;
	Arena *arena;

	r->choosing = false;
	if (!r->feed_id || texts_choice(s->app, r->feed_id) == choice)
		return;
	arena = arena_open();
	app_keep(s->app, choice_name(r->feed_id, arena),
		choice == READ_FULL ? S("full") : S("feed"));
	arena_close(arena);
	app_message(s->app,
		choice == READ_FULL
			? "the full text, from now on in all of %.*s; r: the feed's own"
			: "the feed's own text, from now on in all of %.*s; r: the full text",
		STR_ARG(r->feed.n ? r->feed : S("this feed")));
}

void texts_came(Screen *s, unsigned which)
{
	Reader *r = article_reader(s);

	if (r->choosing && which == r->chosen) {
		remember(s, which);
	} else if (which == TEXT_FEED && !r->choosing &&
		   texts_choice(s->app, r->feed_id) == READ_FULL && url_is_http(r->address)) {
		/* There is something to read meanwhile. */
		article_ask(s, JOB_FULL_TEXT, 0, false);
	}
}

void article_full_text(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	unsigned other = r->shown == TEXT_FULL ? TEXT_FEED : TEXT_FULL;

	(void)call;
	if (r->version) {
		r->plainly = !r->plainly;
		article_ask(s, JOB_VERSION, 0, false);
		return;
	}
	if (!r->id) {
		app_message(app, "this is the whole page already");
		return;
	}
	r->choosing = true;
	r->chosen = other;
	if (r->texts[other].doc) {
		article_switch(s, other);
		remember(s, other);
	} else {
		article_ask(s, other == TEXT_FULL ? JOB_FULL_TEXT : JOB_ARTICLE, READ_FEED, false);
	}
}

void article_fetch(App *app, Screen *s, Call call)
{
	(void)call;
	if (!follow_read_here(app, s))
		article_ask(s, article_reader(s)->id ? JOB_FULL_TEXT : JOB_PAGE, 0, true);
}

/* Of an article of the library; of a page, its address is all there is. */
void article_about(App *app, Screen *s, Call call)
{
	const Reader *r = article_reader(s);

	if (r->id)
		about_open(app, s, call);
	else
		app_message(app, "%.*s", STR_ARG(r->address));
}

Str texts_shown(const Screen *s, Arena *arena)
{
	const Reader *r = article_reader(s);
	Str what = r->shown == TEXT_FULL ? S("the full text") : S("that of the feed");

	if (!article_doc(r))
		return S("");
	return r->note.n ? arena_printf(arena, "%.*s: %.*s", STR_ARG(what), STR_ARG(r->note))
	       : r->shown == TEXT_FULL
		       ? what
		       : arena_printf(arena, "%.*s; r fetches its page", STR_ARG(what));
}
