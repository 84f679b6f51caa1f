#include "feed/net/file.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/url.h"

/* The path with its %20 undone; NULL if the address names another machine or is no address. */
static const char *path_of(Str url, Arena *arena)
{
	CURLU *parts = curl_url();
	char *path = NULL;
	const char *copy = NULL;
	Str host = url_host(url);

	if (parts && (host.n == 0 || str_eq_case(host, S("localhost"))) &&
		curl_url_set(parts, CURLUPART_URL, arena_strz(arena, url), 0) == CURLUE_OK &&
		curl_url_get(parts, CURLUPART_PATH, &path, CURLU_URLDECODE) == CURLUE_OK)
		copy = arena_strz(arena, str_from(path));
	curl_free(path);
	curl_url_cleanup(parts);
	return copy;
}

bool file_fetch(Str url, size_t most, Str modified, Arena *arena, Str *bytes, Str *modified_now,
	bool *unchanged, Err *err)
{
	const char *path = path_of(url, arena);
	bool ok = false;
	struct stat info;
	Buf out = {0};
	int fd;

	if (!path)
		return err_set(err, ERR_USER, 0, "%.*s is no file of this machine",
			STR_ARG(str_slice(url, 0, 150)));
	/* A pipe would wait for its other end. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return err_system(err, "can't read %s", path);
	if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
		err_set(err, ERR_USER, 0, "%s is no file; check the address", path);
		goto out;
	}
	*modified_now = arena_printf(arena, "%lld.%09ld %lld", (long long)info.st_mtim.tv_sec,
		info.st_mtim.tv_nsec, (long long)info.st_size);
	*unchanged = str_eq(*modified_now, modified);
	ok = *unchanged || fd_read(fd, path, most, &out, err);
	*bytes = buf_give(&out, arena);
out:
	close(fd);
	buf_drop(&out);
	return ok;
}
