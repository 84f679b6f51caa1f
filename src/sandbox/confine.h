/* sandbox/confine.h: lock the door. From here on this process computes and answers, nothing else.
 */
#ifndef LEDE_SANDBOX_CONFINE_H
#define LEDE_SANDBOX_CONFINE_H

#include "base/err.h"

typedef enum { SANDBOX_AUTO, SANDBOX_REQUIRED, SANDBOX_OFF } SandboxMode;

/* Opens what parsing needs later (iconv's converters, locale), then drops all rights: rlimits,
 * no_new_privs, Landlock and a seccomp allow-list where the kernel has them. Stays possible:
 * memory, read and write on descriptors already open, time, exit. False if `required` and a part is
 * missing; with `auto` what is there is used. A breach ends the process. */
bool confine(SandboxMode mode, Err *err);

#endif
