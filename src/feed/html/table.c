#include "feed/html/table.h"

enum { MAX_COLS = 200, MAX_CELLS = 100000, LONGEST_CELL = 600 };

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

/* Things that a cell of data does not hold. */
static bool is_foreign(const Node *n)
{
	switch (n->tag) {
	case TAG_TABLE:
	case TAG_PRE:
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_FIGURE:
	case TAG_IFRAME:
	case TAG_VIDEO:
	case TAG_BLOCKQUOTE:
	case TAG_FORM:
	case TAG_ARTICLE:
	case TAG_SECTION:
		return true;
	default:
		return false;
	}
}

bool table_is_data(const Walk *w, const Node *table)
{
	unsigned rows = 0, widest = 0, heads = 0, filled = 0;
	bool said = caption_of(table) || node_has(table, S("summary")) ||
		    node_has_word(table, S("class"), S("wikitable")) ||
		    str_eq(node_attr(table, S("role")), S("table"));

	if (str_eq(node_attr(table, S("role")), S("presentation")) ||
		str_eq(node_attr(table, S("role")), S("none")) || walk_fact(w, table)->text == 0)
		return false;
	for (const Node *n = table->first; n; n = node_next(n, table))
		if (is_foreign(n))
			return false;
	for (const Node *row = next_row(table, NULL); row; row = next_row(table, row)) {
		unsigned cells = 0;

		for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
			const Fact *fact = walk_fact(w, cell);

			cells += span_of(cell, S("colspan"), MAX_COLS);
			heads += cell->tag == TAG_TH;
			filled += fact->text > 0;
			if (fact->text > LONGEST_CELL || (fact->images && fact->text > 200))
				return false;
		}
		rows += cells > 0;
		widest = cells > widest ? cells : widest;
	}
	if (rows == 0 || widest < 2)
		return false;
	if (heads || said)
		return true;
	return rows >= 2 && filled >= 4 && filled * 3 >= rows * 2 &&
	       walk_fact(w, table)->images * 2 <= filled;
}

typedef struct {
	Slice *grid;
	unsigned rows, cols, head;
	uint32_t *taken; /* rows still covered from above, by column */
} Grid;

static void measure(const Node *table, Grid *grid)
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
		in_head = in_head && (only_heads || row->parent->tag == TAG_THEAD);
		grid->head += in_head;
		grid->rows++;
	}
	if (grid->head == grid->rows && grid->rows)
		grid->head = 0;
}

static void fill_row(Walk *w, const Node *row, Grid *grid, unsigned at)
{
	Flow *f = &w->flow;
	unsigned col = 0;

	for (const Node *cell = cell_from(row->first); cell; cell = cell_from(cell->next)) {
		unsigned cols = span_of(cell, S("colspan"), MAX_COLS);
		unsigned rows = span_of(cell, S("rowspan"), 65534);

		while (col < grid->cols && grid->taken[col])
			col++;
		if (col >= grid->cols)
			break;
		flow_open_single(f);
		if (!walk_fact(w, cell)->hidden)
			walk_children(w, cell);
		grid->grid[at * grid->cols + col] = flow_close_single(f);
		for (unsigned i = 0; i < cols && col < grid->cols; i++, col++)
			grid->taken[col] = rows;
	}
	for (unsigned i = 0; i < grid->cols; i++)
		if (grid->taken[i])
			grid->taken[i]--;
}

void table_append(Walk *w, const Node *table)
{
	Flow *f = &w->flow;
	const Node *caption = caption_of(table), *row;
	Grid grid = {0};
	Table out;
	Slice said;
	unsigned at = 0;

	flow_close(f);
	measure(table, &grid);
	if (grid.rows == 0 || grid.cols == 0)
		return;
	grid.grid = arena_array(f->arena, (size_t)grid.rows * grid.cols, sizeof *grid.grid);
	grid.taken = arena_array(f->arena, grid.cols, sizeof *grid.taken);
	flow_open_single(f);
	if (caption)
		walk_children(w, caption);
	said = flow_close_single(f);
	for (row = next_row(table, NULL); row && at < grid.rows; row = next_row(table, row))
		fill_row(w, row, &grid, at++);
	out = (Table){0, grid.rows, grid.cols, grid.head};
	for (size_t i = 0; i < (size_t)grid.rows * grid.cols; i++) {
		uint32_t index = doc_add_cell(f->b, grid.grid[i]);

		if (i == 0)
			out.cell = index;
	}
	flow_block(f, BLOCK_TABLE, said, doc_add_table(f->b, out));
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
