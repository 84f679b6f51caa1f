#include "feed/reader/words.h"

#include <string.h>

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
		"author-bio author-block author-box author-card author-description author-details "
		"author-info author-profile authorbio authorbox bio biography contributor "
		"contributors post-author-box saboxplugin writer-bio"},
	{WORD_EXTRA,
		"action-bar actions ad ad-container ad-slot ad-unit ad-wrapper adbox adcontainer "
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
		"meistgelesen menu meter-box mgid modal more-articles more-from more-news more-on "
		"more-stories morestories most-popular most-read most-viewed mostpopular mostread "
		"mostviewed nativo nav nav-links nav-next nav-previous navbar navigation "
		"news-ticker newsletter newsletter-signup newsletters next-article next-post "
		"next-story no-print noprint opt-in optin outbrain overlay page-links page-numbers "
		"pagenav pagenavi pager pagination paging partage pay-wall paywall piano plista "
		"podziel pop-up popular popup post-categories post-nav post-navigation "
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

/* In lower case; parted by '|'. */
static const char labels[] =
	"about the author|about the writer|about us|ad feedback|add a comment|advert|"
	"advertentie|advertisement|advertisement - continue reading below|"
	"advertisements|advertising|advertorial|adverts|alle angaben ohne gewähr|"
	"also read|also read:|also see|anzeige|around the web|article comments|"
	"article continues after|article continues below|article tags|"
	"articoli correlati|artikel anhören|artikel drucken|artikel merken|"
	"artikel teilen|artikel vorlesen|assista|auch interessant|auch lesenswert|"
	"back to top|beitrag teilen|bild anzeigen|bildergalerie|caption|categories|"
	"categories:|category:|citation:|click here to|close|comentarios|comentários|"
	"commentaires|commenti|comments|comparte|compartilhe|compartir|condividi|"
	"continue reading|continue reading below|continues below|copy link|copy url|"
	"correlati|czytaj również|czytaj także|czytaj także:|czytaj też|czytaj też:|"
	"czytaj więcej|dans la même rubrique|das könnte dich auch interessieren|"
	"das könnte sie auch interessieren|das könnte sie interessieren|"
	"das thema könnte dich auch interessieren|deel dit|disclosure|don't miss|"
	"don’t miss|dowiedz się więcej|download our app|download the app|drucken|"
	"e-mail|editor's note: read more|editor's picks|editorial disclosure|"
	"editors' picks|editor’s picks|email|email this|embed code|"
	"empfohlener redaktioneller inhalt|erschienen in|etiquetas|etiquetas:|"
	"explore further|externer inhalt|facebook|filed to:|filed under|filed under:|"
	"find us on|first published on|folgen sie uns|follow us|follow us on|"
	"fotostrecke|from the web|gallery|gerelateerd|get the newsletter|"
	"hier geht es zur|ilgili haberler|image gallery|in case you missed it|"
	"in this article|infos zum reiseziel|jetzt abonnieren|jetzt teilen|"
	"join the conversation|join the discussion|join us on|jump to comments|"
	"keywords:|komentarze|kommentar schreiben|kommentare|kommentieren|last updated|"
	"latest news|latest posts|latest stories|le puede interesar|lea más|lea más:|"
	"lea también|lea también:|lea:|leave a comment|leave a reply|lee también|"
	"lee también:|leer más|leer también|lees meer|lees ook|lees ook:|lees verder|"
	"leggi anche|leggi anche:|leia mais|leia mais:|leia também|leia também:|"
	"les mer|les også|les plus lus|lesedauer|lesen sie auch|"
	"lesen sie auch die folgenden beiträge|lesen sie auch:|lesen sie dazu auch|"
	"lesen sie hier|lesen sie mehr|lies auch|like loading...|like this story?|"
	"like this:|like us on|link copied|linkedin|lire aussi|lire aussi :|"
	"lire aussi:|lire la suite|listen to article|listen to this article|listen:|"
	"lo más leído|lo más visto|load more|load more updates|loading|loading...|"
	"lue myös|läs mer|läs också|läs även|læs også|mainos|mais lidas|mais notícias|"
	"meer over|mehr aus|mehr beiträge|mehr dazu|mehr dazu:|mehr lesen|mehr zu|"
	"mehr zum thema|meist gelesen|meistgelesen|meistgelesene artikel|mira también|"
	"more about|more coverage|more from|more from the web|more like this|more news|"
	"more on this|more on this story|more on this topic|more reading|more stories|"
	"more to read|more:|most popular|most read|most viewed|must read|"
	"más información|más leídas|más noticias|najnowsze|najpopularniejsze|"
	"newsletter|newsletter abonnieren|next article|next news|noticias relacionadas|"
	"notícias relacionadas|our newsletter|paid content|paid post|partager|"
	"passend dazu|passend zum thema|permalien|permalink|photo gallery|photos:|"
	"pinterest|play video|podziel się|polecamy|polecamy:|popular now|"
	"post a comment|posted in|potrebbe interessarti|potrebbe interessarti anche|"
	"pour aller plus loin|previous article|previous news|print|print recipe|"
	"print this|promoted content|promoted stories|przeczytaj także|przeczytaj też|"
	"pubblicità|publicidad|publicidade|publicité|puede leer|quelle anzeigen|"
	"quellen ausblenden|reacties|read aloud|read also|read also:|read more|"
	"read more:|read next|read:|recomendados|recommended|recommended for you|"
	"recommended reading|recommended stories|redakcja poleca|reklam|reklama|"
	"relacionadas|relacionado|relacionados|related|related articles|"
	"related articles:|related content|related coverage|related links|related news|"
	"related posts|related reading|related stories|related story|related topics|"
	"related video|related videos|related:|rezept drucken|saiba mais|schlagworte|"
	"schlagworte:|schlagwörter|see all|see also|see also:|see more|see more on|"
	"seguir leyendo|share|share on|share on facebook|share on twitter|share this|"
	"share this article|share this post|share this story|share this:|share via|"
	"share:|shares|show comments|show more|siehe auch|siehe auch:|sign up|"
	"sign up for|sign up now|skip to|sponsored content|stichworte|"
	"story continues below|subscribe|subscribe now|subscribe to|suivez-nous|"
	"sur le même sujet|sur le même thème|suscríbete|síguenos|tagi|tagi:|tags|tags:|"
	"te puede interesar|te puede interesar:|te recomendamos|teilen|temas|temas:|"
	"themen|themen:|to view the full story|top stories|topics|topics:|trending|"
	"trending now|tweet|tweet this|twitter|udostępnij|up next|vea también|"
	"veja mais|veja também|veja também:|ver más|ver también|verwandte artikel|"
	"verwandte beiträge|verwandte themen|verwandte themenbereiche|video:|view all|"
	"view comments|view gallery|você pode gostar|você pode gostar...|voir aussi|"
	"voir aussi :|watch more|watch now|watch the video|watch video|watch:|"
	"weitere artikel|weitere beiträge|weitere beiträge aus|"
	"weitere informationen finden sie hier|weitere infos|weitere meldungen|"
	"weitere nachrichten|weitere themen|weiterlesen|werbung|what to read next|"
	"whatsapp|wideo|więcej na temat|write a comment|you may also be interested in|"
	"you may also like|you may be interested in|you might also like|"
	"you might be interested in|zobacz również|zobacz także|zobacz także:|"
	"zobacz też|zobacz więcej|zum thema|zum thema:|zum weiterlesen|zur person|"
	"zurück|zurück zur listenansicht|zurück zur übersicht|à lire aussi|"
	"à lire aussi :|à lire également|ähnliche artikel|"
	"ähnliche artikel und beiträge|ähnliche beiträge|über den autor|"
	"über die autorin|źródło:|добавить отзыв|еще по теме|комментарии|"
	"материал по теме|материалы по теме|оставить комментарий|по теме|по теме:|"
	"поделиться|похожие материалы|реклама|самые популярные|смотри также|"
	"смотрите также|теги|теги:|читайте по теме|читайте также|читайте также:|"
	"читайте також|читайте також:|читать далее|читать "
	"также|あわせて読みたい|もっと見る|シェア|关键词|"
	"分享|延伸閱讀|延伸阅读|推荐阅读|更多|相关文章|相关新闻|相关阅读|相關新聞|続きを読む|"
	"責任編輯|责任编辑|関連ニュース|関連記事|관련기사";

static const char *const offers[] = {
	"abonneer je",
	"abonnez-vous",
	"abonnieren sie",
	"abonnieren sie unseren",
	"accept cookies to view",
	"affiliate links",
	"affiliate-links",
	"all rights reserved",
	"alle rechte vorbehalten",
	"already a subscriber",
	"assine nossa",
	"become a member",
	"bereits abonnent",
	"buy me a coffee",
	"canal de telegram",
	"canal de whatsapp",
	"click here to sign",
	"click here to subscribe",
	"contenido externo",
	"contenu externe",
	"cookie policy",
	"delivered to your inbox",
	"download our app",
	"download the app",
	"déjà abonné",
	"earn a commission",
	"enable javascript",
	"externe inhalte",
	"externen inhalt",
	"externer inhalte",
	"folge uns",
	"folgen sie uns",
	"follow her on",
	"follow him on",
	"follow me on",
	"follow us on",
	"free article left",
	"free articles",
	"get breaking news",
	"get daily news",
	"get our free",
	"get the latest",
	"già abbonato",
	"if you enjoyed reading",
	"if you enjoyed this",
	"if you liked this",
	"inscreva-se",
	"inscrivez-vous à",
	"iscriviti alla",
	"javascript is disabled",
	"jetzt abonnieren",
	"jetzt anmelden",
	"join our telegram",
	"join our whatsapp",
	"já é assinante",
	"kliknij, aby",
	"letters to the editor",
	"log in to",
	"materiał chroniony prawem",
	"may not be published, broadcast, rewritten",
	"may not be reproduced",
	"may receive a commission",
	"meld deg på",
	"meld je aan voor",
	"newsletter",
	"obserwuj nas",
	"of our advertisers",
	"opinions expressed are",
	"our free daily",
	"personenbezogene daten an drittplattformen",
	"please enable javascript",
	"prenumerera på",
	"privacy policy",
	"reprint without permission",
	"respektieren deine privatsphäre",
	"schon abonnent",
	"schrijf je in voor",
	"seguici su",
	"siga-nos",
	"sign up for",
	"sign up here",
	"sign up to",
	"straight to your inbox",
	"subject to copyright",
	"subscribe now",
	"subscribe to our",
	"subscribe to the",
	"subscribe today",
	"suivez-nous",
	"support our journalism",
	"suscríbete a",
	"síguenos en",
	"terms of service",
	"terms of use",
	"this site uses cookies",
	"tilaa uutiskirje",
	"tilmeld dig",
	"to comment on this",
	"to view this content",
	"to view this embed",
	"to view this video",
	"todos los derechos reservados",
	"tous droits réservés",
	"views and opinions expressed",
	"views expressed in this",
	"we may receive compensation",
	"we use cookies",
	"whatsapp-kanal",
	"would you consider supporting",
	"written permission must be obtained",
	"ya eres suscriptor",
	"you have reached your",
	"you've reached your",
	"zapisz się",
	"zapisz się na",
	"подписывайтесь на",
	"подпишитесь на",
	"关注我们的",
	"扫描二维码",
};

enum { SLOTS = 4096, LONGEST_NAME = 36, LONGEST_LABEL = 48, LONGEST_TEXT = 400 };

typedef struct {
	Str word;
	unsigned bits;
} Slot;

struct Words {
	Slot names[SLOTS], labels[SLOTS];
};

static uint64_t hash_lower(Str str)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < str.n; i++)
		hash = (hash ^ (uint8_t)char_lower(str.s[i])) * 1099511628211u;
	return hash;
}

