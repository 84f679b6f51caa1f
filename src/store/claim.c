/* Whose turn it is to update the library, and who waits to write meanwhile: locks on a file beside
 * it, which the system takes back from a process that ends, however it ends. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/database.h"

enum {
	CLAIM_BYTE = 0,
	ASK_BYTE = 1 << 20, /* bytes that are locked need not be there */
	WAIT_FOR_WRITER_MS = 10000,
	HURRY_MS = 300, /* so long it asks each ms, then each SLOW_MS */
	SLOW_MS = 20,
	GIVE_WAY_MS = 20,
};

/* Of the open file, not of the process: two libraries in one process are two, too. */
static struct flock lock_of(short type, off_t byte)
{
	return (struct flock){.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
}

static void sleep_ms(long ms)
{
	nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

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
	struct flock lock = lock_of(F_WRLCK, CLAIM_BYTE);
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

bool library_is_awaited(const Library *lib)
{
	struct flock ask = lock_of(F_WRLCK, ASK_BYTE);

	return lib->claim >= 0 && fcntl(lib->claim, F_OFD_GETLK, &ask) == 0 &&
	       ask.l_type != F_UNLCK;
}

void library_give_way(const Library *lib)
{
	for (int ms = 0; ms < GIVE_WAY_MS && library_is_awaited(lib); ms++)
		sleep_ms(1);
}

int claim_wait(void *user, int times)
{
	Library *lib = user;
	struct flock ask = lock_of(F_RDLCK, ASK_BYTE);

	if (times == 0)
		lib->waits_since = clock_ms();
	if (lib->asks < 0) {
		lib->asks = open_lock(lib);
		/* An older lede locks all of the file: then it is waited for unasked. */
		if (lib->asks >= 0 && fcntl(lib->asks, F_OFD_SETLK, &ask) != 0)
			claim_thank(lib);
	}
	if (clock_ms() - lib->waits_since >= WAIT_FOR_WRITER_MS) {
		claim_thank(lib);
		return 0;
	}
	sleep_ms(clock_ms() - lib->waits_since < HURRY_MS ? 1 : SLOW_MS);
	return 1;
}

void claim_thank(Library *lib)
{
	if (lib->asks >= 0)
		close(lib->asks);
	lib->asks = -1;
}
