#include "engine/subscribe.h"

#include "config/urls.h"

bool subscribe(Library *lib, const char *urls, Err *err)
{
	Arena *arena = arena_open();
	const UrlsEntry *entries;
	Subscription *subs;
	size_t count, n = 0;
	/* A list that can't be taken over stays as it was. */
	bool read_only = library_is_read_only(lib);
	bool ok = read_only || urls_read_or_bundled(urls, arena, &entries, &count, err);

	if (ok && !read_only) {
		subs = arena_array(arena, count, sizeof *subs);
		for (size_t i = 0; i < count; i++)
			if (!str_starts(entries[i].url, S("query:")))
				subs[n++] = (Subscription){.url = entries[i].url,
					.title = entries[i].title,
					.folder = entries[i].folder,
					.tags = entries[i].tags,
					.hidden = entries[i].hidden};
		ok = library_subscribe(lib, subs, n, err);
	}
	arena_close(arena);
	return ok;
}

bool subscribe_move(Library *lib, const char *urls, Str from, Str to, Err *err)
{
	bool there;

	if (!urls_has(urls, to, &there, err))
		return false;
	if (there)
		return err_set(err, ERR_USER, 0, "%.*s is in %s already", STR_ARG(to), urls);
	if (!urls_replace(urls, from, to, err))
		return false;
	if (library_move_feed(lib, from, to, err) && subscribe(lib, urls, err))
		return true;
	urls_replace(urls, to, from, NULL);
	return false;
}

bool subscribe_turn(Library *lib, const char *urls, const UrlsChange *change, bool back, Err *err)
{
	switch (change->kind) {
	case URLS_ADDED:
		return back ? urls_remove(urls, change->url, NULL, err)
			    : urls_restore(urls, change->url, 1, err);
	case URLS_REMOVED:
		return back ? urls_restore(urls, change->url, change->lines, err)
			    : urls_remove(urls, change->url, NULL, err);
	case URLS_TAGGED:
		return urls_set_words(urls, change->url, back ? change->before : change->after,
			err);
	case URLS_MOVED:
		return subscribe_move(lib, urls, back ? change->after : change->url,
			back ? change->url : change->after, err);
	case URLS_NONE:
		break;
	}
	return true;
}
