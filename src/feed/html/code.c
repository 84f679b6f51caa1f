#include "feed/html/code.h"

enum { LONGEST_NAME = 24, FEWEST_NUMBERS = 3 };

bool code_is_line_number(const Node *node)
{
	static const char *const classes[] = {"lineno", "linenos", "linenumber", "line-number",
		"line-numbers", "linenumbers", "line-numbers-rows", "line_numbers", "line-num",
		"code-line-number", "codeline-number", "gutter", "rouge-gutter", "lnt", "ln",
		"hljs-ln-numbers", "hljs-ln-n", "react-syntax-highlighter-line-number",
		"crayon-nums", "crayon-num", "blob-num", "codemirror-linenumber"};

	if (node->attr_count == 0 || node->tag == TAG_PRE || node->tag == TAG_CODE)
		return false;
	for (size_t i = 0; i < COUNT(classes); i++)
		if (node_has_word(node, S("class"), str_from(classes[i])))
			return true;
	return false;
}

/* --- the language --- */

static bool is_name(Str word)
{
	static const char *const none[] = {"text", "txt", "plain", "plaintext", "plain-text",
		"none", "nohighlight", "no-highlight", "auto", "default", "code", "hljs",
		"highlight", "highlighter-rouge", "block", "wrapper", "container", "numbersource",
		"numberlines", "linenums", "notranslate", "undefined", "unknown"};

	if (word.n == 0 || word.n > LONGEST_NAME || !char_is_alpha(word.s[0]))
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (!char_is_alpha(word.s[i]) && !char_is_digit(word.s[i]) &&
			str_find_char(S("+#-._"), word.s[i]) < 0)
			return false;
	for (size_t i = 0; i < COUNT(none); i++)
		if (str_eq_case(word, str_from(none[i])))
			return false;
	return true;
}

/* How classes begin that name a language, and classes that stand before or beside its name. */
static const char *const prefixes[] = {"language-", "lang-", "highlight-source-", "highlight-",
	"src-", "brush:"};
static const char *const companions[] = {"sourcecode", "highlight", "hljs",
	"brush:", "prettyprint"};

static Str named_by_class(Str classes)
{
	Str rest = classes, word;
	bool beside = false;

	while (str_word(&rest, &word)) {
		while (str_ends(word, S(";")))
			word.n--;
		for (size_t i = 0; i < COUNT(prefixes); i++) {
			Str prefix = str_from(prefixes[i]);

			if (str_starts_case(word, prefix) && is_name(str_from_at(word, prefix.n)))
				return str_from_at(word, prefix.n);
		}
		for (size_t i = 0; i < COUNT(companions); i++)
			beside = beside || str_eq_case(word, str_from(companions[i]));
	}
	while (beside && str_word(&classes, &word)) {
		bool companion = false;

		while (str_ends(word, S(";")))
			word.n--;
		for (size_t i = 0; i < COUNT(companions); i++)
			companion = companion || str_eq_case(word, str_from(companions[i]));
		/* Names of languages are words; those of the site's own classes have dashes. */
		if (!companion && is_name(word) && str_find_char(word, '-') < 0 &&
			str_find_char(word, '_') < 0)
			return word;
	}
	return S("");
}

static Str named_by(const Node *node)
{
	static const char *const attributes[] = {"data-lang", "data-language", "data-code-language",
		"data-enlighter-language", "data-code-lang"};
	Str name;

	for (size_t i = 0; i < COUNT(attributes); i++) {
		name = str_trim(node_attr(node, str_from(attributes[i])));
		if (is_name(name))
			return name;
	}
	name = named_by_class(node_attr(node, S("class")));
	/* lang="php" is an old way to say it; lang="en" is not. */
	if (name.n == 0 && node->tag == TAG_PRE) {
		Str lang = str_trim(node_attr(node, S("lang")));

		if (is_name(lang) && lang.n > 2 && str_find_char(lang, '-') < 0)
			name = lang;
	}
	return name;
}

