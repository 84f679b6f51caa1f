/* A tree of terms becomes the condition of an SQL statement. */
#include <assert.h>

#include "store/lister.h"

void lister_bind(Lister *l, Str text)
{
	*vec_push_in(&l->texts, l->arena) = text;
	buf_printf(&l->sql, "?%zu", l->texts.count);
}

/* Of articles; NULL: not one column. */
static const char *const columns[FIELD_FEED] = {
	[FIELD_ANY] = NULL,
	[FIELD_TITLE] = "title",
	[FIELD_AUTHOR] = "author",
	[FIELD_CONTENT] = "(SELECT html FROM content WHERE content.id = item.id)",
	[FIELD_LINK] = "url",
	[FIELD_GUID] = "(SELECT guid FROM content WHERE content.id = item.id)",
	[FIELD_COMMENTS] = "(SELECT comments FROM content WHERE content.id = item.id)",
	[FIELD_DATE] = "date_text(published, 0)",
	[FIELD_LETTERS] = NULL,
	[FIELD_ENCLOSURE_URL] =
		"(SELECT enclosure(enclosures, 0) FROM content WHERE content.id = item.id)",
	[FIELD_ENCLOSURE_TYPE] =
		"(SELECT enclosure(enclosures, 1) FROM content WHERE content.id = item.id)",
};

static void add_call(Lister *l, const char *function, Field field, Str text)
{
	l->rows = true;
	buf_printf(&l->sql, "%s(%s, ", function, columns[field]);
	lister_bind(l, text);
	buf_char(&l->sql, ')');
}

static void add_match(Lister *l, Str text)
{
	buf_char(&l->sql, '(');
	add_call(l, "matches", FIELD_TITLE, text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "matches", FIELD_AUTHOR, text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "matches", FIELD_CONTENT, text);
	buf_char(&l->sql, ')');
}

static void add_text(Lister *l, const Term *term)
{
	buf_char(&l->sql, '(');
	add_call(l, "holds", FIELD_TITLE, term->text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "holds", FIELD_AUTHOR, term->text);
	buf_add(&l->sql, S(" OR "));
	add_call(l, "holds_html", FIELD_CONTENT, term->text);
	buf_char(&l->sql, ')');
}

static void add_mark(Lister *l, const Term *term)
{
	if (term->kind == TERM_FLAG)
		buf_printf(&l->sql, "marks(item.id) & %lld <> 0", (long long)term->number);
	else
		buf_printf(&l->sql, "tagged(item.id, %lld)", (long long)sift_kind(l, term));
}

/* Of the whole list it is sifted by. */
static bool is_sifted(const Lister *l, const Term *term)
{
	return l->listing && l->inside == 0 && sift_is_mark(term);
}

static void add_flag(Lister *l, const Term *term)
{
	l->deleted |= term->number == ITEM_DELETED;
	l->muted |= term->number == ITEM_MUTED;
	if (is_sifted(l, term))
		buf_char(&l->sql, '1');
	else if (sift_is_mark(term))
		add_mark(l, term);
	else
		buf_printf(&l->sql, "media & %lld <> 0", (long long)term->number);
}

/* A tag of the feed, one of the reader's, or one that the feed gave the item: a whole line of
 * item.tags. */
static void add_tag(Lister *l, const Term *term)
{
	Term own = {.kind = TERM_TAG, .text = term->text, .number = TAG_OWN};

	if (is_sifted(l, term)) {
		buf_char(&l->sql, '1');
		return;
	}
	if (sift_is_mark(term)) {
		add_mark(l, term);
		return;
	}
	l->rows = true;
	buf_char(&l->sql, '(');
	l->inside++;
	lister_feeds(l, term);
	l->inside--;
	buf_add(&l->sql, S(" OR "));
	add_mark(l, &own);
	buf_add(&l->sql, S(" OR (tags <> '' AND has_line(tags, "));
	lister_bind(l, term->text);
	buf_add(&l->sql, S(")))"));
}

static void add_pair(Lister *l, const Term *term, Str between)
{
	buf_char(&l->sql, '(');
	lister_term(l, term->left);
	buf_add(&l->sql, between);
	lister_term(l, term->right);
	buf_char(&l->sql, ')');
}

typedef VEC(const Term *) Terms;

/* All that must hold, of words and of other things. */
static void spread(Lister *l, const Term *term, Terms *words, Terms *others)
{
	if (term->kind == TERM_AND) {
		spread(l, term->left, words, others);
		spread(l, term->right, words, others);
	} else {
		*vec_push_in(text_is(term, l->arena) ? words : others, l->arena) = term;
	}
}

/* Words first, in one search: it may find that only a few articles are left. */
static void add_and(Lister *l, const Term *term)
{
	Terms words = {0}, others = {0};

	spread(l, term, &words, &others);
	buf_char(&l->sql, '(');
	if (words.count)
		text_add(l, words.items, words.count);
	for (size_t i = 0; i < others.count; i++) {
		if (i || words.count)
			buf_add(&l->sql, S(" AND "));
		lister_term(l, others.items[i]);
	}
	buf_char(&l->sql, ')');
}

static void add_number(Lister *l, const char *comparison, int64_t number)
{
	buf_printf(&l->sql, "%s %lld", comparison, (long long)number);
}

/* What stands beside the texts: of all articles those are taken for which it holds, in one pass
 * over the texts or an index of them; of a few each is asked about. */
static void begin_texts(Lister *l)
{
	buf_add(&l->sql,
		l->few || l->unindexed
			? S("EXISTS (SELECT 1 FROM content WHERE content.id = item.id AND (")
			: S("(item.id IN (SELECT id FROM content WHERE "));
}

