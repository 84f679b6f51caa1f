#include "feed/html/formula.h"

#include "base/buf.h"
#include "base/script.h"
#include "base/utf8.h"

enum { DEEPEST = 32, LONGEST = 20000 };

typedef enum {
	SIGN,     /* a character like any other */
	RELATION, /* with blanks around it */
	BINARY,   /* the same between two things; before one, a sign */
	LARGE,    /* a blank behind it and its bounds */
	ACCENT,   /* a mark over its argument */
	LAST_PAIR = ACCENT,
	FUNCTION, /* its name, with a blank behind it */
	NOTHING,  /* how it looks, or where things stand */
	BLANK,
	WORDS, /* its argument is text */
	GROUP, /* its argument is what it is */
	FRACTION,
	CHOICE,
	ROOT,
	SKIP,        /* with its argument */
	ENVIRONMENT, /* begins or ends one */
} Kind;

/* By kind, each a word: the name of a command and, where that is not itself, what stands for it. */
static const struct {
	Kind kind;
	const char *names;
} commands[] = {
	{SIGN, "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ "
	       "vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ "
	       "varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ "
	       "Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ "
	       "partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ "
	       "forall ∀ exists ∃ neg ¬ lnot ¬ ldots … "
	       "dots … cdots ⋯ vdots ⋮ ddots ⋱ dagger † ddagger ‡ bullet • therefore ∴ "
	       "because ∵ nexists ∄ square □ triangle △ lbrack [ rbrack ] prime ′ degree ° angle ∠ "
	       "top ⊤ bot ⊥ langle ⟨ rangle ⟩ "
	       "lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | lvert | rvert | Vert ‖ lVert ‖ "
	       "rVert ‖ | ‖ { { } } lbrace { rbrace } % % $ $ # # & & _ _ uparrow ↑ "
	       "downarrow ↓ colon : backslash \\"},
	{LARGE, "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ int ∫ iint ∬ oint "
		"∮"},
	{BINARY, "circ ∘ times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ oplus ⊕ otimes ⊗ cup ∪ "
		 "cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨"},
	{RELATION, "le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ "
		   "approx ≈ simeq ≃ sim ∼ equiv ≡ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ "
		   "subseteq ⊆ subsetneq ⊊ doteq ≐ asymp ≍ triangleq ≜ lesssim ≲ gtrsim ≳ prec ≺ "
		   "succ ≻ vdash ⊢ models ⊨ hookrightarrow ↪ Longrightarrow ⟹ supset ⊃ supseteq ⊇ "
		   "mid | parallel ∥ perp ⊥ to → rightarrow → "
		   "longrightarrow → leftarrow ← gets ← leftrightarrow ↔ mapsto ↦ Rightarrow ⇒ "
		   "implies ⇒ Leftarrow ⇐ iff ⇔ Leftrightarrow ⇔ bmod mod mod mod"},
	{FUNCTION, "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim "
		   "max min sup inf det dim ker gcd arg deg Pr"},
	{BLANK, "quad qquad"},
	{WORDS, "text textrm textbf textit textsf texttt mbox hbox"},
	{GROUP, "operatorname mathrm mathbf mathit mathsf mathtt mathcal mathfrak mathscr "
		"mathbb boldsymbol bm underline overbrace underbrace boxed"},
	{ACCENT, "bar \xcc\x84 overline \xcc\x85 hat \xcc\x82 widehat \xcc\x82 tilde \xcc\x83 "
		 "widetilde \xcc\x83 vec \xe2\x83\x97 dot \xcc\x87 ddot \xcc\x88"},
	{FRACTION, "frac dfrac tfrac cfrac"},
	{CHOICE, "binom"},
	{ROOT, "sqrt"},
	{SKIP, "label tag hspace vspace color"},
	{ENVIRONMENT, "begin end"},
	{NOTHING, "left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle "
		  "scriptstyle limits nolimits nonumber hline rm bf it , ; : ! > - / ( ) [ ]"},
};

typedef struct {
	Str tex;
	size_t at;
	unsigned depth;
	bool tight; /* in a script: no blanks */
	bool cells; /* of a matrix: a comma parts them */
	bool large; /* a sum or the like, and perhaps its bounds, were the last */
	Arena *arena;
} Tex;

static void write_all(Tex *t, Buf *out);

