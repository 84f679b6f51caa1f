#include "feed/net/trouble.h"

#include <curl/curl.h>
#include <errno.h>
#include <string.h>

#include "base/url.h"

/* What stands behind "host: ". */
static const struct {
	CURLcode code;
	const char *text;
} network[] = {
	{CURLE_URL_MALFORMAT, "this is no address that can be fetched; check it"},
	{CURLE_COULDNT_RESOLVE_HOST, "no such host; check the address, and the connection"},
	{CURLE_COULDNT_RESOLVE_PROXY,
		"there is no such proxy; check the option proxy, or http_proxy "
		"in the environment"},
	{CURLE_PROXY, "the proxy could not get there; check the address and the option proxy"},
	{CURLE_TOO_MANY_REDIRECTS,
		"sends from one address to the next without end; look for the feed on its site"},
	{CURLE_GOT_NOTHING, "closed the connection without an answer; try later"},
	{CURLE_RECV_ERROR, "the connection broke off; try later"},
	{CURLE_SEND_ERROR, "the connection broke off; try later"},
	{CURLE_PARTIAL_FILE, "the answer broke off before its end; try later"},
	{CURLE_BAD_CONTENT_ENCODING, "the answer is packed wrongly and can't be read; try later"},
	{CURLE_WRITE_ERROR, "the answer is packed wrongly and can't be read; try later"},
	{CURLE_WEIRD_SERVER_REPLY,
		"does not answer as a web server does; check the address and its port"},
	{CURLE_HTTP2, "does not keep to HTTP/2; try later"},
	{CURLE_HTTP2_STREAM, "does not keep to HTTP/2; try later"},
	{CURLE_SSL_CONNECT_ERROR, "no secure connection could be made; is the address right?"},
	{CURLE_SSL_CERTPROBLEM, "the certificate of yours can't be used; check client-cert and "
				"client-key"},
	{CURLE_SSL_CIPHER,
		"offers no encryption that is still safe; try later, or http:// if it has that"},
	{CURLE_LOGIN_DENIED, "wants another name or password"},
	{CURLE_OUT_OF_MEMORY, "too little memory, or an answer with too many headers"},
};

static const struct {
	int status;
	const char *text;
} statuses[] = {
	{204, "answered with nothing; try later"},
	{205, "answered with nothing; try later"},
	{206, "answered with a part that nobody asked for; try later"},
	{300, "offers several addresses and names none; look for the feed on its site"},
	{304, "says that nothing has changed, though nothing was there before; try later"},
	{400, "does not understand the address; check it"},
	{401, "wants a name and password; tell them in config: feed ADDRESS auth-user NAME, and "
	      "auth-secret"},
	{402, "wants to be paid first; look at the address in a browser"},
	{403, "refuses access to this address; perhaps to programs it does not know: try feed "
	      "ADDRESS user-agent NAME"},
	{404, "has nothing at this address; it may have moved: look on its site"},
	{405, "does not let this address be read; look for the feed on its site"},
	{406, "has this address in no form that can be read here; look for the feed on its "
	      "site"},
	{407, "the proxy wants a name and password: proxy http://NAME:PASSWORD@HOST:PORT"},
	{408, "lost patience; try later"},
	{410, "this address is gone for good; remove it, or give its new one"},
	{421, "does not serve this address; check it"},
	{425, "asks to come back later; lede does"},
	{429, "asks for fewer visits; lede comes back later"},
	{451, "may not show this here for legal reasons; elsewhere it may: try a proxy"},
	{500, "has trouble of its own (status 500); try later"},
	{502, "has trouble of its own (status 502); try later"},
	{503, "is overloaded or being mended (status 503); lede comes back later"},
	{504, "has trouble of its own (status 504); try later"},
};

/* The host for a message; of a file its path; the address itself where there is neither. */
static Str subject(Str url)
{
	Str host = url_host(url);

	if (host.n == 0)
		host = str_eq_case(url_scheme(url), S("file")) ? url_path(url) : S("address");
	return str_slice(host, 0, 120);
}

