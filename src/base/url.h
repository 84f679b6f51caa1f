/* base/url.h: addresses. Resolution follows RFC 3986 5.2 as browsers bend it (WHATWG URL). */
#ifndef LEDE_BASE_URL_H
#define LEDE_BASE_URL_H

#include "base/arena.h"

/* `reference` made absolute by `base`; white space around it and line breaks in it are dropped. An
 * absolute reference is kept as written. If the base is empty or no URL, or the reference cannot be
 * resolved, the reference itself is returned. The result lives in the arena or borrows `reference`.
 */
Str url_resolve(Str base, Str reference, Arena *arena);

/* A base named by a document (xml:base, <base>), resolved by the one in force. Only a document from
 * disk may name a place on disk: another keeps the base it had. */
Str url_rebase(Str base, Str reference, Arena *arena);

/* The scheme without its colon ("https"), in the case it was written; empty if there is none. */
Str url_scheme(Str url);
/* The host without user and port ("www.example.org"), as written; empty if there is none. */
Str url_host(Str url);
/* The same without a leading "www.": what a reader calls the site. */
Str url_site(Str url);
/* From behind the host to before '?' or '#'; may be empty. */
Str url_path(Str url);
/* Whether a host is `name` or within it: "news.example.org" is within "example.org"; a name with a
 * dot at its end is that of any country: "maps.google.co.uk" is within "google.". */
bool url_is_host(Str host, Str name);
/* Escapes ("%C3%A9") decoded; as it is if that would make no clean text. */
Str url_unescape(Str text, Arena *arena);
/* The value of a parameter of the query, unescaped; empty if there is none. */
Str url_parameter(Str url, Str name, Arena *arena);
bool url_is_http(Str url);
bool url_is_file(Str url);
/* Whether it starts with a scheme. */
bool url_is_absolute(Str url);
/* The same without name and password: what may be shown, logged and resolved against. Borrowed if
 * it has none. */
Str url_public(Str url, Arena *arena);
/* The same address in the same bytes: scheme and host lower, default port gone, dot segments gone,
 * fragment gone, tracking parameters (utm_*, fbclid…) gone. For comparing; not for fetching. */
Str url_normalize(Str url, Arena *arena);

#endif