static char peek(const Tex *t)
{
	return t->at < t->tex.n ? t->tex.s[t->at] : '\0';
}

static void skip_blanks(Tex *t)
{
	while (t->at < t->tex.n && char_is_space(t->tex.s[t->at]))
		t->at++;
}

/* The inside of a group that begins here, or the next thing by itself; as it is written. */
static Str argument(Tex *t)
{
	size_t from, depth = 0;

	skip_blanks(t);
	from = t->at;
	if (peek(t) == '\\') {
		t->at++;
		if (!char_is_alpha(peek(t)) && t->at < t->tex.n)
			(void)utf8_next(t->tex, &t->at);
		while (char_is_alpha(peek(t)))
			t->at++;
		return str_slice(t->tex, from, t->at - from);
	}
	if (peek(t) != '{') {
		if (t->at < t->tex.n)
			(void)utf8_next(t->tex, &t->at);
		return str_slice(t->tex, from, t->at - from);
	}
	for (; t->at < t->tex.n; t->at++) {
		if (peek(t) == '\\')
			t->at++;
		else if (peek(t) == '{')
			depth++;
		else if (peek(t) == '}' && --depth == 0)
			break;
	}
	if (t->at > t->tex.n)
		t->at = t->tex.n;
	from++;
	return str_slice(t->tex, from, t->at++ - from);
}

/* What a part of it says, read by itself. */
static Str part_whole(Tex *t, Str tex, bool tight)
{
	Tex inner = {.tex = tex,
		.depth = t->depth + 1,
		.tight = tight || t->tight,
		.arena = t->arena};
	Buf out = {0};
	Str text;

	if (inner.depth > DEEPEST)
		return tex;
	write_all(&inner, &out);
	text = buf_take(&out, t->arena);
	buf_drop(&out);
	return text;
}

static Str part(Tex *t, Str tex, bool tight)
{
	return str_trim(part_whole(t, tex, tight));
}

/* Whether it needs no brackets beside a stroke or under a root: "2", "ab", "x²". */
static bool is_single(Str text)
{
	size_t signs = 0;

	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);

		if (c == ' ' || (c < 0x80 && strchr("+-*/=<>,;^_|", (int)c)) || c == 0x2212 ||
			(c >= 0x2200 && c < 0x2300))
			return false;
		signs++;
	}
	return signs > 0;
}

static void write_wrapped(Str text, Buf *out)
{
	bool single = text.n == 0 || is_single(text);

	buf_add(out, single ? S("") : S("("));
	buf_add(out, text);
	buf_add(out, single ? S("") : S(")"));
}

static void write_script(Tex *t, bool raised, Buf *out)
{
	Str text = part(t, argument(t), true);
	size_t at = 0;

	while (out->n && out->s[out->n - 1] == ' ')
		out->n--;
	if (str_eq(text, S("∘")))
		buf_add(out, S("°"));
	else if (str_eq(text, S("′")) || text.n == 0)
		buf_add(out, text);
	else if (script_has(text, raised))
		while (at < text.n)
			buf_add(out, str_from(script_of(utf8_next(text, &at), raised)));
	else if (utf8_cluster(text) == text.n)
		buf_printf(out, "%c%.*s", raised ? '^' : '_', STR_ARG(text));
	else
		buf_printf(out, "%c(%.*s)", raised ? '^' : '_', STR_ARG(text));
}

static void write_blank(const Tex *t, Buf *out)
{
	if (!t->tight && out->n && out->s[out->n - 1] != ' ')
		buf_char(out, ' ');
}

/* Whether what comes next has nothing before it that it could join. */
static bool begins(const Buf *out)
{
	return out->n == 0 || strchr(" ([{,", out->s[out->n - 1]);
}

static void write_operator(const Tex *t, Kind kind, Str sign, Buf *out)
{
	if (kind == BINARY && begins(out)) {
		buf_add(out, sign);
		return;
	}
	write_blank(t, out);
	buf_add(out, sign);
	write_blank(t, out);
}

