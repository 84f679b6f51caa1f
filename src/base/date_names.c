#include "base/date_names.h"

#include <string.h>

/* Beginnings of the names, folded. The longest that fits a word decides: "marras" is no March. */
static const char *const months[] = {
	"jan ene gen ian oca sty led янв січ ιαν tammi sau sij urt яну يناير ינואר جانفي जनवरी xan "
	"јан "
	"มกรา",
	"feb fev veb uno unor sub lut фев лют φεβ helmi vas فبراير פברואר شباط فيفري फरवरी vee "
	"velj shk феб "
	"กุมภา",
	"mar mrt mrz maart bre мар бер μαρ maalis kov مارس מרץ मार्च ozu اذار มีนา",
	"apr avr abr nis kwi dub апр кві απρ huhti bal ابريل אפריל نيسان افريل अप्रैल pri trav เมษา",
	"may mai mag maj mei kve маи мая тра μαι touko geg مايو ماي ايار מאי मई svib мај พฤษภา",
	"jun juin giu iun haz cze cer июн чер ιουν kesa birz يونيو حزيران جوان יוני जून xun juun "
	"qer lipanj "
	"lipnj юни јун มิถุนา",
	"jul juil lug iul tem lip cervenc июл лип ιουλ heina liep يوليو تموز جويلي يوليوز יולי "
	"जुलाई xul juul korrik "
	"srpanj srpnj юли јул กรกฎา",
	"aug ago aou agu sie srp авг сер αυγ elo rugp ag avg اغسطس اب اوت غشت אוגוסט अगस्त ogo gush "
	"kolov สิงหา",
	"sep set szep eyl wrz zar сен вер σεπ syys rugs سبتمبر ايلول شتنبر ספטמבר सितंबर shta rujn "
	"ruja сеп "
	"กันยา",
	"oct ott out okt eki paz rij окт жов οκτ loka spal اكتوبر אוקטובר अक्टूबर tet ตุลา",
	"nov noi kas lis ноя ное νοε лис marras lap نوفمبر نونبر נובמבר नवंबर nen stud нов พฤศจิกา",
	"dec dic dez des det ara gru pro дек гру δεκ joulu gruod ديسمبر دجنبر דצמבר दिसंबर dhj pros "
	"ธันวา",
};

/* Folded and whole. */
static const char weekdays[] =
	"mon monday montag mo lundi lun lunes lunedi maandag ma segunda seg mandag man mandagen "
	"poniedziałek pon pondeli po hetfo понедельник пн pazartesi pzt δευτερα δευ maanantai "
	"tue tues tuesday dienstag di mardi mar martes martedi dinsdag terca ter tirsdag tisdag "
	"tis "
	"wtorek wt utery ut kedd вторник вт salı sal τριτη τρι tiistai ti "
	"wed weds wednesday mittwoch mi mercredi mer miercoles mie mercoledi woensdag wo quarta "
	"qua "
	"onsdag ons sroda sr streda st szerda среда ср carsamba car τεταρτη τετ keskiviikko ke "
	"thu thur thurs thursday donnerstag do jeudi jeu jueves jue giovedi gio donderdag quinta "
	"qui "
	"torsdag tor tors czwartek czw ctvrtek ct csutortok четверг чт persembe per πεμπτη πεμ "
	"torstai to fri friday freitag fr vendredi ven viernes vie venerdi vrijdag vr sexta sex "
	"fredag fre piatek pt patek pa pentek пятница пт cuma cum παρασκευη παρ perjantai pe "
	"sat saturday samstag sa sonnabend samedi sam sabado sab sabato zaterdag za lørdag lordag "
	"lør lor sobota sob so szombat суббота сб cumartesi cmt σαββατο σαβ lauantai la "
	"sun sunday sonntag dimanche dim domingo dom domenica zondag zo søndag sondag søn son "
	"niedziela niedz nedele ne vasarnap воскресенье вс pazar paz κυριακη κυρ sunnuntai su "
	"hai ba tu nam sau bay nhat";

static const char fillers[] = "t de del of at on the um uhr le la a alle ore klo kl om г года в "
			      "den am days dia el h и and à las feira m d nam gada gadu god roku v "
			      "o р в kell plkst godz saat";

