/* What rules do with articles that come in. The verdict is stored with the article: a rule that is
 * changed later changes nothing. */
#include <stdio.h>
#include <time.h>

#include "store/lister.h"
#include "store/marks.h"

bool library_set_rules(Library *lib, const Rule *rules, size_t count, Err *err)
{
	Arena *arena = arena_open();
	bool ok = true;

	lib->rules = rules;
	lib->rule_count = count;
	/* "for 30d" counts from when the rule was first seen. */
	for (size_t i = 0; i < count && ok; i++) {
		Str name = arena_printf(arena, "rule-%llx",
			(unsigned long long)str_hash(rules[i].text));
		Str since;

		if (rules[i].days == 0)
			continue;
		ok = library_value(lib, name, arena, &since, err);
		if (ok && since.n == 0)
			ok = library_set_value(lib, name,
				arena_printf(arena, "%lld", (long long)time(NULL)), err);
	}
	arena_close(arena);
	return ok;
}

static bool is_over(Library *lib, const Rule *rule, int64_t now, Arena *arena)
{
	int64_t start = 0;
	Str since;

	if (rule->until && now >= rule->until)
		return true;
	if (rule->days == 0)
		return false;
	return library_value(lib,
		       arena_printf(arena, "rule-%llx", (unsigned long long)str_hash(rule->text)),
		       arena, &since, NULL) &&
	       str_number(since, &start) && now >= start + rule->days * 86400;
}

static uint32_t flags_after(const Rule *rule, uint32_t flags)
{
	switch (rule->action) {
	case RULE_MUTE:
		return flags | ITEM_MUTED;
	case RULE_READ:
		return flags & ~(uint32_t)ITEM_UNREAD;
	case RULE_STAR:
		return flags | ITEM_STARRED;
	case RULE_LATER:
		return flags | ITEM_LATER;
	case RULE_TAG:
	case RULE_ACTIONS:
		break;
	}
	return flags;
}

typedef struct {
	ItemId id;
	uint32_t before, after;
	VEC(Str) tags; /* those that rules give */
} Verdict;
typedef VEC(Verdict) Verdicts;

/* One statement asks all rules about all new articles of a feed. */
static sqlite3_stmt *ask(Lister *l, const Rule *const *rules, size_t count, FeedId feed,
	ItemId behind)
{
	buf_add(&l->sql, S("SELECT id"));
	for (size_t i = 0; i < count; i++) {
		buf_add(&l->sql, S(", "));
		lister_term(l, rules[i]->query.term);
	}
	buf_printf(&l->sql, " FROM item WHERE id > %lld AND feed = %lld", (long long)behind,
		(long long)feed);
	return lister_prepare(l);
}

static Verdict judge(Library *lib, sqlite3_stmt *row, const Rule *const *rules, size_t count,
	Arena *arena)
{
	ItemId id = sqlite3_column_int64(row, 0);
	Verdict verdict = {.id = id, .before = marks_of(lib, id)};

	verdict.after = verdict.before;
	for (size_t i = 0; i < count; i++) {
		if (!sqlite3_column_int(row, (int)i + 1))
			continue;
		verdict.after = flags_after(rules[i], verdict.after);
		if (rules[i]->action == RULE_TAG)
			*vec_push_in(&verdict.tags, arena) = rules[i]->tag;
	}
	return verdict;
}

static bool write_verdict(Library *lib, const Verdict *v, Err *err)
{
	int64_t kind;

	marks_put_all(lib, v->id, v->after);
	for (size_t i = 0; i < v->tags.count; i++) {
		if (!tags_kind(lib, v->tags.items[i], true, &kind, err))
			return false;
		marks_put(lib, v->id, kind, true);
	}
	return true;
}

static bool write_verdicts(Library *lib, const Verdicts *verdicts, RuledCounts *out, Err *err)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		const Verdict *v = &verdicts->items[i];
		bool muted = v->after & ITEM_MUTED;

		if (!write_verdict(lib, v, err))
			return false;
		out->hidden += muted;
		out->not_unread += muted || !(v->after & ITEM_UNREAD);
	}
	return true;
}

bool rules_judge(Library *lib, FeedId feed, Str title, ItemId behind, int64_t now, RuledCounts *out,
	Err *err)
{
	Lister l;
	const Rule **rules;
	Verdicts verdicts = {0};
	sqlite3_stmt *statement = NULL;
	size_t count = 0;
	bool ok = true;

	*out = (RuledCounts){0};
	if (lib->rule_count == 0)
		return true;
	l = (Lister){.lib = lib, .arena = arena_open(), .now = now, .err = err, .unindexed = true};
	rules = arena_array(l.arena, lib->rule_count, sizeof(const Rule *));
	for (size_t i = 0; i < lib->rule_count; i++)
		if (!is_over(lib, &lib->rules[i], now, l.arena))
			rules[count++] = &lib->rules[i];
	if (count) {
		ok = lister_one_feed(&l, feed, title);
		statement = ok ? ask(&l, rules, count, feed, behind) : NULL;
		ok = statement != NULL;
		while (statement && db_row(lib, statement, &ok, err))
			*vec_push_in(&verdicts, l.arena) =
				judge(lib, statement, rules, count, l.arena);
		sqlite3_finalize(statement);
		ok = ok && write_verdicts(lib, &verdicts, out, err);
	}
	buf_drop(&l.sql);
	arena_close(l.arena);
	return ok;
}
