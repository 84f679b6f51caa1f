/* feed/net/address.h: which addresses lie in one's own house. */
#ifndef LEDE_FEED_NET_ADDRESS_H
#define LEDE_FEED_NET_ADDRESS_H

#include <sys/socket.h>

#include "base/str.h"

/* Loopback, private, link-local, shared, multicast, unspecified; also when written as IPv6 around
 * IPv4. What is no IP address counts as private: nobody knows where it leads. */
bool address_is_private(const struct sockaddr *address);
/* The same for a host as it stands in an address: "127.0.0.1", "[::1]", "localhost". A name that is
 * no such number is public. */
bool address_host_is_private(Str host);

#endif
