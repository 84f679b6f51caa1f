/* Certificates, by openssl's own server where there is one: whom lede trusts, and what it says. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "tests/net/home.h"

/* An authority (ca), and what it signed: good, old (it expired), other (of another host), client;
 * alone is signed by itself. Each is NAME.pem with NAME.key. */
static const char make_certificates[] =
	"cd %s && {\n"
	"key='-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'\n"
	"printf "
	"'[ca]\\ndefault_ca=all\\n[all]\\ndatabase=list\\nnew_certs_dir=.\\ndefault_md="
	"sha256\\nrand_serial=yes\\n"
	"policy=any\\ncopy_extensions=copy\\n[any]\\ncommonName=supplied\\n' >ca.conf; : >list\n"
	"openssl req -x509 $key -days 2 -subj '/CN=Harbour CA' -keyout ca.key -out ca.pem\n"
	"sign() { # NAME SAN FROM TO\n"
	"	openssl req $key -subj /CN=$1 -addext subjectAltName=$2 -keyout $1.key -out "
	"$1.csr\n"
	"	openssl ca -batch -config ca.conf -cert ca.pem -keyfile ca.key -in $1.csr \\\n"
	"		-out $1.pem -notext -startdate $3 -enddate $4\n"
	"}\n"
	"sign good IP:127.0.0.1 20200101000000Z 20450101000000Z\n"
	"sign old IP:127.0.0.1 20200101000000Z 20210101000000Z\n"
	"sign early IP:127.0.0.1 20440101000000Z 20450101000000Z\n"
	"sign other DNS:elsewhere.example 20200101000000Z 20450101000000Z\n"
	"sign client DNS:reader 20200101000000Z 20450101000000Z\n"
	"openssl req -x509 $key -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 "
	"-keyout alone.key -out alone.pem\n"
	"} 2>/dev/null >&2; test -s alone.pem && test -s client.pem";

static const char feed[] = "<rss version=\"2.0\"><channel><title>Tides</title>"
			   "<item><title>High</title></item></channel></rss>";

typedef struct {
	unsigned port;
	pid_t pid;
} Tls;

static unsigned free_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	close(fd);
	return ntohs(address.sin_port);
}

static bool listens(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool ok;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ok = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
	close(fd);
	return ok;
}

/* A server with the certificate NAME; with `wants` it wants one of the reader's, too. Waits five
 * seconds at most until it listens. */
