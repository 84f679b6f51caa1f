/* RSS 0.90 and 1.0: RSS in a frame of RDF, items beside the channel. */
#include "feed/format/rss.h"

static bool is_rdf(const Input *in)
{
	return in->root && str_eq_case(in->root->name, S("RDF")) &&
	       (xml_child(in->root, S("channel")) || xml_child(in->root, S("item")));
}

static bool parse(const Input *in, Parsed *out, Err *err)
{
	const XmlNode *channel = xml_child(in->root, S("channel"));
	const XmlNode *known = channel ? channel : xml_child(in->root, S("item"));

	(void)err;
	rss_parse(in, known->space == SPACE_RSS090 ? S("rss090") : S("rss10"), out);
	return true;
}

const Format format_rdf = {"RDF", is_rdf, parse};
