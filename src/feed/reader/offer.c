#include "feed/reader/offer.h"

#include <string.h>

/* The site speaks to its reader. */
static const char *const offers[] = {
	"abonnieren sie unseren",
	"accept cookies to view",
	"already a subscriber",
	"assine nossa",
	"bereits abonnent",
	"buy me a coffee",
	"click here to sign",
	"click here to subscribe",
	"delivered through your letterbox",
	"delivered to your inbox",
	"download our app",
	"déjà abonné",
	"earn a commission",
	"enable javascript",
	"externen inhalt",
	"externer inhalte",
	"folge uns",
	"folgen sie uns",
	"follow her on",
	"follow him on",
	"follow me on",
	"follow us on",
	"free article left",
	"get our free",
	"già abbonato",
	"if you enjoyed reading",
	"if you enjoyed this",
	"if you liked this",
	"inscreva-se",
	"inscrivez-vous à",
	"iscriviti alla",
	"javascript is disabled",
	"jetzt abonnieren",
	"join our telegram",
	"join our whatsapp",
	"já é assinante",
	"materiał chroniony prawem",
	"may not be published, broadcast, rewritten",
	"may not be reproduced",
	"may receive a commission",
	"meld je aan voor",
	"my newsletter",
	"newsletter abonnieren",
	"newsletter anmelden",
	"newsletter sign-up",
	"newsletter signup",
	"nossa newsletter",
	"nostra newsletter",
	"notre newsletter",
	"nuestra newsletter",
	"nuestro boletín",
	"obserwuj nas",
	"of our advertisers",
	"onze nieuwsbrief",
	"opinions expressed are",
	"our daily newsletter",
	"our free daily",
	"our newsletter",
	"our weekly newsletter",
	"personenbezogene daten an drittplattformen",
	"please enable javascript",
	"reprint without permission",
	"respektieren deine privatsphäre",
	"schon abonnent",
	"schrijf je in voor",
	"seguici su",
	"siga-nos",
	"straight to your inbox",
	"subscribe to our",
	"suivez-nous",
	"support our journalism",
	"suscríbete a",
	"síguenos en",
	"this site uses cookies",
	"to comment on this",
	"to view this content",
	"to view this embed",
	"this post is public so feel free",
	"to view this video",
	"unser newsletter",
	"unserem newsletter",
	"unseren newsletter",
	"views and opinions expressed",
	"views expressed in this",
	"vår nyhetsbrev",
	"we may receive compensation",
	"we use cookies",
	"would you consider supporting",
	"written permission must be obtained",
	"ya eres suscriptor",
	"you have reached your",
	"you've reached your",
	"your video will play",
	"подписывайтесь на",
	"подпишитесь на",
	"关注我们的",
	"扫描二维码",
};

/* It does if a sentence begins so: "they had to sign up for the course" is news. */
static const char *const requests[] = {
	"abonneer je",
	"abonnez-vous",
	"abonnieren sie",
	"become a member",
	"download the app",
	"get breaking news",
	"get daily news",
	"get the latest",
	"jetzt anmelden",
	"kliknij, aby",
	"log in to",
	"meld deg på",
	"prenumerera på",
	"sign up for",
	"sign up here",
	"sign up to",
	"subscribe now",
	"subscribe to the",
	"subscribe today",
	"tilmeld dig",
	"zapisz się",
	"zapisz się na",
};

/* What stories speak of, too, and offers with a link in them. */
static const char *const mentions[] = {
	"affiliate links",
	"affiliate-links",
	"all rights reserved",
	"alle rechte vorbehalten",
	"canal de telegram",
	"canal de whatsapp",
	"contenido externo",
	"contenu externe",
	"cookie policy",
	"externe inhalte",
	"free articles",
	"letters to the editor",
	"newsletter",
	"privacy policy",
	"subject to copyright",
	"terms of service",
	"terms of use",
	"tilaa uutiskirje",
	"todos los derechos reservados",
	"tous droits réservés",
	"whatsapp-kanal",
};

