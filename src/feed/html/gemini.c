#include "feed/html/gemini.h"

#include "base/url.h"
#include "feed/html/flow.h"

bool gemini_is(Str mime, Str url)
{
	return str_starts_case(mime, S("text/gemini")) || str_ends_case(url_path(url), S(".gmi")) ||
	       str_ends_case(url_path(url), S(".gemini"));
}

/* "=> address words", the words if there are any. Links come one a line: a list. */
static void write_link(Flow *f, Str line)
{
	Str href, words;
	uint32_t link;

	if (!str_word(&line, &href))
		return;
	words = str_trim(line);
	link = flow_link(f, href, S(""), S(""));
	f->lists = 1;
	f->marker = MARK_BULLET;
	f->link = link;
	flow_text(f, words.n ? words : href);
	f->link = NONE;
}

static void write_heading(Flow *f, Str line)
{
	uint8_t level = 0;

	while (level < 3 && str_starts(line, S("#"))) {
		line = str_from_at(line, 1);
		level++;
	}
	line = str_trim(line);
	if (doc_builder_head(f->b)->title.len == 0 && doc_block_count(f->b) == 0) {
		doc_builder_head(f->b)->title = doc_add_text(f->b, line);
		return;
	}
	f->kind = BLOCK_HEADING;
	f->level = level;
	flow_text(f, line);
}

static void write_line(Flow *f, Str line)
{
	if (str_starts(line, S("=>"))) {
		write_link(f, str_from_at(line, 2));
	} else if (str_starts(line, S("#"))) {
		write_heading(f, line);
	} else if (str_starts(line, S("* "))) {
		f->lists = 1;
		f->marker = MARK_BULLET;
		flow_text(f, str_from_at(line, 2));
	} else if (str_starts(line, S(">"))) {
		f->quotes = 1;
		flow_text(f, str_from_at(line, 1));
	} else {
		flow_text(f, line);
	}
	flow_close(f);
	f->kind = BLOCK_PARAGRAPH;
	f->lists = f->quotes = 0;
	f->marker = MARK_NONE;
}

/* Lines up to the next fence as they are; what stands behind the first says what they are. */
static void write_verbatim(Flow *f, Str kind, Str *text)
{
	Str line;

	f->kind = BLOCK_PRE;
	f->pre = true;
	f->label = str_trim(kind);
	while (str_cut(text, '\n', &line) && !str_starts(line, S("```"))) {
		flow_text(f, line);
		flow_text(f, S("\n"));
	}
	f->pre = false;
	flow_close(f);
	f->label = S("");
	f->kind = BLOCK_PARAGRAPH;
}

void gemini_to_doc(DocBuilder *b, Str text, Str base)
{
	Flow f;
	Str line;

	flow_init(&f, b, base);
	while (str_cut(&text, '\n', &line))
		if (str_starts(line, S("```")))
			write_verbatim(&f, str_from_at(line, 3), &text);
		else
			write_line(&f, line);
	flow_finish(&f);
}
