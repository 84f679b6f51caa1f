#include "feed/html/marked.h"

#include "config.h"

#ifdef HAVE_MD4C
#include <md4c-html.h>
#endif

#include "base/date.h"
#include "base/url.h"
#include "feed/html/todoc.h"

#ifdef HAVE_MD4C
/* A table of many columns, its rows left empty, is much longer as HTML. */
enum { MOST_GROWTH = 16, MOST_TEXT = 16 << 20 };

typedef struct {
	Buf out;
	size_t most;
} Writer;

static void take(const char *s, unsigned n, void *user)
{
	Writer *w = user;

	if (w->out.n + n <= w->most)
		buf_add(&w->out, str_of(s, n));
}

bool marked_is(Str mime, Str url)
{
	static const char *const endings[] = {".md", ".markdown", ".mdown", ".mkd"};

	if (str_starts_case(mime, S("text/markdown")) ||
		str_starts_case(mime, S("text/x-markdown")))
		return true;
	for (size_t i = 0; i < COUNT(endings); i++)
		if (str_ends_case(url_path(url), str_from(endings[i])))
			return true;
	return false;
}

Str marked_html(Str text, Arena *arena)
{
	Writer w = {.most = text.n * MOST_GROWTH + 4096};

	if (text.n > MOST_TEXT)
		text = str_slice(text, 0, MOST_TEXT);
	if (md_html(text.s, (MD_SIZE)text.n, take, &w, MD_DIALECT_GITHUB, MD_HTML_FLAG_XHTML) != 0)
		buf_clear(&w.out);
	text = buf_take(&w.out, arena);
	buf_drop(&w.out);
	return text;
}
#else
bool marked_is(Str mime, Str url)
{
	(void)mime;
	(void)url;
	return false;
}

Str marked_html(Str text, Arena *arena)
{
	(void)arena;
	return text;
}
#endif

/* The value of a line of front matter: "title: \"Fog\"". */
static bool value_of(Str line, Str name, Str *value)
{
	if (!str_starts_case(line, name) || line.n <= name.n || line.s[name.n] != ':')
		return false;
	line = str_trim(str_from_at(line, name.n + 1));
	if (line.n >= 2 && (line.s[0] == '"' || line.s[0] == '\'') &&
		line.s[line.n - 1] == line.s[0])
		line = str_slice(line, 1, line.n - 2);
	*value = line;
	return line.n > 0;
}

/* What stands between two lines of dashes at the start; `text` is then what is behind them. */
static void read_front(DocBuilder *b, Str *text)
{
	Doc *head = doc_builder_head(b);
	Str rest = *text, line, value, front;

	if (!str_cut(&rest, '\n', &line) || !str_eq(str_trim(line), S("---")))
		return;
	front = rest;
	while (str_cut(&rest, '\n', &line))
		if (str_eq(str_trim(line), S("---"))) {
			front.n = (size_t)(line.s - front.s);
			*text = rest;
			break;
		}
	if (text->s != rest.s)
		return;
	while (str_cut(&front, '\n', &line)) {
		if (value_of(line, S("title"), &value))
			head->title = doc_add_text(b, value);
		else if (value_of(line, S("author"), &value))
			head->byline = doc_add_text(b, value);
		else if (value_of(line, S("date"), &value))
			head->published = date_parse(value);
		else if (value_of(line, S("lang"), &value))
			head->lang = doc_add_text(b, value);
	}
}

/* The first heading is the headline, if nothing but that is known of it. */
static void read_title(DocBuilder *b, Node *body, Arena *arena)
{
	Node *first = body->first;
	Str text;

	while (first && first->tag == TAG_TEXT && str_trim(first->text).n == 0)
		first = first->next;
	if (!first || first->tag != TAG_H1)
		return;
	text = node_text(first, arena);
	if (doc_builder_head(b)->title.len == 0)
		doc_builder_head(b)->title = doc_add_text(b, text);
	else if (!str_eq(doc_builder_text(b, doc_builder_head(b)->title), text))
		return;
	node_remove(first);
}

void marked_to_doc(DocBuilder *b, Str text, Str base)
{
	Arena *arena = arena_open();
	Node *body;

	read_front(b, &text);
	body = dom_parse(marked_html(text, arena), arena)->body;
	read_title(b, body, arena);
	todoc(b, body, base);
	arena_close(arena);
}
