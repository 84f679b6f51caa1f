/* Tables as records. */
#include "base/utf8.h"
#include "layout/grid.h"

enum { SHORT_FIELD = 20, LONGEST_AGAIN = 120 };

typedef struct {
	Grid *grid;
	uint32_t *owners; /* of each cell: the one that reaches there, row by row */
	uint32_t titles;  /* so many columns name the record */
} Records;

static const TableCell *owner_of(const Records *r, uint32_t row, uint32_t col)
{
	return &r->grid->sheet->doc->cells[r->owners[row * r->grid->table->cols + col]];
}

static void find_owners(Records *r)
{
	const Table *table = r->grid->table;

	r->owners = arena_array(r->grid->sheet->arena, (size_t)table->rows * table->cols,
		sizeof *r->owners);
	for (uint32_t row = 0; row < table->rows; row++)
		for (uint32_t col = 0; col < table->cols; col++) {
			const TableCell *cell = grid_cell(r->grid, row, col);

			for (uint32_t i = 0; i < cell->rows; i++)
				for (uint32_t k = 0; k < cell->cols; k++)
					r->owners[(row + i) * table->cols + col + k] =
						table->cell + row * table->cols + col;
		}
}

/* Words that were shown before: they are no place in the text, and not all of them if they are
 * many.
 */
static void add_again(Sheet *sheet, Slice text, Role role)
{
	size_t first = sheet->galley.pieces.count;
	bool whole = text.len <= LONGEST_AGAIN;

	if (!whole)
		text.len = (uint32_t)utf8_cut(doc_str(sheet->doc, text), LONGEST_AGAIN).n;
	inline_add(sheet, text, role);
	if (!whole)
		inline_made(sheet, S("…"), role);
	for (size_t i = first; i < sheet->galley.pieces.count; i++)
		sheet->galley.pieces.items[i].from = NONE;
}

/* Whether a column of a row says anything that the column before it does not. */
static bool is_said(const Records *r, uint32_t row, uint32_t col)
{
	const TableCell *cell = owner_of(r, row, col);

	return cell->text.len && (col == 0 || cell != owner_of(r, row, col - 1));
}

static void add_cell(Records *r, uint32_t row, uint32_t col, Role role)
{
	const TableCell *cell = owner_of(r, row, col);

	if (cell == grid_cell(r->grid, row, col))
		inline_add(r->grid->sheet, cell->text, role);
	else
		add_again(r->grid->sheet, cell->text, role);
}

/* What a column is called: all headings above it. */
static void add_label(Records *r, uint32_t row, uint32_t col)
{
	Sheet *sheet = r->grid->sheet;
	const Table *table = r->grid->table;
	bool any = false;

	/* Two columns without a head are names and values. */
	if (table->head == 0 && table->cols == 2 && col == 1 && owner_of(r, row, 0)->text.len) {
		add_cell(r, row, 0, ROLE_TABLE_HEAD);
		any = true;
	}
	for (uint32_t i = 0; i < table->head; i++) {
		const TableCell *cell = owner_of(r, i, col);

		if (cell->text.len == 0 || (i && cell == owner_of(r, i - 1, col)))
			continue;
		if (any)
			inline_made(sheet, S(" "), ROLE_TABLE_HEAD);
		add_again(sheet, cell->text, ROLE_TABLE_HEAD);
		any = true;
	}
	if (any)
		galley_add_pre(&sheet->galley, S(": "),
			(Piece){.role = ROLE_TABLE_HEAD, .link = NONE, .from = NONE, .cling = true},
			1);
}

static void add_field(Records *r, uint32_t row, uint32_t col)
{
	add_label(r, row, col);
	add_cell(r, row, col, ROLE_TEXT);
}

/* What names the record. */
static void set_title(Records *r, uint32_t row)
{
	Sheet *sheet = r->grid->sheet;
	Role role = r->grid->table->cols > 1 ? ROLE_TABLE_HEAD : ROLE_TEXT;
	bool any = false;

	galley_clear(&sheet->galley);
	for (uint32_t col = 0; col < r->titles; col++) {
		if (!is_said(r, row, col))
			continue;
		if (any)
			inline_made(sheet, S(", "), role);
		add_cell(r, row, col, role);
		any = true;
	}
	if (!any)
		return;
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, LINE_KEEP);
}

static void set_field(Records *r, uint32_t row, uint32_t col)
{
	Sheet *sheet = r->grid->sheet;

	galley_clear(&sheet->galley);
	add_field(r, row, col);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, 0);
}

/* Short fields one behind the other: "High: 03:12; m: 5.1; Low: 09:24". */
static void set_fields(Records *r, uint32_t row)
{
	Sheet *sheet = r->grid->sheet;
	bool any = false;

	galley_clear(&sheet->galley);
	for (uint32_t col = r->titles; col < r->grid->table->cols; col++) {
		size_t first;

		if (!is_said(r, row, col))
			continue;
		if (any)
			inline_made(sheet, S("; "), ROLE_TABLE_RULE);
		any = true;
		first = sheet->galley.pieces.count;
		add_field(r, row, col);
		for (size_t i = first; i < sheet->galley.pieces.count; i++) {
			sheet->galley.pieces.items[i].whole = true;
			sheet->galley.pieces.items[i].cling = i > first;
		}
	}
	if (!any)
		return;
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, 0);
}

static bool has_short_fields(const Records *r)
{
	const Grid *grid = r->grid;

	if (grid->table->cols < 3 || !grid->columns)
		return false;
	for (uint32_t col = r->titles; col < grid->table->cols; col++)
		if (grid->columns[col].natural > SHORT_FIELD)
			return false;
	return true;
}

void record_set(Grid *grid)
{
	Records r = {.grid = grid, .titles = grid->table->side ? grid->table->side : 1};
	Sheet *sheet = grid->sheet;
	const Table *table = grid->table;
	bool pairs = table->cols == 2 && table->head == 0, brief;
	uint32_t first = table->head < table->rows ? table->head : 0;

	if (r.titles >= table->cols)
		r.titles = table->cols > 1 ? table->cols - 1 : 1;
	brief = has_short_fields(&r);
	find_owners(&r);
	for (uint32_t row = first; row < table->rows; row++) {
		if (row > first && table->cols > 2 && !brief)
			sheet_blank(sheet, 0);
		if (!pairs || !is_said(&r, row, 1))
			set_title(&r, row);
		sheet_push(sheet, (Frame){.is_list = true, .width = pairs ? 0 : 2});
		if (brief)
			set_fields(&r, row);
		for (uint32_t col = r.titles; col < table->cols && !brief; col++)
			if (is_said(&r, row, col))
				set_field(&r, row, col);
		sheet_pop(sheet);
	}
}
