/* What FTS5 calls: our words, and our idea of what fits best. */
#include <string.h>

#include "base/token.h"
#include "store/index.h"

/* FTS5 wants an object; ours has no state. */
static int create(void *context, const char **args, int count, Fts5Tokenizer **out)
{
	(void)args;
	(void)count;
	*out = context;
	return SQLITE_OK;
}

static void delete (Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n,
	int (*take)(void *, int, const char *, int, int, int))
{
	Tokens tokens = {.text = str_of(text ? text : "", n > 0 ? (size_t)n : 0),
		.wanted = flags & FTS5_TOKENIZE_QUERY};
	int code = SQLITE_OK;
	Token token;

	(void)tokenizer;
	while (code == SQLITE_OK && tokens_next(&tokens, &token))
		code = take(context, token.beside ? FTS5_TOKEN_COLOCATED : 0, token.word.s,
			(int)token.word.n, (int)token.start, (int)token.end);
	tokens_drop(&tokens);
	return code;
}

/* For each thing searched for: in the title it weighs most, by whom it is a little, in the text
 * the more the oftener, up to a point. Between 0 and 1 for each. */
static void score(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result,
	int value_count, sqlite3_value **values)
{
	static const double weights[] = {8, 3, 1};
	enum { MAX_PHRASES = 64, HALF = 6 };
	double sums[MAX_PHRASES] = {0}, total = 0;
	int count = 0, phrases = api->xPhraseCount(context);

	(void)value_count;
	(void)values;
	if (api->xInstCount(context, &count) != SQLITE_OK)
		count = 0;
	for (int i = 0; i < count; i++) {
		int phrase, column, offset;

		if (api->xInst(context, i, &phrase, &column, &offset) == SQLITE_OK &&
			phrase < MAX_PHRASES && column < (int)COUNT(weights))
			sums[phrase] += weights[column];
	}
	for (int i = 0; i < phrases && i < MAX_PHRASES; i++)
		total += sums[i] / (sums[i] + HALF);
	sqlite3_result_double(result, total);
}

bool tokenizer_add(sqlite3 *db)
{
	static fts5_tokenizer tokenizer = {create, delete, tokenize};
	sqlite3_stmt *statement = NULL;
	fts5_api *api = NULL;
	bool ok;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) != SQLITE_OK)
		return false;
	sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(statement);
	sqlite3_finalize(statement);
	ok = api && api->iVersion >= 2 &&
	     api->xCreateTokenizer(api, "lede", &tokenizer, &tokenizer, NULL) == SQLITE_OK &&
	     api->xCreateFunction(api, "score", NULL, score, NULL) == SQLITE_OK;
	return ok;
}
