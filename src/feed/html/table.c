#include "feed/html/table.h"

#include <string.h>

#include "base/url.h"
#include "feed/html/image.h"

enum { MAX_COLS = 200, MAX_CELLS = 100000 };
/* Bytes of a cell of data; under headings; pixels of a picture that is a mark. */
enum { LONGEST_CELL = 600, LONGEST_HEADED = 3000, BIGGEST_MARK = 48 };
/* Pixels of a picture that is there to be looked at; of so many without a size each is. */
enum { SMALLEST_SHOWN = 120, MOST_UNSIZED = 4 };
/* Marks told apart in a table by the names of their files, and letters of such a name. */
enum { MOST_MARKS = 8, SHORTEST_NAME = 2, LONGEST_NAME = 40 };

/* The next row of a table, whichever section it is in; `row` NULL: the first. */
static const Node *next_row(const Node *table, const Node *row)
{
	const Node *n = row ? node_skip(row, table) : table->first;

	while (n && n->tag != TAG_TR)
		n = n->tag == TAG_THEAD || n->tag == TAG_TBODY || n->tag == TAG_TFOOT
			    ? node_next(n, table)
			    : node_skip(n, table);
	return n;
}

static const Node *cell_from(const Node *n)
{
	while (n && n->tag != TAG_TD && n->tag != TAG_TH)
		n = n->next;
	return n;
}

static unsigned span_of(const Node *cell, Str name, unsigned max)
{
	int64_t n;

	if (!str_number(str_trim(node_attr(cell, name)), &n) || n < 1)
		return 1;
	return n > max ? max : (unsigned)n;
}

static const Node *caption_of(const Node *table)
{
	for (const Node *n = table->first; n; n = n->next)
		if (n->tag == TAG_CAPTION)
			return n;
	return NULL;
}

/* What no cell of data holds. */
static bool is_foreign(Tag tag)
{
	return tag == TAG_TABLE || tag == TAG_PRE || tag == TAG_IFRAME || tag == TAG_VIDEO ||
	       tag == TAG_FORM || tag == TAG_ARTICLE;
}

/* What none holds but under a heading that says what it is. */
static bool is_strange(Tag tag)
{
	return (tag >= TAG_H1 && tag <= TAG_H4) || tag == TAG_FIGURE || tag == TAG_BLOCKQUOTE ||
	       tag == TAG_SECTION;
}

/* A picture that is a mark ("done", a flag) and nothing to look at. */
static bool is_mark(const Walk *w, const Node *image)
{
	Picture picture;

	return image_is_inline(image) ||
	       (image_read(image, w->flow.base, w->flow.arena, &picture) &&
		       ((picture.width && picture.width <= BIGGEST_MARK) ||
			       (picture.height && picture.height <= BIGGEST_MARK)));
}

typedef struct {
	unsigned rows, widest, filled;
	unsigned heads, marks;      /* cells that are headings; cells of marks alone */
	bool above;                 /* the first row is all headings */
	bool big, foreign, strange; /* something is too much for a cell */
	uint32_t longest;           /* bytes */
} Survey;

static void survey_cell(const Walk *w, const Node *cell, Survey *survey)
{
	const Fact *fact = walk_fact(w, cell);
	bool marks = fact->images > 0;

	for (const Node *n = cell->first; n && fact->images; n = node_next(n, cell))
		marks = marks && (!image_is(n) || is_mark(w, n));
	survey->heads += cell->tag == TAG_TH;
	survey->filled += fact->text > 0 || marks;
	survey->marks += marks;
	survey->big = survey->big || (fact->images && !marks && fact->text > 200);
	if (fact->text > survey->longest)
		survey->longest = fact->text;
}

static Survey survey_of(const Walk *w, const Node *table)
{
	Survey survey = {0};

	for (const Node *n = table->first; n; n = node_next(n, table)) {
		survey.foreign = survey.foreign || is_foreign(n->tag);
		survey.strange = survey.strange || is_strange(n->tag);
	}
	for (const Node *row = next_row(table, NULL); row; row = next_row(table, row)) {
		unsigned cells = 0, heads = survey.heads, count = 0;

		for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
			cells += span_of(cell, S("colspan"), MAX_COLS);
			count++;
			survey_cell(w, cell, &survey);
		}
		if (survey.rows == 0)
			survey.above = count >= 2 && survey.heads - heads == count;
		survey.rows += cells > 0;
		survey.widest = cells > survey.widest ? cells : survey.widest;
	}
	return survey;
}