static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{"utc", 0},
	{"gmt", 0},
	{"ut", 0},
	{"z", 0},
	{"wet", 0},
	{"west", 60},
	{"bst", 60},
	{"cet", 60},
	{"met", 60},
	{"mez", 60},
	{"wat", 60},
	{"cest", 120},
	{"mest", 120},
	{"mesz", 120},
	{"eet", 120},
	{"cat", 120},
	{"sast", 120},
	{"eest", 180},
	{"idt", 180},
	{"msk", 180},
	{"trt", 180},
	{"eat", 180},
	{"msd", 240},
	{"samt", 240},
	{"gst", 240},
	{"irst", 210},
	{"pkt", 300},
	{"yekt", 300},
	{"ist", 330},
	{"npt", 345},
	{"omst", 360},
	{"krat", 420},
	{"ict", 420},
	{"wib", 420},
	{"irkt", 480},
	{"sgt", 480},
	{"hkt", 480},
	{"pht", 480},
	{"myt", 480},
	{"awst", 480},
	{"wita", 480},
	{"jst", 540},
	{"kst", 540},
	{"wit", 540},
	{"yakt", 540},
	{"acst", 570},
	{"aest", 600},
	{"vlat", 600},
	{"acdt", 630},
	{"aedt", 660},
	{"nzst", 720},
	{"nzdt", 780},
	{"ndt", -150},
	{"brt", -180},
	{"art", -180},
	{"adt", -180},
	{"clst", -180},
	{"nst", -210},
	{"ast", -240},
	{"at", -240},
	{"clt", -240},
	{"edt", -240},
	{"est", -300},
	{"et", -300},
	{"cot", -300},
	{"pet", -300},
	{"cdt", -300},
	{"cst", -360},
	{"ct", -360},
	{"mdt", -360},
	{"mst", -420},
	{"mt", -420},
	{"pdt", -420},
	{"pst", -480},
	{"pt", -480},
	{"akdt", -480},
	{"akst", -540},
	{"hst", -600},
};

typedef enum { NO_SUMMER, SUMMER_EUROPE, SUMMER_AMERICA, SUMMER_AUSTRALIA } Summer;

/* The file of zones cannot be read in a confined process, and feeds rarely name a region: the large
 * ones, by today's rules. */
static const struct {
	const char *name;
	int minutes;
	Summer summer;
} regions[] = {
	{"etc/gmt", 0, NO_SUMMER},
	{"etc/utc", 0, NO_SUMMER},
	{"europe/london", 0, SUMMER_EUROPE},
	{"europe/dublin", 0, SUMMER_EUROPE},
	{"europe/lisbon", 0, SUMMER_EUROPE},
	{"europe/helsinki", 120, SUMMER_EUROPE},
	{"europe/kiev", 120, SUMMER_EUROPE},
	{"europe/kyiv", 120, SUMMER_EUROPE},
	{"europe/athens", 120, SUMMER_EUROPE},
	{"europe/bucharest", 120, SUMMER_EUROPE},
	{"europe/sofia", 120, SUMMER_EUROPE},
	{"europe/riga", 120, SUMMER_EUROPE},
	{"europe/vilnius", 120, SUMMER_EUROPE},
	{"europe/tallinn", 120, SUMMER_EUROPE},
	{"europe/moscow", 180, NO_SUMMER},
	{"europe/minsk", 180, NO_SUMMER},
	{"europe/istanbul", 180, NO_SUMMER},
	{"europe/", 60, SUMMER_EUROPE},
	{"america/new_york", -300, SUMMER_AMERICA},
	{"america/toronto", -300, SUMMER_AMERICA},
	{"america/detroit", -300, SUMMER_AMERICA},
	{"us/eastern", -300, SUMMER_AMERICA},
	{"america/chicago", -360, SUMMER_AMERICA},
	{"us/central", -360, SUMMER_AMERICA},
	{"america/mexico_city", -360, NO_SUMMER},
	{"america/denver", -420, SUMMER_AMERICA},
	{"us/mountain", -420, SUMMER_AMERICA},
	{"america/phoenix", -420, NO_SUMMER},
	{"america/los_angeles", -480, SUMMER_AMERICA},
	{"america/vancouver", -480, SUMMER_AMERICA},
	{"us/pacific", -480, SUMMER_AMERICA},
	{"america/sao_paulo", -180, NO_SUMMER},
	{"america/argentina/buenos_aires", -180, NO_SUMMER},
	{"america/bogota", -300, NO_SUMMER},
	{"america/lima", -300, NO_SUMMER},
	{"africa/cairo", 120, NO_SUMMER},
	{"africa/johannesburg", 120, NO_SUMMER},
	{"africa/lagos", 60, NO_SUMMER},
	{"africa/nairobi", 180, NO_SUMMER},
	{"asia/jerusalem", 120, NO_SUMMER},
	{"asia/dubai", 240, NO_SUMMER},
	{"asia/tehran", 210, NO_SUMMER},
	{"asia/karachi", 300, NO_SUMMER},
	{"asia/kolkata", 330, NO_SUMMER},
	{"asia/calcutta", 330, NO_SUMMER},
	{"asia/dhaka", 360, NO_SUMMER},
	{"asia/bangkok", 420, NO_SUMMER},
	{"asia/ho_chi_minh", 420, NO_SUMMER},
	{"asia/jakarta", 420, NO_SUMMER},
	{"asia/shanghai", 480, NO_SUMMER},
	{"asia/hong_kong", 480, NO_SUMMER},
	{"asia/taipei", 480, NO_SUMMER},
	{"asia/singapore", 480, NO_SUMMER},
	{"asia/manila", 480, NO_SUMMER},
	{"asia/tokyo", 540, NO_SUMMER},
	{"asia/seoul", 540, NO_SUMMER},
	{"australia/perth", 480, NO_SUMMER},
	{"australia/brisbane", 600, NO_SUMMER},
	{"australia/sydney", 600, SUMMER_AUSTRALIA},
	{"australia/melbourne", 600, SUMMER_AUSTRALIA},
	{"pacific/auckland", 720, SUMMER_AUSTRALIA},
};