static bool unreachable(Err *err, const Attempt *attempt)
{
	Str host = subject(attempt->url);

	if (attempt->proxy.n)
		return err_set(err, ERR_NETWORK, CURLE_COULDNT_CONNECT,
			"%.*s: its proxy %.*s can't be reached; is it running?", STR_ARG(host),
			STR_ARG(subject(attempt->proxy)));
	switch (attempt->os_errno) {
	case ECONNREFUSED:
		return err_set(err, ERR_NETWORK, CURLE_COULDNT_CONNECT,
			"%.*s: nobody answers at this port; check the address, or try later",
			STR_ARG(host));
	case ENETUNREACH:
	case EHOSTUNREACH:
		return err_set(err, ERR_NETWORK, CURLE_COULDNT_CONNECT,
			"%.*s: no way there from here; check the connection", STR_ARG(host));
	default:
		return err_set(err, ERR_NETWORK, CURLE_COULDNT_CONNECT,
			"%.*s: no connection could be made; check the address and the connection",
			STR_ARG(host));
	}
}

/* curl names an answer that is no HTTP and a scheme it may not follow with one code. */
static bool unsupported(Err *err, const Attempt *attempt)
{
	Str host = subject(attempt->url), scheme = url_scheme(attempt->location);

	if (scheme.n && !url_is_http(attempt->location))
		return err_set(err, ERR_NETWORK, CURLE_UNSUPPORTED_PROTOCOL,
			"%.*s: sends on to an address of kind %.*s:, which is not followed; look "
			"for the feed on its "
			"site",
			STR_ARG(host), STR_ARG(str_slice(scheme, 0, 20)));
	if (attempt->connected)
		return err_set(err, ERR_NETWORK, CURLE_UNSUPPORTED_PROTOCOL,
			"%.*s: does not answer as a web server does; check the address and its "
			"port",
			STR_ARG(host));
	return err_set(err, ERR_USER, CURLE_UNSUPPORTED_PROTOCOL,
		"%.*s: only http, https and file addresses can be fetched",
		STR_ARG(str_slice(attempt->url, 0, 120)));
}

/* By words in what OpenSSL and GnuTLS say. */
static const struct {
	const char *word, *text;
} doubts[] = {
	{"expir", "has expired; it must be renewed there, or the clock here is wrong. Till then: "
		  "feed ADDRESS insecure yes"},
	{"not yet valid", "is not valid yet; is the clock here right?"},
	{"match", "is of another host; check the address. If you know why: feed ADDRESS insecure "
		  "yes"},
	{"self", "is signed by itself or by an unknown authority; if you know it: feed ADDRESS "
		 "ca-file FILE, with its certificate"},
	{"issuer", "is signed by an unknown authority; if you know it: feed ADDRESS ca-file FILE, "
		   "with its certificate"},
	{"revoked", "is revoked: who answers may be somebody else; try later"},
};

static bool distrusted(Err *err, const Attempt *attempt)
{
	Str host = subject(attempt->url);
	/* "SSL certificate problem: self-signed certificate" without what curl puts before. */
	const char *colon = strstr(attempt->detail, "problem: ");

	for (size_t i = 0; i < COUNT(doubts); i++)
		if (strstr(attempt->detail, doubts[i].word))
			return err_set(err, ERR_NETWORK, CURLE_PEER_FAILED_VERIFICATION,
				"%.*s: its certificate %s", STR_ARG(host), doubts[i].text);
	return err_set(err, ERR_NETWORK, CURLE_PEER_FAILED_VERIFICATION,
		"%.*s: its certificate can't be trusted (%.100s); if you know why: feed ADDRESS "
		"insecure yes",
		STR_ARG(host),
		colon                ? colon + 9
		: attempt->detail[0] ? attempt->detail
				     : "not verified");
}

static bool unlisted(Err *err, const Attempt *attempt)
{
	Str host = subject(attempt->url);

	if (attempt->authorities.n)
		return err_set(err, ERR_NETWORK, CURLE_SSL_CACERT_BADFILE,
			"%.*s: there are no certificates (PEM) in ca-file %.*s; check it",
			STR_ARG(host), STR_ARG(str_slice(attempt->authorities, 0, 100)));
	return err_set(err, ERR_NETWORK, CURLE_SSL_CACERT_BADFILE,
		"%.*s: the certificates of this system can't be read; install them "
		"(ca-certificates)",
		STR_ARG(host));
}

