#include "base/detour.h"

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"

/* Detours within detours that are followed. */
enum { DEEPEST = 4 };

/* Parameters that no page needs to show what it shows; a '_' at the end stands for all that begin
 * so. By networks, mailers, and what counts visits. */
static const char trackers[] =
	"utm_ itm_ hsa_ gclid gclsrc dclid gbraid wbraid srsltid _ga _gl fbclid fb_action_ids "
	"fb_action_types fb_source fb_ref igshid igsh msclkid yclid ysclid _openstat twclid ttclid "
	"li_fat_id scclid epik tblci dicbo __twitter_impression rb_clickid wickedid s_kwcid ef_id "
	"mkwid pcrid "
	"mc_cid mc_eid _hsenc _hsmi __hstc __hssc __hsfp hsctatracking mkt_tok oly_enc_id "
	"oly_anon_id vero_id vero_conv ck_subscriber_id ml_subscriber ml_subscriber_hash bsft_ "
	"sfmc_id elqtrackid elqtrack trk_contact trk_msg trk_module trk_sid "
	"pk_campaign pk_cpn pk_kwd pk_keyword pk_source pk_medium pk_content piwik_ matomo_ mtm_ "
	"wt_mc wt.mc_id wt.mc_ev xtor at_medium at_campaign at_custom1 at_custom2 at_custom3 "
	"at_custom4 at_format at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team "
	"ns_mchannel ns_source ns_campaign ns_linkname ns_fee s_cid cmpid ncid guccounter "
	"guce_referrer guce_referrer_sig";

/* Those that mean something on other sites. */
static const struct {
	const char *host, *parameter;
} trackers_of[] = {
	{"twitter.com", "ref_src"},
	{"twitter.com", "ref_url"},
	{"twitter.com", "s"},
	{"twitter.com", "t"},
	{"x.com", "ref_src"},
	{"x.com", "ref_url"},
	{"x.com", "s"},
	{"x.com", "t"},
	{"bsky.app", "ref_src"},
	{"youtube.com", "si"},
	{"youtube.com", "feature"},
	{"youtu.be", "si"},
	{"youtu.be", "feature"},
	{"spotify.com", "si"},
	{"facebook.com", "__xts__"},
	{"facebook.com", "__tn__"},
	{"facebook.com", "mibextid"},
	{"facebook.com", "rdid"},
	{"tiktok.com", "is_from_webapp"},
	{"tiktok.com", "sender_device"},
	{"tiktok.com", "refer"},
	{"reddit.com", "share_id"},
	{"reddit.com", "ref_source"},
	{"linkedin.com", "trk"},
	{"linkedin.com", "trackingid"},
	{"threads.net", "xmt"},
	{"threads.com", "xmt"},
	{"medium.com", "source"},
	{"nytimes.com", "smid"},
	{"nytimes.com", "smtyp"},
	{"substack.com", "r"},
};

/* Pages that only send on: a host, with its subdomains (with a dot at its end, of whatever
 * country), the beginning of the path, and where the address stands that one is sent to. */
typedef enum {
	IN_PARAMETER, /* its value, escaped */
	IN_QUERY,     /* all of the query, escaped or not */
	IN_PATH,      /* the rest of the path, without "https://" */
	BEHIND_STAR,  /* behind a slash and a star */
} Where;

