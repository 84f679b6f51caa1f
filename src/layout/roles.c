#include "layout/roles.h"

#include <assert.h>

static const struct {
	const char *name;
	Role parent;
	const char *help;
} roles[] = {
	[ROLE_TEXT] = {"text", ROLE_TEXT, "All text that has no other role."},
	[ROLE_TITLE] = {"title", ROLE_HEADING, "The headline of an article."},
	[ROLE_BYLINE] = {"byline", ROLE_TEXT, "Who wrote an article and when."},
	[ROLE_HEADING] = {"heading", ROLE_TEXT, "Headings in an article."},
	[ROLE_SUBHEADING] = {"subheading", ROLE_HEADING, "Headings of level 4 to 6."},
	[ROLE_BOLD] = {"bold", ROLE_TEXT, "Strong words."},
	[ROLE_ITALIC] = {"italic", ROLE_TEXT, "Words with emphasis."},
	[ROLE_UNDERLINE] = {"underline", ROLE_TEXT, "Underlined words."},
	[ROLE_STRIKE] = {"strike", ROLE_TEXT, "Deleted words."},
	[ROLE_MARK] = {"mark", ROLE_TEXT, "Words highlighted by the author."},
	[ROLE_SMALL] = {"small", ROLE_TEXT, "Side remarks."},
	[ROLE_CODE] = {"code", ROLE_TEXT, "Code within a line."},
	[ROLE_PRE] = {"pre", ROLE_CODE, "Blocks of code and other preformatted text."},
	[ROLE_QUOTE] = {"quote", ROLE_TEXT, "The words of a quotation."},
	[ROLE_QUOTE_BAR] = {"quote-bar", ROLE_RULE, "The bar beside a quotation."},
	[ROLE_MARKER] = {"marker", ROLE_TEXT, "Bullets and numbers of lists, marks of pictures."},
	[ROLE_RULE] = {"rule", ROLE_TEXT, "Lines between parts of an article and under headings."},
	[ROLE_TABLE_HEAD] = {"table-head", ROLE_BOLD, "The head of a table."},
	[ROLE_TABLE_RULE] = {"table-rule", ROLE_RULE, "The lines in a table."},
	[ROLE_LINK] = {"link", ROLE_TEXT, "The words of a link."},
	[ROLE_LINK_NUMBER] = {"link-number", ROLE_LINK, "The number behind a link."},
	[ROLE_LINK_FOCUS] = {"link-focus", ROLE_SELECTED, "The link that Tab has reached."},
	[ROLE_HINT] = {"hint", ROLE_SELECTED, "The letters that open a link."},
	[ROLE_BOX] = {"box", ROLE_RULE, "The lines around pictures and posts."},
	[ROLE_CAPTION] = {"caption", ROLE_TEXT, "The words below a picture."},
	[ROLE_CREDIT] = {"credit", ROLE_CAPTION, "Who made a picture."},
	[ROLE_CARD] = {"card", ROLE_TEXT, "The words of a post."},
	[ROLE_CARD_AUTHOR] = {"card-author", ROLE_BOLD, "Who wrote a post."},
	[ROLE_CARD_NOTE] = {"card-note", ROLE_BYLINE, "When it was written, and what opens it."},
	[ROLE_MEDIA] = {"media", ROLE_HEADING, "VIDEO, AUDIO before what can be played."},
	[ROLE_HIT] = {"hit", ROLE_MARK, "What a search has found."},
	[ROLE_HIT_FOCUS] = {"hit-focus", ROLE_SELECTED, "The hit the search stands on."},
	[ROLE_BAR] = {"bar", ROLE_TEXT, "The top line."},
	[ROLE_BAR_ACCENT] = {"bar-accent", ROLE_BAR, "What stands out in the top line."},
	[ROLE_STATUS] = {"status", ROLE_BAR, "The status line."},
	[ROLE_STATUS_ACCENT] = {"status-accent", ROLE_STATUS,
		"What stands out in the status line."},
	[ROLE_PROGRESS] = {"progress", ROLE_STATUS, "How far an update or the reader is."},
	[ROLE_LINE] = {"line", ROLE_RULE, "Lines between parts of the screen."},
	[ROLE_GROUP] = {"group", ROLE_HEADING, "A day or folder above its rows."},
	[ROLE_ROW] = {"row", ROLE_TEXT, "A row of a list: read articles, feeds without news."},
	[ROLE_UNREAD] = {"unread", ROLE_BOLD, "A row with something unread."},
	[ROLE_STAR] = {"star", ROLE_MARKER, "The star of an article that is kept."},
	[ROLE_COUNT] = {"count", ROLE_ROW, "How many are unread."},
	[ROLE_DATE] = {"date", ROLE_ROW, "When an article came."},
	[ROLE_SUMMARY] = {"summary", ROLE_ROW, "The first words of an article."},
	[ROLE_SELECTED] = {"selected", ROLE_TEXT, "The row the cursor is on."},
	[ROLE_SCROLLBAR] = {"scrollbar", ROLE_LINE, "The bar that shows the place in a list."},
	[ROLE_PROMPT] = {"prompt", ROLE_TEXT, "The line that is being typed."},
	[ROLE_COMPLETION] = {"completion", ROLE_PROMPT, "What the line could become."},
	[ROLE_KEY] = {"key", ROLE_BOLD, "The name of a key."},
	[ROLE_ERROR] = {"error", ROLE_TEXT, "What went wrong."},
	[ROLE_WARNING] = {"warning", ROLE_ERROR, "What may go wrong."},
	[ROLE_GOOD] = {"good", ROLE_TEXT, "What went well."},
	[ROLE_SELECTED_UNREAD] = {"selected-unread", ROLE_SELECTED,
		"The same, of a row with something unread."},
};
static_assert(COUNT(roles) == ROLES, "name every role");

Str role_name(Role role)
{
	return str_from(roles[role].name);
}

bool role_find(Str name, Role *role)
{
	for (size_t i = 0; i < COUNT(roles); i++) {
		if (!str_eq(name, str_from(roles[i].name)))
			continue;
		*role = (Role)i;
		return true;
	}
	return false;
}

Role role_parent(Role role)
{
	return roles[role].parent;
}

Str role_help(Role role)
{
	return str_from(roles[role].help);
}
