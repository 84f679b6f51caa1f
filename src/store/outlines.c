/* What lists of feeds said of them, beside what `urls` has words for. */
#include "base/vec.h"
#include "store/database.h"

static bool forget(Library *lib, const Outline *outlines, size_t count, Err *err)
{
	sqlite3_stmt *drop = db_statement(lib, "DELETE FROM outline WHERE url = ?", err);

	if (!drop)
		return false;
	for (size_t i = 0; i < count; i++) {
		db_bind_str(drop, 1, outlines[i].url);
		if (!db_run(lib, drop, err))
			return false;
	}
	return true;
}

bool library_keep_outlines(Library *lib, const Outline *outlines, size_t count, Err *err)
{
	sqlite3_stmt *put = db_statement(lib,
		"INSERT INTO outline (url, folder, title, tags, more) VALUES (?, ?, ?, ?, ?)", err);

	if (!put || !forget(lib, outlines, count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		const Str values[] = {outlines[i].url, outlines[i].folder, outlines[i].title,
			outlines[i].tags, outlines[i].more};

		for (size_t j = 0; j < COUNT(values); j++)
			db_bind_str(put, (int)j + 1, values[j]);
		if (!db_run(lib, put, err))
			return false;
	}
	return true;
}

bool library_outlines(Library *lib, Arena *arena, const Outline **out, size_t *count, Err *err)
{
	sqlite3_stmt *all = db_statement(lib,
		"SELECT url, folder, title, tags, more FROM outline ORDER BY url, id", err);
	VEC(Outline) found = {0};
	bool ok = false;

	if (!all)
		return false;
	while (db_row(lib, all, &ok, err))
		*vec_push_in(&found, arena) = (Outline){.url = db_str(all, 0, arena),
			.folder = db_str(all, 1, arena),
			.title = db_str(all, 2, arena),
			.tags = db_str(all, 3, arena),
			.more = db_str(all, 4, arena)};
	*out = found.items;
	*count = found.count;
	return ok;
}