static const struct {
	const char *host, *path;
	Where where;
	const char *parameter;
} detours[] = {
	{"google.", "/url", IN_PARAMETER, "url"},
	{"google.", "/url", IN_PARAMETER, "q"},
	{"google.", "/amp/s/", IN_PATH, NULL},
	{"cdn.ampproject.org", "/c/s/", IN_PATH, NULL},
	{"cdn.ampproject.org", "/v/s/", IN_PATH, NULL},
	{"googleadservices.com", "/pagead/aclk", IN_PARAMETER, "adurl"},
	{"youtube.com", "/redirect", IN_PARAMETER, "q"},
	{"facebook.com", "/l.php", IN_PARAMETER, "u"},
	{"l.instagram.com", "/", IN_PARAMETER, "u"},
	{"l.threads.net", "/", IN_PARAMETER, "u"},
	{"l.threads.com", "/", IN_PARAMETER, "u"},
	{"l.messenger.com", "/l.php", IN_PARAMETER, "u"},
	{"l.wl.co", "/l", IN_PARAMETER, "u"},
	{"safelinks.protection.outlook.com", "/", IN_PARAMETER, "url"},
	{"statics.teams.cdn.office.net", "/", IN_PARAMETER, "url"},
	{"linkprotect.cudasvc.com", "/url", IN_PARAMETER, "a"},
	{"slack-redir.net", "/link", IN_PARAMETER, "url"},
	{"t.umblr.com", "/redirect", IN_PARAMETER, "z"},
	{"href.li", "/", IN_QUERY, NULL},
	{"out.reddit.com", "/", IN_PARAMETER, "url"},
	{"medium.com", "/r/", IN_PARAMETER, "url"},
	{"linkedin.com", "/redir/redirect", IN_PARAMETER, "url"},
	{"linkedin.com", "/safety/go", IN_PARAMETER, "url"},
	{"steamcommunity.com", "/linkfilter", IN_PARAMETER, "u"},
	{"steamcommunity.com", "/linkfilter", IN_PARAMETER, "url"},
	{"getpocket.com", "/redirect", IN_PARAMETER, "url"},
	{"exit.sc", "/", IN_PARAMETER, "url"},
	{"gate.sc", "/", IN_PARAMETER, "url"},
	{"deviantart.com", "/users/outgoing", IN_QUERY, NULL},
	{"pixiv.net", "/jump.php", IN_QUERY, NULL},
	{"anonym.to", "/", IN_QUERY, NULL},
	{"dereferer.me", "/", IN_QUERY, NULL},
	{"nullrefer.com", "/", IN_QUERY, NULL},
	{"vk.com", "/away.php", IN_PARAMETER, "to"},
	{"ok.ru", "/dk", IN_PARAMETER, "st.link"},
	{"weibo.cn", "/sinaurl", IN_PARAMETER, "u"},
	{"link.zhihu.com", "/", IN_PARAMETER, "target"},
	{"link.csdn.net", "/", IN_PARAMETER, "target"},
	{"link.juejin.cn", "/", IN_PARAMETER, "target"},
	{"douban.com", "/link2", IN_PARAMETER, "url"},
	{"jianshu.com", "/go-wild", IN_PARAMETER, "url"},
	{"duckduckgo.com", "/l/", IN_PARAMETER, "uddg"},
	{"bing.com", "/news/apiclick.aspx", IN_PARAMETER, "url"},
	{"yahoo.com", "/", BEHIND_STAR, NULL},
	{"curseforge.com", "/linkout", IN_PARAMETER, "remoteUrl"},
	{"go.redirectingat.com", "/", IN_PARAMETER, "url"},
	{"go.skimresources.com", "/", IN_PARAMETER, "url"},
	{"redirect.viglink.com", "/", IN_PARAMETER, "u"},
	{"click.linksynergy.com", "/", IN_PARAMETER, "murl"},
	{"awin1.com", "/cread.php", IN_PARAMETER, "ued"},
	{"awin1.com", "/cread.php", IN_PARAMETER, "p"},
	{"shareasale.com", "/r.cfm", IN_PARAMETER, "urllink"},
	{"anrdoezrs.net", "/", IN_PARAMETER, "url"},
	{"dpbolvw.net", "/", IN_PARAMETER, "url"},
	{"jdoqocy.com", "/", IN_PARAMETER, "url"},
	{"kqzyfj.com", "/", IN_PARAMETER, "url"},
	{"tkqlhce.com", "/", IN_PARAMETER, "url"},
	{"clickserve.dartsearch.net", "/link/click", IN_PARAMETER, "ds_dest_url"},
	{"rover.ebay.com", "/rover/", IN_PARAMETER, "mpre"},
};

/* The name of a parameter is `name`; or begins so, if that ends as a beginning does. */
static bool is_named(Str parameter, Str name)
{
	if (!str_starts_case(parameter, name))
		return false;
	return (name.n > 2 && name.s[name.n - 1] == '_' && name.s[name.n - 2] != '_') ||
	       parameter.n == name.n || parameter.s[name.n] == '=';
}

bool detour_tracks(Str parameter)
{
	Str names = str_from(trackers), name;

	while (str_word(&names, &name))
		if (is_named(parameter, name))
			return true;
	return false;
}

