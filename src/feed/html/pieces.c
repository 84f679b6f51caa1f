#include "feed/html/pieces.h"

bool pieces_next(Pieces *pieces, Slice *rest, Span *piece)
{
	const Doc *doc = pieces->doc;
	uint32_t end = rest->at + rest->len, i = pieces->span;

	if (rest->len == 0)
		return false;
	while (i < doc->span_count && doc->spans[i].text.at + doc->spans[i].text.len <= rest->at)
		i++;
	pieces->span = i;
	*piece = (Span){*rest, 0, NONE};
	if (i < doc->span_count && doc->spans[i].text.at < end) {
		const Span *span = &doc->spans[i];
		uint32_t to = span->text.at + span->text.len;

		if (span->text.at > rest->at) {
			piece->text.len = span->text.at - rest->at;
		} else {
			piece->text.len = (to < end ? to : end) - rest->at;
			piece->style = span->style;
			piece->link = span->link;
		}
	}
	rest->at += piece->text.len;
	rest->len -= piece->text.len;
	return true;
}
