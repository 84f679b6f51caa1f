#include "cli/choose.h"

#include <regex.h>

#include "base/utf8.h"
#include "model/mark.h"
#include "model/query.h"

typedef struct {
	const Feed *feed;
	int64_t now;
	Arena *arena;
	bool unknown; /* a term that no feed can answer */
} Choice;

static bool holds(const Choice *choice, Str text, Str part)
{
	return str_find(utf8_fold(text, choice->arena, NULL),
		       utf8_fold(part, choice->arena, NULL)) >= 0;
}

static bool is_in(Str folder, Str wanted)
{
	return str_starts_case(folder, wanted) &&
	       (folder.n == wanted.n || folder.s[wanted.n] == '/');
}

static bool has_tag(const Feed *feed, Str tag)
{
	return tags_have(feed->tags, tag) || str_eq_case(feed->folder, tag);
}

static bool is_called(const Choice *choice, Str name)
{
	return holds(choice, choice->feed->title, name) || holds(choice, choice->feed->url, name);
}

static bool has_words(const Choice *choice, Str words)
{
	const Feed *feed = choice->feed;

	return is_called(choice, words) || holds(choice, feed->folder, words) ||
	       holds(choice, feed->tags, words);
}

static bool fits_regex(Choice *choice, const Term *term)
{
	bool found;
	regex_t regex;

	if (regcomp(&regex, arena_strz(choice->arena, term->text),
		    REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
		return false;
	found = regexec(&regex, arena_strz(choice->arena, choice->feed->title), 0, NULL, 0) == 0 ||
		regexec(&regex, arena_strz(choice->arena, choice->feed->url), 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

static bool fits_field(Choice *choice, const Term *term)
{
	bool of_feed = term->number == FIELD_FEED || term->number == FIELD_FEED_URL;

	if (!of_feed && term->number != FIELD_ANY && term->number != FIELD_TITLE) {
		choice->unknown = true;
		return false;
	}
	if (term->kind == TERM_MATCH)
		return fits_regex(choice, term);
	return str_eq(term->number == FIELD_FEED_URL ? choice->feed->url : choice->feed->title,
		term->text);
}

static bool fits(Choice *choice, const Term *term)
{
	const Feed *feed = choice->feed;
	bool left;

	switch (term->kind) {
	case TERM_AND:
		left = fits(choice, term->left);
		return fits(choice, term->right) && left;
	case TERM_OR:
		left = fits(choice, term->left);
		return fits(choice, term->right) || left;
	case TERM_NOT:
		return !fits(choice, term->left);
	case TERM_ALL:
		return true;
	case TERM_FEED:
		return term->number > 0 ? feed->id == term->number : is_called(choice, term->text);
	case TERM_FOLDER:
		return is_in(feed->folder, term->text);
	case TERM_HAS:
		choice->unknown |= term->number != FIELD_FEED_TAGS;
		return has_tag(feed, term->text);
	case TERM_TAG:
		return has_tag(feed, term->text);
	case TERM_URL:
		return str_find_case(feed->url, term->text) >= 0;
	case TERM_TITLE:
		return holds(choice, feed->title, term->text);
	case TERM_TEXT:
		return has_words(choice, term->text);
	case TERM_NEWER:
		return feed->newest > choice->now - term->number;
	case TERM_OLDER:
		return feed->newest <= choice->now - term->number;
	case TERM_MATCH:
	case TERM_EQUALS:
		return fits_field(choice, term);
	case TERM_FLAG:
		choice->unknown |= term->number != ITEM_UNREAD;
		return feed->unread > 0;
	default:
		choice->unknown = true;
		return false;
	}
}

bool choose_feeds(Str text, const Feed *feeds, size_t count, int64_t now, Arena *arena,
	const FeedId **ids, size_t *id_count, Err *err)
{
	FeedId *found = arena_array(arena, count, sizeof *found);
	Choice choice = {.now = now, .arena = arena};
	Query query;

	*ids = found;
	*id_count = 0;
	if (!query_parse(text, arena, &query, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		choice.feed = &feeds[i];
		if (fits(&choice, query.term))
			found[(*id_count)++] = feeds[i].id;
	}
	if (choice.unknown)
		return err_set(err, ERR_USER, 0,
			"\"%.*s\" asks about articles; feeds are told apart by words, feed:NAME, "
			"in:FOLDER, tag:NAME, url:PART, /REGEX/, unread, newer:30d, older:30d",
			STR_ARG(str_slice(text, 0, 60)));
	if (*id_count == 0)
		return err_set(err, ERR_USER, 0, "no feed fits \"%.*s\"",
			STR_ARG(str_slice(text, 0, 160)));
	return true;
}
