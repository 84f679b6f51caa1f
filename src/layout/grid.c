/* Tables in columns, or, where they are too narrow, one record after another. */
#include <string.h>

#include "base/utf8.h"
#include "layout/sheet.h"

enum {
	MAX_COLUMNS = 48,
	GAP = 2,
	LONG_WORD = 24,
	SCROLL_CELL = 40,
	SHORT_FIELD = 20,
	SHORT_CELL = 8
};

typedef struct {
	unsigned natural; /* cells of its longest line … */
	unsigned least;   /* … and of its longest word */
	unsigned width;
	uint32_t filled, numbers; /* cells of the body that say something; that are numbers */
	Galley galley;            /* of the row that is being set */
} Column;

typedef struct {
	Sheet *sheet;
	const Table *table;
	Column *columns;
	uint32_t wrapped; /* rows that need more than one line */
	bool airy;        /* rows are set apart by blank lines */
	unsigned gap;     /* cells between columns */
	unsigned flags;
} Grid;

static Slice cell_at(const Grid *grid, uint32_t row, uint32_t col)
{
	return grid->sheet->doc->cells[grid->table->cell + row * grid->table->cols + col];
}

/* A row whose first cell alone says something: a heading over the rows below. */
static bool is_band(const Grid *grid, uint32_t row)
{
	if (grid->table->cols < 3 || cell_at(grid, row, 0).len == 0)
		return false;
	for (uint32_t col = 1; col < grid->table->cols; col++)
		if (cell_at(grid, row, col).len)
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

static Role cell_role(const Grid *grid, uint32_t row)
{
	return row < grid->table->head ? ROLE_TABLE_HEAD : ROLE_TEXT;
}

static void fill_galley(Grid *grid, uint32_t row, uint32_t col)
{
	galley_clear(&grid->sheet->galley);
	inline_add(grid->sheet, cell_at(grid, row, col), cell_role(grid, row));
}

static void measure(Grid *grid)
{
	for (uint32_t row = 0; row < grid->table->rows; row++) {
		if (is_band(grid, row))
			continue;
		for (uint32_t col = 0; col < grid->table->cols; col++) {
			Column *column = &grid->columns[col];
			Str text = doc_str(grid->sheet->doc, cell_at(grid, row, col));
			unsigned line, word;

			if (text.n == 0)
				continue;
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
	}
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
}

static bool is_numeric(const Column *column)
{
	return column->numbers && column->numbers * 4 >= column->filled * 3;
}

static unsigned total(const Grid *grid, bool natural)
{
	unsigned sum = grid->gap * (grid->table->cols - 1);

	for (uint32_t col = 0; col < grid->table->cols; col++)
		sum += natural ? grid->columns[col].natural : grid->columns[col].least;
	return sum;
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

/* Columns side by side in the measure; else up to the edge of the page; else they scroll. False:
 * records are to be preferred. */
static bool find_widths(Grid *grid)
{
	const Sheet *sheet = grid->sheet;
	unsigned room = sheet_room(sheet), reach = sheet_reach(sheet);
	unsigned natural, least;

	if (grid->table->cols > MAX_COLUMNS)
		return false;
	if (total(grid, false) > reach)
		grid->gap = 1;
	natural = total(grid, true);
	least = total(grid, false);
	if (natural <= reach) {
		shrink(grid, reach);
	} else if (least <= room) {
		shrink(grid, room);
	} else if (least <= reach) {
		shrink(grid, reach);
	} else if (sheet->options->wrap_code || sheet->options->width < 60) {
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

/* Wraps the cells of a row; how many lines the highest has. */
static size_t wrap_row(Grid *grid, uint32_t row)
{
	size_t height = 1;

	for (uint32_t col = 0; col < grid->table->cols; col++) {
		Column *column = &grid->columns[col];
		size_t lines;

		swap_galley(grid, column);
		fill_galley(grid, row, col);
		galley_wrap(&grid->sheet->galley, column->width, WRAP_WORDS);
		lines = grid->sheet->galley.lines.count;
		swap_galley(grid, column);
		if (lines > height)
			height = lines;
	}
	return height;
}

static void set_row(Grid *grid, uint32_t row, bool keep)
{
	Sheet *sheet = grid->sheet;
	size_t height = wrap_row(grid, row);
	bool head = row < grid->table->head;

	for (size_t i = 0; i < height; i++) {
		unsigned start = 0;

		sheet_begin(sheet);
		for (uint32_t col = 0; col < grid->table->cols; col++) {
			Column *column = &grid->columns[col];
			size_t lines = column->galley.lines.count, skip = head ? height - lines : 0;

			/* Headings stand on the rule, the rest hangs from the first line. */
			if (i >= skip && i - skip < lines) {
				const GalleyLine *line = &column->galley.lines.items[i - skip];
				unsigned pad = is_numeric(column) && line->width < column->width
						       ? column->width - line->width
						       : 0;

				sheet_skip_to(sheet, start + pad);
				swap_galley(grid, column);
				sheet_galley_line(sheet, line);
				swap_galley(grid, column);
			}
			start += column->width + grid->gap;
		}
		sheet_end(sheet, grid->flags | (keep || i + 1 < height ? LINE_KEEP : 0));
	}
}

static void set_rule(Grid *grid)
{
	Sheet *sheet = grid->sheet;
	unsigned start = 0;

	sheet_begin(sheet);
	for (uint32_t col = 0; col < grid->table->cols; col++) {
		sheet_skip_to(sheet, start);
		sheet_made(sheet,
			sheet_repeat(sheet, sheet->glyphs->rule, grid->columns[col].width),
			ROLE_TABLE_RULE);
		start += grid->columns[col].width + grid->gap;
	}
	sheet_end(sheet, grid->flags | LINE_KEEP);
}

static void set_band(Grid *grid, uint32_t row)
{
	Sheet *sheet = grid->sheet;

	galley_clear(&sheet->galley);
	inline_add(sheet, cell_at(grid, row, 0), ROLE_TABLE_HEAD);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, grid->flags | LINE_KEEP, grid->flags | LINE_KEEP);
}

/* Rows of several lines run into each other unless something parts them. */
static bool wants_air(Grid *grid)
{
	uint32_t wrapped = 0, rows = grid->table->rows - grid->table->head;

	for (uint32_t row = grid->table->head; row < grid->table->rows; row++)
		wrapped += !is_band(grid, row) && wrap_row(grid, row) > 1;
	return wrapped * 3 > rows;
}

static void set_columns(Grid *grid)
{
	const Table *table = grid->table;
	bool airy = wants_air(grid);

	for (uint32_t row = 0; row < table->rows; row++) {
		if (airy && row > table->head)
			sheet_blank(grid->sheet, grid->flags);
		if (is_band(grid, row))
			set_band(grid, row);
		else
			set_row(grid, row, row < table->head);
		if (row + 1 == table->head)
			set_rule(grid);
	}
	for (uint32_t col = 0; col < table->cols; col++)
		galley_drop(&grid->columns[col].galley);
}

/* What a cell of a record is called; empty without a head. */
static Slice label_of(const Grid *grid, uint32_t row, uint32_t col)
{
	if (grid->table->head)
		return cell_at(grid, grid->table->head - 1, col);
	/* Two columns without a head are names and values. */
	if (grid->table->cols == 2 && col == 1)
		return cell_at(grid, row, 0);
	return (Slice){0, 0};
}

static void add_field(Grid *grid, uint32_t row, uint32_t col)
{
	Sheet *sheet = grid->sheet;
	Slice label = label_of(grid, row, col);

	if (label.len) {
		inline_add(sheet, label, ROLE_TABLE_HEAD);
		galley_add_pre(&sheet->galley, S(": "),
			(Piece){.role = ROLE_TABLE_HEAD, .link = NONE, .from = NONE, .cling = true},
			1);
	}
	inline_add(sheet, cell_at(grid, row, col), ROLE_TEXT);
}

/* A cell on lines of its own: the first, which names the record, or one below it. */
static void set_field(Grid *grid, uint32_t row, uint32_t col)
{
	Sheet *sheet = grid->sheet;
	bool title = col == 0;

	galley_clear(&sheet->galley);
	if (title)
		inline_add(sheet, cell_at(grid, row, 0),
			grid->table->cols > 1 ? ROLE_TABLE_HEAD : ROLE_TEXT);
	else
		add_field(grid, row, col);
	galley_wrap(&sheet->galley, sheet_room(sheet), WRAP_WORDS);
	sheet_galley(sheet, LINE_KEEP, title ? LINE_KEEP : 0);
}

/* Short fields one behind the other: "High: 03:12; m: 5.1; Low: 09:24". */
static void set_fields(Grid *grid, uint32_t row)
{
	Sheet *sheet = grid->sheet;
	bool any = false;

	galley_clear(&sheet->galley);
	for (uint32_t col = 1; col < grid->table->cols; col++) {
		size_t first;

		if (cell_at(grid, row, col).len == 0)
			continue;
		if (any)
			inline_made(sheet, S("; "), ROLE_TABLE_RULE);
		any = true;
		first = sheet->galley.pieces.count;
		add_field(grid, row, col);
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

static bool has_short_fields(const Grid *grid)
{
	if (grid->table->cols < 3 || grid->table->cols > MAX_COLUMNS)
		return false;
	for (uint32_t col = 1; col < grid->table->cols; col++)
		if (grid->columns[col].natural > SHORT_FIELD)
			return false;
	return true;
}

/* One record a row: the first cell on top, the others below it with the names of their columns. */
static void set_records(Grid *grid)
{
	Sheet *sheet = grid->sheet;
	const Table *table = grid->table;
	bool pairs = table->cols == 2 && table->head == 0, brief = has_short_fields(grid);
	uint32_t first = table->head < table->rows ? table->head : 0;

	for (uint32_t row = first; row < table->rows; row++) {
		if (row > first && table->cols > 2 && !brief)
			sheet_blank(sheet, 0);
		if (cell_at(grid, row, 0).len && (!pairs || cell_at(grid, row, 1).len == 0))
			set_field(grid, row, 0);
		sheet_push(sheet, (Frame){.is_list = true, .width = pairs ? 0 : 2});
		if (brief)
			set_fields(grid, row);
		for (uint32_t col = 1; col < table->cols && !brief; col++)
			if (cell_at(grid, row, col).len)
				set_field(grid, row, col);
		sheet_pop(sheet);
	}
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
	if (grid.table->cols <= MAX_COLUMNS) {
		grid.columns = arena_array(sheet->arena, grid.table->cols, sizeof *grid.columns);
		measure(&grid);
	}
	if (find_widths(&grid))
		set_columns(&grid);
	else
		set_records(&grid);
}
