#include "feed/html/live.h"

#include "model/notice.h"

enum { LONGEST_TIME = 40, LONGEST_NOTE = 1500, FEWEST = 2, SHORTEST_QUOTE = 20 };
enum { MOST_QUOTES = 50 }; /* each is looked for in all of the text */

static const char *const attribute = "lede-time";

/* "liveblog-entry", "live-blog__post", "LiveUpdate": a word that has "live" in it and ends so. */
static bool is_live_word(Str word)
{
	static const char *const ends[] = {"entry", "post", "item", "update", "event"};

	if (str_find_case(word, S("live")) < 0)
		return false;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends_case(word, str_from(ends[i])))
			return true;
	return false;
}

static bool is_entry(const Node *node)
{
	Str classes = node_attr(node, S("class")), word;

	if (node->attr_count == 0 || !tag_is_block(node->tag))
		return false;
	if (node_has_word(node, S("itemprop"), S("liveBlogUpdate")))
		return true;
	while (str_word(&classes, &word))
		if (is_live_word(word))
			return true;
	return false;
}

static bool has_digit(Str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (char_is_digit(text.s[i]))
			return true;
	return false;
}

/* Whether "14:10" stands there. */
static bool is_clock(Str text, size_t at)
{
	return at + 5 <= text.n && char_is_digit(text.s[at]) && char_is_digit(text.s[at + 1]) &&
	       text.s[at + 2] == ':' && char_is_digit(text.s[at + 3]) &&
	       char_is_digit(text.s[at + 4]);
}

/* As it is shown; else the time of day of "2026-11-21T14:10:00+01:00", which is that of the place.
 */
static Str time_of(const Node *time, Arena *arena)
{
	Str text = node_text(time, arena), datetime = str_trim(node_attr(time, S("datetime")));

	if (has_digit(text) && text.n <= LONGEST_TIME)
		return text;
	if (is_clock(datetime, 11) && (datetime.s[10] == 'T' || datetime.s[10] == ' '))
		return str_slice(datetime, 11, 5);
	return datetime.n <= LONGEST_TIME ? datetime : S("");
}

/* The time that stands before the words of an entry; NULL if there is none. */
static Node *find_time(Node *entry)
{
	for (Node *n = entry->first; n; n = node_next(n, entry)) {
		if (n->tag == TAG_P && n->parent == entry)
			break;
		if (n->tag == TAG_TIME)
			return n;
	}
	return node_find(entry, TAG_TIME);
}

static void set_time(Node *entry, Str time, Arena *arena)
{
	Attr *attrs = arena_array(arena, entry->attr_count + 1, sizeof *attrs);

	for (uint32_t i = 0; i < entry->attr_count; i++)
		attrs[i] = entry->attrs[i];
	attrs[entry->attr_count] = (Attr){str_from(attribute), time};
	entry->attrs = attrs;
	entry->attr_count++;
}

void live_mark(Node *root, Arena *arena)
{
	unsigned entries = 0;

	for (Node *n = root->first; n && entries < FEWEST; n = node_next(n, root))
		entries += n->tag != TAG_TEXT && is_entry(n) && node_find(n, TAG_TIME);
	for (Node *n = root->first; n && entries >= FEWEST; n = node_next(n, root)) {
		Node *time = n->tag != TAG_TEXT && is_entry(n) ? find_time(n) : NULL;
		Str said = time ? time_of(time, arena) : S("");

		if (said.n == 0)
			continue;
		set_time(n, said, arena);
		node_remove(time);
	}
}

Str live_time(const Node *node)
{
	Str time = node_attr(node, str_from(attribute));

	return time.n <= LONGEST_TIME ? time : S("");
}

/* The language of the nearest element that names one. */
static Str language_of(const Node *node)
{
	for (; node; node = node->parent) {
		Str lang = node->tag == TAG_TEXT ? S("") : str_trim(node_attr(node, S("lang")));

		if (lang.n)
			return lang;
	}
	return S("");
}

Str live_note(const Node *node, Arena *arena)
{
	Str classes = node_attr(node, S("class")), word, text = {0};

	if (!tag_is_block(node->tag) || node->tag == TAG_BODY)
		return S("");
	while (str_word(&classes, &word)) {
		Str label;

		if (!notice_is_word(word))
			continue;
		if (text.n == 0)
			text = node_text(node, arena);
		if (text.n == 0 || text.n > LONGEST_NOTE)
			return S("");
		label = notice_label(word, language_of(node), text);
		if (label.n)
			return label;
	}
	return S("");
}

static Str without_quotes(Str text)
{
	static const char *const marks[] = {"“", "”", "\"", "«", "»", "„", "‘", "’", "'"};

	for (size_t i = 0; i < COUNT(marks); i++) {
		Str mark = str_from(marks[i]);

		if (str_starts(text, mark))
			text = str_trim(str_from_at(text, mark.n));
		if (str_ends(text, mark))
			text = str_trim(str_slice(text, 0, text.n - mark.n));
	}
	return text;
}

bool live_is_repeated(const Node *node, const Node *root, LiveText *in, Arena *arena)
{
	static const char *const words[] = {"pullquote", "pull-quote", "wp-block-pullquote",
		"pull_quote", "blockquote-pull"};
	bool pulled = false;
	ptrdiff_t first;
	Str text;

	for (size_t i = 0; i < COUNT(words) && node->attr_count; i++)
		pulled = pulled || node_has_word(node, S("class"), str_from(words[i]));
	if (!pulled || !tag_is_block(node->tag) || in->asked++ >= MOST_QUOTES)
		return false;
	text = without_quotes(node_text(node, arena));
	if (text.n < SHORTEST_QUOTE || text.n > LONGEST_NOTE)
		return false;
	if (in->all.n == 0)
		in->all = node_text(root, arena);
	first = str_find(in->all, text);
	return first >= 0 && str_find(str_from_at(in->all, (size_t)first + text.n), text) >= 0;
}
