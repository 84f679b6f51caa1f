/* feed/net/hosts.h: the sites that are visited, and who stands in line for them; for fetch.c alone.
 * A site is a host and port. Times are in milliseconds on the clock of base/clock.h. */
#ifndef LEDE_FEED_NET_HOSTS_H
#define LEDE_FEED_NET_HOSTS_H

#include "feed/net/transfer.h"

enum { HOST_BUCKETS = 1024 };

typedef struct Site {
	PoliteSite polite;
	Str key;
	struct Site *next;   /* in its bucket */
	struct Site *behind; /* in the list of those whose turn it is */
	bool listed;
	TransferList waiting;
	Err err; /* why the last visit failed */
} Site;

typedef struct {
	Arena *arena; /* sites */
	Site *buckets[HOST_BUCKETS];
	Site *first, **last; /* where a visit may begin */
	Site *paused;        /* where one may begin after a pause */
} Hosts;

void hosts_init(Hosts *hosts);
void hosts_drop(Hosts *hosts);
/* The site of an address of http or https; made when first asked for, and valid till the end. */
Site *hosts_site(Hosts *hosts, Str url);
/* Has a site that somebody waits for stand in line, unless a visit there runs. */
void hosts_line_up(Hosts *hosts, Site *site, int64_t now);
/* Those whose pause is over stand in line again. Returns the ms until the next one is. */
int64_t hosts_end_pauses(Hosts *hosts, int64_t now);
/* Whose turn it is, taken out of the line; NULL: nobody's. */
Site *hosts_next(Hosts *hosts);

/* As fetcher_set_rest and fetcher_rests. */
void hosts_set_rest(Hosts *hosts, const Rest *rest);
size_t hosts_rests(const Hosts *hosts, Arena *arena, const Rest **out);

#endif
