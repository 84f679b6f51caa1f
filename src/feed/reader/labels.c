#include "feed/reader/labels.h"

#include <string.h>

#include "feed/reader/wordmap.h"

/* In lower case; parted by '|'. */
static const char table[] =
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
	"fotostrecke|from the web|gallery|gerelateerd|get short url|get the newsletter|"
	"hier geht es zur|ilgili haberler|image gallery|in case you missed it|"
	"in this article|infos zum reiseziel|jetzt abonnieren|jetzt teilen|"
	"join the conversation|join the discussion|join us on|jump to comments|"
	"just watched|keywords:|komentarze|kommentar schreiben|kommentare|kommentieren|last "
	"updated|"
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
	"more to read|more:|more videos|more videos ...|most popular|most read|most viewed|must "
	"read|must watch|"
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
	"related video|related videos|related:|replay|rezept drucken|saiba mais|schlagworte|"
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
	"責任編輯|责任编辑|関連ニュース|関連記事|관련기사|"
	"previous message|previous message:|next message|next message:|messages sorted by|"
	"messages sorted by:|pin recipe|"
	"text size|follow this topic|more commentary|print this page|printer friendly|"
	"프린트|이메일|스크랩|공유하기|기사 공유|관련 기사|많이 본 뉴스|シェアする|ツイート|印刷|"
	"この記事をシェア|おすすめ記事|人気記事|あなたにおすすめ|打印|收藏|热门文章|热门推荐|"
	"相關文章|相关报道|اقرأ أيضا|اقرأ أيضاً|اقرأ أيضًا|اقرأ المزيد|مشاركة|مواضيع ذات صلة|"
	"यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|संबंधित खबरें|शेयर करें|"
	"อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|อ่านข่าวเพิ่มเติม|แชร์";

enum { LONGEST_LABEL = 48, LONGEST_TEXT = 400 };

struct Labels {
	WordMap map;
};

const Labels *labels_open(Arena *arena)
{
	Labels *labels = arena_alloc(arena, sizeof *labels);
	Str rest = str_of(table, sizeof table - 1), label;

	while (str_cut(&rest, '|', &label))
		wordmap_add(&labels->map, label, 1);
	return labels;
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

bool labels_has(const Labels *labels, Str text, bool whole)
{
	char lower[LONGEST_TEXT];

	text = str_trim(text);
	while (text.n && strchr("|>-:.[(+", text.s[0]))
		text = str_trim(str_from_at(text, 1));
	if (text.n == 0 || text.n > LONGEST_TEXT)
		return false;
	text = str_of(lower, to_lower(text, lower));
	if (wordmap_bits(&labels->map, text))
		return true;
	if (whole) {
		while (text.n && strchr(":.!?)]>|-+0123456789 ", text.s[text.n - 1]))
			text.n--;
		return text.n && wordmap_bits(&labels->map, text);
	}
	for (size_t n = 3; n < text.n && n < LONGEST_LABEL; n++)
		if (!(wordmap_is_letter(text.s[n]) && wordmap_is_letter(text.s[n - 1])) &&
			wordmap_bits(&labels->map, str_slice(text, 0, n)))
			return true;
	return false;
}
