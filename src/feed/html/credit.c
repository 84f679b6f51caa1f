#include "feed/html/credit.h"

/* Longer ones first where one begins another. A space at the end must be there. */
static const char *const labels[] = {
	"photo illustration by ",
	"photo illustration:",
	"photo credit:",
	"photo courtesy of ",
	"photo courtesy:",
	"photographs by ",
	"photograph by ",
	"photographs:",
	"photograph:",
	"photos by ",
	"photo by ",
	"photo from ",
	"photos:",
	"photo:",
	"photo :",
	"photo ©",
	"photo/",
	"image credits:",
	"image credit:",
	"image courtesy of ",
	"image source:",
	"image source,",
	"image by ",
	"image from ",
	"image via ",
	"image:",
	"images:",
	"picture by ",
	"picture credit:",
	"picture:",
	"pictures:",
	"pic:",
	"illustration by ",
	"illustration:",
	"illustrations by ",
	"graphic by ",
	"graphic:",
	"artwork by ",
	"artwork:",
	"credits:",
	"credit:",
	"source:",
	"sources:",
	"courtesy of ",
	"courtesy:",
	"copyright:",
	"copyright ",
	"©",
	"(c) ",
	"(c)",
	/* German */
	"foto:",
	"fotos:",
	"foto ©",
	"foto von ",
	"bild:",
	"bilder:",
	"bildquelle:",
	"bildnachweis:",
	"quelle:",
	"grafik:",
	"aufnahme:",
	/* French */
	"crédit photo :",
	"crédit photo:",
	"crédits photo :",
	"crédits photos :",
	"crédit :",
	"crédits :",
	"crédit:",
	"crédits:",
	"photographie :",
	"source :",
	"image :",
	/* Spanish, Portuguese, Italian */
	"foto de ",
	"foto di ",
	"foto por ",
	"foto/",
	"fotografía:",
	"fotografía de ",
	"fotografia:",
	"imagen:",
	"imagem:",
	"crédito:",
	"créditos:",
	"créditos da foto:",
	"fuente:",
	"fonte:",
	"immagine:",
	/* Dutch, the North, Poland, Czechia, Hungary, Turkey */
	"beeld:",
	"bron:",
	"kuva:",
	"kuvat:",
	"valokuva:",
	"fot.",
	"fot:",
	"zdjęcie:",
	"źródło:",
	"zdroj:",
	"fotó:",
	"forrás:",
	"fotoğraf:",
	"kaynak:",
	/* Cyrillic and Greek: case is not folded, so both are there */
	"Фото:",
	"фото:",
	"ФОТО:",
	"Фото ",
	"Источник:",
	"Снимка:",
	"Φωτογραφία:",
	"Φωτό:",
	"Πηγή:",
	/* CJK, Arabic, Hebrew */
	"写真：",
	"写真:",
	"撮影：",
	"撮影:",
	"图：",
	"图片来源：",
	"图源：",
	"摄影：",
	"圖：",
	"圖片來源：",
	"攝影：",
	"사진=",
	"사진:",
	"사진 ",
	"صورة:",
	"الصورة:",
	"תצלום:",
	"צילום:",
};

static const char *const agencies[] = {
	"getty",
	"reuters",
	"afp",
	"ap photo",
	"associated press",
	"dpa",
	"epa",
	"shutterstock",
	"imago",
	"alamy",
	"flickr",
	"unsplash",
	"wikimedia",
	"pexels",
	"bloomberg",
	"keystone",
	"xinhua",
	"zuma",
	"istock",
	"press association",
	"pa wire",
	"handout",
	"courtesy",
	"picture alliance",
	"picture-alliance",
	"instagram",
	"cc by",
	"cc-by",
	"public domain",
	"nasa",
	"ansa",
	"efe",
	"tass",
	"ritzau",
	"ntb",
	"tt ",
	"anp",
	"belga",
	"lusa",
	"kyodo",
	"yonhap",
	"apa/",
	"ap)",
};

/* Bytes of a label at the start; 0 if there is none. */
static size_t label_at(Str str)
{
	size_t best = 0;

	for (size_t i = 0; i < COUNT(labels); i++) {
		Str label = str_from(labels[i]);

		if (label.n > best && str_starts_case(str, label))
			best = label.n;
	}
	return best;
}

