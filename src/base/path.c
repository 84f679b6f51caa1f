#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *home(void)
{
	const char *z = getenv("HOME");

	return z && z[0] == '/' ? z : "/";
}

static const char *xdg(Arena *arena, const char *variable, const char *fallback, const char *name)
{
	const char *root = getenv(variable);
	Str folder;

	if (root && root[0] == '/')
		folder = arena_printf(arena, "%s/lede", root);
	else
		folder = arena_printf(arena, "%s/%s/lede", home(), fallback);
	return name[0] ? arena_printf(arena, "%s/%s", folder.s, name).s : folder.s;
}

const char *path_config(Arena *arena, const char *name)
{
	return xdg(arena, "XDG_CONFIG_HOME", ".config", name);
}

const char *path_data(Arena *arena, const char *name)
{
	return xdg(arena, "XDG_DATA_HOME", ".local/share", name);
}

const char *path_state(Arena *arena, const char *name)
{
	return xdg(arena, "XDG_STATE_HOME", ".local/state", name);
}

const char *path_shared(Arena *arena, const char *name)
{
	const char *root = getenv("LEDE_DATADIR");

	return arena_printf(arena, "%s/%s", root && root[0] ? root : LEDE_DATADIR, name).s;
}

const char *path_expand(Arena *arena, Str path)
{
	if (str_eq(path, S("~")))
		return arena_strz(arena, str_from(home()));
	if (str_starts(path, S("~/")))
		return arena_printf(arena, "%s%.*s", home(), STR_ARG(str_from_at(path, 1))).s;
	return arena_strz(arena, path);
}

const char *path_beside(Arena *arena, const char *path, Str name)
{
	Str whole = str_from(path);
	ptrdiff_t slash = str_rfind_char(whole, '/');

	if (slash < 0 || (name.n && name.s[0] == '/'))
		return arena_strz(arena, name);
	return arena_printf(arena, "%.*s/%.*s", (int)slash, path, STR_ARG(name)).s;
}

const char *path_folder(Arena *arena, const char *path)
{
	ptrdiff_t slash = str_rfind_char(str_from(path), '/');

	if (slash < 0)
		return ".";
	return slash == 0 ? "/" : arena_strz(arena, str_of(path, (size_t)slash));
}

bool path_make_folder(const char *path, Err *err)
{
	Arena *arena = arena_open();
	char *copy = arena_strz(arena, str_from(path));
	bool ok = true;

	/* Above the first slash of an absolute path there is nothing to make. */
	for (size_t i = 1; ok && path[0] && path[i - 1]; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		copy[i] = '\0';
		if (mkdir(copy, 0700) != 0 && errno != EEXIST)
			ok = err_system(err, "can't make the folder %s", copy);
		copy[i] = path[i];
	}
	arena_close(arena);
	return ok;
}

bool path_make_folder_of(const char *path, Err *err)
{
	Arena *arena = arena_open();
	bool ok = path_make_folder(path_folder(arena, path), err);

	arena_close(arena);
	return ok;
}

bool fd_read(int fd, const char *path, size_t max_bytes, Buf *out, Err *err)
{
	size_t start = out->n;

	for (;;) {
		char *to = buf_room(out, 65536);
		ssize_t n = read(fd, to, out->room - out->n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_system(err, "can't read %s", path);
		if (n == 0)
			return true;
		out->n += (size_t)n;
		if (out->n - start > max_bytes)
			return err_set(err, ERR_LIMIT, 0, "%s is larger than %zu MB", path,
				max_bytes >> 20);
	}
}

bool fd_write(int fd, Str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.s, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = str_from_at(bytes, (size_t)n);
	}
	return true;
}

bool file_read(const char *path, size_t max_bytes, Buf *out, Err *err)
{
	bool is_stdin = strcmp(path, "-") == 0, ok = false;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat about = {0};

	if (fd < 0)
		return err_system(err, "can't read %s", path);
	if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
		err_set(err, ERR_USER, EISDIR, "%s is a folder, not a file", path);
		goto out;
	}
	if (S_ISREG(about.st_mode) && about.st_size > 0 && (size_t)about.st_size <= max_bytes)
		buf_room(out, (size_t)about.st_size + 1);
	ok = fd_read(fd, path, max_bytes, out, err);
out:
	if (!is_stdin)
		close(fd);
	return ok;
}

/* Only then is the new name there for good. Where folders can't be synced it does without. */
static void sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)!fsync(fd);
		close(fd);
	}
}

bool file_write(const char *path, Str bytes, Err *err)
{
	Arena *arena = arena_open();
	char *real = realpath(path, NULL);
	const char *target = real ? real : path;
	Str temporary = arena_printf(arena, "%s.XXXXXX", target);
	struct stat about;
	bool ok = false, there = stat(target, &about) == 0;
	int fd;

	/* A folder may be written in, and the file not: then somebody wants it as it is. */
	if (there && (about.st_mode & 0222) == 0) {
		err_set(err, ERR_SYSTEM, EACCES, "%s is read-only; chmod u+w lets it be changed",
			path);
		goto out;
	}
	fd = mkostemp((char *)temporary.s, O_CLOEXEC);
	if (fd < 0) {
		err_system(err, "can't write %s", path);
		goto out;
	}
	if (there)
		(void)!fchmod(fd, about.st_mode & 07777);
	ok = fd_write(fd, bytes) && fsync(fd) == 0;
	if (!ok)
		err_system(err, "can't write %s", path);
	if (close(fd) != 0 && ok)
		ok = err_system(err, "can't write %s", path);
	if (ok && rename(temporary.s, target) != 0)
		ok = err_system(err, "can't replace %s", path);
	if (ok)
		sync_folder(path_folder(arena, target));
	else
		unlink(temporary.s);
out:
	free(real);
	arena_close(arena);
	return ok;
}

bool file_save(const char *path, Str bytes, Err *err)
{
	return path_make_folder_of(path, err) && file_write(path, bytes, err);
}