/* Whose it is: the site's, or to be the reader's. */
static const char *const owners[] = {"my", "our", "your", "dein", "deine", "deinen", "unser",
	"unsere", "unseren", "unserem", "unserer", "ihre", "ihren", "notre", "nos", "votre", "vos",
	"nuestro", "nuestra", "nuestros", "nosso", "nossa", "seu", "nostra", "nostro", "tu", "tus",
	"tua", "onze", "jouw", "vår", "vårt", "din", "nasz", "nasze", "twój"};

enum { LEAST_STORY = 16, LEAST_BESIDE = 40, LEAST_ITEM = 20, NEAR = 4 }; /* characters; elements */

/* Whether a sentence begins at `at`. */
static bool begins_sentence(Str text, size_t at)
{
	while (at > 0 && (char_is_space(text.s[at - 1]) || text.s[at - 1] == '>'))
		at--;
	return at == 0 || strchr(".!?:|", text.s[at - 1]) || (uint8_t)text.s[at - 1] >= 0x80;
}

static bool has_any(Str text, const char *const *phrases, size_t n, bool at_start)
{
	for (size_t i = 0; i < n; i++) {
		Str phrase = str_from(phrases[i]);
		ptrdiff_t next;

		for (size_t from = 0; (next = str_find_case(str_from_at(text, from), phrase)) >= 0;
			from += (size_t)next + phrase.n)
			if (!at_start || begins_sentence(text, from + (size_t)next))
				return true;
	}
	return false;
}

static bool has_owner(Str text)
{
	Str word;

	while (str_word(&text, &word)) {
		while (word.n && strchr(".,:;!?", word.s[word.n - 1]))
			word.n--;
		for (size_t i = 0; i < COUNT(owners); i++)
			if (str_eq_case(word, str_from(owners[i])))
				return true;
	}
	return false;
}

static bool is_quoted(Str text)
{
	static const char *const marks[] = {"\"", "“", "„", "«", "»", "”"};

	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_find(text, str_from(marks[i])) >= 0)
			return true;
	return false;
}

static bool ends_sentence(Str text)
{
	static const char *const ends[] = {".", "!", "?", "…", ".”", ".\"", "。", ")"};

	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends(text, str_from(ends[i])))
			return true;
	return false;
}

/* A block of the same kind and class that has running text. */
static bool is_like(const Page *page, const Node *node, const Node *other)
{
	const Stat *stat = page_stat(page, other);
	uint32_t least = node->tag == TAG_P ? LEAST_BESIDE : LEAST_ITEM;

	return other->tag == node->tag && stat->own >= least + stat->own_link &&
	       str_eq(node_attr(node, S("class")), node_attr(other, S("class")));
}

bool offer_is_story(const Page *page, const Node *node, Str text)
{
	unsigned near = 0;

	if ((node->tag != TAG_P && node->tag != TAG_LI && node->tag != TAG_DD) ||
		page_stat(page, node)->text < LEAST_STORY || !ends_sentence(text))
		return false;
	for (const Node *n = node->prev; n && near < NEAR; n = n->prev)
		if (n->tag != TAG_TEXT && near++ < NEAR && is_like(page, node, n))
			return true;
	near = 0;
	for (const Node *n = node->next; n && near < NEAR; n = n->next)
		if (n->tag != TAG_TEXT && near++ < NEAR && is_like(page, node, n))
			return true;
	return false;
}

bool offer_is(const Page *page, const Node *node, Str text)
{
	const Stat *stat = page_stat(page, node);
	bool sure = has_any(text, offers, COUNT(offers), false) ||
		    has_any(text, requests, COUNT(requests), true);

	if (!sure && !has_any(text, mentions, COUNT(mentions), false) &&
		!has_any(text, requests, COUNT(requests), false))
		return false;
	/* Of a list each item is asked. */
	if (node->tag == TAG_UL || node->tag == TAG_OL || node->tag == TAG_DL)
		return false;
	/* "Where they had to sign up for it" */
	if (node->tag >= TAG_H1 && node->tag <= TAG_H6 && !sure &&
		!has_any(text, mentions, COUNT(mentions), false))
		return false;
	if (!offer_is_story(page, node, text) || page_link_share(page, node) > 0.3f)
		return true;
	return !is_quoted(text) && (sure || (stat->links && has_owner(text)));
}
