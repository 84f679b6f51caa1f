#include "feed/reader/kind.h"

/* Characters. What says of itself that it is for subscribers is a stub below so many; on a page
 * with more running text than MOST_RUNNING phrases say little about it. */
enum { LOCKED_BELOW = 1500, MOST_RUNNING = 6000, LONGEST_PHRASE = 300 };
/* Beside the bits of kinds: the page says it in so many words. */
enum { LOCKED = 1 << PAGE_KINDS };

/* What pages say when they give no article, or not all of it: short texts that hold these words, in
 * lower case. Of consent it takes two different ones, as any article may speak of cookies. */
static const struct {
	PageKind kind;
	const char *words;
} phrases[] = {
	{PAGE_PAYWALL, "to continue reading"},
	{PAGE_PAYWALL, "to read the full"},
	{PAGE_PAYWALL, "to keep reading"},
	{PAGE_PAYWALL, "subscribe to read"},
	{PAGE_PAYWALL, "subscribe to continue"},
	{PAGE_PAYWALL, "already a subscriber"},
	{PAGE_PAYWALL, "for subscribers only"},
	{PAGE_PAYWALL, "exclusive to subscribers"},
	{PAGE_PAYWALL, "um weiterzulesen"},
	{PAGE_PAYWALL, "um diesen artikel zu lesen"},
	{PAGE_PAYWALL, "jetzt weiterlesen mit"},
	{PAGE_PAYWALL, "nur für abonnenten"},
	{PAGE_PAYWALL, "réservé aux abonnés"},
	{PAGE_PAYWALL, "réservé à nos abonnés"},
	{PAGE_PAYWALL, "pour lire la suite"},
	{PAGE_PAYWALL, "solo para suscriptores"},
	{PAGE_PAYWALL, "para seguir leyendo"},
	{PAGE_PAYWALL, "per continuare a leggere"},
	{PAGE_PAYWALL, "exclusivo para assinantes"},
	{PAGE_PAYWALL, "verder lezen?"},
	{PAGE_CONSENT, "we value your privacy"},
	{PAGE_CONSENT, "before you continue"},
	{PAGE_CONSENT, "accept all"},
	{PAGE_CONSENT, "reject all"},
	{PAGE_CONSENT, "manage preferences"},
	{PAGE_CONSENT, "our partners"},
	{PAGE_CONSENT, "use of cookies"},
	{PAGE_CONSENT, "alle akzeptieren"},
	{PAGE_CONSENT, "alle ablehnen"},
	{PAGE_CONSENT, "unsere partner"},
	{PAGE_CONSENT, "einwilligung"},
	{PAGE_CONSENT, "tout accepter"},
	{PAGE_CONSENT, "nos partenaires"},
	{PAGE_CONSENT, "aceptar todo"},
	{PAGE_CONSENT, "accetta tutto"},
	{PAGE_SCRIPT, "enable javascript"},
	{PAGE_SCRIPT, "javascript is disabled"},
	{PAGE_SCRIPT, "javascript is required"},
	{PAGE_SCRIPT, "requires javascript"},
	{PAGE_SCRIPT, "without javascript"},
	{PAGE_SCRIPT, "javascript aktivieren"},
	{PAGE_SCRIPT, "aktivieren sie javascript"},
	{PAGE_SCRIPT, "activer javascript"},
	{PAGE_SCRIPT, "habilita javascript"},
	{PAGE_SCRIPT, "abilita javascript"},
};

/* How headlines and titles of pages begin that are not there. */
static const char *const errors[] = {"404", "error 404", "page not found", "not found",
	"page unavailable", "this page isn't available", "oops", "seite nicht gefunden",
	"fehler 404", "page introuvable", "page non trouvée", "página no encontrada",
	"página não encontrada", "pagina non trovata", "pagina niet gevonden", "403", "410",
	"access denied", "500", "502", "503", "bad gateway", "service unavailable"};

static const char *const walls[] = {"paywall", "regwall", "subscriber-only", "subscription-wall",
	"paid-barrier", "piano-offer", "meteredcontent"};

static bool is_error_title(Str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < COUNT(errors); i++) {
		Str error = str_from(errors[i]);

		/* "404 villages without a doctor" is news. */
		if (str_starts_case(text, error) &&
			(text.n < error.n + 12 || !char_is_digit(error.s[0])) && text.n < 80)
			return true;
	}
	return false;
}

