#include "cli/target.h"

#include "base/path.h"
#include "base/url.h"
#include "feed/html/gemini.h"
#include "feed/html/marked.h"
#include "feed/net/fetch.h"

enum { MAX_BYTES = 64 << 20 };

bool target_read(const char *word, Arena *arena, TargetBytes *out, Err *err)
{
	Request request = {.url = str_from(word), .max_bytes = MAX_BYTES};
	Response response;

	*out = (TargetBytes){0};
	if (url_is_http(str_from(word)) || str_starts_case(str_from(word), S("file:"))) {
		if (!fetch_once(&request, &(FetcherOptions){0}, arena, &response, err))
			return false;
		out->bytes = response.body;
		out->url = response.url;
		out->mime = response.mime;
		return true;
	}
	if (str_find(str_from(word), S("://")) >= 0)
		return err_set(err, ERR_USER, 0,
			"%s: lede reads addresses that begin with http, https or file", word);
	if (!file_read(word, MAX_BYTES, &out->file, err))
		return false;
	out->bytes = buf_str(&out->file);
	/* It has nothing else that would say so. */
	if (gemini_is(S(""), str_from(word)))
		out->mime = S("text/gemini");
	else if (marked_is(S(""), str_from(word)))
		out->mime = S("text/markdown");
	return true;
}

void target_drop(TargetBytes *target)
{
	buf_drop(&target->file);
}
