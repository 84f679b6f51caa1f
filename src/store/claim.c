/* Whose turn it is to update the library: a lock on a file beside it, which the system takes back
 * from a process that ends, however it ends. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/database.h"

static int open_lock(const Library *lib)
{
	char *path = sqlite3_mprintf("%s-lock", lib->path);
	int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;

	sqlite3_free(path);
	return fd;
}

/* Who holds it wrote its number there; 0: unknown. */
static long holder_of(int fd)
{
	char text[24] = "";

	return pread(fd, text, sizeof text - 1, 0) > 0 ? strtol(text, NULL, 10) : 0;
}

static void sign(int fd)
{
	char text[24];
	int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());

	/* For people: if it can't be written, the lock holds all the same. */
	if (ftruncate(fd, 0) == 0 && pwrite(fd, text, (size_t)n, 0) < n)
		(void)!ftruncate(fd, 0);
}

bool library_claim(Library *lib, Err *err)
{
	/* Of the open file, not of the process: two libraries in one process are two, too. */
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	long holder;
	int fd;

	if (lib->claim >= 0)
		return true;
	fd = open_lock(lib);
	if (fd < 0)
		return err_system(err, "can't make the file %s-lock", lib->path);
	if (fcntl(fd, F_OFD_SETLK, &lock) == 0) {
		sign(fd);
		lib->claim = fd;
		return true;
	}
	if (errno != EAGAIN && errno != EACCES) {
		err_system(err, "can't lock the file %s-lock", lib->path);
		close(fd);
		return false;
	}
	holder = holder_of(fd);
	close(fd);
	if (holder > 0)
		return err_set(err, ERR_STORE, SQLITE_BUSY,
			"another lede (process %ld) is updating the library", holder);
	return err_set(err, ERR_STORE, SQLITE_BUSY, "another lede is updating the library");
}

void library_release(Library *lib)
{
	if (lib->claim >= 0)
		close(lib->claim);
	lib->claim = -1;
}
