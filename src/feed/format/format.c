#include "feed/format/format.h"

/* Asked in this order. */
const Format *const formats[] = {&format_rss, &format_rdf, &format_atom, &format_cdf,
	&format_jsonfeed};
const size_t format_count = COUNT(formats);

const Format *format_find(const Input *in)
{
	for (size_t i = 0; i < format_count; i++)
		if (formats[i]->is(in))
			return formats[i];
	return NULL;
}
