#include "store/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zdict.h>
#include <zstd.h>

#include "store/database.h"
#include "store/press.h"

enum {
	/* A dictionary is made of pieces of so many articles. A trained one of this size (0.3 s of
	 * work, here 2 ms) saved 3 % more. */
	PIECES = 64,
	PIECE_BYTES = 512,
	/* The first is made of so many articles, the next of so many times more. */
	FIRST_DICTIONARY = 500,
	NEXT_DICTIONARY = 4,
	/* The number of a dictionary is this and that of the latest article when it was made;
	 * numbers below are those of dictionaries that are public. */
	FIRST_NUMBER = 32768,
	MAX_DICTIONARIES = 8,
};

typedef struct {
	uint32_t id;
	ZSTD_DDict *reads;
} Dictionary;

struct Pack {
	Press *press;
	ZSTD_DCtx *decompressor;
	Dictionary known[MAX_DICTIONARIES]; /* those that were wanted */
	size_t known_count;
	bool looked;     /* whether there is one to compress with */
	uint32_t latest; /* its number; 0: none */
	uint32_t era;    /* one higher after each rollback */
	Book *writes;    /* with it, or none */
	Buf text;
};

static Pack *pack_of(Library *lib)
{
	if (!lib->pack)
		lib->pack = memory_alloc(sizeof *lib->pack);
	return lib->pack;
}

void pack_close(Pack *pack)
{
	if (!pack)
		return;
	press_close(pack->press);
	ZSTD_freeDCtx(pack->decompressor);
	book_drop(pack->writes);
	for (size_t i = 0; i < pack->known_count; i++)
		ZSTD_freeDDict(pack->known[i].reads);
	buf_drop(&pack->text);
	free(pack);
}

static bool is_packed(Str stored)
{
	static const unsigned char magic[] = {0x28, 0xb5, 0x2f, 0xfd};

	return stored.n >= sizeof magic && memcmp(stored.s, magic, sizeof magic) == 0;
}

/* --- dictionaries ----------------------------------------------------------------------------- */

/* Borrowed until the statement is reset; false if there is none. */
static bool read_dictionary(Library *lib, uint32_t id, sqlite3_stmt **get, Str *out)
{
	bool ok;

	*get = db_statement(lib, "SELECT bytes FROM dictionary WHERE id = ?", NULL);
	if (!*get)
		return false;
	sqlite3_bind_int64(*get, 1, id);
	if (!db_row(lib, *get, &ok, NULL))
		return false;
	*out = str_of((const char *)sqlite3_column_blob(*get, 0),
		(size_t)sqlite3_column_bytes(*get, 0));
	return true;
}

static const ZSTD_DDict *dictionary(Library *lib, uint32_t id)
{
	Pack *pack = pack_of(lib);
	Dictionary *fresh;
	sqlite3_stmt *get;
	Str bytes;

	for (size_t i = 0; i < pack->known_count; i++)
		if (pack->known[i].id == id)
			return pack->known[i].reads;
	if (pack->known_count == MAX_DICTIONARIES)
		ZSTD_freeDDict(pack->known[--pack->known_count].reads);
	if (!read_dictionary(lib, id, &get, &bytes))
		return NULL;
	fresh = &pack->known[pack->known_count];
	*fresh = (Dictionary){id, ZSTD_createDDict(bytes.s, bytes.n)};
	sqlite3_reset(get);
	pack->known_count += fresh->reads != NULL;
	return fresh->reads;
}

/* The latest that this library has. */
static bool choose(Library *lib, Err *err)
{
	sqlite3_stmt *get = db_statement(lib, "SELECT ifnull(max(id), 0) FROM dictionary", err);
	Pack *pack = pack_of(lib);
	bool ok = false;
	Str bytes;

	if (!get || !db_row(lib, get, &ok, err))
		return false;
	pack->latest = (uint32_t)sqlite3_column_int64(get, 0);
	sqlite3_reset(get);
	pack->looked = true;
	book_drop(pack->writes);
	if (pack->latest && read_dictionary(lib, pack->latest, &get, &bytes)) {
		pack->writes = book_new(bytes, pack->era);
		sqlite3_reset(get);
	} else {
		pack->writes = book_new(S(""), pack->era);
	}
	return true;
}

/* From articles all over the library; each gives a piece from somewhere in it. */
static size_t take_pieces(Library *lib, ItemId last, Buf *pieces, size_t *sizes)
{
	sqlite3_stmt *get = db_statement(lib,
		"SELECT html FROM content WHERE id >= ? ORDER BY id LIMIT 1", NULL);
	size_t count = 0;
	bool ok;

	for (ItemId i = 0; get && i < PIECES; i++) {
		Str html, text;

		sqlite3_bind_int64(get, 1, 1 + last * i / PIECES);
		if (!db_row(lib, get, &ok, NULL))
			break;
		html = str_of((const char *)sqlite3_column_blob(get, 0),
			(size_t)sqlite3_column_bytes(get, 0));
		if (html.n && pack_text(lib, html, &text) && text.n) {
			size_t room = text.n > PIECE_BYTES ? text.n - PIECE_BYTES : 0;

			text = str_slice(text, room * (size_t)(i % 8) / 8, PIECE_BYTES);
			buf_add(pieces, text);
			sizes[count++] = text.n;
		}
		sqlite3_reset(get);
	}
	return count;
}

