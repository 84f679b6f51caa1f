/* A whole library copied beside itself, before something is done that can't be taken back. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "store/database.h"

/* A name that is free: nothing is written over, an older copy least of all. */
static char *free_name(const char *path, const char *what, int *fd)
{
	for (int i = 0; i < 1000; i++) {
		char *name = i ? sqlite3_mprintf("%s-%s-%d", path, what, i + 1)
			       : sqlite3_mprintf("%s-%s", path, what);

		*fd = name ? open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
		if (*fd >= 0 || errno != EEXIST)
			return name;
		sqlite3_free(name);
	}
	*fd = -1;
	return NULL;
}

static int copy_pages(const char *path, const char *to)
{
	sqlite3 *from = NULL, *into = NULL;
	sqlite3_backup *backup = NULL;
	int code = sqlite3_open_v2(path, &from, SQLITE_OPEN_READWRITE, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_open_v2(to, &into, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		backup = sqlite3_backup_init(into, "main", from, "main");
	if (backup) {
		sqlite3_backup_step(backup, -1);
		code = sqlite3_backup_finish(backup);
	} else if (code == SQLITE_OK) {
		code = sqlite3_errcode(into);
	}
	sqlite3_close(from);
	sqlite3_close(into);
	return code;
}

static bool sync_file(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL;
}

bool backup_make(Library *lib, const char *what, Err *err)
{
	int fd, code;
	char *name = free_name(lib->path, what, &fd);
	bool ok;

	if (fd < 0) {
		err_system(err, "can't make a copy of the library beside %s", lib->path);
		sqlite3_free(name);
		return false;
	}
	code = copy_pages(lib->path, name);
	ok = code == SQLITE_OK && sync_file(fd);
	close(fd);
	if (ok) {
		sqlite3_free(lib->copy);
		lib->copy = name;
		return true;
	}
	unlink(name);
	sqlite3_free(name);
	if ((code & 0xff) == SQLITE_FULL)
		return err_set(err, ERR_STORE, code,
			"no room on the disk for a copy of the library %s, which is made before it "
			"is changed; make some and try again",
			lib->path);
	return err_set(err, ERR_STORE, code, "can't copy the library %s: %s", lib->path,
		code == SQLITE_OK ? "the disk failed" : sqlite3_errstr(code));
}

const char *library_copy(const Library *lib)
{
	return lib->copy;
}

void backup_drop(Library *lib)
{
	if (lib->copy)
		unlink(lib->copy);
	sqlite3_free(lib->copy);
	lib->copy = NULL;
}
