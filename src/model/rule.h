/* model/rule.h: what is done with an article when it comes in: "QUERY: mute until 2026-12-01". */
#ifndef LEDE_MODEL_RULE_H
#define LEDE_MODEL_RULE_H

#include "model/query.h"

typedef enum { RULE_MUTE, RULE_READ, RULE_STAR, RULE_LATER, RULE_TAG, RULE_ACTIONS } RuleAction;

typedef struct {
	Str text; /* as written */
	Query query;
	RuleAction action;
	Str tag;
	int64_t until; /* Unix seconds when it ends; 0: it does not */
	int64_t days;  /* it ends so many days after it was first obeyed; 0: it does not */
} Rule;

/* "QUERY: ACTION" or "\"QUERY\" ACTION"; ACTION is mute, read, star, later or tag NAME; behind it
 * may stand "until DATE" or "for 30d", and "in FOLDER". ERR_USER says what is wrong. In the arena.
 */
bool rule_parse(Str text, Arena *arena, Rule *out, Err *err);

#endif