static bool tracks_on(Str host, Str parameter)
{
	/* Some pages escape their addresses twice. */
	if (str_starts(parameter, S("amp;")))
		parameter = str_from_at(parameter, 4);
	for (size_t i = 0; i < COUNT(trackers_of); i++)
		if (is_named(parameter, str_from(trackers_of[i].parameter)) &&
			url_is_host(host, str_from(trackers_of[i].host)))
			return true;
	return detour_tracks(parameter);
}

/* The parameters that mean something, with `mark` before the first. True if others were left out.
 */
static bool keep_parameters(Str host, Str list, char mark, Buf *out)
{
	bool dropped = false;
	Str piece;

	while (str_cut(&list, '&', &piece)) {
		if (tracks_on(host, piece)) {
			dropped = true;
			continue;
		}
		buf_char(out, mark);
		buf_add(out, piece);
		mark = '&';
	}
	return dropped;
}

static Str without_trackers(Str url, Arena *arena)
{
	Str host = url_host(url), fragment = S(""), rest = url;
	ptrdiff_t hash = str_find_char(url, '#'), mark;
	Buf out = {0};
	bool dropped = false;

	if (hash >= 0) {
		fragment = str_from_at(url, (size_t)hash + 1);
		rest = str_slice(url, 0, (size_t)hash);
	}
	mark = str_find_char(rest, '?');
	if (mark < 0) {
		buf_add(&out, rest);
	} else {
		buf_add(&out, str_slice(rest, 0, (size_t)mark));
		dropped = keep_parameters(host, str_from_at(rest, (size_t)mark + 1), '?', &out);
	}
	/* Places in a page have no '='. */
	if (str_find_char(fragment, '=') > 0 && detour_tracks(fragment))
		dropped |= keep_parameters(host, fragment, '#', &out);
	else
		buf_add(&out, hash < 0 ? S("") : str_from_at(url, (size_t)hash));
	if (dropped)
		url = buf_take(&out, arena);
	buf_drop(&out);
	return url;
}

/* What may be followed: a web address with a host that has a name. Blanks and the like are escaped
 * again; controls and broken characters never are part of one. */
static Str address_in(Str text, Arena *arena)
{
	Buf out = {0};

	text = str_trim(text);
	if (!url_is_http(text) || str_find_char(url_host(text), '.') < 1 || !utf8_valid_text(text))
		return S("");
	for (size_t i = 0; i < text.n; i++)
		if ((uint8_t)text.s[i] <= ' ' || text.s[i] == '"' || text.s[i] == '<' ||
			text.s[i] == '>')
			buf_printf(&out, "%%%02X", (unsigned)text.s[i]);
		else
			buf_char(&out, text.s[i]);
	text = buf_take(&out, arena);
	buf_drop(&out);
	return text;
}

static Str behind(Str url, size_t i, Arena *arena)
{
	Str path = url_path(url), query = str_from_at(url, (size_t)(path.s - url.s) + path.n);
	ptrdiff_t star;

	switch (detours[i].where) {
	case IN_PARAMETER:
		return url_parameter(url, str_from(detours[i].parameter), arena);
	case IN_QUERY:
		query = str_from_at(query, 1);
		return url_is_http(query) ? query : url_unescape(query, arena);
	case IN_PATH:
		return arena_printf(arena, "https://%.*s%.*s",
			STR_ARG(str_from_at(path, str_from(detours[i].path).n)), STR_ARG(query));
	case BEHIND_STAR:
		star = str_find(url, S("/*http"));
		return star < 0 ? S("") : url_unescape(str_from_at(url, (size_t)star + 2), arena);
	}
	return S("");
}

/* Where one is sent on to; empty: nowhere else. */
static Str sent_to(Str url, Arena *arena)
{
	Str host = url_host(url), path = url_path(url);

	for (size_t i = 0; i < COUNT(detours); i++) {
		Str known = str_from(detours[i].path), found;

		if (!url_is_host(host, str_from(detours[i].host)) ||
			!(str_starts(path, known) || (path.n == 0 && known.n == 1)))
			continue;
		found = address_in(behind(url, i, arena), arena);
		if (found.n)
			return found;
	}
	return S("");
}

Str detour_end(Str url, Arena *arena)
{
	if (!url_is_http(url))
		return url;
	for (int i = 0; i < DEEPEST; i++) {
		Str next = sent_to(url, arena);

		if (next.n == 0)
			break;
		url = next;
	}
	return without_trackers(url, arena);
}