static Slot *slot_of(Slot *slots, Str word)
{
	size_t at = hash_lower(word) % SLOTS;

	while (slots[at].word.n && !str_eq_case(slots[at].word, word))
		at = (at + 1) % SLOTS;
	return &slots[at];
}

static unsigned look_up(const Slot *slots, Str word)
{
	return slot_of((Slot *)slots, word)->bits;
}

Words *words_open(Arena *arena)
{
	Words *words = arena_alloc(arena, sizeof *words);
	Str rest, word;

	for (size_t i = 0; i < COUNT(names); i++) {
		rest = str_from(names[i].words);
		while (str_word(&rest, &word)) {
			Slot *slot = slot_of(words->names, word);

			slot->word = word;
			slot->bits |= names[i].bits;
		}
	}
	rest = str_of(labels, sizeof labels - 1);
	while (str_cut(&rest, '|', &word))
		*slot_of(words->labels, word) = (Slot){word, 1};
	return words;
}

static bool is_word_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || (uint8_t)c >= 0x80;
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
	unsigned bits = look_up(words->names, word);

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

		for (; i < text.n && !is_word_char(text.s[i]); i++)
			if (char_is_space(text.s[i]))
				before = 0; /* the words of two classes do not join */
		start = i;
		while (i < text.n && is_word_char(text.s[i]) &&
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
			bits |= look_up(words->names, str_of(pair, before + n));
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

/* Small letters of two bytes for capital ones: Latin-1, Cyrillic, and what Poland and its
 * neighbours need. The rest stays. */
static size_t to_lower(Str text, char *out)
{
	for (size_t i = 0; i < text.n; i++) {
		uint8_t before = i ? (uint8_t)out[i - 1] : 0, c = (uint8_t)text.s[i];

		out[i] = char_lower(text.s[i]);
		if (before == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97) {
			out[i] = (char)(c + 0x20);
		} else if (before == 0xd0 && c >= 0x90 && c <= 0x9f) {
			out[i] = (char)(c + 0x20);
		} else if (before == 0xd0 && c >= 0xa0 && c <= 0xaf) {
			out[i - 1] = (char)0xd1;
			out[i] = (char)(c - 0x20);
		} else if (before == 0xc4 && c <= 0xb7 && c % 2 == 0) {
			out[i] = (char)(c + 1);
		} else if (before == 0xc5 && ((c <= 0x88 && c % 2) || (c >= 0xb9 && c % 2))) {
			out[i] = (char)(c + 1);
		} else if (before == 0xc5 && c >= 0x8a && c <= 0xb7 && c % 2 == 0) {
			out[i] = (char)(c + 1);
		}
	}
	return text.n;
}

bool words_is_label(const Words *words, Str text, bool whole)
{
	char lower[LONGEST_TEXT];

	text = str_trim(text);
	while (text.n && strchr("|>-:.[(+", text.s[0]))
		text = str_trim(str_from_at(text, 1));
	if (text.n == 0 || text.n > LONGEST_TEXT)
		return false;
	text = str_of(lower, to_lower(text, lower));
	if (look_up(words->labels, text))
		return true;
	if (whole) {
		while (text.n && strchr(":.!?)]>|-+0123456789 ", text.s[text.n - 1]))
			text.n--;
		return text.n && look_up(words->labels, text);
	}
	for (size_t n = 3; n < text.n && n < LONGEST_LABEL; n++)
		if (!(is_word_char(text.s[n]) && is_word_char(text.s[n - 1])) &&
			look_up(words->labels, str_slice(text, 0, n)))
			return true;
	return false;
}

bool words_is_offer(Str text)
{
	for (size_t i = 0; i < COUNT(offers); i++)
		if (str_find_case(text, str_from(offers[i])) >= 0)
			return true;
	return false;
}
