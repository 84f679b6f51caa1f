/* tables.h: the tables of the program as files of other programs, on standard output. Each returns
 * the exit status. */
#ifndef LEDE_TABLES_H
#define LEDE_TABLES_H

/* The page at `path`, its lines @COMMANDS@ and the like replaced. */
int tables_manual(const char *path);
int tables_bash(void);
int tables_zsh(void);
int tables_fish(void);

#endif
