#include "feed/html/select.h"

enum { MOST_CHOICES = 16, MOST_STEPS = 8, MOST_TESTS = 8, MOST_TRIES = 2000 };

typedef struct {
	Str name, value; /* of an attribute; "class" and "id" are attributes, too */
	bool word, any;  /* one of its words; whatever its value */
} Test;

/* One element: its tag and tests, and whether it is a child of the one before. */
typedef struct {
	Str tag; /* empty: any */
	Test tests[MOST_TESTS];
	unsigned count;
	bool child;
} Step;

typedef struct {
	Step steps[MOST_STEPS];
	unsigned count;
} Choice;

struct Selector {
	Choice choices[MOST_CHOICES];
	unsigned count;
};

static bool is_name_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '_' || (uint8_t)c >= 0x80;
}

static Str take_name(Str *rest)
{
	size_t n = 0;
	Str name;

	while (n < rest->n && is_name_char(rest->s[n]))
		n++;
	name = str_slice(*rest, 0, n);
	*rest = str_from_at(*rest, n);
	return name;
}

/* "[lang]", "[data-kind=story]", "[rel='author']" behind its bracket. */
static bool take_attribute(Str *rest, Test *test)
{
	ptrdiff_t end = str_find_char(*rest, ']'), equals;
	Str inner;

	if (end <= 0)
		return false;
	inner = str_trim(str_slice(*rest, 0, (size_t)end));
	*rest = str_from_at(*rest, (size_t)end + 1);
	equals = str_find_char(inner, '=');
	*test = (Test){.name = inner, .any = true};
	if (equals < 0)
		return inner.n > 0;
	*test = (Test){str_trim(str_slice(inner, 0, (size_t)equals)),
		str_trim(str_from_at(inner, (size_t)equals + 1)), false, false};
	if (test->value.n > 1 && (test->value.s[0] == '"' || test->value.s[0] == '\'') &&
		test->value.s[test->value.n - 1] == test->value.s[0])
		test->value = str_slice(test->value, 1, test->value.n - 2);
	return test->name.n > 0;
}

static bool take_step(Str *rest, Step *step)
{
	bool any = str_starts(*rest, S("*"));

	if (any)
		*rest = str_from_at(*rest, 1);
	else
		step->tag = take_name(rest);
	while (rest->n && (rest->s[0] == '.' || rest->s[0] == '#' || rest->s[0] == '[')) {
		char mark = rest->s[0];
		Test *test = &step->tests[step->count++];

		if (step->count > MOST_TESTS - 1)
			return false;
		*rest = str_from_at(*rest, 1);
		if (mark == '[') {
			if (!take_attribute(rest, test))
				return false;
			continue;
		}
		*test = (Test){mark == '.' ? S("class") : S("id"), take_name(rest), mark == '.',
			false};
		if (test->value.n == 0)
			return false;
	}
	return any || step->tag.n || step->count;
}

static bool take_choice(Str text, Choice *choice)
{
	bool child = false;

	for (text = str_trim(text); text.n; text = str_trim(text)) {
		if (text.s[0] == '>') {
			if (child || choice->count == 0)
				return false;
			child = true;
			text = str_from_at(text, 1);
			continue;
		}
		if (choice->count == MOST_STEPS)
			return false;
		choice->steps[choice->count].child = child;
		if (!take_step(&text, &choice->steps[choice->count++]))
			return false;
		child = false;
	}
	return choice->count && !child;
}

const Selector *select_parse(Str text, Arena *arena, Err *err)
{
	Selector *selector = arena_alloc(arena, sizeof *selector);
	Str rest = str_trim(text), choice;

	if (rest.n == 0 || str_ends(rest, S(","))) {
		err_set(err, ERR_FORMAT, 0, "a selector is missing");
		return NULL;
	}
	while (str_cut(&rest, ',', &choice))
		if (selector->count == MOST_CHOICES ||
			!take_choice(choice, &selector->choices[selector->count++])) {
			err_set(err, ERR_FORMAT, 0, "\"%.*s\" is no selector that lede knows",
				STR_ARG(str_slice(str_trim(choice), 0, 60)));
			return NULL;
		}
	return selector;
}

static bool step_fits(const Step *step, const Node *node)
{
	if (node->tag == TAG_TEXT || (step->tag.n && !str_eq_case(node_name(node), step->tag)))
		return false;
	for (unsigned i = 0; i < step->count; i++) {
		const Test *test = &step->tests[i];

		if (test->word      ? !node_has_word(node, test->name, test->value)
			: test->any ? !node_has(node, test->name)
				    : !str_eq(node_attr(node, test->name), test->value))
			return false;
	}
	return true;
}

/* Whether the first `count` steps lead to `node`. */
static bool choice_fits(const Choice *choice, unsigned count, const Node *node, unsigned *tries)
{
	const Step *step = &choice->steps[count - 1];

	if (*tries == 0 || !step_fits(step, node))
		return false;
	--*tries;
	if (count == 1)
		return true;
	for (const Node *up = node->parent; up; up = up->parent) {
		if (choice_fits(choice, count - 1, up, tries))
			return true;
		if (step->child)
			break;
	}
	return false;
}

bool select_fits(const Selector *selector, const Node *node)
{
	for (unsigned i = 0; i < selector->count; i++) {
		unsigned tries = MOST_TRIES;

		if (choice_fits(&selector->choices[i], selector->choices[i].count, node, &tries))
			return true;
	}
	return false;
}

Node *select_first(const Selector *selector, Node *root)
{
	for (unsigned i = 0; i < selector->count; i++) {
		const Choice *choice = &selector->choices[i];

		for (Node *n = root; n; n = node_next(n, root)) {
			unsigned tries = MOST_TRIES;

			if (choice_fits(choice, choice->count, n, &tries))
				return n;
		}
	}
	return NULL;
}
