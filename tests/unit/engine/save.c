/* engine/save: articles as files. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/path.h"
#include "engine/save.h"

static const Doc *doc_of(Arena *arena, const char *title)
{
	DocBuilder *b = doc_builder_open(arena);
	Slice text = doc_add_text(b, S("Words & more."));

	doc_builder_head(b)->title = doc_add_text(b, str_from(title));
	doc_builder_head(b)->byline = doc_add_text(b, S("Mira \"Mi\" Holt"));
	doc_builder_head(b)->url = doc_add_text(b, S("https://e.example/a?b&c"));
	doc_add_block(b,
		(Block){.kind = BLOCK_PARAGRAPH, .marker = MARK_NONE, .text = text, .ref = NONE});
	return doc_finish(b);
}

static void names_are_made_of_titles(void **state)
{
	static const struct {
		const char *title, *name;
	} cases[] = {
		{"Fog keeps ferries in port", "Fog-keeps-ferries-in-port.md"},
		{"  What’s next?! -- the harbour's plan/2 ", "Whats-next-the-harbours-plan-2.md"},
		{"Über die Brücke: 東京へ", "Über-die-Brücke-東京へ.md"},
		{"../../etc/passwd", "etc-passwd.md"},
		{"~$`;.", "article.md"},
		{"", "article.md"},
		{"A title so long that no file system would like to have it as a name, whatever "
		 "one "
		 "does about it",
			"A-title-so-long-that-no-file-system-would-like-to-have-it-as-a.md"},
	};
	Arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(save_name(str_from(cases[i].title), S("md"), arena).s,
			cases[i].name);
	arena_close(arena);
}

static void the_ending_says_the_form(void **state)
{
	static const struct {
		const char *ending, *expected;
	} cases[] = {
		{".md", "---\ntitle: \"Fog & \\\"all\\\"\"\nauthor: \"Mira \\\"Mi\\\" Holt\"\n"
			"url: \"https://e.example/a?b&c\"\n---\n\n# Fog & \"all\"\n\n"
			"Mira \"Mi\" Holt\n\nWords & more.\n"},
		{".TXT", "Fog & \"all\"\n\nMira \"Mi\" Holt\n\nWords & more.\n"},
		{".html",
			"<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\"/>\n"
			"<title>Fog &amp; \"all\"</title>\n"
			"<meta name=\"author\" content=\"Mira &quot;Mi&quot; Holt\"/>\n"
			"<link rel=\"canonical\" href=\"https://e.example/a?b&amp;c\"/>\n"
			"<style>body{max-width:42em;margin:2em auto;padding:0 1em;line-height:1.5}"
			"img{max-width:100%}pre{overflow:auto}</style>\n</head>\n<body>\n"
			"<h1>Fog &amp; \"all\"</h1>\n<p>Mira \"Mi\" Holt</p>\n"
			"<p>Words &amp; more.</p>\n</body>\n</html>\n"},
	};
	Arena *arena = arena_open();
	char folder[] = "/tmp/lede-save-XXXXXX";
	const Doc *doc = doc_of(arena, "Fog & \"all\"");
	Err err = {0};

	(void)state;
	assert_non_null(mkdtemp(folder));
	setenv("HOME", folder, 1);
	for (size_t i = 0; i < COUNT(cases); i++) {
		Str path = arena_printf(arena, "~/a%s", cases[i].ending);
		const char *file = path_expand(arena, path);
		Buf text = {0};

		assert_true(save_doc(doc, path, false, &err));
		assert_true(file_read(file, 1 << 20, &text, &err));
		assert_string_equal(buf_z(&text), cases[i].expected);
		buf_drop(&text);
		unlink(file);
	}
	assert_false(save_doc(doc, S("~/a.pdf"), false, &err));
	assert_int_equal(err.code, EINVAL);
	assert_int_equal(rmdir(folder), 0);
	arena_close(arena);
}

static void nothing_is_replaced_unasked(void **state)
{
	Arena *arena = arena_open();
	char folder[] = "/tmp/lede-save-XXXXXX";
	const char *file;
	Buf text = {0};
	Err err = {0};

	(void)state;
	assert_non_null(mkdtemp(folder));
	file = arena_printf(arena, "%s/a.md", folder).s;
	assert_true(file_write(file, S("mine"), &err));
	assert_false(save_doc(doc_of(arena, "A"), str_from(file), false, &err));
	assert_int_equal(err.code, EEXIST);
	assert_true(file_read(file, 1 << 20, &text, &err));
	assert_string_equal(buf_z(&text), "mine");
	assert_true(save_doc(doc_of(arena, "A"), str_from(file), true, &err));
	buf_clear(&text);
	assert_true(file_read(file, 1 << 20, &text, &err));
	assert_true(str_starts(buf_str(&text), S("---\ntitle: \"A\"\n")));
	buf_drop(&text);
	unlink(file);
	/* A folder of that name is no file to replace. */
	assert_true(path_make_folder(file, &err));
	assert_false(save_doc(doc_of(arena, "A"), str_from(file), true, &err));
	assert_int_equal(err.code, EISDIR);
	rmdir(file);
	rmdir(folder);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_made_of_titles),
		cmocka_unit_test(the_ending_says_the_form),
		cmocka_unit_test(nothing_is_replaced_unasked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
