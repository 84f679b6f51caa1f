/* feed/format/xml: trees of sound and of broken XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feed/format/xml.h"

static Arena *arena;

/* The whole of it written out again, text escaped. */
static void reads(const char *text, bool repaired, const char *want)
{
	Xml xml = xml_parse(str_from(text), arena);
	Str got = xml.root ? xml_markup(xml.root, S(""), arena) : S("(none)");

	if (!str_eq(got, str_from(want)))
		fail_msg("%s\nreads as %.*s,\nnot as   %s", text, STR_ARG(got), want);
	assert_int_equal(xml.repaired, repaired);
}

static void sound_files_are_read_by_the_library(void **state)
{
	(void)state;
	reads("<?xml version='1.0' encoding='koi8-r'?>\n<!-- c --><a>x &lt; &#233;<b c='1&amp;2'/>"
	      "<![CDATA[<i>]]></a>",
		false, "x &lt; é<b c=\"1&amp;2\"></b>&lt;i&gt;");
	reads("\xef\xbb\xbf <a>t</a> ", true, "t");
}

static void text_in_one_piece_is_not_copied(void **state)
{
	const char *file = "<a><b><c><d>\n<![CDATA[one & all]]>\n</d><d>two</d><d>x &amp; y</d>"
			   "<d>\n<![CDATA[<i>]]>\n<![CDATA[x]]></d><d> <e>t </e> </d></c></b></a>";
	Xml xml = xml_parse(str_from(file), arena);
	const XmlNode *node = xml.root->first->first->first;

	(void)state;
	assert_true(str_eq(node->text, S("one & all")));
	assert_true(node->text.s > file && node->text.s < file + strlen(file));
	assert_true(node->next->text.s > file && node->next->text.s < file + strlen(file));
	reads(file, false,
		"<b><c><d>one &amp; all</d><d>two</d><d>x &amp; y</d><d>&lt;i&gt;\nx</d>"
		"<d> <e>t </e> </d></c></b>");
}

static void cdata_is_text_wherever_it_begins(void **state)
{
	(void)state;
	reads("<a>one<![CDATA[two]]>three &amp; <![CDATA[ ]]]]><![CDATA[>]]></a>", false,
		"onetwothree &amp;  ]]&gt;");
	reads("<a> \n<![CDATA[<![CDATA[]]><b><![CDATA[]]></b>[<![CDATA[\xc3\xa9]]></a>", false,
		"&lt;![CDATA[<b></b>[é");
	/* Here none does. */
	reads("<a><!-- <![CDATA[ --><b>x</b><!-- ]]> --></a>", false, "<b>x</b>");
	reads("<a><?y <![CDATA[?><b>x</b><?y ]]>?></a>", false, "<b>x</b>");
	reads("<a b='&lt;![CDATA['>]] ></a>", false, "]] &gt;");
	/* What is wrong with it is found. */
	reads("<a><![CDATA[x\001y]]></a>", true, "xy");
	reads("<a><![CDATA[x]]><b></a>", true, "x<b></b>");
	reads("<a>x]]>y</a>", true, "x]]&gt;y");
}

/* Each time a little further, past the end of what libxml2 is given at once. */
static void cdata_is_read_across_chunks(void **state)
{
	Buf file = {0}, long_text = {0};

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_add(&long_text, S("a text<br>"));
	for (size_t at = 32740; at < 32780; at++) {
		Xml xml;

		buf_clear(&file);
		buf_add(&file, S("<a><b>"));
		while (file.n < at)
			buf_char(&file, 'x');
		buf_add(&file, S("</b><c><![CDATA["));
		buf_add(&file, buf_str(&long_text));
		buf_add(&file, S("]]></c><d>end</d></a>"));
		xml = xml_parse(buf_str(&file), arena);
		assert_false(xml.repaired);
		assert_int_equal(xml.root->first->text.n, at - 6);
		assert_true(str_eq(xml.root->first->next->text, buf_str(&long_text)));
		assert_true(str_eq(xml.root->first->next->next->text, S("end")));
	}
	buf_drop(&file);
	buf_drop(&long_text);
}

