#include "view/keymap.h"

#include <string.h>

#include "base/near.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "config/newsboat.h"
#include "view/keyset.h"
#include "view/macro.h"
#include "view/prompt.h"

typedef struct {
	Str keys; /* as keys_read */
	const Action *action;
	unsigned where;
	bool own; /* from the config */
} Bound;

/* Several operations in a row, as an action of its own. */
typedef struct {
	Action action;
	const Binding *binding;
	Str keys; /* of a macro: those behind the prefix */
} Sequence;

struct Keymap {
	VEC(Bound) bound; /* later ones go first */
	VEC(Sequence *) sequences;
};

/* Names as the terminal layer gives them; behind each what newsboat and others call it. */
static const struct {
	const char *name, *aliases, *shown;
} names[] = {
	{"Enter", "return cr enter", "⏎"},
	{"Space", "space", NULL},
	{"Tab", "tab", NULL},
	{"S-Tab", "backtab btab s-tab", NULL},
	{"Esc", "esc escape", NULL},
	{"Backspace", "backspace bs", NULL},
	{"Delete", "delete del", NULL},
	{"Insert", "insert ins", NULL},
	{"Up", "up", "↑"},
	{"Down", "down", "↓"},
	{"Left", "left", "←"},
	{"Right", "right", "→"},
	{"Home", "home", NULL},
	{"End", "end", NULL},
	{"PageUp", "pageup ppage pgup prior", "PgUp"},
	{"PageDown", "pagedown npage pgdn next", "PgDn"},
	{"WheelUp", "wheelup", NULL},
	{"WheelDown", "wheeldown", NULL},
	{"Click", "click", NULL},
	{"<", "lt", NULL},
	{">", "gt", NULL},
};

/* newsboat's dialogs, and our own names of screens. */
static const struct {
	const char *name;
	unsigned where;
} dialogs[] = {
	{"all", IN_ALL},
	{"everywhere", IN_ALL},
	{"feedlist", IN_FEEDS},
	{"feeds", IN_FEEDS},
	{"articlelist", IN_ITEMS},
	{"searchresultslist", IN_ITEMS},
	{"articles", IN_ITEMS},
	{"article", IN_ARTICLE},
	{"reader", IN_ARTICLE},
	{"urlview", IN_LINKS},
	{"links", IN_LINKS},
	{"help", IN_HELP},
	{"log", IN_LOG},
	{"pages", IN_PAGES},
	{"found", IN_FOUND},
	{"about", IN_ABOUT},
	{"journal", IN_JOURNAL},
	/* We have no such screens: what is bound there is nothing here, and no mistake. */
	{"tagselection", 0},
	{"filterselection", 0},
	{"filebrowser", 0},
	{"dirbrowser", 0},
	{"dialogs", 0},
	{"podboat", 0},
	{"podbeuter", 0},
	{"empty", 0},
};

static Str control(Str letter, Arena *arena)
{
	char c = letter.s[0];

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	/* Terminals send these as one byte. */
	if (c == 'I')
		return S("Tab");
	if (c == 'M')
		return S("Enter");
	if (c == '[')
		return S("Esc");
	return arena_printf(arena, "^%c", c);
}

Str key_name(Str key, Arena *arena)
{
	if (key.n == 2 && key.s[0] == '^' && (uint8_t)key.s[1] < 0x80)
		return control(str_from_at(key, 1), arena);
	if (key.n == 3 && str_starts_case(key, S("C-")) && (uint8_t)key.s[2] < 0x80)
		return control(str_from_at(key, 2), arena);
	if (key.n == 3 && str_starts(key, S("S-")) && char_is_alpha(key.s[2]))
		return arena_printf(arena, "%c", key.s[2] & ~0x20);
	for (size_t i = 0; i < COUNT(names); i++) {
		Str aliases = str_from(names[i].aliases), alias;

		if (str_eq(key, str_from(names[i].name)))
			return key;
		while (str_word(&aliases, &alias))
			if (key.n > 1 && str_eq_case(key, alias))
				return str_from(names[i].name);
	}
	return key;
}

