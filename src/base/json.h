/* base/json.h: read and write JSON (RFC 8259). */
#ifndef LEDE_BASE_JSON_H
#define LEDE_BASE_JSON_H

#include "base/buf.h"
#include "base/err.h"

typedef enum {
	JSON_IS_NULL,
	JSON_IS_BOOL,
	JSON_IS_NUMBER,
	JSON_IS_STRING,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT
} JsonKind;

typedef struct Json {
	JsonKind kind;
	bool truth;
	double number;
	Str string;               /* UTF-8; may hold any character, NUL too */
	const Str *names;         /* of an object, `count` of them, in order */
	const struct Json *items; /* elements of an array, values of an object */
	size_t count;
} Json;

/* The whole of `text` (UTF-8, a BOM allowed) as a tree in the arena; NULL if it is no JSON. Of two
 * members with one name the last counts. */
const Json *json_read(Str text, Arena *arena, Err *err);
/* The member of an object, or NULL, also if `json` is NULL or no object. */
const Json *json_get(const Json *json, Str name);
/* A member that is a string; else the empty string. */
Str json_str(const Json *json, Str name);
/* A member that is a number, or a string that reads as one; else `otherwise`. */
double json_real_of(const Json *json, Str name, double otherwise);

/* Writes as it is called; commas come by themselves. Zeroed but for `out`. */
typedef struct {
	Buf *out;
	unsigned depth;
	bool indent; /* one member a line, two spaces a level */
	bool full, named;
} JsonWriter;

void json_open_object(JsonWriter *w);
void json_close_object(JsonWriter *w);
void json_open_array(JsonWriter *w);
void json_close_array(JsonWriter *w);
void json_name(JsonWriter *w, Str name);
void json_put_str(JsonWriter *w, Str str); /* controls, C1 too, are escaped */
void json_put_int(JsonWriter *w, int64_t number);
void json_put_real(JsonWriter *w, double number); /* shortest form that reads back the same */
void json_put_bool(JsonWriter *w, bool truth);
void json_put_null(JsonWriter *w);
/* name and value; the Str form writes nothing for an empty string. */
void json_member(JsonWriter *w, Str name, Str str);

#endif
