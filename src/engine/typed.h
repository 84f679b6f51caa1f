/* engine/typed.h: what a reader types or pastes becomes an address. */
#ifndef LEDE_ENGINE_TYPED_H
#define LEDE_ENGINE_TYPED_H

#include "base/arena.h"
#include "base/err.h"

/* An http, https or file address: as it is; with "feed:" before it; a file on this machine, by its
 * path ("~/x.xml", "./x", or the name of one that is there); "@user@host"; a host, with port and
 * path if need be ("example.org", "localhost:8080/x"). *other: what to ask if nobody answers at
 * *url, since the scheme was left out; else empty. ERR_USER: it is none of these, or there is no
 * such file. */
bool typed_address(Str text, Arena *arena, Str *url, Str *other, Err *err);

#endif
