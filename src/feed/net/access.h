/* feed/net/access.h: how a host lets the reader in, told to curl (`easy` is a CURL *). */
#ifndef LEDE_FEED_NET_ACCESS_H
#define LEDE_FEED_NET_ACCESS_H

#include "feed/net/fetch.h"

struct curl_slist;

/* "host:port" in small letters, the port also if it is the scheme's own. */
Str access_site(Str url, Arena *arena);
/* The same scheme, host and port. */
bool access_is_same_host(Str a, Str b, Arena *arena);
void access_copy(Access *access, Arena *arena);
/* Whether it has what curl would take along to another host by itself: headers, a certificate, that
 * certificates are not looked at. */
bool access_is_bound(const Access *access);
/* On the way to another host: all but proxy, netrc, authorities and the file of cookies stays
 * behind. */
void access_leave_host(Access *access);
/* Whether one of its headers has this name. */
bool access_has_header(const Access *access, Str name);
void access_add_headers(const Access *access, Arena *arena, struct curl_slist **lines);
/* All of it but the headers, whatever the handle did before. `url`: for whose host cookies are
 * taken from the file. */
void access_set(const Access *access, Str url, Arena *arena, void *easy);

#endif