static void namespaces_are_known_by_what_they_mean(void **state)
{
	Xml xml = xml_parse(S("<r xmlns:x='HTTP://purl.org/dc/elements/1.0' xmlns='http://purl.org/"
			      "rss/1.0/'><x:title/><media:content/><y:z xmlns:y='urn:y'/></r>"),
		arena);
	const XmlNode *node = xml.root->first;

	(void)state;
	assert_int_equal(xml.root->space, SPACE_RSS10);
	assert_true(xml.spaces >> SPACE_RSS10 & 1);
	assert_int_equal(node->space, SPACE_DC);
	/* Its prefix is not declared. */
	assert_int_equal(node->next->space, SPACE_MEDIA);
	assert_int_equal(node->next->next->space, SPACE_OTHER);
}

static void broken_files_yield_what_is_there(void **state)
{
	(void)state;
	reads("<a><b>x & y</b><c>&nbsp;&eacute;&copy=1</c></a>", true,
		"<b>x &amp; y</b><c>\xc2\xa0é&amp;copy=1</c>");
	reads("<a><b><i>x</b><c>y</i></c></a>", true, "<b><i>x</i></b><c>y</c>");
	reads("<a><b>1 < 2</b><b q=x r='y>z</b>", true, "<b>1 &lt; 2</b><b q=\"x\" r=\"y\">z</b>");
	reads("<a><item>1<item>2</a>", true, "<item>1</item><item>2</item>");
	reads("Warning!\n<?xml version='1.0'?><a>x</a> junk", true, "x");
	reads("<a>x<!-- never closed > y</a>", true, "x y");
	reads("<a><![CDATA[cut", true, "cut");
	reads("<a>one</a><b>two</b>", true, "one<b>two</b>");
	reads("no markup at all", true, "(none)");
	reads("", true, "(none)");
}

static void control_characters_never_come_out(void **state)
{
	(void)state;
	reads("<a>x&#7;y&#x0;z\x01\x7f</a>", true, "xyz");
	reads("<a b='1&#13;2'>don&#146;t\xc2\x85</a>", false, "don’t…");
	/* UTF-8 that was taken for Latin-1. */
	reads("<a>&#226;&#128;&#166;</a>", false, "…");
}

static void entities_of_a_doctype_are_bounded(void **state)
{
	Buf bomb = {0};
	Xml xml;

	(void)state;
	reads("<!DOCTYPE a [<!ENTITY q 'quay &amp; &p;'><!ENTITY p \"pier\"><!ENTITY f SYSTEM "
	      "'file:///etc/passwd'>]><a>&q; &f;</a>",
		true, "quay &amp; pier");
	/* A '>' between quotes ends no declaration. */
	reads("<!DOCTYPE a [<!ENTITY % p \"<!ENTITY q 'pier'>\"> %p;<!ATTLIST a b CDATA '>]>'>"
	      "<!ENTITY q 'quay'>]><a>&q;</a>",
		true, "quay");
	reads("<!DOCTYPE a [<!ENTITY q 'quay'><a>x</a>", true, "x");
	buf_add(&bomb, S("<!DOCTYPE a [<!ENTITY e0 'lol lol lol lol lol'>"));
	for (int i = 1; i < 30; i++)
		buf_printf(&bomb, "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;'>", i, i - 1, i - 1, i - 1,
			i - 1);
	buf_add(&bomb, S("]><a>&e29;&e5;</a>"));
	xml = xml_parse(buf_str(&bomb), arena);
	assert_non_null(xml.root);
	assert_true(xml_text(xml.root, arena).n < 200000);
	buf_drop(&bomb);
}

