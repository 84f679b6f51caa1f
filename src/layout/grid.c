/* Tables in columns. */
#include "layout/grid.h"

#include <string.h>

#include "base/utf8.h"

enum { GAP = 2, LONG_WORD = 24, SCROLL_CELL = 40, SHORT_CELL = 8, NARROW = 60, TALLEST = 4 };

const TableCell *grid_cell(const Grid *grid, uint32_t row, uint32_t col)
{
	return doc_cell(grid->sheet->doc, grid->table, row, col);
}

bool grid_is_band(const Grid *grid, uint32_t row)
{
	const TableCell *first = grid_cell(grid, row, 0);
	uint32_t cols = grid->table->cols;

	if (first->text.len == 0 || first->rows != 1 || (cols < 3 && first->cols < cols))
		return false;
	for (uint32_t col = first->cols; col < cols; col++)
		if (grid_cell(grid, row, col)->text.len || grid_cell(grid, row, col)->rows != 1)
			return false;
	return true;
}

/* What stands in and around numbers in print, beside the signs of ASCII: −–€£¥°±‰≈½× and the spaces
 * that part thousands. */
static bool is_number_sign(uint32_t c)
{
	static const uint16_t signs[] = {0xa0, 0x2009, 0x202f, 0x2212, 0x2013, 0x20ac, 0xa3, 0xa5,
		0xb0, 0xb1, 0x2030, 0x2248, 0xbd, 0xd7};

	if (c < 0x80)
		return c && strchr(" .,:'+-%$()~*/", (int)c);
	for (size_t i = 0; i < COUNT(signs); i++)
		if (signs[i] == c)
			return true;
	return false;
}

enum { UNIT = 3 };

/* "1,204", "−3.5 %", "€ 12", "630 MW": digits, signs, and a few letters at the end. */
static bool is_number(Str text)
{
	bool digit = false;
	unsigned letters = 0;

	text = str_trim(text);
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);

		if (c >= '0' && c <= '9') {
			digit = true;
			if (letters)
				return false;
		} else if (!is_number_sign(c) && (!digit || ++letters > UNIT)) {
			return false;
		}
	}
	return digit;
}

/* "–", "n/a": stands where a number is missing. */
static bool is_gap(Str text)
{
	text = str_trim(text);
	return str_eq(text, S("-")) || str_eq(text, S("–")) || str_eq(text, S("—")) ||
	       str_eq_case(text, S("n/a")) || str_eq(text, S("?"));
}

static Role cell_role(const Grid *grid, uint32_t row, uint32_t col)
{
	return row < grid->table->head || col < grid->table->side ? ROLE_TABLE_HEAD : ROLE_TEXT;
}

static void fill_galley(Grid *grid, uint32_t row, uint32_t col)
{
	galley_clear(&grid->sheet->galley);
	inline_add(grid->sheet, grid_cell(grid, row, col)->text, cell_role(grid, row, col));
}

static void measure_cell(Grid *grid, uint32_t row, uint32_t col)
{
	Column *column = &grid->columns[col];
	Str text = doc_str(grid->sheet->doc, grid_cell(grid, row, col)->text);
	unsigned line, word;

	fill_galley(grid, row, col);
	galley_measure(&grid->sheet->galley, &line, &word);
	if (line > column->natural)
		column->natural = line;
	if (word > column->least)
		column->least = word;
	if (row >= grid->table->head && !is_gap(text)) {
		column->filled++;
		column->numbers += is_number(text);
	}
}

/* Cells of several columns, with the gaps between them. */
static unsigned sum_of(const Grid *grid, uint32_t col, uint32_t cols, size_t member)
{
	unsigned sum = grid->gap * (cols - 1);

	for (uint32_t i = col; i < col + cols; i++)
		sum += *(const unsigned *)((const char *)&grid->columns[i] + member);
	return sum;
}

#define SUM(grid, col, cols, member) sum_of(grid, col, cols, offsetof(Column, member))

