/* feed/net/trouble.h: why a download failed, in the reader's words. */
#ifndef LEDE_FEED_NET_TROUBLE_H
#define LEDE_FEED_NET_TROUBLE_H

#include "base/err.h"
#include "base/str.h"

/* What is known of a failed download beside its code. */
typedef struct {
	Str url;            /* as asked for; only its host is shown */
	Str location;       /* where the last redirect led; may be empty */
	Str proxy;          /* that was used by option; may be empty; only its host is shown */
	Str authorities;    /* the file of them that was told; may be empty */
	const char *detail; /* curl's own words; may be empty */
	int os_errno;
	unsigned seconds; /* it was given */
	bool connected;
	bool certified; /* with a certificate of the reader's */
	bool named;     /* with a name and password, or a token */
} Attempt;

/* `code`: a CURLcode. Both return false. */
bool trouble_network(Err *err, int code, const Attempt *attempt);
/* For any status but those of success. */
bool trouble_status(Err *err, int status, const Attempt *attempt);
/* More than so many bytes came, or were announced. */
bool trouble_size(Err *err, size_t most, const Attempt *attempt);

#endif
