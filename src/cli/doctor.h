/* cli/doctor.h: what `lede doctor` looks at: each a row in doctor.c and a file of its own. */
#ifndef LEDE_CLI_DOCTOR_H
#define LEDE_CLI_DOCTOR_H

#include "cli/session.h"

typedef struct {
	Session *session;
	bool apply; /* mends without asking what can be mended without a doubt */
	bool asks;  /* there is someone to ask */
} Doctor;

/* Whether it may: "QUESTION [y/N] ", where there is someone to ask. */
bool doctor_may(const Doctor *doctor, const char *question);

/* One check each: tells on stdout what it finds and what it does about it. DONE if all is well in
 * the end, COULD_NOT if something is left. */
int doctor_config(const Doctor *doctor);
int doctor_feeds(const Doctor *doctor);
int doctor_library(const Doctor *doctor);

#endif
