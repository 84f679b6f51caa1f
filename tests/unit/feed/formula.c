/* feed/html/formula: formulas as lines of characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feed/html/formula.h"

typedef struct {
	const char *in, *out;
} Case;

static void tex_becomes_characters(void **state)
{
	static const Case cases[] = {
		{"E=mc^2", "E = mc²"},
		{"{\\displaystyle x_{1}+x_{12}}", "x₁ + x₁₂"},
		{"\\frac{a}{b}", "a/b"},
		{"\\frac{a+b}{2n}", "(a + b)/2n"},
		{"\\frac12", "1/2"},
		{"\\sqrt{2}, \\sqrt{x+1}, \\sqrt[3]{x}", "√2, √(x + 1), ³√x"},
		{"\\alpha \\le \\pi r^{2}", "α ≤ πr²"},
		{"-x - -y", "−x − −y"},
		{"\\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"},
		{"\\int_0^\\infty f(x)\\,dx", "∫₀^∞ f(x)dx"},
		{"A{\\text{ real}}\\iff B", "A real ⇔ B"},
		{"\\sin x + \\log_2(n)", "sin x + log₂(n)"},
		{"x^{\\text{max}}, x^{qq}", "xᵐᵃˣ, x^(qq)"},
		{"\\left( \\mathbb{R} \\right)", "(ℝ)"},
		{"90^\\circ", "90°"},
		{"f'(x) \\to \\vec{v}", "f′(x) → v\xe2\x83\x97"},
		{"$a \\% b$", "a%b"},
		{"\\text{if } x > 0", "if x > 0"},
		{"\\begin{matrix} a & b \\\\ c & d \\end{matrix}", "a, b; c, d"},
		{"\\begin{bmatrix}2&2+i\\\\2-i&-3\\\\\\end{bmatrix}^{T}",
			"[2, 2 + i; 2 − i, −3]^T"},
		{"\\left(\\begin{array}{c|c} a & b \\\\[4pt] \\hline c & d \\end{array}\\right)",
			"(a, b; c, d)"},
		{"f(x)=\\begin{cases}0&x<0\\\\1&\\text{else}\\end{cases}",
			"f(x) = {0 x < 0; 1 else"},
		{"\\begin{aligned}a&=b\\\\&=c\\end{aligned}", "a = b; = c"},
		{"A^{\\dagger}", "A^†"},
		{"\\unheardof{x}", "\\unheardofx"},
		/* what is broken ends, with what can be read */
		{"\\frac{a", "a/"},
		{"x^", "x"},
		{"{{{x", "x"},
		{"\\", ""},
		{"}}", ""},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *arena = arena_open();
		Str got = formula_of_tex(str_from(cases[i].in), arena);

		assert_string_equal(arena_strz(arena, got), cases[i].out);
		arena_close(arena);
	}
}

static void mathml_is_read_by_its_tex_or_by_itself(void **state)
{
	static const Case cases[] = {
		{"<math><mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mrow><mi>y</mi><mo>+</mo><mn>1</mn>"
		 "</mrow></mfrac></math>",
			"x = 1/(y + 1)"},
		{"<math><msubsup><mi>a</mi><mi>i</mi><mn>2</mn></msubsup><msqrt><mi>b</mi></msqrt>"
		 "</math>",
			"aᵢ²√b"},
		{"<math alttext='x^{3}'><mi>other</mi></math>", "x³"},
		{"<math><semantics><mi>q</mi><annotation encoding='application/x-tex'>q_{1}"
		 "</annotation></semantics></math>",
			"q₁"},
		{"<math><mo>(</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"
		 "<mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable><mo>)</mo></math>",
			"(a, b; c, d)"},
		{"<math><mtext>50 % of {all}</mtext></math>", "50 % of all"},
		{"<math><msup><mi>e</mi><mrow><mo>-</mo><mi>x</mi></mrow></msup></math>", "e⁻ˣ"},
		{"<math><mfrac><mi>a</mi></mfrac></math>", "a/"},
		{"<math></math>", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		Arena *arena = arena_open();
		const Node *math =
			node_find(dom_parse(str_from(cases[i].in), arena)->body, TAG_MATH);
		Str got = formula_of_math(math, arena);

		assert_string_equal(arena_strz(arena, got), cases[i].out);
		arena_close(arena);
	}
}

/* A megabyte of braces ends in time, and so do fractions within fractions. */
static void depth_and_length_are_bounded(void **state)
{
	Arena *arena = arena_open();
	Buf tex = {0};

	(void)state;
	for (int i = 0; i < 1000000; i++)
		buf_char(&tex, '{');
	assert_true(formula_of_tex(buf_str(&tex), arena).n == tex.n);
	buf_clear(&tex);
	for (int i = 0; i < 2000; i++)
		buf_add(&tex, S("\\frac{x}{"));
	assert_true(formula_of_tex(buf_str(&tex), arena).n <= tex.n * 2);
	buf_drop(&tex);
	arena_close(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tex_becomes_characters),
		cmocka_unit_test(mathml_is_read_by_its_tex_or_by_itself),
		cmocka_unit_test(depth_and_length_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