bool table_is_data(const Walk *w, const Node *table)
{
	const Fact *fact = walk_fact(w, table);
	Str role = node_attr(table, S("role"));
	bool said = caption_of(table) || node_has(table, S("summary")) ||
		    node_has_word(table, S("class"), S("wikitable")) || str_eq(role, S("table"));
	Survey survey;

	if (str_eq(role, S("presentation")) || str_eq(role, S("none")) || fact->text == 0)
		return false;
	survey = survey_of(w, table);
	if (survey.foreign || survey.big || (survey.strange && !survey.above) ||
		survey.longest > (survey.above ? LONGEST_HEADED : LONGEST_CELL))
		return false;
	if (survey.rows == 0 || survey.widest < 2)
		return false;
	if (survey.heads || said)
		return true;
	return survey.rows >= 2 && survey.filled >= 4 && survey.filled * 3 >= survey.rows * 2 &&
	       (fact->images - survey.marks) * 2 <= survey.filled;
}

typedef struct {
	TableCell *grid;
	unsigned rows, cols, head, side;
	uint32_t *below;   /* by row: how many there are from it to the end of its section */
	uint32_t *taken;   /* by column: rows still covered from above … */
	bool *taken_heads; /* … by a heading */
	unsigned unsized;  /* count_unsized() */
	bool named;        /* cells of a picture alone get its name … */
	size_t shared;     /* … but for so many bytes that all begin with */
} Grid;

static bool is_heading(const Node *cell)
{
	return cell->tag == TAG_TH || str_starts(node_attr(cell, S("scope")), S("row"));
}

/* All that a cell says is bold, or its class calls it a heading. */
static bool looks_like_heading(const Walk *w, const Node *cell)
{
	uint32_t bold = 0;

	if (str_find_case(node_attr(cell, S("class")), S("head")) >= 0)
		return true;
	for (const Node *n = cell->first; n;) {
		bool strong = n->tag == TAG_B || n->tag == TAG_STRONG;

		bold += strong ? walk_fact(w, n)->text : 0;
		n = strong ? node_skip(n, cell) : node_next(n, cell);
	}
	return bold && bold == walk_fact(w, cell)->text;
}

/* A first row of plain cells that are all set as headings, above rows that are not. */
static bool is_plain_head(const Walk *w, const Node *table, const Node *row)
{
	const Node *below = next_row(table, row);
	unsigned said = 0;

	for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
		if (walk_fact(w, cell)->text == 0)
			continue;
		if (cell->tag == TAG_TH || !looks_like_heading(w, cell))
			return false;
		said++;
	}
	for (const Node *cell = below ? cell_from(below->first) : NULL; cell;
		cell = cell_from(cell->next))
		if (walk_fact(w, cell)->text && !looks_like_heading(w, cell))
			return said >= 2;
	return false;
}

static void measure(const Walk *w, const Node *table, Grid *grid)
{
	bool in_head = true;

	for (const Node *row = next_row(table, NULL); row; row = next_row(table, row)) {
		unsigned cells = 0;
		bool only_heads = cell_from(row->first) != NULL;

		for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
			cells += span_of(cell, S("colspan"), MAX_COLS);
			only_heads = only_heads && cell->tag == TAG_TH;
		}
		if (cells > MAX_COLS)
			cells = MAX_COLS;
		if (cells > grid->cols)
			grid->cols = cells;
		if (grid->cols && (grid->rows + 1) > MAX_CELLS / grid->cols)
			break;
		in_head = in_head && (only_heads || row->parent->tag == TAG_THEAD ||
					     (grid->rows == 0 && is_plain_head(w, table, row)));
		grid->head += in_head;
		grid->rows++;
	}
	if (grid->head == grid->rows && grid->rows)
		grid->head = 0;
}

/* A cell reaches to the end of its section at most (HTML, 4.9.12.1), and not out of the headings.
 */
static void find_ends(const Node *table, Grid *grid)
{
	const Node *row = next_row(table, NULL), *section = NULL;
	uint32_t first = 0, left = 0;

	for (unsigned at = 0; row && at < grid->rows; row = next_row(table, row), at++) {
		if (row->parent != section || at == grid->head)
			first = at;
		section = row->parent;
		grid->below[at] = first;
	}
	first = NONE;
	for (unsigned at = grid->rows; at-- > 0;) {
		left = grid->below[at] == first ? left + 1 : 1;
		first = grid->below[at];
		grid->below[at] = left;
	}
}