static bool has_wall_class(const Node *node)
{
	Str class = node_attr(node, S("class")), id = node_attr(node, S("id"));

	for (size_t i = 0; i < COUNT(walls); i++)
		if (str_find_case(class, str_from(walls[i])) >= 0 ||
			str_find_case(id, str_from(walls[i])) >= 0)
			return true;
	return false;
}

static unsigned clues_of_text(Str text, uint64_t *seen)
{
	unsigned clues = 0;
	char lower[LONGEST_PHRASE];

	if (text.n > LONGEST_PHRASE || text.n < 8)
		return 0;
	for (size_t i = 0; i < text.n; i++)
		lower[i] = char_lower(text.s[i]);
	text.s = lower;
	for (size_t i = 0; i < COUNT(phrases); i++) {
		if (*seen >> i & 1 || str_find(text, str_from(phrases[i].words)) < 0)
			continue;
		*seen |= (uint64_t)1 << i;
		if (phrases[i].kind != PAGE_CONSENT)
			clues |= 1u << phrases[i].kind;
	}
	return clues;
}

static unsigned consent_words(uint64_t seen)
{
	unsigned count = 0;

	for (size_t i = 0; i < COUNT(phrases); i++)
		count += phrases[i].kind == PAGE_CONSENT && (seen >> i & 1);
	return count;
}

unsigned kind_clues(const Page *page, const Meta *meta)
{
	const Node *html = page->dom->html;
	bool little = page_stat(page, page->dom->body)->plain < MOST_RUNNING;
	unsigned clues = meta->locked ? 1u << PAGE_PAYWALL | LOCKED : 0;
	uint64_t seen = 0;

	_Static_assert(COUNT(phrases) <= 64, "a bit for each phrase");
	if (str_starts_case(meta->type, S("video")))
		clues |= 1u << PAGE_VIDEO;
	for (const Node *n = html->first; n; n = node_next(n, html)) {
		if (n->tag == TAG_TEXT && little)
			clues |= clues_of_text(n->text, &seen);
		if ((n->tag == TAG_TITLE || n->tag == TAG_H1) &&
			is_error_title(node_text(n, page->arena)))
			clues |= 1u << PAGE_ERROR;
		if (n->tag == TAG_INPUT && str_eq_case(node_attr(n, S("type")), S("password")))
			clues |= 1u << PAGE_LOGIN;
		if (n->attr_count && n->parent && n->parent->tag != TAG_HTML && has_wall_class(n))
			clues |= 1u << PAGE_PAYWALL;
	}
	if (consent_words(seen) >= 2)
		clues |= 1u << PAGE_CONSENT;
	return clues;
}

/* Below so many characters of an article a clue is believed; in the order in which one hides the
 * other: a page that is not there may have a login. */
static const struct {
	PageKind kind;
	uint32_t below;
	const char *complaint;
} rules[] = {
	{PAGE_ERROR, 1200, "the site says that this page is not there; look for it on the site"},
	{PAGE_CONSENT, 1500,
		"this page asks for consent before it shows anything; a browser may show more"},
	{PAGE_LOGIN, 200,
		"this page asks for a login before it shows anything; a browser may show more"},
	{PAGE_SCRIPT, 400, "this page shows nothing without scripts; a browser may show more"},
	{PAGE_PAYWALL, 500, "this page is for subscribers only; a browser may show more"},
	{PAGE_VIDEO, 700, "there is a film on this page, but no article; watch it in a browser"},
};

const char *kind_complaint(unsigned clues)
{
	for (size_t i = 0; i < COUNT(rules); i++)
		if (clues >> rules[i].kind & 1)
			return rules[i].complaint;
	return "there is no article on this page";
}

PageKind kind_of(unsigned clues, DocBuilder *b, uint32_t length)
{
	uint32_t pictures = 0, films = 0, embeds = 0;

	for (size_t i = 0; i < COUNT(rules); i++)
		if (clues >> rules[i].kind & 1 && length < rules[i].below)
			return rules[i].kind;
	if (clues & LOCKED && length < LOCKED_BELOW)
		return PAGE_PAYWALL;
	for (uint32_t i = 0; i < doc_block_count(b); i++) {
		const Block *block = doc_block_at(b, i);

		pictures += block->kind == BLOCK_IMAGE;
		embeds += block->kind == BLOCK_EMBED;
		films += block->kind == BLOCK_EMBED &&
			 doc_link_at(b, block->ref)->kind == LINK_VIDEO;
	}
	if (films && films == embeds && length < 400)
		return PAGE_VIDEO;
	return pictures >= 4 && length < pictures * 80 ? PAGE_GALLERY : PAGE_ARTICLE;
}