static void end_texts(Lister *l)
{
	buf_add(&l->sql, S("))"));
}

/* "de" is also the language of "de-AT". Texts that do not say theirs have none. */
static void add_lang(Lister *l, const Term *term)
{
	begin_texts(l);
	buf_add(&l->sql, S("lang <> '' AND (lang = "));
	lister_bind(l, term->text);
	buf_add(&l->sql, S(" COLLATE NOCASE OR (lang >= "));
	lister_bind(l, arena_printf(l->arena, "%.*s-", STR_ARG(term->text)));
	buf_add(&l->sql, S(" COLLATE NOCASE AND lang < "));
	lister_bind(l, arena_printf(l->arena, "%.*s.", STR_ARG(term->text)));
	buf_add(&l->sql, S(" COLLATE NOCASE))"));
	end_texts(l);
}

static void add_comments(Lister *l, const Term *term)
{
	(void)term;
	begin_texts(l);
	buf_add(&l->sql, S("comments <> ''"));
	end_texts(l);
}

/* The reader's tags of one letter, joined. */
static Str letters(Lister *l)
{
	const Tag *tags;
	size_t count;
	Buf out = {0};
	Str text;

	if (!library_tags(l->lib, l->arena, &tags, &count, l->err)) {
		l->failed = true;
		return S("''");
	}
	buf_add(&out, S("(''"));
	for (size_t i = 0; i < count; i++) {
		Term tag = {.kind = TERM_TAG, .text = tags[i].name, .number = TAG_OWN};

		if (tags[i].name.n == 1 && char_is_alpha(tags[i].name.s[0]))
			buf_printf(&out, " || iif(tagged(item.id, %lld), '%c', '')",
				(long long)sift_kind(l, &tag), tags[i].name.s[0]);
	}
	buf_char(&out, ')');
	text = buf_take(&out, l->arena);
	buf_drop(&out);
	return text;
}

static void add_field(Lister *l, const Term *term)
{
	Field field = term->number == FIELD_ANY ? FIELD_TITLE : (Field)term->number;
	Str column;

	if (field >= FIELD_FEED) {
		lister_feeds(l, term);
		return;
	}
	l->rows |= field != FIELD_LETTERS && field != FIELD_DATE;
	if (term->kind == TERM_MATCH && term->number == FIELD_ANY) {
		add_match(l, term->text);
		return;
	}
	column = field == FIELD_LETTERS ? letters(l) : str_from(columns[field]);
	buf_printf(&l->sql,
		term->kind == TERM_MATCH ? "matches(%.*s, "
		: term->kind == TERM_HAS ? "has_word(%.*s, "
					 : "(%.*s = ",
		STR_ARG(column));
	lister_bind(l, term->text);
	buf_char(&l->sql, ')');
}

static void add_not(Lister *l, const Term *term)
{
	if (is_sifted(l, term->left)) {
		lister_term(l, term->left);
		return;
	}
	l->inside++;
	buf_add(&l->sql, S("NOT ("));
	lister_term(l, term->left);
	buf_char(&l->sql, ')');
	l->inside--;
}

static void add_or(Lister *l, const Term *term)
{
	l->inside++;
	add_pair(l, term, S(" OR "));
	l->inside--;
}

static void add_newer(Lister *l, const Term *term)
{
	add_number(l, "published >", l->now - term->number);
}

static void add_older(Lister *l, const Term *term)
{
	add_number(l, "published <=", l->now - term->number);
}

static void add_longer(Lister *l, const Term *term)
{
	l->rows = true;
	add_number(l, "words >=", term->number);
}

static void add_shorter(Lister *l, const Term *term)
{
	l->rows = true;
	add_number(l, "words <", term->number);
}

static void add_url(Lister *l, const Term *term)
{
	add_call(l, "holds", FIELD_LINK, term->text);
}

static void add_title(Lister *l, const Term *term)
{
	add_call(l, "holds", FIELD_TITLE, term->text);
}

static void add_author(Lister *l, const Term *term)
{
	add_call(l, "holds", FIELD_AUTHOR, term->text);
}

static void add_all(Lister *l, const Term *term)
{
	(void)term;
	buf_char(&l->sql, '1');
}

static void (*const adders[])(Lister *l, const Term *term) = {
	[TERM_ALL] = add_all,
	[TERM_AND] = add_and,
	[TERM_OR] = add_or,
	[TERM_NOT] = add_not,
	[TERM_FLAG] = add_flag,
	[TERM_FEED] = lister_feeds,
	[TERM_FOLDER] = lister_feeds,
	[TERM_TAG] = add_tag,
	[TERM_NEWER] = add_newer,
	[TERM_OLDER] = add_older,
	[TERM_LONGER] = add_longer,
	[TERM_SHORTER] = add_shorter,
	[TERM_URL] = add_url,
	[TERM_LANG] = add_lang,
	[TERM_COMMENTS] = add_comments,
	[TERM_TITLE] = add_title,
	[TERM_AUTHOR] = add_author,
	[TERM_TEXT] = add_text,
	[TERM_MATCH] = add_field,
	[TERM_EQUALS] = add_field,
	[TERM_HAS] = add_field,
	[TERM_RANGE] = add_field,
};
static_assert(COUNT(adders) == TERMS, "write the condition of every term");

void lister_term(Lister *l, const Term *term)
{
	if (text_is(term, l->arena))
		text_add(l, &term, 1);
	else
		adders[term->kind](l, term);
}