/* Columns from the left whose cell in this row is a heading. */
static unsigned headings_on_side(const Grid *grid, const bool *heads)
{
	unsigned n = 0;

	while (n < grid->cols && (heads[n] || (grid->taken[n] && grid->taken_heads[n])))
		n++;
	return n;
}

/* A picture in a cell that is more than a mark. */
static bool read_shown(const Walk *w, const Node *node, Picture *out)
{
	return node->tag != TAG_TEXT && image_is(node) && !image_is_inline(node) &&
	       image_read(node, w->flow.base, w->flow.arena, out) && !is_mark(w, node);
}

/* How many of those do not say how large they are. */
static unsigned count_unsized(const Walk *w, const Node *table)
{
	unsigned unsized = 0;
	Picture picture;

	for (const Node *n = table->first; n && walk_fact(w, table)->images;
		n = node_next(n, table))
		unsized += read_shown(w, n, &picture) && !picture.width && !picture.height;
	return unsized;
}

/* One to be looked at. */
static bool stands_below(const Walk *w, const Node *node, unsigned unsized, Picture *out)
{
	return read_shown(w, node, out) &&
	       (out->width >= SMALLEST_SHOWN || out->height >= SMALLEST_SHOWN ||
		       (!out->width && !out->height && unsized <= MOST_UNSIZED));
}

/* A cell of nothing but a picture: that; else NULL. */
static const Node *mark_in(const Walk *w, const Node *cell)
{
	const Fact *fact = walk_fact(w, cell);

	for (const Node *n = cell->first; n && fact->images && !fact->text && !fact->hidden;
		n = node_next(n, cell))
		if (n->tag != TAG_TEXT && image_is(n))
			return n;
	return NULL;
}

/* The words in the name of a picture's file: "not done" of "/img/12-not-done.png". */
static Str name_of(const Walk *w, const Node *image)
{
	Str file = url_path(url_resolve(w->flow.base, node_attr(image, S("src")), w->flow.arena));
	Buf out = {0};

	file = str_from_at(file, (size_t)(str_rfind_char(file, '/') + 1));
	if (str_rfind_char(file, '.') > 0)
		file = str_slice(file, 0, (size_t)str_rfind_char(file, '.'));
	for (size_t at = 0, start; at < file.n; at++) {
		bool word = true;

		for (start = at; at < file.n && !strchr("-_+. ", file.s[at]); at++)
			word = word && char_is_alpha(file.s[at]);
		if (word && at - start >= SHORTEST_NAME) {
			buf_add(&out, out.n ? S(" ") : S(""));
			buf_add(&out, str_slice(file, start, at - start));
		}
	}
	file = buf_take(&out, w->flow.arena);
	buf_drop(&out);
	return file;
}

/* Where marks differ but say nothing in words, their names do: finds what those all begin with. */
static void name_marks(const Walk *w, const Node *table, Grid *grid)
{
	Str names[MOST_MARKS];
	size_t count = 0, shared = SIZE_MAX;

	for (const Node *row = next_row(table, NULL); row; row = next_row(table, row))
		for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
			const Node *mark = mark_in(w, cell);
			Str name = mark ? name_of(w, mark) : S("");
			size_t i = 0;

			if (!mark || node_attr(mark, S("alt")).n)
				continue;
			while (i < count && !str_eq(names[i], name))
				i++;
			if (name.n == 0 || name.n > LONGEST_NAME || i == MOST_MARKS)
				return;
			names[i] = name;
			count += i == count;
			for (i = 0; i < name.n && i < names[0].n && name.s[i] == names[0].s[i]; i++)
				;
			while (i && names[0].s[i - 1] != ' ')
				i--;
			shared = i < shared ? i : shared;
		}
	grid->named = count > 1;
	grid->shared = shared;
}

/* A mark as a picture among words; what it says in words, or is called. */
static bool write_mark(Walk *w, const Node *mark, const Grid *grid)
{
	Str words = str_trim(node_attr(mark, S("alt")));
	Picture picture;

	if (stands_below(w, mark, grid->unsized, &picture) ||
		!image_read(mark, w->flow.base, w->flow.arena, &picture))
		return false;
	if (words.n == 0)
		words = grid->named ? str_from_at(name_of(w, mark), grid->shared) : S("▣");
	return flow_sign(&w->flow, picture.src, words);
}

