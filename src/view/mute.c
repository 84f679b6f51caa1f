#include "view/mute.h"

#include <string.h>

#include "base/path.h"
#include "base/url.h"
#include "base/vec.h"
#include "config/ruleline.h"
#include "view/app.h"
#include "view/article.h"
#include "view/itemlist.h"
#include "view/links.h"
#include "view/shelf.h"

/* --- the rules that count --- */

static const char *config_path(Arena *arena)
{
	return path_config(arena, "config");
}

/* Those of the config as it was read, and now this one more, or one less; the engine hears them. */
static void change_rules(App *app, Str text, bool on)
{
	Config *config = &app->config;
	VEC(RuleLine) rules = {0};
	Job job = {.kind = JOB_RULES, .arena = arena_open()};
	Buf lines = {0};

	for (size_t i = 0; i < config->rule_count; i++)
		if (!str_eq(config->rules[i].text, text))
			*vec_push_in(&rules, app->arena) = config->rules[i];
	if (on)
		*vec_push_in(&rules, app->arena) = (RuleLine){.text = arena_str(app->arena, text),
			.path = config_path(app->arena)};
	config->rules = rules.items;
	config->rule_count = rules.count;
	for (size_t i = 0; i < rules.count; i++) {
		buf_add(&lines, rules.items[i].text);
		buf_char(&lines, '\n');
	}
	job.text = buf_give(&lines, job.arena);
	engine_post(app->engine, job);
}

void mute_turned(App *app, const Mark *mark, bool on)
{
	Arena *arena = arena_open();
	Rule rule;
	Err err;

	if (mark->flag == ITEM_MUTED && rule_parse(mark->of, arena, &rule, NULL)) {
		if (on ? ruleline_add(config_path(arena), mark->of, &err)
		       : ruleline_remove(config_path(arena), mark->of, &err))
			change_rules(app, mark->of, on);
		else
			app_error(app, &err);
	}
	arena_close(arena);
}

/* --- making one --- */

/* "title:tide for 30d" as a rule: how long it counts stands behind what it does. Within quotes, or
 * without a number, "for" is a word like others. */
static Str rule_of(Str argument, Arena *arena)
{
	static const char *const limits[] = {" for ", " until "};
	size_t end = argument.n;

	for (size_t at = argument.n; at-- > 0 && argument.s[at] != '"';)
		for (size_t i = 0; i < COUNT(limits); i++) {
			Str rest = str_from_at(argument, at), limit = str_from(limits[i]);

			if (str_starts(rest, limit) && rest.n > limit.n &&
				char_is_digit(rest.s[limit.n]))
				end = at;
		}
	return arena_printf(arena, "%.*s: mute%.*s", STR_ARG(str_slice(argument, 0, end)),
		STR_ARG(str_from_at(argument, end)));
}

void mute_command(App *app, Str argument)
{
	Arena *arena;
	Str text;
	Rule rule;
	Err err;

	argument = str_trim(argument);
	if (argument.n == 0) {
		app_message(app, "mute what? title:tide, author:\"M. Holt\", feed:harbour for 7d");
		return;
	}
	arena = arena_open();
	text = rule_of(argument, arena);
	if (!rule_parse(text, arena, &rule, &err) ||
		!ruleline_add(config_path(arena), text, &err)) {
		app_error(app, &err);
		arena_close(arena);
		return;
	}
	change_rules(app, text, true);
	app_message(app, "muted from now on: the rule stands in config; z takes it back");
	app_mark_query(app, rule.query, arena, &(Mark){.flag = ITEM_MUTED, .on = true, .of = text});
}

/* --- what is met --- */

static bool article_here(App *app, Arena *arena, Article *out)
{
	Screen *s = app->top;
	ItemId id = 0;

	if (s->ops->kind == SCREEN_ITEMS) {
		const ItemList *list = s->state;

		id = items_id(list, list->list.cursor);
	} else if (s->ops->kind == SCREEN_ARTICLE) {
		id = article_reader(s)->id;
	}
	return id && library_article(app->library, id, arena, out, NULL);
}

/* NAME:"WORDS", without what means something within quotes or in the config. */
static Str term(const char *name, Str words, Arena *arena)
{
	Buf out = {0};

	buf_printf(&out, "%s:\"", name);
	for (size_t i = 0; i < words.n; i++) {
		bool plain = !strchr("\"`\\", words.s[i]) && (unsigned char)words.s[i] >= ' ';

		buf_char(&out, plain ? words.s[i] : ' ');
	}
	buf_char(&out, '"');
	return buf_give(&out, arena);
}

typedef struct {
	Arena *arena;
	Candidate *items;
	size_t count, most;
} Terms;

static void put(Terms *terms, const char *name, Str words, const char *help)
{
	if (words.n && terms->count < terms->most)
		terms->items[terms->count++] =
			(Candidate){arena_printf(terms->arena, "%.*s ",
					    STR_ARG(term(name, words, terms->arena))),
				str_from(help)};
}

size_t mute_terms(App *app, Arena *arena, Candidate *out, size_t most)
{
	Terms terms = {.arena = arena, .items = out, .most = most};
	Article article = {0};
	FeedId id = app->top->ops->feed ? app->top->ops->feed(app->top) : 0;
	const Feed *feed = shelf_feed(app->shelf, id);

	if (article_here(app, arena, &article)) {
		Str tags = article.entry.tags, tag;

		put(&terms, "title", article.item.title, "with this title");
		put(&terms, "author", article.item.author, "by this author");
		while (str_cut(&tags, '\n', &tag))
			put(&terms, "tag", tag, "that its feed calls so");
		put(&terms, "url", url_host(article.item.url), "that lead to this site");
	}
	if (feed)
		put(&terms, "feed", feed->title, "of this feed; for 7d behind it: a week");
	return terms.count;
}

void mute_ask(App *app, Screen *screen, Call call)
{
	Str url = screen->ops->kind == SCREEN_LINKS ? links_address(screen) : S("");

	(void)call;
	command_ask(app, url.n ? arena_printf(app->frame, "mute %.*s ",
					 STR_ARG(term("url", url_host(url), app->frame)))
			       : S("mute "));
}