/* Whether a written key is one key and not a sequence of letters. */
static bool is_one_key(Str keys)
{
	if (keys.n >= 2 && keys.s[0] == '^')
		return keys.n == 2;
	if (keys.n >= 2 && keys.n <= 3 && (keys.s[0] == 'F' || keys.s[0] == 'f') &&
		char_is_digit(keys.s[1]))
		return true;
	if (keys.n > 2 && keys.s[1] == '-' && strchr("CMSA", keys.s[0]))
		return true;
	for (size_t i = 0; i < COUNT(names); i++) {
		Str aliases = str_from(names[i].aliases), alias;

		if (str_eq(keys, str_from(names[i].name)))
			return true;
		while (str_word(&aliases, &alias))
			if (keys.n > 1 && str_eq_case(keys, alias))
				return true;
	}
	return false;
}

Str keys_read(Str keys, Arena *arena)
{
	Buf out = {0};

	if (is_one_key(keys))
		return key_name(keys, arena);
	while (keys.n) {
		size_t n = utf8_cluster(keys);
		ptrdiff_t end = keys.s[0] == '<' ? str_find_char(keys, '>') : -1;
		Str key;

		if (end > 1) {
			key = key_name(str_slice(keys, 1, (size_t)end - 1), arena);
			n = (size_t)end + 1;
		} else if (keys.s[0] == '^' && keys.n > 1) {
			key = key_name(str_slice(keys, 0, 2), arena);
			n = 2;
		} else {
			key = str_eq(str_slice(keys, 0, n), S(" ")) ? S("Space")
								    : str_slice(keys, 0, n);
		}
		if (out.n)
			buf_char(&out, ' ');
		buf_add(&out, key);
		keys = str_from_at(keys, n);
	}
	return buf_take(&out, arena);
}

static void bind(Keymap *keymap, Str keys, const Action *action, unsigned where, bool own,
	Arena *arena)
{
	*vec_push_in(&keymap->bound, arena) = (Bound){keys, action, where, own};
}

static void bind_defaults(Keymap *keymap, Arena *arena)
{
	for (size_t i = 0; i < action_count; i++) {
		Str keys = str_from(actions[i].keys), key;

		while (str_word(&keys, &key))
			bind(keymap, keys_read(key, arena), &actions[i], actions[i].where, false,
				arena);
	}
}

/* A key that is something at once must not wait for a longer sequence of the defaults. */
static void shadow_longer(Keymap *keymap, Str keys, unsigned where, Arena *arena)
{
	size_t count = keymap->bound.count;

	for (size_t i = 0; i < count; i++) {
		Bound b = keymap->bound.items[i];

		if (!b.own && b.action && (b.where & where) && b.keys.n > keys.n + 1 &&
			str_starts(b.keys, keys) && b.keys.s[keys.n] == ' ')
			bind(keymap, b.keys, NULL, b.where & where, false, arena);
	}
}

/* On each of these screens what is called so there. False: nothing is, anywhere. */
static bool bind_named(Keymap *keymap, Str keys, Str name, unsigned where, bool own, Arena *arena)
{
	keys = keys_read(keys, arena);
	for (unsigned screen = 0; screen < SCREENS; screen++) {
		unsigned bit = 1U << screen & where;
		const Action *action = bit ? action_find(name, bit) : NULL;

		if (!action)
			continue;
		shadow_longer(keymap, keys, bit, arena);
		bind(keymap, keys, action, bit, own, arena);
	}
	return action_find(name, IN_ALL) != NULL;
}

static void bind_set(Keymap *keymap, Arena *arena)
{
	for (size_t i = 0; i < newsboat_key_count; i++)
		bind_named(keymap, str_from(newsboat_keys[i].keys),
			str_from(newsboat_keys[i].operation), newsboat_keys[i].where, false, arena);
}

static const char *file_of(const Binding *binding)
{
	return binding->path ? binding->path : "config";
}