/* What stands in a cell; its reach is still open. */
static Slice read_cell(Walk *w, const Node *cell, const Grid *grid)
{
	const Node *mark = mark_in(w, cell);

	flow_open_single(&w->flow);
	if (!walk_fact(w, cell)->hidden && !(mark && write_mark(w, mark, grid)))
		walk_children(w, cell);
	if (mark && flow_single_text(&w->flow).n == 0)
		flow_text(&w->flow, S("▣"));
	return flow_close_single(&w->flow);
}

static void fill_row(Walk *w, const Node *row, Grid *grid, unsigned at)
{
	bool *heads = arena_array(w->flow.arena, grid->cols, sizeof *heads);
	unsigned col = 0, side;

	for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
		unsigned cols = span_of(cell, S("colspan"), MAX_COLS);
		unsigned rows = span_of(cell, S("rowspan"), MAX_CELLS);
		TableCell *place;

		while (col < grid->cols && grid->taken[col])
			col++;
		if (col >= grid->cols)
			break;
		if (rows > grid->below[at])
			rows = grid->below[at];
		place = &grid->grid[at * grid->cols + col];
		*place = (TableCell){read_cell(w, cell, grid), (uint16_t)rows, 0};
		for (; cols && col < grid->cols && grid->taken[col] == 0; cols--, col++) {
			place->cols++;
			grid->taken[col] = rows;
			grid->taken_heads[col] = heads[col] = is_heading(cell);
		}
	}
	side = headings_on_side(grid, heads);
	/* Rows of one cell say nothing about columns. */
	if (at >= grid->head && side < grid->side && grid->grid[at * grid->cols].cols < grid->cols)
		grid->side = side;
	for (unsigned i = 0; i < grid->cols; i++)
		if (grid->taken[i])
			grid->taken[i]--;
		else
			grid->grid[at * grid->cols + i] = (TableCell){{0, 0}, 1, 1};
}

/* There is no room for them in cells: they stand below, as any picture. */
static void append_pictures(Walk *w, const Node *table, unsigned unsized)
{
	Picture picture;

	if (walk_fact(w, table)->images == 0)
		return;
	for (const Node *n = table->first; n; n = node_next(n, table))
		if (stands_below(w, n, unsized, &picture))
			flow_picture(&w->flow, picture);
}

void table_append(Walk *w, const Node *table)
{
	Flow *f = &w->flow;
	const Node *caption = caption_of(table), *row;
	Grid grid = {.side = MAX_COLS};
	Table out;
	Slice said;
	unsigned at = 0;

	flow_close(f);
	measure(w, table, &grid);
	if (grid.rows == 0 || grid.cols == 0)
		return;
	grid.grid = arena_array(f->arena, (size_t)grid.rows * grid.cols, sizeof *grid.grid);
	grid.below = arena_array(f->arena, grid.rows, sizeof *grid.below);
	grid.taken = arena_array(f->arena, grid.cols, sizeof *grid.taken);
	grid.taken_heads = arena_array(f->arena, grid.cols, sizeof *grid.taken_heads);
	find_ends(table, &grid);
	grid.unsized = count_unsized(w, table);
	name_marks(w, table, &grid);
	flow_open_single(f);
	if (caption)
		walk_children(w, caption);
	said = flow_close_single(f);
	for (row = next_row(table, NULL); row && at < grid.rows; row = next_row(table, row))
		fill_row(w, row, &grid, at++);
	out = (Table){.rows = grid.rows,
		.cols = grid.cols,
		.head = grid.head,
		.side = grid.side < grid.cols ? grid.side : 0};
	for (size_t i = 0; i < (size_t)grid.rows * grid.cols; i++) {
		uint32_t index = doc_add_cell(f->b, grid.grid[i]);

		if (i == 0)
			out.cell = index;
	}
	flow_block(f, BLOCK_TABLE, said, doc_add_table(f->b, out));
	append_pictures(w, table, grid.unsized);
}

void table_flatten(Walk *w, const Node *table)
{
	flow_close(&w->flow);
	for (const Node *row = next_row(table, NULL); row; row = next_row(table, row)) {
		for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
			walk_children(w, cell);
			flow_text(&w->flow, S(" "));
		}
		flow_close(&w->flow);
	}
}
