/* base/err.h: what went wrong, in words a user can act on. */
#ifndef LEDE_BASE_ERR_H
#define LEDE_BASE_ERR_H

#include <stdbool.h>

typedef enum {
	ERR_NONE,
	ERR_SYSTEM,  /* code: errno */
	ERR_NETWORK, /* code: CURLcode */
	ERR_HTTP,    /* code: status */
	ERR_FORMAT,
	ERR_STORE, /* code: of SQLite */
	ERR_LIMIT,
	ERR_USER,
	ERR_KINDS
} ErrKind;

typedef struct {
	ErrKind kind;
	int code;
	char text[240]; /* UTF-8, cut at a character; no line feed, no control characters */
} Err;

/* Fills *err (NULL is fine) and returns false, always: failing is one line. */
bool err_set(Err *err, ErrKind kind, int code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same for a failed system call: ": " and the text of errno follow. */
bool err_system(Err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