static void write_root(Tex *t, Buf *out)
{
	Str index = S("");
	size_t from;

	skip_blanks(t);
	if (peek(t) == '[') {
		from = ++t->at;
		while (t->at < t->tex.n && peek(t) != ']')
			t->at++;
		index = part(t, str_slice(t->tex, from, t->at - from), true);
		t->at++;
	}
	for (size_t at = 0; at < index.n && script_has(index, true);)
		buf_add(out, str_from(script_of(utf8_next(index, &at), true)));
	buf_add(out, S("√"));
	write_wrapped(part(t, argument(t), false), out);
}

static void write_fraction(Tex *t, Buf *out)
{
	Str above = part(t, argument(t), false), below = part(t, argument(t), false);

	write_wrapped(above, out);
	buf_char(out, '/');
	write_wrapped(below, out);
}

/* Letters of sets have a form of their own. */
static Str double_struck(Str text)
{
	static const struct {
		const char *plain, *as;
	} letters[] = {{"C", "ℂ"}, {"N", "ℕ"}, {"P", "ℙ"}, {"Q", "ℚ"}, {"R", "ℝ"}, {"Z", "ℤ"}};

	for (size_t i = 0; i < COUNT(letters); i++)
		if (str_eq(text, str_from(letters[i].plain)))
			return str_from(letters[i].as);
	return text;
}

static void drop_blanks(Buf *out)
{
	while (out->n && out->s[out->n - 1] == ' ')
		out->n--;
}

static void end_cell(const Tex *t, Buf *out)
{
	if (!t->cells) {
		write_blank(t, out);
		return;
	}
	drop_blanks(out);
	buf_add(out, t->tight ? S(",") : S(", "));
}

/* "\\", perhaps with the space below it: "\\[4pt]". The last row of all needs none. */
static void end_row(Tex *t, Buf *out)
{
	if (peek(t) == '[')
		while (t->at < t->tex.n && t->tex.s[t->at++] != ']')
			;
	drop_blanks(out);
	if (t->cells && out->n && out->s[out->n - 1] == ',')
		out->n--;
	skip_blanks(t);
	if (t->at < t->tex.n && !str_starts(str_from_at(t->tex, t->at), S("\\end")))
		buf_add(out, S("; "));
}

static void write_environment(Tex *t, bool begin, Buf *out)
{
	static const struct {
		const char *name, *open, *close;
		bool cells;
	} known[] = {
		{"matrix", "", "", true},
		{"smallmatrix", "", "", true},
		{"pmatrix", "(", ")", true},
		{"bmatrix", "[", "]", true},
		{"Bmatrix", "{", "}", true},
		{"vmatrix", "|", "|", true},
		{"Vmatrix", "‖", "‖", true},
		{"array", "", "", true},
		{"cases", "{", "", false},
	};
	Str name = str_trim(argument(t));

	t->cells = false;
	/* How its columns stand. */
	if (begin && str_eq(name, S("array")))
		(void)argument(t);
	for (size_t i = 0; i < COUNT(known); i++) {
		if (!str_eq(name, str_from(known[i].name)))
			continue;
		if (!begin)
			drop_blanks(out);
		buf_add(out, str_from(begin ? known[i].open : known[i].close));
		t->cells = begin && known[i].cells;
	}
}

static void write_known(Tex *t, Kind kind, Str name, Str as, Buf *out)
{
	Str words;

	switch (kind) {
	case SIGN:
	case LARGE:
		buf_add(out, as);
		t->large = kind == LARGE;
		break;
	case RELATION:
	case BINARY:
		write_operator(t, kind, as, out);
		break;
	case FUNCTION:
		if (!begins(out) && !t->tight)
			buf_char(out, ' ');
		buf_add(out, as);
		skip_blanks(t);
		if (peek(t) != '(' && peek(t) != '_' && peek(t) != '^' && peek(t) != '\\')
			write_blank(t, out);
		break;
	case NOTHING:
		/* "\left." is no point. */
		skip_blanks(t);
		if (peek(t) == '.' && (str_eq(name, S("left")) || str_eq(name, S("right"))))
			t->at++;
		break;
	case BLANK:
		write_blank(t, out);
		break;
	case WORDS:
		buf_add(out, argument(t));
		break;
	case GROUP:
		words = part(t, argument(t), false);
		buf_add(out, str_eq(name, S("mathbb")) ? double_struck(words) : words);
		break;
	case ACCENT:
		words = part(t, argument(t), false);
		buf_add(out, words);
		buf_add(out, words.n && utf8_cluster(words) == words.n ? as : S(""));
		break;
	case FRACTION:
		write_fraction(t, out);
		break;
	case CHOICE:
		words = part(t, argument(t), false);
		buf_printf(out, "(%.*s over ", STR_ARG(words));
		words = part(t, argument(t), false);
		buf_printf(out, "%.*s)", STR_ARG(words));
		break;
	case ROOT:
		write_root(t, out);
		break;
	case SKIP:
		(void)argument(t);
		break;
	case ENVIRONMENT:
		write_environment(t, str_eq(name, S("begin")), out);
		break;
	}
}