static unsigned dialogs_read(Str words, const Binding *binding, Buf *problems)
{
	unsigned where = 0;
	Str word;

	if (str_trim(words).n == 0)
		return IN_ALL;
	while (words.n) {
		size_t i = 0;

		if (!str_cut(&words, ',', &word))
			break;
		word = str_trim(word);
		while (i < COUNT(dialogs) && !str_eq(word, str_from(dialogs[i].name)))
			i++;
		if (i < COUNT(dialogs))
			where |= dialogs[i].where;
		else
			buf_printf(problems,
				"%s:%u: there is no screen \"%.*s\"; there are feeds, "
				"articles, reader, links, help, log\n",
				file_of(binding), binding->line, STR_ARG(word));
	}
	return where;
}

/* The latest binding of exactly these keys on this screen decides; it may be an unbinding. */
static const Bound *find_exact(const Keymap *keymap, unsigned where, Str keys)
{
	for (size_t i = keymap->bound.count; i-- > 0;)
		if ((keymap->bound.items[i].where & where) &&
			str_eq(keymap->bound.items[i].keys, keys))
			return &keymap->bound.items[i];
	return NULL;
}

/* "open ; quit". */
static Str words_of(const Operations *steps, Arena *arena)
{
	Buf out = {0};

	for (size_t i = 0; i < steps->count; i++) {
		if (i)
			buf_add(&out, S(" ; "));
		for (size_t j = 0; j < steps->steps[i].count; j++)
			buf_printf(&out, "%s%.*s", j ? " " : "", STR_ARG(steps->steps[i].words[j]));
	}
	return buf_give(&out, arena);
}

/* An action for what several operations do; help tells their description, else their names. */
static Sequence *add_sequence(Keymap *keymap, const Binding *binding, unsigned where, Arena *arena)
{
	Sequence *sequence = arena_alloc(arena, sizeof *sequence);
	Str help = binding->steps.help;

	sequence->binding = binding;
	sequence->keys = keys_read(binding->keys, arena);
	sequence->action.name = binding->macro ? "macro" : "bind";
	sequence->action.help = arena_strz(arena, help.n ? help : words_of(&binding->steps, arena));
	sequence->action.where = where;
	*vec_push_in(&keymap->sequences, arena) = sequence;
	return sequence;
}

static void say_no_action(const Binding *binding, Str name, Buf *problems)
{
	Near near = near_of(name);
	const char *hint;

	for (size_t i = 0; i < action_count; i++)
		near_try(&near, str_from(actions[i].name));
	hint = near_hint(&near, "");
	buf_printf(problems, "%s:%u: there is no action \"%.*s\"%s\n", file_of(binding),
		binding->line, STR_ARG(name), hint[0] ? hint : "; ? lists those there are");
}

static void check_steps(const Binding *binding, Buf *problems)
{
	for (size_t i = 0; i < binding->steps.count; i++) {
		Str name = binding->steps.steps[i].words[0];

		if (!str_eq(name, S("set")) && !action_find(name, IN_ALL) && !command_is(name) &&
			!newsboat_operation(name))
			say_no_action(binding, name, problems);
	}
}

/* The keys of macros stand behind all that macro-prefix has. */
static void bind_macros(Keymap *keymap, Arena *arena)
{
	size_t count = keymap->bound.count;

	for (size_t i = 0; i < count; i++) {
		Bound prefix = keymap->bound.items[i];

		if (!prefix.action || prefix.action->run != do_macro ||
			find_exact(keymap, prefix.where, prefix.keys)->action != prefix.action)
			continue;
		for (size_t j = 0; j < keymap->sequences.count; j++) {
			const Sequence *sequence = keymap->sequences.items[j];

			if (sequence->binding->macro)
				bind(keymap,
					arena_printf(arena, "%.*s %.*s", STR_ARG(prefix.keys),
						STR_ARG(sequence->keys)),
					&sequence->action, prefix.where, true, arena);
		}
	}
}

