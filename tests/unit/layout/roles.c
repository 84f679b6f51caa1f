/* layout/roles: the table of roles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/roles.h"

static void every_role_is_named_explained_and_descends_from_text(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ROLES; i++) {
		Role role = (Role)i, found = ROLES;
		unsigned steps = 0;

		assert_true(role_name(role).n > 0);
		assert_true(role_help(role).n > 0);
		assert_true(role_find(role_name(role), &found));
		assert_int_equal(found, role);
		for (; role != ROLE_TEXT; role = role_parent(role))
			assert_true(++steps < ROLES);
	}
}

static void an_unknown_name_is_no_role(void **state)
{
	Role role = ROLE_ERROR;

	(void)state;
	assert_false(role_find(S("no-such-role"), &role));
	assert_int_equal(role, ROLE_ERROR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_is_named_explained_and_descends_from_text),
		cmocka_unit_test(an_unknown_name_is_no_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
