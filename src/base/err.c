#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static void finish(Err *err, ErrKind kind, int code)
{
	size_t n;

	err->kind = kind;
	err->code = code;
	n = utf8_clean_in_place(err->text, strlen(err->text));
	err->text[n] = '\0';
}

bool err_set(Err *err, ErrKind kind, int code, const char *format, ...)
{
	va_list args;

	if (!err)
		return false;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	finish(err, kind, code);
	return false;
}

bool err_system(Err *err, const char *format, ...)
{
	int code = errno;
	va_list args;
	size_t n;

	if (!err)
		return false;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	n = strlen(err->text);
	snprintf(err->text + n, sizeof err->text - n, ": %s", strerror(code));
	finish(err, ERR_SYSTEM, code);
	return false;
}
