/* Room that what is gone left in the file goes back to the disk, a little at a time. */
#include "store/database.h"

enum {
	/* Less is soon used again. */
	WORTH_PAGES = 128,
	WORTH_SHARE = 10, /* of the file: one part in so many */
	PAGES_AT_ONCE = 32,
};

bool library_shrink(Library *lib, bool *more, Err *err)
{
	int64_t free_pages = 0, pages = 0, mode = 0;
	sqlite3_stmt *step;
	bool ok = true;

	*more = false;
	if (!db_number(lib, "PRAGMA auto_vacuum", &mode, err) ||
		!db_number(lib, "PRAGMA freelist_count", &free_pages, err) ||
		!db_number(lib, "PRAGMA page_count", &pages, err))
		return false;
	/* A file of before it could shrink; lede doctor makes it one that can. */
	if (mode == 0)
		return true;
	lib->shrinking |= free_pages > WORTH_PAGES && free_pages > pages / WORTH_SHARE;
	if (!lib->shrinking)
		return true;
	step = db_statement(lib, "PRAGMA incremental_vacuum(32)", err);
	while (step && db_row(lib, step, &ok, err))
		continue;
	*more = free_pages > PAGES_AT_ONCE;
	lib->shrinking = *more;
	return step && ok;
}