static void depth_and_size_are_bounded(void **state)
{
	Buf deep = {0};
	Xml xml;
	unsigned depth = 0;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_add(&deep, S("<a>"));
	buf_add(&deep, S("text"));
	xml = xml_parse(buf_str(&deep), arena);
	for (const XmlNode *node = xml.root; node; node = node->first)
		depth++;
	assert_in_range(depth, 100, 256);
	assert_true(str_eq(xml_text(xml.root, arena), S("text")));
	buf_clear(&deep);
	buf_add(&deep, S("<a "));
	for (int i = 0; i < 100000; i++)
		buf_printf(&deep, "b%d='' ", i);
	buf_add(&deep, S(">x</a>"));
	xml = xml_parse(buf_str(&deep), arena);
	assert_true(str_eq(xml_text(xml.root, arena), S("x")));
	/* The library would walk all of them for each element. */
	buf_clear(&deep);
	for (int i = 0; i < 100000; i++)
		buf_printf(&deep, "<a xmlns:b%d='c%d'>", i, i);
	buf_add(&deep, S("text"));
	xml = xml_parse(buf_str(&deep), arena);
	assert_true(str_eq(xml_text(xml.root, arena), S("text")));
	buf_drop(&deep);
}

static void bases_and_languages_are_those_in_scope(void **state)
{
	Xml xml = xml_parse(S("<a xml:base='http://x.example/1/' xml:lang='sv'><b xml:base='2/'>"
			      "<c/></b><d xml:lang='en'/></a>"),
		arena);
	const XmlNode *b = xml_child(xml.root, S("B")), *d = xml_child(xml.root, S("d"));

	(void)state;
	assert_true(str_eq(xml_base(b->first, S("http://y.example/"), arena),
		S("http://x.example/1/2/")));
	assert_true(xml_has_base(b->first));
	assert_true(str_eq(xml_lang(b, NULL), S("sv")));
	assert_true(str_eq(xml_lang(d, d), S("en")));
	assert_int_equal(xml_lang(b, b).n, 0);
}

static void only_the_innermost_of_many_bases_count(void **state)
{
	Buf deep = {0};
	Xml xml;
	const XmlNode *node;
	Str base;

	(void)state;
	buf_add(&deep, S("<a xml:base='http://x.example/1/'>"));
	for (int i = 0; i < 100; i++)
		buf_add(&deep, S("<b xml:base='c/'>"));
	xml = xml_parse(buf_str(&deep), arena);
	for (node = xml.root; node->first;)
		node = node->first;
	base = xml_base(node, S("http://y.example/"), arena);
	assert_true(str_starts(base, S("http://y.example/c/c/")));
	assert_in_range(base.n, 20, 100);
	buf_drop(&deep);
}

static void addresses_below_an_inner_base_are_resolved(void **state)
{
	Xml xml = xml_parse(S("<a xml:base='http://x.example/1/'><div xml:base='2/'><img src='p'/>"
			      "</div><img src='q'/></a>"),
		arena);

	(void)state;
	assert_true(str_eq(xml_markup(xml.root, S(""), arena),
		S("<div><img src=\"http://x.example/1/2/p\"></div><img src=\"q\">")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound_files_are_read_by_the_library),
		cmocka_unit_test(text_in_one_piece_is_not_copied),
		cmocka_unit_test(cdata_is_text_wherever_it_begins),
		cmocka_unit_test(cdata_is_read_across_chunks),
		cmocka_unit_test(namespaces_are_known_by_what_they_mean),
		cmocka_unit_test(broken_files_yield_what_is_there),
		cmocka_unit_test(control_characters_never_come_out),
		cmocka_unit_test(entities_of_a_doctype_are_bounded),
		cmocka_unit_test(depth_and_size_are_bounded),
		cmocka_unit_test(bases_and_languages_are_those_in_scope),
		cmocka_unit_test(only_the_innermost_of_many_bases_count),
		cmocka_unit_test(addresses_below_an_inner_base_are_resolved),
	};
	int failed;

	arena = arena_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(arena);
	return failed;
}