/* What reaches over several columns needs room in them together: a heading in one line, else two
 * will do. */
static void measure_reach(Grid *grid, uint32_t row, uint32_t col)
{
	uint32_t cols = grid_cell(grid, row, col)->cols;
	unsigned line, word, natural, least;

	fill_galley(grid, row, col);
	galley_measure(&grid->sheet->galley, &line, &word);
	line = row < grid->table->head ? line : (line + 1) / 2;
	line = line < SCROLL_CELL ? line : SCROLL_CELL;
	word = word < LONG_WORD ? word : LONG_WORD;
	least = SUM(grid, col, cols, least);
	for (uint32_t i = 0; least < word; i++, least++)
		grid->columns[col + i % cols].least++;
	natural = SUM(grid, col, cols, natural);
	for (uint32_t i = 0; natural < line; i++, natural++)
		grid->columns[col + i % cols].natural++;
}

static void measure_cells(Grid *grid, bool reaching)
{
	for (uint32_t row = 0; row < grid->table->rows; row++) {
		if (grid_is_band(grid, row))
			continue;
		for (uint32_t col = 0; col < grid->table->cols; col++) {
			const TableCell *cell = grid_cell(grid, row, col);

			if (cell->text.len == 0 || (cell->cols > 1) != reaching)
				continue;
			if (reaching)
				measure_reach(grid, row, col);
			else
				measure_cell(grid, row, col);
		}
	}
}

static void measure(Grid *grid)
{
	measure_cells(grid, false);
	for (uint32_t col = 0; col < grid->table->cols; col++) {
		Column *column = &grid->columns[col];

		if (column->natural == 0)
			column->natural = column->least = 1;
		if (column->least > LONG_WORD)
			column->least = LONG_WORD;
		/* "Th 10" in two lines would save nothing. */
		if (column->natural <= SHORT_CELL)
			column->least = column->natural;
	}
	measure_cells(grid, true);
	for (uint32_t col = 0; col < grid->table->cols; col++)
		if (grid->columns[col].natural < grid->columns[col].least)
			grid->columns[col].natural = grid->columns[col].least;
}

static bool is_numeric(const Column *column)
{
	return column->numbers && column->numbers * 4 >= column->filled * 3;
}

static unsigned total(const Grid *grid, bool natural)
{
	return natural ? SUM(grid, 0, grid->table->cols, natural)
		       : SUM(grid, 0, grid->table->cols, least);
}

/* Takes from the widest columns until the table is `room` cells wide. Nothing goes below what its
 * longest word needs. */
static void shrink(Grid *grid, unsigned room)
{
	unsigned sum = grid->gap * (grid->table->cols - 1);

	for (uint32_t col = 0; col < grid->table->cols; col++) {
		Column *column = &grid->columns[col];

		column->width = column->natural < room ? column->natural : room;
		sum += column->width;
	}
	while (sum > room) {
		Column *widest = NULL;

		for (uint32_t col = 0; col < grid->table->cols; col++) {
			Column *column = &grid->columns[col];

			if (column->width > column->least &&
				(!widest || column->width > widest->width))
				widest = column;
		}
		if (!widest)
			break;
		widest->width--;
		sum--;
	}
}

/* On a narrow page some cell would be a column of words. */
static bool is_too_tall(const Grid *grid)
{
	for (uint32_t col = 0; col < grid->table->cols; col++)
		if (grid->columns[col].natural > TALLEST * grid->columns[col].width)
			return grid->sheet->options->width < NARROW && grid->table->cols > 2;
	return false;
}

/* Columns side by side in the measure; else up to the edge of the page; else they scroll. False:
 * records are to be preferred. */
