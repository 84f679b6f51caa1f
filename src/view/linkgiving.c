/* What of the list of links is handed to others: the list as a file, an address to a command, a
 * page to the starred ones. */
#include "engine/save.h"
#include "view/links.h"
#include "view/prompt.h"
#include "view/saving.h"
#include "view/subscribe.h"

/* "Regulators", a link: an item of a list. */
static void add_row(DocBuilder *b, const LinkRow *row)
{
	uint32_t link = doc_add_link(b, (Link){.href = doc_add_text(b, row->address)});
	Slice words = doc_add_text(b, row->text.n ? row->text : row->address);

	doc_add_span(b, (Span){.text = words, .link = link});
	doc_add_block(b, (Block){.kind = BLOCK_PARAGRAPH,
				 .lists = 1,
				 .marker = MARK_BULLET,
				 .text = words,
				 .ref = NONE});
}

/* Those in sight: what the filter leaves, without places in the text itself. */
static const Doc *doc_of(const Screen *s, Arena *arena)
{
	DocBuilder *b = doc_builder_open(arena);
	Str title = links_title(s, arena);
	const LinkRow *row;

	doc_builder_head(b)->title = doc_add_text(b, title);
	for (size_t i = 0; (row = links_row(s, i)); i++)
		if (row->address.n && row->block == NONE)
			add_row(b, row);
	return doc_finish(b);
}

static void replace_asked(App *app, Screen *s, Str path);

static void save(App *app, Screen *s, Str path, bool replace)
{
	Arena *arena = arena_open();
	const Doc *doc = doc_of(s, arena);
	Err err = {0};

	path = str_trim(path);
	if (path.n == 0) {
		/* given up */
	} else if (doc->block_count == 0) {
		app_message(app, "no link of this list leads out of the article");
	} else if (save_doc(doc, path, replace, &err)) {
		saving_remember(app, path);
		app_message(app, "saved: %.*s", STR_ARG(path));
	} else if (saving_is_there(&err)) {
		saving_ask_replace(app, path, replace_asked);
	} else {
		app_error(app, &err);
	}
	arena_close(arena);
}

static void save_asked(App *app, Screen *s, Str path)
{
	save(app, s, path, false);
}

static void replace_asked(App *app, Screen *s, Str path)
{
	save(app, s, path, saving_replaces(app, path));
}

void links_save(App *app, Screen *s, Call call)
{
	if (str_trim(call.argument).n)
		save(app, s, call.argument, false);
	else
		app_ask(app, S("save the links as: "),
			saving_offer(app, 0, links_title(s, app->frame), app->frame), save_asked,
			NULL);
}

static void pipe_asked(App *app, Screen *s, Str command)
{
	const LinkRow *row = links_current(s);

	if (row && str_trim(command).n)
		app_give(app, command, arena_printf(app->frame, "%.*s\n", STR_ARG(row->address)));
}

void links_pipe(App *app, Screen *s, Call call)
{
	const LinkRow *row = links_current(s);

	if (!row || row->address.n == 0) {
		app_message(app, "this line has no address");
	} else if (str_trim(call.argument).n) {
		pipe_asked(app, s, call.argument);
	} else {
		prompt_close(app->prompt);
		app->prompt = prompt_open(app, s, S("pipe the address to: "), S(""), "pipe",
			pipe_asked, NULL, NULL);
	}
}

void links_later(App *app, Screen *s, Call call)
{
	(void)call;
	if (links_current(s))
		subscribe_page(app, links_address(s), ITEM_LATER);
}

void links_star(App *app, Screen *s, Call call)
{
	(void)call;
	if (links_current(s))
		subscribe_page(app, links_address(s), ITEM_STARRED);
}

void links_about(App *app, Screen *s, Call call)
{
	const LinkRow *row = links_current(s);
	const char *key = "Enter opens it in the browser, r reads it here";

	(void)call;
	if (!row)
		return;
	if (row->picture)
		key = "Enter opens it in a viewer";
	else if (row->block != NONE)
		key = "Enter goes there";
	app_message(app, "%.*s %.*s, page %.*s: %s", STR_ARG(row->kind), STR_ARG(row->mark),
		STR_ARG(row->page.n ? row->page : S("–")), key);
}