Str code_language(const Walk *w, const Node *node)
{
	uint32_t text = walk_fact(w, node)->text;
	Str name = named_by(node);

	for (const Node *n = node->first; n && name.n == 0; n = n->next)
		if (n->tag == TAG_CODE || n->tag == TAG_SPAN)
			name = named_by(n);
	/* What is around it and nothing else, but for a caption and numbers of lines. */
	for (const Node *n = node->parent; n && n != w->root && name.n == 0; n = n->parent) {
		if (walk_fact(w, n)->text > text + text / 2 + 40 || n->tag == TAG_BODY)
			break;
		name = named_by(n);
	}
	return name;
}

/* --- the lines --- */

/* Whether every line begins with its number: such text was copied from a listing. */
static bool is_numbered(Str text)
{
	Str line;
	int64_t next = 0, lines = 0;

	while (str_cut(&text, '\n', &line)) {
		size_t digits = 0;
		int64_t number;

		line = str_trim(line);
		if (line.n == 0)
			continue;
		while (digits < line.n && char_is_digit(line.s[digits]))
			digits++;
		if (!str_number(str_slice(line, 0, digits), &number) ||
			(digits < line.n && !char_is_space(line.s[digits]) &&
				line.s[digits] != ':' && line.s[digits] != '|') ||
			(lines && number != next))
			return false;
		next = number + 1;
		lines++;
	}
	return lines >= FEWEST_NUMBERS;
}

/* The lines of a piece of text without their numbers; `at_start`: its first line is a whole one. */
static void write_numbered(Walk *w, Str text, bool at_start)
{
	Str line;

	while (str_cut(&text, '\n', &line)) {
		bool last = line.s + line.n == text.s;

		if (at_start) {
			size_t n = 0;

			while (n < line.n && (line.s[n] == ' ' || line.s[n] == '\t'))
				n++;
			while (n < line.n && char_is_digit(line.s[n]))
				n++;
			n += n < line.n && (line.s[n] == ':' || line.s[n] == '|');
			n += n < line.n && char_is_space(line.s[n]);
			line = str_from_at(line, n);
		}
		flow_text(&w->flow, line);
		if (!last)
			flow_text(&w->flow, S("\n"));
		at_start = true;
	}
}

static void write_code(Walk *w, const Node *node)
{
	for (const Node *n = node->first; n; n = n->next) {
		Flow *f = &w->flow;

		if (n->tag == TAG_TEXT) {
			flow_text(f, n->text);
		} else if (n->tag == TAG_BR) {
			f->breaks++;
		} else if (!walk_fact(w, n)->hidden && !code_is_line_number(n)) {
			bool line = tag_is_block(n->tag) && n->tag != TAG_PRE;
			uint32_t style = f->style, link = f->link;

			f->style |= todoc_style(n->tag) & ~(uint32_t)STYLE_CODE;
			if (n->tag == TAG_A)
				f->link = flow_link(f, node_attr(n, S("href")), S(""), S(""));

			/* Each line of some highlighters is a block of its own. */
			if (line && !flow_at_line_start(f))
				f->breaks++;
			write_code(w, n);
			if (line && !flow_at_line_start(f))
				f->breaks++;
			f->style = style;
			f->link = link;
		}
	}
}

/* Its only text, if nothing is marked in it. */
static const Node *only_text(const Node *node)
{
	while (node->first && !node->first->next && node->first->tag != TAG_TEXT)
		node = node->first;
	return node->first && !node->first->next ? node->first : NULL;
}

void code_append(Walk *w, const Node *node)
{
	Flow *f = &w->flow;
	uint8_t kind = f->kind;
	const Node *only = only_text(node);

	flow_close(f);
	f->kind = BLOCK_PRE;
	f->pre = true;
	f->label = code_language(w, node);
	if (only && is_numbered(only->text))
		write_numbered(w, only->text, true);
	else
		write_code(w, node);
	f->pre = false;
	flow_close(f);
	f->kind = kind;
}