/* Whether it is about a certificate of the reader's, or no TLS at all: true, and it is told. */
static bool alerted(Err *err, int code, const Attempt *attempt)
{
	Str host = subject(attempt->url);

	/* OpenSSL's words, and GnuTLS's. */
	if (strstr(attempt->detail, "wrong version number") ||
		strstr(attempt->detail, "unexpected TLS packet"))
		err_set(err, ERR_NETWORK, code,
			"%.*s: this port knows no https; check the address, or try http://",
			STR_ARG(host));
	else if (strstr(attempt->detail, "ertificate required") ||
		 strstr(attempt->detail, "ertificate is required"))
		err_set(err, ERR_NETWORK, code,
			"%.*s: wants a certificate of yours: feed ADDRESS client-cert FILE",
			STR_ARG(host));
	else if (attempt->certified)
		/* The alert is often lost with the connection. */
		err_set(err, ERR_NETWORK, code,
			"%.*s: ends the connection; it may not accept your certificate: check "
			"client-cert, or try later",
			STR_ARG(host));
	else
		return false;
	return true;
}

bool trouble_network(Err *err, int code, const Attempt *attempt)
{
	Str host = subject(attempt->url);

	switch (code) {
	case CURLE_UNSUPPORTED_PROTOCOL:
		return unsupported(err, attempt);
	case CURLE_COULDNT_CONNECT:
		return unreachable(err, attempt);
	case CURLE_PEER_FAILED_VERIFICATION:
		return distrusted(err, attempt);
	case CURLE_SSL_CACERT_BADFILE:
		return unlisted(err, attempt);
	case CURLE_OPERATION_TIMEDOUT:
		return err_set(err, ERR_NETWORK, code,
			attempt->connected
				? "%.*s: no whole answer within %u seconds; try later"
				: "%.*s: no connection within %u seconds; check the connection",
			STR_ARG(host), attempt->seconds);
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SEND_ERROR:
		if (alerted(err, code, attempt))
			return false;
		break;
	case CURLE_RECV_ERROR:
		if (alerted(err, code, attempt))
			return false;
		if (strstr(attempt->detail, "CONNECT"))
			return err_set(err, ERR_NETWORK, code,
				"%.*s: the proxy refused to go there (%.80s)", STR_ARG(host),
				attempt->detail);
		if (!strstr(attempt->detail, "response headers"))
			break;
		return err_set(err, ERR_NETWORK, code,
			"%.*s: sends headers without end; check the address", STR_ARG(host));
	default:
		break;
	}
	for (size_t i = 0; i < COUNT(network); i++)
		if ((int)network[i].code == code)
			return err_set(err, ERR_NETWORK, code, "%.*s: %s", STR_ARG(host),
				network[i].text);
	return err_set(err, ERR_NETWORK, code, "%.*s: %s", STR_ARG(host),
		curl_easy_strerror((CURLcode)code));
}

bool trouble_status(Err *err, int status, const Attempt *attempt)
{
	Str host = subject(attempt->url);

	if (status == 401 && attempt->named)
		return err_set(err, ERR_HTTP, status,
			"%.*s: does not accept the name and password; check auth-user and "
			"auth-secret",
			STR_ARG(host));
	for (size_t i = 0; i < COUNT(statuses); i++)
		if (statuses[i].status == status)
			return err_set(err, ERR_HTTP, status, "%.*s: %s", STR_ARG(host),
				statuses[i].text);
	if (status >= 300 && status < 400)
		return err_set(err, ERR_HTTP, status,
			"%.*s: sends on without saying where (status %d); look for the feed on its "
			"site",
			STR_ARG(host), status);
	if (status >= 500 && status < 600)
		return err_set(err, ERR_HTTP, status,
			"%.*s: has trouble of its own (status %d); try later", STR_ARG(host),
			status);
	return err_set(err, ERR_HTTP, status,
		"%.*s: answered with status %d; look at the address in a browser", STR_ARG(host),
		status);
}

bool trouble_size(Err *err, size_t most, const Attempt *attempt)
{
	return err_set(err, ERR_LIMIT, 0,
		"%.*s: the answer is larger than %zu MB, which is the most; look for a smaller "
		"feed on "
		"its site",
		STR_ARG(subject(attempt->url)), (most + (1 << 20) - 1) >> 20);
}
