#include "cli/catalogue.h"

#include <stdio.h>

#include "base/path.h"
#include "base/utf8.h"
#include "cli/opml.h"

enum { MAX_CATALOGUE_BYTES = 4 << 20 };

static bool read_rows(const Session *session, const UrlsEntry **rows, size_t *count, Err *err)
{
	const char *path = path_shared(session->arena, "seeds/catalogue.opml");
	Buf bytes = {0};
	ListLeft left;
	bool ok = file_read(path, MAX_CATALOGUE_BYTES, &bytes, err) &&
		  opml_feeds(buf_str(&bytes), session_sandbox(session), session->arena, rows, count,
			  &left, err);

	buf_drop(&bytes);
	return ok;
}

static bool holds(Str text, Str word, Arena *arena)
{
	return str_find(utf8_fold(text, arena, NULL), utf8_fold(word, arena, NULL)) >= 0;
}

static bool fits(const UrlsEntry *row, char **words, size_t word_count, Arena *arena)
{
	for (size_t i = 0; i < word_count; i++) {
		Str word = str_from(words[i]);

		if (!holds(row->title, word, arena) && !holds(row->folder, word, arena) &&
			!holds(row->tags, word, arena) && !holds(row->url, word, arena))
			return false;
	}
	return true;
}

static void print_row(const UrlsEntry *row, size_t number)
{
	printf("%4zu  %.*s  (%.*s)\n", number, STR_ARG(row->title), STR_ARG(row->folder));
}

/* Whether all words are numbers of rows; then those are taken. */
static bool by_number(const UrlsEntry *rows, size_t count, char **words, size_t word_count,
	UrlsEntry *chosen)
{
	for (size_t i = 0; i < word_count; i++) {
		int64_t number;

		if (!str_number(str_from(words[i]), &number) || number < 1 ||
			(size_t)number > count)
			return false;
		chosen[i] = rows[number - 1];
	}
	return word_count > 0;
}

bool catalogue_choose(const Session *session, char **words, size_t word_count,
	const UrlsEntry **chosen, size_t *count, Err *err)
{
	const UrlsEntry *rows;
	UrlsEntry *taken;
	size_t row_count, found = 0, last = 0;

	*count = 0;
	if (!read_rows(session, &rows, &row_count, err))
		return false;
	taken = arena_array(session->arena, word_count + 1, sizeof *taken);
	*chosen = taken;
	if (by_number(rows, row_count, words, word_count, taken)) {
		*count = word_count;
		return true;
	}
	for (size_t i = 0; i < row_count; i++) {
		if (!fits(&rows[i], words, word_count, session->arena))
			continue;
		print_row(&rows[i], i + 1);
		found++;
		last = i;
	}
	if (found == 0)
		return err_set(err, ERR_USER, 0, "the catalogue has nothing like that");
	if (found == 1 && word_count) {
		taken[0] = rows[last];
		*count = 1;
	}
	return true;
}
