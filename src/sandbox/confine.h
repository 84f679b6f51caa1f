/* sandbox/confine.h: lock the door. From here on this process computes and answers, nothing else.
 */
#ifndef LEDE_SANDBOX_CONFINE_H
#define LEDE_SANDBOX_CONFINE_H

#include "base/err.h"

typedef enum { SANDBOX_AUTO, SANDBOX_REQUIRED, SANDBOX_OFF } SandboxMode;

/* Opens what parsing needs later (iconv's converters, locale), then drops all rights: rlimits,
 * no_new_privs, Landlock and a seccomp allow-list where the kernel has them. Stays possible:
 * memory (256 MB), read and write on descriptors already open, time, exit. Opening a file is
 * refused; any other breach ends the process. False if `required` and a part is missing; with
 * `auto` what is there is used, with `off` nothing. */
bool confine(SandboxMode mode, Err *err);

#endif
