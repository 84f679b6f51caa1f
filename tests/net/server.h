/* tests/net/server.h: a web server on 127.0.0.1 whose paths are faults and kindnesses; it remembers
 * what it was asked. */
#ifndef LEDE_TESTS_NET_SERVER_H
#define LEDE_TESTS_NET_SERVER_H

#include <stddef.h>

#include "base/str.h"

typedef struct Server Server;

/* A thread of its own; `other`: a second server, for paths that lead there; NULL is fine. */
Server *server_open(const Server *other);
/* The same at [::1]; NULL: this machine has no such address. */
Server *server_open_six(void);
void server_close(Server *server);
unsigned server_port(const Server *server);
/* What was asked, by number from 0: the whole head of the request; empty beyond the last. Borrowed
 * until server_forget. */
Str server_asked(Server *server, size_t number);
/* How many requests for this path came, in whatever form. */
size_t server_count(Server *server, const char *path);
/* What a path says from now on, whatever the table has there: status and headers, each line ended
 * by "\r\n", and the body. Copied. */
void server_say(Server *server, const char *path, const char *head, const char *body);
void server_say_bytes(Server *server, const char *path, const char *head, Str body);
/* What /robots.txt says from now on: NULL, as at first: there is none; "": the server fails. Lives
 * as long as the server. */
void server_set_robots(Server *server, const char *text);
void server_forget(Server *server);
/* Connections accepted, and the most requests that were answered at one time. */
size_t server_connections(Server *server);
size_t server_most_at_once(Server *server);
/* Requests that are being answered now. */
size_t server_at_once(Server *server);
/* "/gate" and "/flood" answer from now on; until then they wait. */
void server_open_gate(Server *server);
/* Answers of "/flood" that have begun: the first of it lies with whoever asked. */
size_t server_floods(Server *server);
/* The most answers of "/flood" of which the larger half was on its way at one time. */
size_t server_most_streams(Server *server);

#endif