static bool listed(const char *words, Str wanted)
{
	for (;;) {
		size_t n = strcspn(words, " ");

		if (str_eq(str_of(words, n), wanted))
			return true;
		if (words[n] == '\0')
			return false;
		words += n + 1;
	}
}

/* Nearly all words are these: the place of a three-letter word among some; -1 if it is none. */
static int english(Str word, const char *words)
{
	for (int i = 0; word.n == 3 && words[3 * i]; i++)
		if (memcmp(word.s, words + 3 * i, 3) == 0)
			return i;
	return -1;
}

static const char english_months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

unsigned date_month(Str word)
{
	int place = english(word, english_months);
	unsigned month = place < 0 ? 0 : (unsigned)place + 1;
	size_t longest = 1;

	for (unsigned i = 0; i < COUNT(months) && place < 0; i++) {
		Str rest = str_from(months[i]), stem;

		while (str_word(&rest, &stem))
			if (stem.n > longest && str_starts(word, stem)) {
				month = i + 1;
				longest = stem.n;
			}
	}
	return month;
}

bool date_is_weekday(Str word)
{
	if (english(word, "montuewedthufrisatsun") >= 0)
		return true;
	/* Most often the T of ISO 8601, which no language calls a day. */
	if (word.n == 1)
		return false;
	/* "mar" alone is both. */
	if (english(word, english_months) >= 0)
		return str_eq(word, S("mar"));
	return listed(weekdays, word);
}

bool date_is_filler(Str word)
{
	return listed(fillers, word);
}

bool date_zone(Str word, int *minutes)
{
	for (size_t i = 0; i < COUNT(zones); i++)
		if (str_eq(word, str_from(zones[i].name))) {
			*minutes = zones[i].minutes;
			return true;
		}
	return false;
}

Str date_zone_region(Str word)
{
	static const struct {
		const char *word, *region;
	} rows[] = {
		{"et", "us/eastern"},
		{"ct", "us/central"},
		{"mt", "us/mountain"},
		{"pt", "us/pacific"},
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_eq(word, str_from(rows[i].word)))
			return str_from(rows[i].region);
	return S("");
}

/* Monday is 1 (Sakamoto's method). */
static unsigned weekday_of(int64_t year, unsigned month, unsigned day)
{
	static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
	int64_t y = month < 3 ? year - 1 : year;
	int64_t sunday_based = (y + y / 4 - y / 100 + y / 400 + shift[month - 1] + day) % 7;

	return sunday_based ? (unsigned)sunday_based : 7;
}

/* The day of the month that is the nth Sunday; 0: the last of a month of 31 days. */
static unsigned sunday(int64_t year, unsigned month, unsigned nth)
{
	unsigned first = 1 + (7 - weekday_of(year, month, 1)) % 7;

	if (nth)
		return first + 7 * (nth - 1);
	return first + 28 <= 31 ? first + 28 : first + 21;
}

/* Whether the day lies from one Sunday of a month to one of a later month. */
static bool between(int64_t year, unsigned month, unsigned day, unsigned first_month,
	unsigned first_nth, unsigned last_month, unsigned last_nth)
{
	if (month == first_month)
		return day >= sunday(year, month, first_nth);
	if (month == last_month)
		return day < sunday(year, month, last_nth);
	return month > first_month && month < last_month;
}

bool date_region(Str word, int64_t year, unsigned month, unsigned day, int *minutes)
{
	for (size_t i = 0; i < COUNT(regions); i++) {
		Str name = str_from(regions[i].name);
		bool summer = false;

		if (!(str_ends(name, S("/")) ? str_starts(word, name) : str_eq(word, name)))
			continue;
		if (regions[i].summer == SUMMER_EUROPE)
			summer = between(year, month, day, 3, 0, 10, 0);
		else if (regions[i].summer == SUMMER_AMERICA)
			summer = between(year, month, day, 3, 2, 11, 1);
		else if (regions[i].summer == SUMMER_AUSTRALIA)
			summer = !between(year, month, day, 4, 1, 10, 1);
		*minutes = regions[i].minutes + (summer ? 60 : 0);
		return true;
	}
	return false;
}
