/* feed/reader/extract: the main article of a web page (parse_page in feed/parse.h). */
#include "base/utf8.h"
#include "feed/html/charset.h"
#include "feed/html/image.h"
#include "feed/html/live.h"
#include "feed/html/plain.h"
#include "feed/html/todoc.h"
#include "feed/parse.h"
#include "feed/reader/edges.h"
#include "feed/reader/films.h"
#include "feed/reader/kind.h"
#include "feed/reader/lead.h"
#include "feed/reader/look.h"
#include "feed/reader/meta.h"
#include "feed/reader/prune.h"
#include "feed/reader/rules.h"
#include "feed/reader/vote.h"

/* Characters that make an article; that data must have to stand for one. */
enum { LEAST_TEXT = 25, LITTLE_TEXT = 100, LEAST_BODY = 200 };
enum { LONGEST_EXCERPT = 600 }; /* cells */

static uint32_t visible_text(const Node *root)
{
	uint32_t count = 0;

	for (const Node *n = root->first; n; n = node_next(n, root))
		for (size_t i = 0; n->tag == TAG_TEXT && i < n->text.n; i++)
			count += (uint8_t)n->text.s[i] > ' ' &&
				 ((uint8_t)n->text.s[i] & 0xc0) != 0x80;
	return count;
}

/* The first paragraph, for pages that do not say what they are about. */
static Str first_words(DocBuilder *b)
{
	for (uint32_t i = 0; i < doc_block_count(b); i++) {
		const Block *block = doc_block_at(b, i);

		if (block->kind == BLOCK_PARAGRAPH && block->text.len > 1)
			return utf8_fit(doc_builder_prose(b, block->text), LONGEST_EXCERPT);
	}
	return S("");
}

static void write_head(DocBuilder *b, const Meta *meta, uint32_t length)
{
	Doc *head = doc_builder_head(b);
	Str excerpt = meta->excerpt.n      ? meta->excerpt
		      : meta->standfirst.n ? meta->standfirst
					   : first_words(b);

	head->url = doc_add_text(b, meta->url);
	head->title = doc_add_text(b, meta->title);
	head->byline = doc_add_text(b, meta->byline);
	head->site = doc_add_text(b, meta->site);
	head->lang = doc_add_text(b, meta->lang);
	head->standfirst = doc_add_text(b, meta->standfirst);
	head->excerpt = doc_add_text(b, excerpt);
	head->lead = doc_add_text(b, meta->image);
	head->published = meta->published;
	head->modified = meta->modified;
	head->zone = meta->zone;
	head->next = doc_add_text(b, meta->next);
	head->page = kind_of(meta->clues, b, length);
}

/* Pages that are built by scripts often hold the text as data, for search engines. */
static bool write_body(DocBuilder *b, const Meta *meta, Arena *scratch)
{
	ptrdiff_t tag = str_find(meta->body, S("</"));

	if (meta_body_length(meta) < LEAST_BODY)
		return false;
	if (tag >= 0 || str_find(meta->body, S("<p>")) >= 0)
		todoc(b, dom_parse(meta->body, scratch)->body, meta->base);
	else
		plain_body(b, meta->body);
	return true;
}

/* Where scripts build the page, the article may be in <noscript>: then most of the text is. */
static void open_noscript(Page *page)
{
	uint32_t all = visible_text(page->dom->body);

	for (Node *n = page->dom->body->first; n; n = node_next(n, page->dom->body))
		if (n->tag == TAG_NOSCRIPT && node_find(n, TAG_P) && visible_text(n) > all / 2)
			n->tag = TAG_DIV;
}

