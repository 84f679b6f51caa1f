/* What of an article is handed to others: addresses to the clipboard, to bookmarks, to a program;
 * the list of its links. */
#include "view/app.h"
#include "view/article.h"
#include "view/linkrows.h"
#include "view/subscribe.h"

void article_copy(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	Str url = follow_address(r, follow_focus(r));

	(void)call;
	if (url.n)
		app_copy(app, url, "the address");
	else
		app_message(app, "this article has no address");
}

Str markdown_link(Str words, Str url, Arena *arena)
{
	Buf out = {0};

	buf_char(&out, '[');
	for (size_t i = 0; i < words.n; i++) {
		if (words.s[i] == '[' || words.s[i] == ']' || words.s[i] == '\\')
			buf_char(&out, '\\');
		buf_char(&out, words.s[i] == '\n' ? ' ' : words.s[i]);
	}
	buf_add(&out, S("]("));
	for (size_t i = 0; i < url.n; i++)
		if (url.s[i] == '(' || url.s[i] == ')')
			buf_printf(&out, "%%%02X", (unsigned)url.s[i]);
		else
			buf_char(&out, url.s[i]);
	buf_char(&out, ')');
	words = buf_take(&out, arena);
	buf_drop(&out);
	return words;
}

static Str words_of(const Reader *r, uint32_t link)
{
	const Doc *doc = article_doc(r);

	if (link != NONE) {
		uint32_t number = layout_link_number(r->pager.lines, link);

		return number ? r->pager.lines->links[number - 1].text : S("");
	}
	return doc && doc->title.len ? doc_str(doc, doc->title) : r->title;
}

void article_copy_markdown(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	uint32_t link = follow_focus(r);
	Arena *arena = arena_open();
	Str url = follow_address(r, link);

	(void)call;
	if (url.n)
		app_copy(app, markdown_link(words_of(r, link), url, arena), "as Markdown");
	else
		app_message(app, "this article has no address");
	arena_close(arena);
}

/* The article's own address, then a line for each link, by the numbers it has on the screen. */
static void give_links(App *app, Reader *r)
{
	const Doc *doc = r->pager.doc;
	Buf out = {0};

	buf_printf(&out, "%.*s\n%.*s\n\n", STR_ARG(doc_str(doc, doc->title)), STR_ARG(r->address));
	for (size_t i = 0; i < r->pager.lines->link_count; i++) {
		const Link *link = &doc->links[r->pager.lines->links[i].link];

		if (link->kind != LINK_HERE)
			buf_printf(&out, "[%zu] %.*s\n", i + 1, STR_ARG(doc_str(doc, link->href)));
	}
	app_give(app, app->options->links_program, buf_str(&out));
	buf_drop(&out);
}

void article_bookmark(App *app, Screen *s, Call call)
{
	const Reader *r = article_reader(s);

	(void)call;
	if (r->address.n)
		app_bookmark(app, r->address, r->title, r->feed);
	else
		app_message(app, "this article has no address");
}

/* Of the page of the link in focus, else of its own: a site names its feeds on any page. */
void article_subscribe(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);
	Str url = follow_address(r, follow_focus(r));

	(void)call;
	if (url.n)
		subscribe_ask(app, url);
	else
		app_message(app, "this article has no address");
}

void article_links(App *app, Screen *s, Call call)
{
	Reader *r = article_reader(s);

	(void)call;
	if (!r->pager.lines || linkrows_of(app, r, app->frame).count == 0)
		app_message(app, "there are no links in this article");
	else if (app->options->links_program.n)
		give_links(app, r);
	else
		app_push(app, SCREEN_LINKS, &(Target){.title = r->title, .under = s});
}
