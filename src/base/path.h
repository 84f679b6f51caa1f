/* base/path.h: where files are (XDG Base Directory 0.8), and whole files, read and written. */
#ifndef LEDE_BASE_PATH_H
#define LEDE_BASE_PATH_H

#include "base/buf.h"
#include "base/err.h"

/* "$XDG_CONFIG_HOME/lede/NAME" and so on; an empty name gives the folder. A variable that is unset,
 * empty or relative falls back as the standard says. NUL-terminated, in the arena. */
const char *path_config(Arena *arena, const char *name);
const char *path_data(Arena *arena, const char *name);
const char *path_state(Arena *arena, const char *name);
/* A file that came with lede ("themes/ink.theme"): $LEDE_DATADIR, else where it was installed. */
const char *path_shared(Arena *arena, const char *name);
/* "~/x" becomes $HOME/x; all else is copied. */
const char *path_expand(Arena *arena, Str path);
/* `name` beside the file `path`; an absolute name stays. */
const char *path_beside(Arena *arena, const char *path, Str name);

/* The folder that a file lies in: "." for a bare name. */
const char *path_folder(Arena *arena, const char *path);

/* Makes the folder and those above it, mode 0700. */
bool path_make_folder(const char *path, Err *err);
/* The same for the folder that a file lies in. */
bool path_make_folder_of(const char *path, Err *err);
/* All that comes from there until it ends, behind what `out` holds; `path` is what errors call it.
 * More than max_bytes: ERR_LIMIT. */
bool fd_read(int fd, const char *path, size_t max_bytes, Buf *out, Err *err);
/* All of it, on a descriptor that waits; false: errno tells. */
bool fd_write(int fd, Str bytes);
/* A file's bytes, as fd_read. "-" is standard input. */
bool file_read(const char *path, size_t max_bytes, Buf *out, Err *err);
/* Writes a new file beside it, syncs and renames: after a crash the old or the new one is there.
 * A symbolic link keeps being one: its target is replaced. Keeps the mode; a new file gets 0600. */
bool file_write(const char *path, Str bytes, Err *err);
/* The same, and makes the folder. */
bool file_save(const char *path, Str bytes, Err *err);

#endif
