#include "feed/reader/words.h"

#include <string.h>

#include "feed/reader/wordmap.h"

/* Words of a class, an id, a role, in lower case. Two neighbours may stand for one, with a hyphen.
 */
static const struct {
	unsigned bits;
	const char *words; /* parted by spaces */
} names[] = {
	{WORD_INTRO,
		"intro intros introduction article-intro entry-intro text-intro lead leadtext "
		"lead-text "
		"article-lead story-lead art-lead lede standfirst stand-first dek deck subtitle "
		"sub-title subheadline sub-headline subhead article-subheadline abstract excerpt "
		"article-excerpt perex vorspann teaser-text article-teaser summary article-summary "
		"description article-description sapo bajada entradilla chapo chapeau anriss "
		"sommario occhiello catenaccio subheading perex-text articleteaser"},
	{WORD_SIDE,
		"sidebar side-bar sidebars rail right-rail rightrail widget-area widgets sidecol "
		"side-column rightcol right-column right-col leftcol complementary contentinfo "
		"site-footer site-header masthead topbar top-bar colophon ad-sidebar textwidget "
		"widget-title"},
	{WORD_BIO,
		"abh-box about-author about-the-author article-author-bio article-bio author-about "
		"postprofile post-profile poster-profile "
		"author-bio author-block author-box author-card author-description author-details "
		"author-info author-profile authorbio authorbox bio biography contributor "
		"contributors post-author-box saboxplugin writer-bio"},
	{WORD_EXTRA,
		"action-bar actions ad ambox navbox printfooter "
		"ad-container ad-slot ad-unit ad-wrapper adbox adcontainer "
		"addthis addtoany admodule ads adsbygoogle adsense adslot adunit adv advert "
		"advertisement advertisements advertising advertorial adverts affiliate affiliates "
		"also-like also-read anzeige anzeigen app-banner app-download article-tags "
		"article-tools articletools audio-player-label back-to-top backtotop breadcrumb "
		"breadcrumbs breadcrump buy-box buybox cat-links catlinks compartir consent cookie "
		"cookie-banner cookies copyright-notice crowdfunding dfp disclaimer-box donate "
		"donation donations eb-ad empfehlungen entry-tags external-ad feedback "
		"follow-button follow-buttons follow-us followus footer-links gdpr google-ad "
		"google-news googlead gpt-ad headline-list headlines hide-print hit-counter "
		"in-read inline-related inread interstitial jobs kksr latest-news latest-posts "
		"latest-stories legal ligatus like-button likes link-box link-list linkbox "
		"linklist logged-out login m-ad mailchimp mailmunch main-nav marketplace mc4wp "
		"meistgelesen menu meter-box mgid more-articles more-from more-news more-on "
		"more-stories morestories most-popular most-read most-viewed mostpopular mostread "
		"mostviewed nativo nav nav-links nav-next nav-previous navbar navigation "
		"news-ticker newsletter newsletter-signup newsletters next-article next-post "
		"next-story no-print noprint opt-in optin outbrain page-links page-numbers "
		"pagenav pagenavi pager pagination paging partage pay-wall paywall piano plista "
		"podziel popular post-categories post-nav post-navigation "
		"post-ratings post-tags post-views prev-next prevnext next-prev nextprev "
		"breaking-news print-header print-button print-link "
		"print-only printfriendly promo promos promotion promotional promotions "
		"pubblicita publicidad publicite rating ratings reactions read-more read-next "
		"read-time reading-time readmore readnext readtime recent-posts recirc "
		"recirculation recommend recommendation recommendations recommended register "
		"registration regwall reklama reklame relacionadas relacionados related "
		"related-articles related-content related-links related-news related-posts "
		"relatedarticles relatedlinks relatedposts revcontent rss-link scroll-top see-also "
		"seealso share share-bar share-buttons shareaholic sharebar sharebuttons "
		"sharedaddy sharer shares sharethis sharing shop shopping sign-in sign-up signin "
		"signup similar skip-link skip-links skiplink snackbar sociable social social-bar "
		"social-buttons social-links social-media social-share socialbar socialbuttons "
		"socialmedia socials socialshare spenden sponsor sponsored sponsoring sponsors "
		"strossle submenu subnav subscribe subscribe-box subscription subscriptions "
		"support-us taboola tag-cloud tag-links tag-list tagcloud taglist tags tags-links "
		"teaser-list teaserlist teilen textlink-list ticker toast toc-toggle toolbar "
		"top-link top-stories topics-list topstories trending up-next upnext utility-bar "
		"verwandt view-count views vote votes voting werbung word-count yarpp you-may "
		"zergnet"},
	{WORD_WINDOW, "modal overlay pop-up popup"},
	{WORD_ASIDE,
		"ad-sidebar aside banner colophon complementary contentinfo extra extras "
		"factbox-links foot footer header-nav infobox-link left-col left-rail leftcol "
		"marginalia masthead navigation-box outro promo-box rail right-col "
		"right-column right-rail rightcol rightrail secondary side-bar side-column sidebar "
		"sidecol site-footer site-header supplementary teaser teasers top-bar topbar "
		"widget-area widgets"},
	{WORD_BYLINE,
		"article-author article-byline article-date article-header-meta article-info "
		"article-meta articleinfo author author-name authorname authors autor autoren "
		"by-line byline bylines credits-block date dateline dates datum dt-published "
		"entry-author "
		"entry-date entry-meta fecha last-modified meta metadata post-author post-date "
		"post-info post-meta posted posted-on postmetadata pub-date pubdate publish-date "
		"published redakteur story-meta submitted time-stamp timestamp updated verfasser"},
	{WORD_BODY,
		"article-body article-content article-copy article-detail article-main "
		"article-page article-paragraphs article-rich article-section article-story "
		"article-text articlebody articlebodytext articlecontent articletext artikel-body "
		"artikel-text artikelbody artikeltext beitragstext blog-content blog-post "
		"blogpost-body body-copy body-text bodycopy bodytext c-content content-body "
		"contentbody cuerpo cuerpo-noticia detail-content detail-text detailtext e-content "
		"entry-body entry-content entry-text entrycontent field-body hentry main-text "
		"maintext news-body news-content news-text newstext node-content page-content "
		"paragraphs post-article post-body post-content post-text postbody postcontent "
		"rich-text richtext singlepost-content story-article story-body story-content "
		"story-text storybody storycontent text-content text-formatted textcontent "
		"texto-nota wysiwyg"},
	{WORD_HEADER,
		"article-header article-title articletitle category category-label dachzeile deck "
		"dek entry-header entry-title eyebrow headline kicker overline page-title "
		"post-header post-title rubric section-label spitzmarke standfirst story-headline "
		"story-title title-block"},
	{WORD_PULL,
		"blockquote-pull callout-quote drop-quote pull-out pull-quote pullout pullquote "
		"pullquotes quote-pull teaserquote zitat-box"},
	{WORD_COMMENT,
		"comentario comentarios comment comment-list comment-section commentaires "
		"commentarea commentlist comments comments-area comments-section coral discussion "
		"disqus disqus-thread fb-comments komentarze kommentar kommentare leserbriefe "
		"leserkommentare livefyre reader-comments replies reply-form respond spot-im "
		"viafoura"},
};

