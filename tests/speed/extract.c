/* How long reader mode takes, in a worker that runs: each page is read a few times, the quickest
 * counts. With files as arguments it measures those, as pages of https://news.example/; alone a
 * page made for it, of the size and sort that news sites send. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/path.h"
#include "feed/parse.h"

enum { RUNS = 5, MOST_FILES = 4000, MOST_BYTES = 100 << 20 };

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double measure(Str html)
{
	double best = 1e9;

	for (int i = 0; i < RUNS; i++) {
		Arena *arena = arena_open();
		double from = cpu_ms(), took;

		parse_page(S(""), html, S("text/html"), S("https://news.example/2026/a-page"),
			arena, NULL);
		took = cpu_ms() - from;
		best = took < best ? took : best;
		arena_close(arena);
	}
	return best;
}

static void repeat(Buf *out, const char *piece, int times)
{
	for (int i = 0; i < times; i++)
		buf_printf(out, "%s\n", piece);
}

static void make_page(Buf *out)
{
	buf_add(out, S("<!DOCTYPE html><html><head><title>A page</title><script>"));
	repeat(out, "var settings = {\"a\": [1, 2, 3], \"b\": \"some words of a script\"};", 600);
	buf_add(out, S("</script><style>"));
	repeat(out, ".story .lead > p { margin: 0 auto 1em; color: #222 }", 400);
	buf_add(out, S("</style></head><body><nav><ul>"));
	repeat(out, "<li class=\"menu-item\"><a href=\"/section\">A section</a></li>", 120);
	buf_add(out, S("</ul></nav><main><article class=story><h1>A page of the usual sort</h1>"));
	repeat(out,
		"<p>The ferry returned to service on Monday morning, eleven weeks after a cracked "
		"<a href=\"/shaft\">shaft</a> sent it to the yard, and about <em>forty</em> people "
		"stood on the quay and said nothing, as is the custom.</p>",
		40);
	repeat(out,
		"<figure class=picture><img src=/a.jpg width=900 height=600><figcaption>A ferry. "
		"Photo: Ann Writer</figcaption></figure>",
		6);
	buf_add(out, S("</article></main><aside class=\"related\">"));
	repeat(out,
		"<div class=\"teaser teaser--small\"><a href=\"/story\"><img src=/b.jpg><h3>The "
		"headline of another story</h3></a><p>Some words of it, cut off.</p></div>",
		90);
	buf_add(out, S("</aside><section class=comments>"));
	repeat(out,
		"<div class=\"comment depth-1\"><span class=who>Reader</span><p>I was there, too, "
		"and I saw something else altogether.</p></div>",
		80);
	buf_add(out, S("</section><footer>© The Example</footer></body></html>"));
}

int main(int argc, char **argv)
{
	static double took[MOST_FILES];
	Buf bytes = {0};
	struct rusage use;
	size_t n = 0;

	if (argc < 2) {
		make_page(&bytes);
		took[n++] = measure(buf_str(&bytes));
		printf("a page of %zu KB: ", bytes.n / 1024);
	}
	for (int i = 1; i < argc && n < MOST_FILES; i++) {
		buf_clear(&bytes);
		if (file_read(argv[i], MOST_BYTES, &bytes, NULL))
			took[n++] = measure(buf_str(&bytes));
	}
	buf_drop(&bytes);
	if (n == 0)
		return 1;
	qsort(took, n, sizeof *took, compare);
	getrusage(RUSAGE_SELF, &use);
	printf("reader mode, ms: median %.1f, 95 %% %.1f, most %.1f; at most %ld MB\n", took[n / 2],
		took[(n - 1) * 95 / 100], took[n - 1], use.ru_maxrss / 1024);
	return 0;
}
