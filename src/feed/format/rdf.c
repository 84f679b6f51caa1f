/* RSS 0.90 and 1.0: RSS in a frame of RDF, items beside the channel. */
#include "feed/format/rss.h"

static bool declares(const Input *in, XmlSpace space)
{
	return in->spaces >> space & 1;
}

/* RDF says much; it is a feed if it names RSS, or has its elements. */
static bool is_rdf(const Input *in)
{
	return in->root && str_eq_case(in->root->name, S("RDF")) &&
	       (xml_child(in->root, S("channel")) || xml_child(in->root, S("item")) ||
		       declares(in, SPACE_RSS10) || declares(in, SPACE_RSS090));
}

static bool parse(const Input *in, Parsed *out, Err *err)
{
	(void)err;
	rss_parse(in, declares(in, SPACE_RSS090) ? S("rss090") : S("rss10"), out);
	return true;
}

const Format format_rdf = {"RDF", is_rdf, parse};