static void bind_own(Keymap *keymap, const Binding *binding, Arena *arena, Buf *problems)
{
	unsigned where = dialogs_read(binding->where, binding, problems);

	if (binding->steps.count) {
		Sequence *sequence = add_sequence(keymap, binding, where, arena);

		check_steps(binding, problems);
		if (!binding->macro)
			bind(keymap, sequence->keys, &sequence->action, where, true, arena);
		return;
	}
	if (binding->action.n == 0) {
		/* unbind-key KEY, or -a for all. */
		if (str_eq(binding->keys, S("-a")))
			keymap->bound.count = 0;
		else
			bind(keymap, keys_read(binding->keys, arena), NULL, where, true, arena);
		return;
	}
	if (!bind_named(keymap, binding->keys, binding->action, where, true, arena) &&
		!newsboat_operation(binding->action))
		say_no_action(binding, binding->action, problems);
}

Keymap *keymap_open(const Config *config, Arena *arena, Buf *problems)
{
	Keymap *keymap = arena_alloc(arena, sizeof *keymap);

	bind_defaults(keymap, arena);
	if (config && str_eq(config->options.keys, S("newsboat")))
		bind_set(keymap, arena);
	for (size_t i = 0; config && i < config->binding_count; i++)
		bind_own(keymap, &config->bindings[i], arena, problems);
	bind_macros(keymap, arena);
	return keymap;
}

const Action *keymap_own(const Keymap *keymap, size_t nth)
{
	return nth < keymap->sequences.count ? &keymap->sequences.items[nth]->action : NULL;
}

const Operations *keymap_operations(const Keymap *keymap, const Action *action)
{
	for (size_t i = 0; i < keymap->sequences.count; i++)
		if (&keymap->sequences.items[i]->action == action)
			return &keymap->sequences.items[i]->binding->steps;
	return NULL;
}

static bool has_longer(const Keymap *keymap, unsigned where, Str keys)
{
	for (size_t i = 0; i < keymap->bound.count; i++) {
		const Bound *b = &keymap->bound.items[i];

		if ((b->where & where) && b->action && b->keys.n > keys.n + 1 &&
			str_starts(b->keys, keys) && b->keys.s[keys.n] == ' ' &&
			find_exact(keymap, where, b->keys)->action)
			return true;
	}
	return false;
}

KeysMatch keymap_find(const Keymap *keymap, ScreenKind where, Str keys, const Action **out)
{
	const Bound *exact = find_exact(keymap, 1U << where, keys);
	bool longer = has_longer(keymap, 1U << where, keys);

	*out = exact ? exact->action : NULL;
	if (*out)
		return longer ? KEYS_EITHER : KEYS_ACTION;
	return longer ? KEYS_PREFIX : KEYS_NONE;
}

static void write_keys(Str keys, Buf *out)
{
	Str key;

	while (str_cut(&keys, ' ', &key)) {
		const char *shown = NULL;

		for (size_t i = 0; i < COUNT(names); i++)
			if (str_eq(key, str_from(names[i].name)))
				shown = names[i].shown;
		if (shown)
			buf_add(out, str_from(shown));
		else
			buf_add(out, key);
	}
}

Str keymap_keys(const Keymap *keymap, const Action *action, ScreenKind where, unsigned max,
	Arena *arena, bool *changed)
{
	Buf out = {0};

	if (changed)
		*changed = false;
	/* The reader's own keys stand before the defaults. */
	for (int own = 1; own >= 0; own--) {
		for (size_t i = 0; i < keymap->bound.count && max; i++) {
			const Bound *b = &keymap->bound.items[i];

			if (b->action != action || b->own != own || !(b->where & (1U << where)) ||
				find_exact(keymap, 1U << where, b->keys) != b)
				continue;
			if (out.n)
				buf_char(&out, ' ');
			write_keys(b->keys, &out);
			if (own && changed)
				*changed = true;
			max--;
		}
	}
	return buf_take(&out, arena);
}