static void tls_open(Home *h, Tls *tls, const char *name, bool wants)
{
	char cert[24], key[24], port[12];

	home_write(h, "feed.xml", str_from(feed));
	tls->port = free_port();
	snprintf(cert, sizeof cert, "%s.pem", name);
	snprintf(key, sizeof key, "%s.key", name);
	snprintf(port, sizeof port, "%u", tls->port);
	tls->pid = fork();
	if (tls->pid == 0) {
		int null = open("/dev/null", O_RDWR);

		/* A test that fails may not come to tls_close. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (chdir(h->folder) != 0)
			_exit(1);
		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		execlp("openssl", "openssl", "s_server", "-quiet", "-WWW", "-accept", port, "-cert",
			cert, "-key", key, wants ? "-Verify" : NULL, "1", "-verify_return_error",
			"-CAfile", "ca.pem", NULL);
		_exit(1);
	}
	for (int i = 0; i < 100 && !listens(tls->port); i++)
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
}

static void tls_close(const Tls *tls)
{
	kill(tls->pid, SIGKILL);
	waitpid(tls->pid, NULL, 0);
}

static void make(Home *h)
{
	if (system("openssl version >/dev/null 2>&1") != 0)
		skip();
	assert_int_equal(system(arena_printf(h->arena, make_certificates, h->folder).s), 0);
}

/* Updates a feed of a server with the certificate NAME; `config` may say "ADDRESS". */
static int update(Home *h, const char *name, bool wants, const char *config)
{
	Tls tls;
	Str url, rest = str_from(config);
	Buf text = {0};
	ptrdiff_t at;
	int status;

	tls_open(h, &tls, name, wants);
	url = arena_printf(h->arena, "https://127.0.0.1:%u/feed.xml", tls.port);
	while ((at = str_find(rest, S("ADDRESS"))) >= 0) {
		buf_add(&text, str_slice(rest, 0, (size_t)at));
		buf_add(&text, url);
		rest = str_from_at(rest, (size_t)at + 7);
	}
	buf_add(&text, rest);
	home_write(h, "config/lede/config", buf_str(&text));
	home_write(h, "config/lede/urls", arena_printf(h->arena, "%s\n", url.s));
	status = home_lede(h, "update --force");
	tls_close(&tls);
	buf_drop(&text);
	return status;
}

static void refused(Home *h, const char *name, const char *config, const char *words)
{
	assert_int_equal(update(h, name, false, config), 1);
	assert_said(h, words);
}

static void taken(Home *h, const char *name, const char *config)
{
	if (update(h, name, false, config) != 0)
		fail_msg("%s", h->said);
	assert_said(h, "1 new");
}

static void an_unknown_certificate_is_refused_unless_told(void **state)
{
	Home *h = *state;

	make(h);
	refused(h, "alone", "", "signed by itself");
	assert_said(h, "ca-file FILE");
	refused(h, "good", "", "signed by an unknown authority");
	assert_said(h, "ca-file FILE");
	taken(h, "alone", "feed ADDRESS insecure yes\n");
	home_lede(h, "list --health");
	assert_said(h, "its certificate is not checked");
}

static void authorities_can_be_added(void **state)
{
	Home *h = *state;

	make(h);
	taken(h, "good", "ca-file ~/ca.pem\n");
	taken(h, "good", "feed ADDRESS ca-file ~/ca.pem\n");
	taken(h, "alone", "feed ADDRESS ca-file ~/alone.pem\n");
	refused(h, "good", "feed ADDRESS ca-file ~/alone.pem\n", "unknown authority");
	refused(h, "good", "ca-file ~/none.pem\n", "in ca-file ");
	assert_said(h, "/none.pem");
	refused(h, "good", "ca-file ~/feed.xml\n", "in ca-file ");
}

static void a_known_authority_does_not_make_all_good(void **state)
{
	Home *h = *state;

	make(h);
	refused(h, "old", "ca-file ~/ca.pem\n", "its certificate has expired");
	refused(h, "early", "ca-file ~/ca.pem\n", "is not valid yet; is the clock");
	refused(h, "other", "ca-file ~/ca.pem\n", "is of another host; check the address");
}

/* What one feed lets through is not let through for others of its host. */
static void trust_is_of_one_feed(void **state)
{
	Home *h = *state;
	Tls tls;

	make(h);
	tls_open(h, &tls, "good", false);
	for (int i = 0; i < 2; i++) {
		home_write(h, "config/lede/urls",
			arena_printf(h->arena,
				"https://127.0.0.1:%u/feed.xml \"~Known\"\n"
				"https://127.0.0.1:%u//feed.xml \"~Strange\"\n",
				tls.port, tls.port));
		home_write(h, "config/lede/config",
			arena_printf(h->arena, "feed https://127.0.0.1:%u/feed.xml %s\n", tls.port,
				i ? "insecure yes" : "ca-file ~/ca.pem"));
		home_lede(h, "update --force --jobs 1");
		assert_said(h, "//feed.xml: 127.0.0.1: its certificate is signed by an unknown");
		assert_said(h, "2 feeds");
		assert_said(h, "1 failed");
	}
	tls_close(&tls);
}

static void a_certificate_of_the_readers_is_shown(void **state)
{
	Home *h = *state;

	make(h);
	assert_int_equal(update(h, "good", true, "ca-file ~/ca.pem\n"), 1);
	assert_said(h, "wants a certificate of yours: feed ADDRESS client-cert FILE");
	assert_int_equal(update(h, "good", true,
				 "ca-file ~/ca.pem\nfeed ADDRESS client-cert ~/client.pem\n"
				 "feed ADDRESS client-key ~/client.key\n"),
		0);
	assert_int_equal(update(h, "good", true,
				 "ca-file ~/ca.pem\nfeed ADDRESS client-cert ~/client.pem\n"
				 "feed ADDRESS client-key ~/none.key\n"),
		1);
	assert_said(h, "check client-cert and client-key");
	assert_int_equal(update(h, "good", true,
				 "ca-file ~/ca.pem\nfeed ADDRESS client-cert ~/alone.pem\n"
				 "feed ADDRESS client-key ~/alone.key\n"),
		1);
	assert_said(h, "it may not accept your certificate: check client-cert");
}

/* Until a visitor has asked for something by HTTP/2 (RFC 9113 3.4, 4.1, 6.2). */
static bool asks_by_2(int fd)
{
	enum { PREFACE = 24, HEAD = 9, HEADERS = 1, PATIENCE_MS = 60000 };
	unsigned char bytes[4096];
	size_t n = 0;

	for (;;) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		size_t at = PREFACE;
		ssize_t came;

		if (poll(&wait, 1, PATIENCE_MS) != 1 ||
			(came = read(fd, bytes + n, sizeof bytes - n)) <= 0)
			return false;
		n += (size_t)came;
		if (memcmp(bytes, "PRI * HTTP/2.0", n < 14 ? n : 14) != 0)
			return false;
		for (; at + HEAD <= n && bytes[at + 3] != HEADERS;)
			at += HEAD + ((size_t)bytes[at] << 16 | (size_t)bytes[at + 1] << 8 |
					     bytes[at + 2]);
		if (at + HEAD <= n)
			return true;
	}
}

/* Settings, those of the visitor taken, ":status 200", and all there is. */
static void answer_by_2(int fd, const char *body)
{
	static const char head[] = "\0\0\0\4\0\0\0\0\0"
				   "\0\0\0\4\1\0\0\0\0"
				   "\0\0\1\1\4\0\0\0\1\x88"
				   "\0\0";
	Buf out = {0};

	buf_bytes(&out, head, sizeof head - 1);
	buf_char(&out, (char)strlen(body));
	buf_bytes(&out, "\0\1\0\0\0\1", 6);
	buf_add(&out, str_from(body));
	assert_int_equal(write(fd, out.s, out.n), (ssize_t)out.n);
	buf_drop(&out);
}

/* openssl's server knows nothing of HTTP/2; it passes on what goes to and fro. */
static void http_2_is_spoken_where_it_is_offered(void **state)
{
	Home *h = *state;
	int in[2], out[2];
	Tls tls = {.port = free_port()};
	const char *program = getenv("lede");
	FILE *lede;

	make(h);
	assert_int_equal(pipe(in) | pipe(out), 0);
	tls.pid = fork();
	if (tls.pid == 0) {
		char port[12];

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		snprintf(port, sizeof port, "%u", tls.port);
		dup2(in[0], 0);
		dup2(out[1], 1);
		dup2(open("/dev/null", O_RDWR), 2);
		if (chdir(h->folder) == 0)
			execlp("openssl", "openssl", "s_server", "-quiet", "-alpn", "h2", "-accept",
				port, "-cert", "good.pem", "-key", "good.key", NULL);
		_exit(1);
	}
	close(in[0]);
	close(out[1]);
	for (int i = 0; i < 100 && !listens(tls.port); i++)
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	home_write(h, "config/lede/config", S("ca-file ~/ca.pem\n"));
	home_write(h, "config/lede/urls",
		arena_printf(h->arena, "https://127.0.0.1:%u/feed.xml\n", tls.port));
	lede = popen(arena_printf(h->arena, "%s update 2>&1", program ? program : "src/lede").s,
		"r");
	if (asks_by_2(out[0]))
		answer_by_2(in[1], feed);
	h->said[fread(h->said, 1, sizeof h->said - 1, lede)] = '\0';
	assert_int_equal(pclose(lede), 0);
	assert_said(h, "1 feed, 1 new article");
	tls_close(&tls);
	close(in[1]);
	close(out[0]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_open, home_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_unknown_certificate_is_refused_unless_told),
		TEST(authorities_can_be_added),
		TEST(a_known_authority_does_not_make_all_good),
		TEST(trust_is_of_one_feed),
		TEST(a_certificate_of_the_readers_is_shown),
		TEST(http_2_is_spoken_where_it_is_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
