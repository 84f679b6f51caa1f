/* model/shape.h: the fields of the model's structs, described once: from these rows both JSON and
 * the sandbox's wire format are written, and the wire is read. */
#ifndef LEDE_MODEL_SHAPE_H
#define LEDE_MODEL_SHAPE_H

#include "base/json.h"

typedef enum {
	AS_TEXT,   /* Str; empty: not there */
	AS_LINES,  /* Str with '\n' between the strings of an array */
	AS_HOURS,  /* the same; the strings are numbers */
	AS_DATE,   /* int64_t, Unix seconds; DATE_NONE: not there */
	AS_INT64,  /* 0: not there */
	AS_UINT32, /* 0: not there */
	AS_NUMBER, /* Number */
	AS_FLAG,   /* Flag */
	AS_BOOL,   /* bool; false: not there */
	AS_GEO,    /* Geo, embedded: "coordinates" */
	AS_PART,   /* a struct within; without a name, its members are printed in line */
	AS_ONE,    /* a pointer to a struct, or NULL; likewise */
	AS_LIST    /* a pointer to structs, and their number */
} ShapeKind;

typedef struct Shape Shape;

typedef struct {
	const char *name; /* in JSON */
	ShapeKind kind;
	size_t at, count_at; /* offsets; count_at of a uint32_t */
	const Shape *of;
	bool unprinted; /* is not in JSON */
	bool wired;     /* crosses the sandbox: TEXT, LINES, DATE, INT64, UINT32, BOOL, LIST */
} ShapeField;

struct Shape {
	const ShapeField *fields;
	size_t count, size; /* size: of the struct */
};

extern const Shape shape_entry; /* Entry; items[] of JSON Feed */
extern const Shape
	shape_feed_more; /* FeedMore; the top level of JSON Feed, without title and items */
extern const Shape shape_enclosure;
extern const Shape shape_feed;   /* Feed: only what a feed says of itself */
extern const Shape shape_parsed; /* Parsed but entries; not printed */

/* Writes the members of a struct into the object that is open. */
void shape_members(const Shape *shape, const void *value, JsonWriter *w);

#endif
