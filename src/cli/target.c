#include "cli/target.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/url.h"
#include "feed/html/gemini.h"
#include "feed/html/marked.h"
#include "feed/net/fetch.h"

#ifdef MAP_POPULATE
enum { POPULATE = MAP_POPULATE };
#else
enum { POPULATE = 0 };
#endif
enum { MAX_BYTES = 64 << 20, WORTH_MAPPING = 1 << 20 };

/* Somebody cut the file short that is mapped. */
static void cut_short(int signal)
{
	static const char says[] = "lede: the file was cut short while it was read\n";
	ssize_t ignored = write(STDERR_FILENO, says, sizeof says - 1);

	(void)signal;
	(void)ignored;
	_exit(EXIT_FAILURE);
}

/* A large file where the kernel has it already: reading 20 MB takes as long as parsing 3. */
static bool map_file(const char *path, Str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct sigaction action = {.sa_handler = cut_short};
	struct stat about;
	void *bytes = MAP_FAILED;

	if (fd < 0)
		return false;
	if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= WORTH_MAPPING &&
		about.st_size <= MAX_BYTES && sigaction(SIGBUS, &action, NULL) == 0)
		bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE | POPULATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	*out = str_of(bytes, (size_t)about.st_size);
	return true;
}

bool target_read(const char *word, Arena *arena, TargetBytes *out, Err *err)
{
	Request request = {.url = str_from(word), .max_bytes = MAX_BYTES};
	Response response;

	*out = (TargetBytes){0};
	if (url_is_http(str_from(word)) || str_starts_case(str_from(word), S("file:"))) {
		if (!fetch_once(&request, &(FetcherOptions){0}, arena, &response, err))
			return false;
		out->bytes = response.body;
		out->url = response.url;
		out->mime = response.mime;
		return true;
	}
	if (str_find(str_from(word), S("://")) >= 0)
		return err_set(err, ERR_USER, 0,
			"%s: lede reads addresses that begin with http, https or file", word);
	if (strcmp(word, "-") != 0 && map_file(word, &out->map)) {
		out->bytes = out->map;
		return true;
	}
	if (!file_read(word, MAX_BYTES, &out->file, err))
		return false;
	out->bytes = buf_str(&out->file);
	/* It has nothing else that would say so. */
	if (gemini_is(S(""), str_from(word)))
		out->mime = S("text/gemini");
	else if (marked_is(S(""), str_from(word)))
		out->mime = S("text/markdown");
	return true;
}

void target_drop(TargetBytes *target)
{
	buf_drop(&target->file);
	if (target->map.n)
		munmap((void *)target->map.s, target->map.n);
}
