#include "sandbox/share.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

static char *map(int fd, int access, off_t at)
{
	void *p = mmap(NULL, SHARE_ROOM, access, MAP_SHARED, fd, at);

	return p == MAP_FAILED ? NULL : p;
}

static bool map_both(int fd, int to_questions, int to_answers, Share *share)
{
	share->question = map(fd, to_questions, 0);
	share->answer = map(fd, to_answers, SHARE_ROOM);
	if (share->question && share->answer)
		return true;
	share_close(share);
	return false;
}

#ifdef F_SEAL_SHRINK
enum { SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL };
#endif

/* Sealed: who reads behind the end of memory that the other one cut off is killed for it. */
int share_open(Share *share)
{
	*share = (Share){0};
#ifdef F_SEAL_SHRINK
	int fd = memfd_create("lede-worker", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return -1;
	if (ftruncate(fd, 2 * SHARE_ROOM) == 0 && fcntl(fd, F_ADD_SEALS, SEALS) == 0 &&
		map_both(fd, PROT_READ | PROT_WRITE, PROT_READ, share))
		return fd;
	close(fd);
#endif
	return -1;
}

void share_take(int fd, Share *share)
{
	*share = (Share){0};
#ifdef F_SEAL_SHRINK
	/* No file that lede happened to have open. */
	if (fcntl(fd, F_GET_SEALS) == SEALS)
		map_both(fd, PROT_READ, PROT_READ | PROT_WRITE, share);
#else
	(void)fd;
#endif
}

void share_close(Share *share)
{
	if (share->question)
		munmap(share->question, SHARE_ROOM);
	if (share->answer)
		munmap(share->answer, SHARE_ROOM);
	*share = (Share){0};
}

bool share_fits(const Share *share, uint64_t length)
{
	return share->question && length >= SHARE_LEAST && length <= SHARE_ROOM;
}