/* Empty if there is too little to make it of. */
static Str make_dictionary(Library *lib, ItemId last, uint32_t id, Buf *out)
{
	const ZDICT_params_t how = {.compressionLevel = PACK_LEVEL, .dictID = id};
	const size_t room = PIECES * PIECE_BYTES + 1024;
	size_t sizes[PIECES], count, n = 0;
	Buf pieces = {0};

	count = take_pieces(lib, last, &pieces, sizes);
	if (count >= PIECES / 2)
		n = ZDICT_finalizeDictionary(buf_room(out, room), room, pieces.s, pieces.n,
			pieces.s, sizes, (unsigned)count, how);
	buf_drop(&pieces);
	return n == 0 || ZDICT_isError(n) ? S("") : str_of(out->s, n);
}

bool pack_learn(Library *lib, ItemId last, Err *err)
{
	Pack *pack = pack_of(lib);
	sqlite3_stmt *put;
	Buf room = {0};
	ItemId before;
	bool ok = true;
	Str bytes;

	if (last < FIRST_DICTIONARY || last > INT32_MAX - FIRST_NUMBER)
		return true;
	if (!pack->looked && !choose(lib, err))
		return false;
	before = pack->latest ? (ItemId)pack->latest - FIRST_NUMBER : 0;
	if (last < before * NEXT_DICTIONARY)
		return true;
	put = db_statement(lib, "INSERT OR IGNORE INTO dictionary (id, bytes) VALUES (?, ?)", err);
	if (!put)
		return false;
	bytes = make_dictionary(lib, last, FIRST_NUMBER + (uint32_t)last, &room);
	if (bytes.n) {
		sqlite3_bind_int64(put, 1, FIRST_NUMBER + last);
		db_bind_blob(put, 2, bytes);
		ok = db_run(lib, put, err) && choose(lib, err);
	}
	buf_drop(&room);
	return ok;
}

void pack_forget(Library *lib)
{
	if (!lib->pack)
		return;
	lib->pack->looked = false;
	lib->pack->era++;
}

/* --- texts ------------------------------------------------------------------------------------ */

Book *library_book(Library *lib)
{
	Pack *pack = pack_of(lib);

	return pack->looked || choose(lib, NULL) ? book_share(pack->writes) : NULL;
}

static void bind(sqlite3_stmt *statement, int at, Str text, Str packed)
{
	if (packed.n)
		db_bind_blob(statement, at, packed);
	else
		db_bind_str(statement, at, text);
}

void pack_bind(Library *lib, sqlite3_stmt *statement, int at, Str text)
{
	Pack *pack = pack_of(lib);

	if (!pack->press)
		pack->press = press_open();
	bind(statement, at, text,
		pack->looked || choose(lib, NULL) ? press_text(pack->press, pack->writes, text)
						  : S(""));
}

void pack_bind_pressed(Library *lib, sqlite3_stmt *statement, int at, Str text,
	const Pressed *pressed, size_t entry)
{
	if (pressed && pressed->era == pack_of(lib)->era)
		bind(statement, at, text, pressed->texts[entry]);
	else
		pack_bind(lib, statement, at, text);
}

bool pack_would(Str stored)
{
	return stored.n >= WORTH_PACKING && !is_packed(stored);
}

bool pack_text(Library *lib, Str stored, Str *out)
{
	unsigned long long room;
	const ZSTD_DDict *reads = NULL;
	unsigned id;
	Pack *pack;
	size_t n;

	*out = stored;
	if (!is_packed(stored))
		return true;
	*out = S("");
	pack = pack_of(lib);
	if (!pack->decompressor)
		pack->decompressor = ZSTD_createDCtx();
	room = ZSTD_getFrameContentSize(stored.s, stored.n);
	/* Unknown and wrong sizes are larger than any. */
	id = ZSTD_getDictID_fromFrame(stored.s, stored.n);
	if (id)
		reads = dictionary(lib, id);
	if (!pack->decompressor || room > MAX_TEXT || (id && !reads))
		return false;
	buf_clear(&pack->text);
	n = ZSTD_decompress_usingDDict(pack->decompressor, buf_room(&pack->text, (size_t)room + 1),
		(size_t)room, stored.s, stored.n, reads);
	if (ZSTD_isError(n))
		return false;
	pack->text.s[n] = '\0';
	*out = str_of(pack->text.s, n);
	return true;
}

bool pack_column(Library *lib, sqlite3_stmt *row, int column, Arena *arena, Str *out, Err *err)
{
	const char *s = (const char *)sqlite3_column_blob(row, column);
	int n = sqlite3_column_bytes(row, column);

	*out = S("");
	if (!s || n <= 0)
		return true;
	if (!pack_text(lib, str_of(s, (size_t)n), out))
		return err_set(err, ERR_STORE, SQLITE_CORRUPT,
			"the stored text of this article is damaged; its feed may still have it");
	*out = arena_str(arena, *out);
	return true;
}