/* The article's element, pruned; *length gets its characters. */
static Node *find_article(const Rules *rules, Page *page, Meta *meta, uint32_t *length)
{
	Node *root;

	open_noscript(page);
	score_page(page);
	look(page, meta);
	meta->clues = kind_clues(page, meta);
	root = rules ? rules_apply(rules, page, meta) : NULL;
	if (root) {
		for (Node *n = root->first; n; n = node_next(n, root))
			if (n == page->title) {
				node_remove(n);
				break;
			}
		score_page(page);
		lead_move(page, root, meta);
		node_number(root);
		/* It is the article, however little it is. */
		*length = UINT32_MAX / 2;
		return root;
	}
	prune_page(page);
	score_page(page);
	root = vote_settle(page, score_best(page, meta_body_length(meta)));
	*length = 0;
	if (!root)
		return NULL;
	edges_prune_above(page, root, meta);
	prune_article(page, root, meta->title, meta->byline);
	edges_prune_below(page, root, meta);
	lead_move(page, root, meta);
	node_number(root);
	*length = visible_text(root);
	return root;
}

/* Where there is nothing to read: the element that says it is the article, if it shows pictures. */
static Node *find_pictures(Page *page, Meta *meta)
{
	score_page(page);
	look(page, meta);
	prune_page(page);
	for (Node *n = page->dom->body->first; n; n = node_next(n, page->dom->body)) {
		Picture picture;
		unsigned count = 0;

		if (n->tag != TAG_ARTICLE && n->tag != TAG_MAIN)
			continue;
		for (Node *in = n->first; in && count < 2; in = node_next(in, n))
			count += image_is(in) && !image_is_inline(in) &&
				 image_read(in, meta->base, page->arena, &picture);
		if (count == 2) {
			node_number(n);
			return n;
		}
	}
	return NULL;
}

static Page page_open(Str html, Str url, Arena *arena)
{
	Page page = {.arena = arena, .dom = dom_parse(html, arena), .url = url};

	page.words = words_open(arena);
	page.labels = labels_open(arena);
	page.home = meta_canonical(page.dom);
	live_mark(page.dom->body, arena);
	return page;
}

static const Doc *extract(const Rules *rules, Str html, Str url, Arena *arena, Arena *scratch,
	Err *err)
{
	Page page = page_open(html, url, scratch);
	DocBuilder *b = doc_builder_open(arena);
	Meta meta;
	const Film *films;
	Node *root;
	uint32_t length;

	meta_read(page.dom, url, scratch, &meta);
	films = films_read(page.dom, meta.base, scratch);
	meta.next = kind_next_page(page.dom, url, meta.base, scratch);
	root = find_article(rules, &page, &meta, &length);
	if (length * 2 < meta_body_length(&meta) && write_body(b, &meta, scratch)) {
		write_head(b, &meta, meta_body_length(&meta));
		return doc_finish(b);
	}
	/* Hardly anything: the names of its classes mislead ("has paywall"). Without them. */
	if (length < LITTLE_TEXT) {
		uint32_t other;
		Node *again;

		page = page_open(html, url, scratch);
		page.words = NULL;
		again = find_article(rules, &page, &meta, &other);
		if (other > 2 * length) {
			root = again;
			length = other;
		}
	}
	if (length < LEAST_TEXT) {
		page = page_open(html, url, scratch);
		root = find_pictures(&page, &meta);
	}
	if (!root) {
		err_set(err, ERR_FORMAT, 0, "%s", kind_complaint(meta.clues));
		return NULL;
	}
	lead_add(b, root, &meta, scratch);
	todoc(b, root, meta.base);
	films_tell(films, b);
	write_head(b, &meta, length);
	return doc_finish(b);
}

const Doc *parse_page(Str rules, Str bytes, Str mime, Str url, Arena *arena, Err *err)
{
	Arena *scratch = arena_open();
	Str html = charset_html_to_utf8(bytes, mime, scratch);
	const Rules *read = rules.n ? rules_read(rules, scratch, err) : NULL;
	const Doc *doc = rules.n && !read ? NULL : extract(read, html, url, arena, scratch, err);

	arena_close(scratch);
	return doc;
}