enum { LONGEST_NAME = 36 };

struct Words {
	WordMap map;
};

Words *words_open(Arena *arena)
{
	Words *words = arena_alloc(arena, sizeof *words);
	Str rest, word;

	for (size_t i = 0; i < COUNT(names); i++) {
		rest = str_from(names[i].words);
		while (str_word(&rest, &word))
			wordmap_add(&words->map, word, names[i].bits);
	}
	return words;
}

/* "has-comments", "without-sidebar": said of something else. */
static bool is_about(Str word)
{
	static const char *const before[] = {"has", "no", "not", "with", "without", "non", "hide",
		"enable", "disable"};

	for (size_t i = 0; i < COUNT(before); i++)
		if (str_eq(word, str_from(before[i])))
			return true;
	return false;
}

static unsigned bits_of_word(const Words *words, Str word)
{
	unsigned bits = wordmap_bits(&words->map, word);

	return str_starts(word, S("comment")) || str_starts(word, S("kommentar"))
		       ? bits | WORD_COMMENT
		       : bits;
}

/* "articleBody", "article_body" and "article__body" all read as "article", "body". */
static unsigned bits_of(const Words *words, Str text)
{
	char pair[2 * LONGEST_NAME + 2];
	size_t before = 0; /* bytes of the word before, in `pair` */
	unsigned bits = 0;

	for (size_t i = 0; i < text.n;) {
		size_t start, n;
		bool about;

		for (; i < text.n && !wordmap_is_letter(text.s[i]); i++)
			if (char_is_space(text.s[i]))
				before = 0; /* the words of two classes do not join */
		start = i;
		while (i < text.n && wordmap_is_letter(text.s[i]) &&
			!(i > start && text.s[i] >= 'A' && text.s[i] <= 'Z' &&
				text.s[i - 1] >= 'a' && text.s[i - 1] <= 'z'))
			i++;
		n = i - start;
		if (n == 0 || n > LONGEST_NAME || before > LONGEST_NAME) {
			before = 0;
			continue;
		}
		about = is_about(str_of(pair, before));
		if (before)
			pair[before++] = '-';
		for (size_t k = 0; k < n; k++)
			pair[before + k] = char_lower(text.s[start + k]);
		if (!about)
			bits |= bits_of_word(words, str_of(pair + before, n));
		if (before)
			bits |= wordmap_bits(&words->map, str_of(pair, before + n));
		memmove(pair, pair + before, n);
		before = n;
	}
	return bits;
}

/* "category-sharing", "tag-comments": what a post is about, not what the element is. */
static bool is_topic(Str class)
{
	static const char *const own[] = {"list", "cloud", "link", "label", "name", "title", "box"};
	Str rest = str_starts(class, S("category-")) ? str_from_at(class, 9)
		   : str_starts(class, S("tag-"))    ? str_from_at(class, 4)
						     : S("");

	for (size_t i = 0; i < COUNT(own); i++)
		if (str_starts(rest, str_from(own[i])))
			return false;
	return rest.n > 0;
}

static unsigned bits_of_classes(const Words *words, Str classes)
{
	unsigned bits = 0;
	Str class;

	while (str_word(&classes, &class))
		if (!is_topic(class))
			bits |= bits_of(words, class);
	return bits;
}

static bool is_heading(const Node *node)
{
	return node && node->tag >= TAG_H1 && node->tag <= TAG_H6;
}

unsigned words_of(const Words *words, const Node *node)
{
	/* That of a heading is made of its words, for links to it. */
	bool is_anchor = is_heading(node) || is_heading(node->parent);
	unsigned bits = 0;

	for (uint32_t i = 0; i < node->attr_count; i++) {
		Str name = node->attrs[i].name, value = node->attrs[i].value;

		if (value.n > 600)
			value.n = 600;
		if (str_eq(name, S("class")) || (str_eq(name, S("id")) && !is_anchor) ||
			str_eq(name, S("role")) || str_eq(name, S("data-component")) ||
			str_eq(name, S("data-testid")) || str_eq(name, S("data-module")))
			bits |= bits_of_classes(words, value);
		if (str_eq(name, S("itemprop")) && str_find_case(value, S("articleBody")) >= 0)
			bits |= WORD_BODY;
	}
	return bits;
}
