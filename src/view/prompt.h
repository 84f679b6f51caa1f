/* view/prompt.h: one line of text being edited at the bottom, with history and completion. */
#ifndef LEDE_VIEW_PROMPT_H
#define LEDE_VIEW_PROMPT_H

#include "view/app.h"

typedef struct Prompt Prompt;

/* Something the line could go on with. */
typedef struct {
	Str text; /* what the word becomes */
	Str help; /* what it is; may be empty */
} Candidate;

/* Finds candidates for the word that starts at byte `start` of `line` and ends at its end; called
 * on each change. Returns where the word begins; *count 0: none. */
typedef size_t PromptComplete(App *app, Str line, Arena *arena, const Candidate **out,
	size_t *count);

/* `changed` is called last, so that it may end the prompt (app_leave does).
 * `history`: the name its lines are kept under ("command", "search"); NULL: none is kept.
 * `complete` may be NULL. */
Prompt *prompt_open(App *app, Screen *screen, Str label, Str text, const char *history,
	PromptHeard *done, PromptHeard *changed, PromptComplete *complete);
void prompt_close(Prompt *prompt); /* NULL is fine */
/* Whether it is a key that moves in the line or deletes. */
bool prompt_knows(const Prompt *prompt, Str key);
/* Takes every key. What it ends with is told to `done`, and app->prompt is NULL by then. */
void prompt_key(App *app, Str key);
/* What a terminal says was pasted: line breaks become blanks, nothing in it is a key. */
void prompt_paste(App *app, Str text);
/* The line at `row`, and above it the candidates in a box; sets the cursor. */
void prompt_draw(Prompt *prompt, Area area, int row);

/* What ":" knows beside actions: shown in help, completed, done. */
typedef struct {
	const char *name, *argument; /* argument: "NAME VALUE"; NULL: none */
	const char *help;
	void (*run)(App *app, Str argument);
} CommandWord;
extern const CommandWord command_words[];
extern const size_t command_word_count;

bool command_is(Str name);

/* Asks for a command line, with `text` in it. */
void command_ask(App *app, Str text);
/* Does what was typed behind ":": a word above, an action, a number. */
void command_run(App *app, Str line);

#endif
