#include "feed/net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

/* From the registries of special-purpose addresses (RFC 6890 and successors). */
static const struct {
	uint32_t net;
	unsigned bits;
} private_nets[] = {
	{0x00000000, 8},  /* this network */
	{0x0a000000, 8},  /* private */
	{0x64400000, 10}, /* shared with a provider's other customers */
	{0x7f000000, 8},  /* loopback */
	{0xa9fe0000, 16}, /* link-local: the metadata of cloud machines, too */
	{0xac100000, 12}, /* private */
	{0xc0000000, 24}, /* protocol assignments */
	{0xc0a80000, 16}, /* private */
	{0xc6120000, 15}, /* benchmarks */
	{0xe0000000, 3},  /* multicast, reserved, broadcast */
};

static const struct {
	uint8_t net[16];
	unsigned bits;
} private_nets6[] = {
	{{0}, 96},                            /* unspecified, loopback, IPv4-compatible */
	{{0x00, 0x64, 0xff, 0x9b, 0, 1}, 48}, /* NAT64, local use */
	{{0x01, 0x00}, 64},                   /* discard */
	{{0x20, 0x01, 0, 0}, 32},             /* Teredo */
	{{0xfc}, 7},                          /* unique local */
	{{0xfe, 0x80}, 10},                   /* link-local */
	{{0xfe, 0xc0}, 10},                   /* site-local */
	{{0xff}, 8},                          /* multicast */
};

/* IPv6 that carries an IPv4 address, and where. */
static const struct {
	uint8_t net[12];
	unsigned bits, at;
} carriers[] = {
	{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, 12}, /* mapped */
	{{0x00, 0x64, 0xff, 0x9b}, 96, 12},                   /* NAT64 */
	{{0x20, 0x02}, 16, 2},                                /* 6to4 */
};

static bool is_private4(uint32_t address)
{
	for (size_t i = 0; i < COUNT(private_nets); i++)
		if ((address ^ private_nets[i].net) >> (32 - private_nets[i].bits) == 0)
			return true;
	return false;
}

static bool is_within(const uint8_t *address, const uint8_t *net, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	return memcmp(address, net, whole) == 0 &&
	       (rest == 0 || (address[whole] ^ net[whole]) >> (8 - rest) == 0);
}

static bool is_private6(const uint8_t address[16])
{
	for (size_t i = 0; i < COUNT(carriers); i++) {
		const uint8_t *four = address + carriers[i].at;

		if (is_within(address, carriers[i].net, carriers[i].bits))
			return is_private4((uint32_t)four[0] << 24 | (uint32_t)four[1] << 16 |
					   (uint32_t)four[2] << 8 | four[3]);
	}
	for (size_t i = 0; i < COUNT(private_nets6); i++)
		if (is_within(address, private_nets6[i].net, private_nets6[i].bits))
			return true;
	return false;
}

bool address_is_private(const struct sockaddr *address)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&in, address, sizeof in);
		return is_private4(ntohl(in.sin_addr.s_addr));
	case AF_INET6:
		memcpy(&in6, address, sizeof in6);
		return is_private6(in6.sin6_addr.s6_addr);
	default:
		return true;
	}
}

bool address_host_is_private(Str host)
{
	char text[64];
	struct in_addr four;
	struct in6_addr six;

	if (host.n > 2 && host.s[0] == '[' && host.s[host.n - 1] == ']')
		host = str_slice(host, 1, host.n - 2);
	if (str_eq_case(host, S("localhost")) || str_ends_case(host, S(".localhost")))
		return true;
	if (host.n >= sizeof text)
		return false;
	memcpy(text, host.s, host.n);
	text[host.n] = '\0';
	if (inet_pton(AF_INET6, text, &six) == 1)
		return is_private6(six.s6_addr);
	/* Also "127.1" and "0x7f000001", which curl and the resolver take for numbers. */
	if (inet_aton(text, &four))
		return is_private4(ntohl(four.s_addr));
	return false;
}