static bool names_agency(Str str)
{
	for (size_t i = 0; i < COUNT(agencies); i++)
		if (str_find_case(str, str_from(agencies[i])) >= 0)
			return true;
	return false;
}

static bool is_edge(Str str, bool end)
{
	static const char *const edges[] = {" ", "\n", ".", ",", ";", "|", "·", "•", "—", "–", "-",
		"(", ")", "[", "]", "\xc2\xa0", "/"};

	for (size_t i = 0; i < COUNT(edges); i++)
		if (end ? str_ends(str, str_from(edges[i])) : str_starts(str, str_from(edges[i])))
			return true;
	return false;
}

/* Without white space and what stands between a caption and a credit. */
static Str strip_edges(Str str)
{
	while (str.n && is_edge(str, true)) {
		size_t n = str.n - 1;

		while (n && ((uint8_t)str.s[n] & 0xc0) == 0x80)
			n--;
		str.n = n;
	}
	while (str.n && is_edge(str, false)) {
		size_t n = 1;

		while (n < str.n && ((uint8_t)str.s[n] & 0xc0) == 0x80)
			n++;
		str = str_from_at(str, n);
	}
	return str;
}

Str credit_strip(Str credit)
{
	size_t n;

	credit = strip_edges(credit);
	while ((n = label_at(credit)) > 0)
		credit = strip_edges(str_from_at(credit, n));
	/* "by" alone is a label only where nothing but a credit can stand. */
	if (str_starts_case(credit, S("by ")))
		credit = strip_edges(str_from_at(credit, 3));
	return credit;
}

/* Two to five words that all begin with a capital: a name. */
static bool is_name(Str str)
{
	Str rest = str, word;
	unsigned words = 0;

	while (str_word(&rest, &word)) {
		bool capital = (word.s[0] >= 'A' && word.s[0] <= 'Z') || (uint8_t)word.s[0] >= 0xc3;

		words++;
		if (!capital && !str_eq(word, S("and")) && !str_eq(word, S("de")) &&
			!str_eq(word, S("von")) && !str_eq(word, S("van")) && !str_eq(word, S("/")))
			return false;
	}
	return words >= 2 && words <= 5;
}

static bool is_credit(Str inner)
{
	return inner.n && inner.n < 160 &&
	       (label_at(inner) || names_agency(inner) || str_find_char(inner, '/') >= 0 ||
		       is_name(inner));
}

/* The bracket that closes the caption. */
static bool split_bracket(Str caption, bool loose, Str *words, Str *credit)
{
	Str end = caption;
	char open;
	ptrdiff_t at;
	Str inner;

	while (end.n && (end.s[end.n - 1] == '.' || char_is_space(end.s[end.n - 1])))
		end.n--;
	if (end.n == 0 || (end.s[end.n - 1] != ')' && end.s[end.n - 1] != ']'))
		return false;
	open = end.s[end.n - 1] == ')' ? '(' : '[';
	at = str_rfind_char(str_slice(end, 0, end.n - 1), open);
	if (at < 0)
		return false;
	inner = str_slice(end, (size_t)at + 1, end.n - (size_t)at - 2);
	if (!loose && !is_credit(inner))
		return false;
	*words = str_trim(str_slice(caption, 0, (size_t)at));
	*credit = credit_strip(inner);
	return true;
}

/* Whether a label may start behind this: at the beginning, after a sentence, a bar, a line end. */
static bool is_sentence_end(Str before)
{
	static const char *const ends[] = {".", "!", "?", "|", ")", "]", "\n", "\"", "”", "’", "»",
		"—", "–", "-", "•", "·", ":", ",", "/", "。", "…", ";"};
	bool line = before.n && before.s[before.n - 1] == '\n';

	before = str_trim(before);
	if (before.n == 0 || line)
		return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends(before, str_from(ends[i])))
			return true;
	return false;
}

