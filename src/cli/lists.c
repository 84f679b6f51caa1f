#include "cli/lists.h"

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/words.h"

typedef struct {
	Arena *arena;
	VEC(UrlsEntry) entries;
	size_t refused;
} Lists;

/* Only these: a list from elsewhere must not name files and programs. */
static void add(Lists *lists, UrlsEntry entry)
{
	if (url_is_http(entry.url))
		*vec_push_in(&lists->entries, lists->arena) = entry;
	else
		lists->refused++;
}

/* --- newsraft --------------------------------------------------------------------------------- */

/* Settings stand behind '<'. */
static Str before_settings(Str line)
{
	ptrdiff_t at = str_find(line, S(" <"));

	return str_trim(at < 0 ? line : str_slice(line, 0, (size_t)at));
}

static void read_newsraft(Lists *lists, Str text)
{
	Str line, folder = S("");

	while (words_line(&text, &line)) {
		UrlsEntry entry = {.folder = folder};

		line = before_settings(line);
		if (str_starts(line, S("@"))) {
			folder = str_trim(str_from_at(line, 1));
			continue;
		}
		if (!words_next(&line, lists->arena, &entry.url))
			continue;
		words_next(&line, lists->arena, &entry.title);
		add(lists, entry);
	}
}

/* --- sfeed ------------------------------------------------------------------------------------ */

/* A word as the shell has it, as far as lists need it: in either quotes, or plain. */
static bool shell_word(Str *line, Arena *arena, Str *word)
{
	ptrdiff_t end;

	*line = str_trim(*line);
	if (!str_starts(*line, S("'")))
		return words_next(line, arena, word);
	end = str_find_char(str_from_at(*line, 1), '\'');
	if (end < 0)
		return false;
	*word = str_slice(*line, 1, (size_t)end);
	*line = str_from_at(*line, (size_t)end + 2);
	return true;
}

/* feed NAME ADDRESS [SITE [ENCODING]] */
static void read_sfeed(Lists *lists, Str text)
{
	Str line, word;

	while (words_line(&text, &line)) {
		UrlsEntry entry = {0};

		if (!shell_word(&line, lists->arena, &word) || !str_eq(word, S("feed")) ||
			!shell_word(&line, lists->arena, &entry.title) ||
			!shell_word(&line, lists->arena, &entry.url))
			continue;
		shell_word(&line, lists->arena, &entry.site);
		add(lists, entry);
	}
}

/* --- newsboat, or addresses alone ------------------------------------------------------------- */

static bool read_urls(Lists *lists, const char *path, Err *err)
{
	const UrlsEntry *entries;
	size_t count;

	if (!urls_read(path, lists->arena, &entries, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		add(lists, entries[i]);
	return true;
}

/* --- which ------------------------------------------------------------------------------------ */

/* How many lines begin so. */
static size_t lines_with(Str text, Str start)
{
	size_t count = 0;
	Str line, word;

	while (words_line(&text, &line))
		count += str_word(&line, &word) && str_starts(word, start);
	return count;
}

/* A title that no '~' marks is newsraft's; in newsboat's that would be a tag, which has no settings
 * behind it. */
static bool is_newsraft(Str text)
{
	return lines_with(text, S("@")) > 0 ||
	       (lines_with(text, S("http")) > 0 && str_find(text, S("\" <")) >= 0);
}

bool lists_read(const char *path, Str text, Arena *arena, const UrlsEntry **out, size_t *count,
	size_t *refused, Err *err)
{
	Lists lists = {.arena = arena};
	bool ok = true;

	if (lines_with(text, S("feed")) && str_find(text, S("feeds()")) >= 0)
		read_sfeed(&lists, text);
	else if (is_newsraft(text))
		read_newsraft(&lists, text);
	else
		ok = read_urls(&lists, path, err);
	*out = lists.entries.items;
	*count = lists.entries.count;
	*refused = lists.refused;
	return ok;
}

bool lists_seem(Str text)
{
	return utf8_valid_text(text) && !str_starts(str_trim(text), S("<")) &&
	       (lines_with(text, S("http")) > 0 || lines_with(text, S("feeds()")) > 0);
}