static void write_command(Tex *t, Buf *out)
{
	size_t from = ++t->at;
	Str name;

	while (char_is_alpha(peek(t)))
		t->at++;
	if (t->at == from && t->at < t->tex.n)
		(void)utf8_next(t->tex, &t->at);
	name = str_slice(t->tex, from, t->at - from);
	if (str_eq(name, S("\\"))) {
		end_row(t, out);
		return;
	}
	if (str_trim(name).n == 0) {
		write_blank(t, out);
		return;
	}
	for (size_t i = 0; i < COUNT(commands); i++) {
		Str names = str_from(commands[i].names), known, as;

		while (str_word(&names, &known)) {
			as = known;
			if (commands[i].kind <= LAST_PAIR)
				str_word(&names, &as);
			if (!str_eq(known, name))
				continue;
			write_known(t, commands[i].kind, name, as, out);
			return;
		}
	}
	buf_char(out, '\\');
	buf_add(out, name);
}

/* "A{\text{ if }}b": the blanks of words in it part them from what is around. */
static void write_group(Tex *t, Buf *out)
{
	Str whole = part_whole(t, argument(t), false), text = str_trim(whole);

	if (text.s > whole.s)
		write_blank(t, out);
	buf_add(out, text);
	if (text.n && text.s + text.n < whole.s + whole.n)
		write_blank(t, out);
}

static void write_all(Tex *t, Buf *out)
{
	while (t->at < t->tex.n) {
		char c = peek(t);
		size_t from = t->at;

		if (t->large && c != '^' && c != '_' && !char_is_space(c) &&
			!str_starts(str_from_at(t->tex, from), S("\\limits"))) {
			write_blank(t, out);
			t->large = false;
		}
		if (c == '\\') {
			write_command(t, out);
			continue;
		}
		if (c == '{') {
			write_group(t, out);
			continue;
		}
		(void)utf8_next(t->tex, &t->at);
		if (c == '^' || c == '_')
			write_script(t, c == '^', out);
		else if (c == '=' || c == '<' || c == '>')
			write_operator(t, RELATION, str_slice(t->tex, from, 1), out);
		else if (c == '+' || c == '-')
			write_operator(t, BINARY,
				c == '-' && !t->tight ? S("−") : str_slice(t->tex, from, 1), out);
		else if (c == '\'')
			buf_add(out, S("′"));
		else if (c == '&')
			end_cell(t, out);
		else if (c == '~')
			write_blank(t, out);
		else if (c == ',')
			buf_add(out, t->tight ? S(",") : S(", "));
		else if (!char_is_space(c) && c != '}')
			buf_add(out, str_slice(t->tex, from, t->at - from));
	}
}

static Str without_dollars(Str tex)
{
	static const char *const pairs[][2] = {{"$$", "$$"}, {"$", "$"}, {"\\(", "\\)"},
		{"\\[", "\\]"}};

	tex = str_trim(tex);
	for (size_t i = 0; i < COUNT(pairs); i++) {
		Str open = str_from(pairs[i][0]), close = str_from(pairs[i][1]);

		if (tex.n > open.n + close.n && str_starts(tex, open) && str_ends(tex, close))
			return str_trim(str_slice(tex, open.n, tex.n - open.n - close.n));
	}
	return tex;
}

bool formula_is_tex(Str text)
{
	return str_find_char(text, '\\') >= 0 || str_find_char(text, '^') >= 0 ||
	       str_find_char(text, '{') >= 0 || str_find_char(text, '_') >= 0;
}

Str formula_of_tex(Str tex, Arena *arena)
{
	Tex t = {.tex = without_dollars(tex), .arena = arena};

	return t.tex.n > LONGEST ? t.tex : part(&t, t.tex, false);
}