static bool find_widths(Grid *grid)
{
	const Sheet *sheet = grid->sheet;
	unsigned room = sheet_room(sheet), reach = sheet_reach(sheet);
	unsigned natural, least;

	if (grid->table->cols > GRID_COLUMNS)
		return false;
	if (total(grid, false) > reach)
		grid->gap = 1;
	natural = total(grid, true);
	least = total(grid, false);
	if (natural <= reach) {
		shrink(grid, reach);
	} else if (least <= room) {
		shrink(grid, room);
		return !is_too_tall(grid);
	} else if (least <= reach) {
		shrink(grid, reach);
		return !is_too_tall(grid);
	} else if (sheet->options->wrap_code || sheet->options->width < NARROW) {
		return false;
	} else {
		for (uint32_t col = 0; col < grid->table->cols; col++) {
			Column *column = &grid->columns[col];

			column->width = column->natural;
			if (column->width > SCROLL_CELL)
				column->width = SCROLL_CELL;
			if (column->width < column->least)
				column->width = column->least;
		}
		grid->flags |= LINE_SCROLLS;
	}
	return true;
}

/* The column's galley becomes the sheet's, or goes back. */
static void swap_galley(Grid *grid, Column *column)
{
	Galley galley = grid->sheet->galley;

	grid->sheet->galley = column->galley;
	column->galley = galley;
}

static size_t lines_left(const Column *column)
{
	return column->galley.lines.count - column->line;
}

/* Opens the cells that begin in a row. How many lines it needs: those of the cells that end in it.
 */
static size_t open_row(Grid *grid, uint32_t row)
{
	size_t height = 1;

	for (uint32_t col = 0; col < grid->table->cols; col++) {
		const TableCell *cell = grid_cell(grid, row, col);
		Column *column = &grid->columns[col];

		if (cell->rows) {
			swap_galley(grid, column);
			fill_galley(grid, row, col);
			galley_wrap(&grid->sheet->galley, SUM(grid, col, cell->cols, width),
				WRAP_WORDS);
			swap_galley(grid, column);
			column->line = 0;
			column->rows = cell->rows;
			column->cols = cell->cols;
		}
		if (column->rows == 1 && lines_left(column) > height)
			height = lines_left(column);
	}
	return height;
}

static void close_row(Grid *grid)
{
	for (uint32_t col = 0; col < grid->table->cols; col++)
		if (grid->columns[col].rows)
			grid->columns[col].rows--;
}

/* Numbers to the right, what stands over several columns in the middle of them. */
static unsigned pad_of(const Grid *grid, uint32_t col, unsigned width, bool head)
{
	const Column *column = &grid->columns[col];
	unsigned room = SUM(grid, col, column->cols, width);

	if (width >= room)
		return 0;
	if (column->cols > 1)
		return head ? (room - width) / 2 : 0;
	return is_numeric(column) ? room - width : 0;
}

/* One line of what stands in a column, the `i`th of `height` in its row. */
static void set_line(Grid *grid, uint32_t col, unsigned start, size_t below, bool head)
{
	Column *column = &grid->columns[col];
	const GalleyLine *line;

	if (column->rows == 0 || lines_left(column) == 0)
		return;
	/* Headings stand on the rule, the rest hangs from the first line. */
	if (head && (column->rows > 1 || lines_left(column) < below))
		return;
	line = &column->galley.lines.items[column->line++];
	sheet_skip_to(grid->sheet, start + pad_of(grid, col, line->width, head));
	swap_galley(grid, column);
	sheet_galley_line(grid->sheet, line);
	swap_galley(grid, column);
}

static void set_row(Grid *grid, uint32_t row, bool head)
{
	Sheet *sheet = grid->sheet;
	size_t height = open_row(grid, row);

	for (size_t i = 0; i < height; i++) {
		unsigned start = 0;

		sheet_begin(sheet);
		for (uint32_t col = 0; col < grid->table->cols; col++) {
			set_line(grid, col, start, height - i, head);
			start += grid->columns[col].width + grid->gap;
		}
		sheet_end(sheet, grid->flags | (head || i + 1 < height ? LINE_KEEP : 0));
	}
}

