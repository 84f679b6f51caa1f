/* layout/grid.h: a table while it is set: in columns (grid.c), or, where they would be too narrow,
 * as records, one after another (record.c). */
#ifndef LEDE_LAYOUT_GRID_H
#define LEDE_LAYOUT_GRID_H

#include "layout/sheet.h"

enum { GRID_COLUMNS = 48 }; /* more are records */

typedef struct {
	unsigned natural; /* cells of its longest line … */
	unsigned least;   /* … and of its longest word */
	unsigned width;
	uint32_t filled, numbers; /* cells of the body that say something; that are numbers */
	/* The cell that begins here: its text, the next line of it, and how far it still reaches,
	 * this row included; `rows` 0: there is none. */
	Galley galley;
	size_t line;
	uint32_t rows, cols;
} Column;

typedef struct {
	Sheet *sheet;
	const Table *table;
	Column *columns; /* NULL: too many */
	unsigned gap;    /* cells between columns */
	unsigned flags;
} Grid;

const TableCell *grid_cell(const Grid *grid, uint32_t row, uint32_t col);
/* A row of one cell that says something: a heading over the rows below. */
bool grid_is_band(const Grid *grid, uint32_t row);
/* A table as records: its first columns on top of each, the others below with their headings. */
void record_set(Grid *grid);

#endif