static bool split_label(Str caption, Str *words, Str *credit)
{
	for (size_t at = caption.n; at-- > 0;) {
		Str rest = str_from_at(caption, at), before = str_slice(caption, 0, at);
		bool sign = str_starts(rest, S("©")) || str_starts_case(rest, S("(c) "));
		size_t n;

		if (caption.n - at > 200)
			return false;
		if (((uint8_t)caption.s[at] & 0xc0) == 0x80)
			continue;
		n = label_at(rest);
		if (n == 0 || n == rest.n || !(sign || is_sentence_end(before)))
			continue;
		/* A label that ends another ("Photo: Image: X") is not the first. */
		for (size_t back = at; back-- > 0 && at - back < 40;)
			if (((uint8_t)caption.s[back] & 0xc0) != 0x80 &&
				label_at(str_from_at(caption, back)) > 0 &&
				back + label_at(str_from_at(caption, back)) + 3 >= at &&
				is_sentence_end(str_slice(caption, 0, back))) {
				at = back;
				break;
			}
		*words = strip_edges(str_slice(caption, 0, at)).n
				 ? str_trim(str_slice(caption, 0, at))
				 : S("");
		*credit = credit_strip(str_from_at(caption, at));
		return credit->n > 0;
	}
	return false;
}

/* "AP", "REUTERS": capitals alone. */
static bool is_in_capitals(Str str)
{
	str = str_trim(str);
	for (size_t i = 0; i < str.n; i++)
		if (str.s[i] < 'A' || str.s[i] > 'Z')
			return false;
	return str.n >= 2 && str.n <= 8;
}

/* Words that are all names, "via" and "and" aside. */
static bool is_all_names(Str str)
{
	Str word;
	unsigned words = 0;

	while (str_word(&str, &word)) {
		bool capital = (word.s[0] >= 'A' && word.s[0] <= 'Z') || (uint8_t)word.s[0] >= 0xc3;

		if (!capital && !str_eq(word, S("via")) && !str_eq(word, S("and")) &&
			!str_eq(word, S("/")))
			return false;
		words++;
	}
	return words >= 1 && words <= 7;
}

/* "… look up. REUTERS/Tobias Rehm", "… look up. Ole Bakken/AP": names and a stroke behind the last
 * sentence, of which one is an agency's. */
static bool split_signature(Str caption, Str *words, Str *credit)
{
	static const char *const ends[] = {". ", "! ", "? ", "” ", "\" ", "\n", ".\xc2\xa0"};
	size_t from = 0;
	ptrdiff_t stroke;
	Str name;

	for (size_t i = 0; i < COUNT(ends); i++)
		for (size_t at = caption.n; at-- > from;)
			if (str_starts(str_from_at(caption, at), str_from(ends[i]))) {
				from = at + str_from(ends[i]).n;
				break;
			}
	name = str_from_at(caption, from);
	stroke = str_find_char(name, '/');
	if (from == 0 || stroke < 1 || name.n > 80 || !is_all_names(name))
		return false;
	/* "AM/PM" is nobody. */
	if (!names_agency(name) &&
		(str_find_char(name, ' ') < 0 ||
			(!is_in_capitals(str_slice(name, 0, (size_t)stroke)) &&
				!is_in_capitals(str_from_at(name, (size_t)stroke + 1)))))
		return false;
	*words = str_trim(str_slice(caption, 0, from));
	*credit = credit_strip(name);
	return credit->n > 0;
}

/* What stands between: "Caption. | " loses its bar, not its full stop. */
static Str tidy_words(Str words)
{
	static const char *const bars[] = {"|", "•", "·", "—", "–", "/", "-"};
	bool again = true;

	while (again) {
		again = false;
		words = str_trim(words);
		for (size_t i = 0; i < COUNT(bars); i++)
			if (str_ends(words, str_from(bars[i]))) {
				words.n -= str_from(bars[i]).n;
				again = true;
			}
	}
	return words;
}

bool credit_split(Str caption, bool loose, Str *words, Str *credit)
{
	Str before = caption, name = S("");

	caption = str_trim(caption);
	if (!split_bracket(caption, loose, &before, &name) &&
		!split_label(caption, &before, &name) && !split_signature(caption, &before, &name))
		return false;
	if (name.n == 0)
		return false;
	*words = tidy_words(before);
	*credit = name;
	return true;
}