/* Below a row of headings: under each column, or only under what reaches over several. */
static void set_rule(Grid *grid, bool reaching)
{
	Sheet *sheet = grid->sheet;
	unsigned start = 0;
	bool any = !reaching;

	for (uint32_t col = 0; col < grid->table->cols; col++)
		any = any || (grid->columns[col].rows == 1 && grid->columns[col].cols > 1);
	if (!any)
		return;
	sheet_begin(sheet);
	for (uint32_t col = 0; col < grid->table->cols; col++) {
		const Column *column = &grid->columns[col];
		unsigned width = reaching ? SUM(grid, col, column->cols ? column->cols : 1, width)
					  : column->width;

		if (!reaching || (column->rows == 1 && column->cols > 1)) {
			sheet_skip_to(sheet, start);
			sheet_made(sheet, sheet_repeat(sheet, sheet->glyphs->rule, width),
				ROLE_TABLE_RULE);
		}
		start += column->width + grid->gap;
	}
	sheet_end(sheet, grid->flags | LINE_KEEP);
}

static void set_band(Grid *grid, uint32_t row)
{
	Sheet *sheet = grid->sheet;

	galley_clear(&sheet->galley);
	inline_add(sheet, grid_cell(grid, row, 0)->text, ROLE_TABLE_HEAD);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, grid->flags | LINE_KEEP, grid->flags | LINE_KEEP);
}

/* Rows of several lines run into each other unless something parts them. */
static bool wants_air(Grid *grid)
{
	uint32_t wrapped = 0, rows = grid->table->rows - grid->table->head;

	for (uint32_t row = grid->table->head; row < grid->table->rows; row++) {
		wrapped += !grid_is_band(grid, row) && open_row(grid, row) > 1;
		close_row(grid);
	}
	return wrapped * 3 > rows;
}

/* Whether a cell from above reaches into the row that comes. */
static bool is_reached(const Grid *grid)
{
	for (uint32_t col = 0; col < grid->table->cols; col++)
		if (grid->columns[col].rows)
			return true;
	return false;
}

static void set_columns(Grid *grid)
{
	const Table *table = grid->table;
	bool airy = wants_air(grid);

	for (uint32_t row = 0; row < table->rows; row++) {
		bool head = row < table->head;

		if (airy && row > table->head && !is_reached(grid))
			sheet_blank(grid->sheet, grid->flags);
		if (grid_is_band(grid, row))
			set_band(grid, row);
		else
			set_row(grid, row, head);
		if (head)
			set_rule(grid, row + 1 < table->head);
		close_row(grid);
	}
	for (uint32_t col = 0; col < table->cols; col++)
		galley_drop(&grid->columns[col].galley);
}

static void set_caption(Sheet *sheet, Slice text)
{
	galley_clear(&sheet->galley);
	inline_add(sheet, text, ROLE_CAPTION);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, LINE_KEEP);
	if (sheet->galley.lines.count == 1) {
		sheet_begin(sheet);
		sheet_made(sheet,
			sheet_repeat(sheet, sheet->glyphs->rule,
				sheet->galley.lines.items[0].width),
			ROLE_TABLE_RULE);
		sheet_end(sheet, LINE_KEEP);
	} else {
		sheet_blank(sheet, LINE_KEEP);
	}
}

void grid_set(Sheet *sheet, const Block *block)
{
	Grid grid = {.sheet = sheet, .table = &sheet->doc->tables[block->ref], .gap = GAP};

	if (block->text.len)
		set_caption(sheet, block->text);
	if (grid.table->rows == 0 || grid.table->cols == 0)
		return;
	if (grid.table->cols <= GRID_COLUMNS) {
		grid.columns = arena_array(sheet->arena, grid.table->cols, sizeof *grid.columns);
		measure(&grid);
	}
	if (find_widths(&grid))
		set_columns(&grid);
	else
		record_set(&grid);
}
