#include "engine/save.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/format/opml.h"
#include "feed/html/render.h"

enum { LONGEST_NAME = 80 }; /* bytes; names end at 255 */

Str save_name(Str title, Str ending, Arena *arena)
{
	Buf out = {0};
	bool gap = false;

	for (size_t at = 0; at < title.n;) {
		size_t start = at;
		Utf8Class class = utf8_class(utf8_next(title, &at));

		/* The rest of a word that was begun may run over; a new one is not begun. */
		if (out.n > LONGEST_NAME || (out.n > LONGEST_NAME * 3 / 4 && gap))
			break;
		/* "reader's" is one word. */
		if (class == UTF8_BETWEEN) {
			gap = gap || (title.s[start] != '\'' &&
					     !str_starts(str_from_at(title, start), S("’")));
			continue;
		}
		if (gap && out.n)
			buf_char(&out, '-');
		gap = false;
		buf_add(&out, str_slice(title, start, at - start));
	}
	if (out.n == 0)
		buf_add(&out, S("article"));
	buf_char(&out, '.');
	buf_add(&out, ending);
	return buf_take(&out, arena);
}

static const struct {
	const char *ending;
	void (*render)(const Doc *doc, Buf *out);
} forms[] = {
	{".md", render_markdown_file},
	{".markdown", render_markdown_file},
	{".html", render_html_file},
	{".htm", render_html_file},
	{".txt", render_text},
	{".text", render_text},
};

bool save_bytes(Str bytes, Str path, bool replace, Err *err)
{
	Arena *arena = arena_open();
	const char *file = path_expand(arena, path);
	struct stat about;
	bool ok = false;

	if (stat(file, &about) == 0 && (!replace || !S_ISREG(about.st_mode)))
		err_set(err, ERR_USER, S_ISREG(about.st_mode) ? EEXIST : EISDIR,
			"%s is there already", file);
	else
		ok = file_write(file, bytes, err);
	arena_close(arena);
	return ok;
}

bool save_doc(const Doc *doc, Str path, bool replace, Err *err)
{
	Buf out = {0};
	size_t form = 0;
	bool ok;

	while (form < COUNT(forms) && !str_ends_case(path, str_from(forms[form].ending)))
		form++;
	if (form == COUNT(forms))
		return err_set(err, ERR_USER, EINVAL,
			"let the name end in .md, .html or .txt; \"%.*s\" does not", STR_ARG(path));
	forms[form].render(doc, &out);
	ok = save_bytes(buf_str(&out), path, replace, err);
	buf_drop(&out);
	return ok;
}

Str save_text(const Doc *doc, Arena *arena)
{
	Buf out = {0};

	render_text(doc, &out);
	return buf_give(&out, arena);
}

Str save_opml(const Feed *const *feeds, size_t count, Arena *arena)
{
	OpmlFeed *rows = arena_array(arena, count, sizeof *rows);
	size_t n = 0;
	Buf out = {0};

	for (size_t i = 0; i < count; i++)
		if (url_is_http(feeds[i]->url))
			rows[n++] = (OpmlFeed){.url = url_public(feeds[i]->url, arena),
				.title = feeds[i]->title,
				.site = feeds[i]->site,
				.folder = feeds[i]->folder,
				.tags = feeds[i]->tags};
	opml_write(rows, n, S("lede"), &out);
	return buf_give(&out, arena);
}
