/* What each step from a feed's bytes to rows of the library takes, beside a bare pass of libxml2
 * over the same bytes: feed [FILE]... */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "feed/html/clean.h"
#include "feed/parse.h"
#include "model/parsed.h"
#include "store/library.h"

enum { NOW = 1700000000, MADE_BYTES = 20 << 20, MADE_ITEMS = 50, MAX_BYTES = 64 << 20 };

typedef enum { BARE, PARSE, CLEAN, WRITE, READ, MERGE, STAGES } Stage;

static const char *const names[STAGES] = {
	[BARE] = "libxml2 alone, SAX",
	[PARSE] = "to entries",
	[CLEAN] = "their HTML made safe",
	[WRITE] = "out of the worker",
	[READ] = "through the gate",
	[MERGE] = "into the library",
};

typedef struct {
	double seconds[STAGES];
	size_t bytes, entries, feeds, memory;
	Library *lib;
} Run;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(bool ok, const Err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

/* --- a feed ------------------------------------------------------------------------------------*/

static const char *const sentences[] = {
	"Seven transmission companies will share two gigawatts of fast storage from spring. ",
	"Следующий поезд отправляется в пять часов утра, и тогда площадь опустеет. ",
	"規則の最初の変更は二〇〇三年。七つの電力会社が共同で高速蓄電を春から共有する。",
	"The <a href=\"https://news.example/a?b=1&amp;c=2\">harbour &amp; its <em>cranes</em></a> "
	"stay. ",
};

static void add_article(Buf *out, unsigned number)
{
	for (unsigned i = 0; i < 6; i++) {
		buf_add(out, S("<p>"));
		for (unsigned k = 0; k < 5; k++)
			buf_add(out, str_from(sentences[(number + i * k) % COUNT(sentences)]));
		buf_add(out, S("</p>\n"));
	}
	buf_printf(out,
		"<figure><img src=\"https://news.example/%u.jpg\" alt=\"\"><figcaption>Words"
		"</figcaption></figure><ul><li>one</li><li>two</li></ul>\n",
		number);
}

static void make_feed(Buf *out, unsigned number)
{
	buf_add(out,
		S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
		  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>News</title>\n"));
	for (unsigned i = 0; i < MADE_ITEMS; i++) {
		buf_printf(out,
			"<item><title>Number %u &amp; more</title><link>https://news.example/%u/%u"
			"</link><pubDate>Mon, 13 Nov 2023 %02u:%02u:00 GMT</pubDate>"
			"<dc:creator>Ida Brandt</dc:creator><description><![CDATA[",
			i, number, i, i % 24, number % 60);
		add_article(out, number + i);
		buf_add(out, S("]]></description></item>\n"));
	}
	buf_add(out, S("</channel></rss>\n"));
}

/* --- the steps ---------------------------------------------------------------------------------*/

static void bare_pass(Str bytes)
{
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC};
	xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);

	xmlParseChunk(parser, bytes.s, (int)bytes.n, 1);
	xmlFreeParserCtxt(parser);
}

static double add(Run *run, Stage step, double start)
{
	double end = now();

	run->seconds[step] += end - start;
	return end;
}

/* As a worker has them: one after another. */
static void pass(void *user, const Parsed *feed, const Entry *entry)
{
	(void)user;
	(void)feed;
	(void)entry;
}

static void take(Run *run, Str bytes)
{
	Arena *arena = arena_open(), *scratch = arena_open();
	const Parsed *read;
	Parsed parsed;
	Buf wire = {0};
	uint32_t added;
	double start;
	Err err;

	start = now();
	bare_pass(bytes);
	start = add(run, BARE, start);
	must(parse_feed_each(bytes, S(""), S("https://news.example/feed"), EXTRAS_WORDS, pass, NULL,
		     &err),
		&err);
	add(run, PARSE, start);
	must(parse_feed(bytes, S(""), S("https://news.example/feed"), arena, &parsed, &err), &err);
	start = now();
	for (size_t i = 0; i < parsed.entry_count; i++) {
		clean_html(parsed.entries[i].html, parsed.entries[i].base, scratch);
		arena_reset(scratch);
	}
	start = add(run, CLEAN, start);
	parsed_write(&parsed, &wire);
	start = add(run, WRITE, start);
	if (arena_size(arena) > run->memory)
		run->memory = arena_size(arena);
	read = parsed_read(buf_str(&wire), arena, &err);
	must(read != NULL, &err);
	start = add(run, READ, start);
	must(library_merge(run->lib, (FeedId)++run->feeds, read, NOW, &added, &err), &err);
	add(run, MERGE, start);
	run->bytes += bytes.n;
	run->entries += parsed.entry_count;
	buf_drop(&wire);
	arena_close(scratch);
	arena_close(arena);
}

static void print(const Run *run)
{
	printf("%zu feeds, %zu entries, %.1f MB; arena of one: %.1f MB\n", run->feeds, run->entries,
		(double)run->bytes / 1e6, (double)run->memory / 1e6);
	for (size_t i = 0; i < STAGES; i++)
		printf("%-22s %7.0f ms  %6.0f MB/s  %5.2f x libxml2\n", names[i],
			run->seconds[i] * 1e3, (double)run->bytes / 1e6 / run->seconds[i],
			run->seconds[i] / run->seconds[BARE]);
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/lede-speed-XXXXXX", path[64], file[80];
	Run run = {0};
	Err err;

	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof path, "%s/lede.db", folder);
	run.lib = library_open(path, LIBRARY_WRITE, &err);
	must(run.lib != NULL, &err);
	must(library_begin(run.lib, &err), &err);
	for (int i = 1; i < argc; i++) {
		Buf bytes = {0};

		must(file_read(argv[i], MAX_BYTES, &bytes, &err), &err);
		take(&run, buf_str(&bytes));
		buf_drop(&bytes);
	}
	for (unsigned i = 0; argc == 1 && run.bytes < MADE_BYTES; i++) {
		Buf bytes = {0};

		make_feed(&bytes, i);
		take(&run, buf_str(&bytes));
		buf_drop(&bytes);
	}
	must(library_commit(run.lib, &err), &err);
	library_close(run.lib);
	print(&run);
	for (size_t i = 0; i < 3; i++) {
		static const char *const tails[] = {"", "-wal", "-shm"};

		snprintf(file, sizeof file, "%s%s", path, tails[i]);
		unlink(file);
	}
	rmdir(folder);
	return 0;
}
