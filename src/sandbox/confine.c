#include "config.h"

#include "sandbox/confine.h"

#include <errno.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <seccomp.h>
#include <sys/mman.h>
#endif

#include "base/str.h"
#include "feed/html/encoding.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

/* A 32 MB feed and its text, three times over, and room for the tree of a web page. */
enum { MAX_DATA = 256 << 20 };

#if WITH_ASAN
/* At exit LeakSanitizer clones, traces and reads /proc: all that is forbidden then. It asks this
 * function first. Leaks of parsers are found by the unit tests, which do not confine themselves. */
static bool confined;
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
	return confined;
}
#endif

static bool limit(int resource, rlim_t most)
{
	struct rlimit old, low;

	if (getrlimit((__rlimit_resource_t)resource, &old) != 0)
		return false;
	low.rlim_max = most < old.rlim_max ? most : old.rlim_max;
	low.rlim_cur = low.rlim_max;
	return setrlimit((__rlimit_resource_t)resource, &low) == 0;
}

/* Descriptors that are open stay so; no new one can come. Not dumpable: no other process of the
 * user may look into this one, and no core file tells what was read. */
static bool lower_limits(void)
{
	return limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_CORE, 0) &&
	       limit(RLIMIT_MEMLOCK, 0) && (WITH_ASAN || limit(RLIMIT_DATA, MAX_DATA)) &&
	       prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

#if defined(SYS_landlock_create_ruleset) && defined(SYS_landlock_restrict_self)
/* As in linux/landlock.h, which may be older than the kernel: what each version of the interface
 * can forbid. With no rule that allows something, all of it is. */
typedef struct {
	uint64_t files, net, scopes;
} Ruleset;

static const Ruleset rulesets[] = {
	[1] = {(1 << 13) - 1, 0, 0},
	[2] = {(1 << 14) - 1, 0, 0}, /* link and rename between folders */
	[3] = {(1 << 15) - 1, 0, 0}, /* truncate */
	[4] = {(1 << 15) - 1, 3, 0}, /* bind and connect TCP */
	[5] = {(1 << 16) - 1, 3, 0}, /* ioctl on devices */
	[6] = {(1 << 16) - 1, 3, 3}, /* abstract sockets, signals to others */
};

static bool shut_files(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
	size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
	int fd;
	bool ok;

	if (version < 1)
		return false;
	if (version >= (long)COUNT(rulesets))
		version = COUNT(rulesets) - 1;
	fd = (int)syscall(SYS_landlock_create_ruleset, &rulesets[version], size, 0);
	if (fd < 0)
		return false;
	ok = syscall(SYS_landlock_restrict_self, fd, 0) == 0;
	close(fd);
	return ok;
}
#else
static bool shut_files(void)
{
	return false;
}
#endif

#ifdef HAVE_SECCOMP
/* What computing and answering takes: memory, open descriptors, time, the end. */
static const int allowed[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(close),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(fstat),
	SCMP_SYS(futex),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(lseek),
	SCMP_SYS(madvise),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sched_yield),
	SCMP_SYS(time),
	SCMP_SYS(write),
	SCMP_SYS(writev),
#if WITH_ASAN
	/* Its reports, and the alternate stack it drops at exit. */
	SCMP_SYS(sigaltstack),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(getppid),
	SCMP_SYS(getrlimit),
	SCMP_SYS(prlimit64),
#endif
};

/* Tried by libraries in good faith, where a refusal is an answer: a message catalogue for strerror,
 * the kind of descriptor for stdio, a seed for a hash table. All else ends the process. */
static const int refused[] = {
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(ioctl),
	SCMP_SYS(newfstatat),
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(stat),
	SCMP_SYS(statx),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
};

/* libseccomp's macros leave out a field that comparing with one value does not use. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
static bool add_rules(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp data_only[] = {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)};
	const struct scmp_arg_cmp itself[] = {SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid())};
	int failed = 0;

	failed |= seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	failed |= seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	for (size_t i = 0; i < COUNT(allowed); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; i < COUNT(refused); i++)
		failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), refused[i], 0);
	failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, data_only);
	failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data_only);
	/* abort() sends its signal so. */
	failed |= seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, itself);
	return failed == 0;
}

#pragma GCC diagnostic pop

static bool shut_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	bool ok = filter && add_rules(filter) && seccomp_load(filter) == 0;

	if (filter)
		seccomp_release(filter);
	return ok;
}
#else
static bool shut_calls(void)
{
	return false;
}
#endif

bool confine(SandboxMode mode, Err *err)
{
	bool limits, files, calls;

	encoding_prepare();
	tzset();
	if (mode == SANDBOX_OFF)
		return true;
	/* Without it, neither of the others is to be had. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 && mode == SANDBOX_REQUIRED)
		return err_system(err,
			"this kernel can't confine the parser; the option sandbox is "
			"\"required\"");
	files = shut_files();
	limits = lower_limits();
	calls = shut_calls();
#if WITH_ASAN
	confined = true;
#endif
	if (mode == SANDBOX_REQUIRED && !(limits && files && calls))
		return err_set(err, ERR_SYSTEM, 0,
			"the parser can't be confined as the option sandbox \"required\" demands: "
			"%s "
			"is missing here; \"auto\" does with what there is",
			!calls   ? "seccomp"
			: !files ? "Landlock"
				 : "setting limits");
	return true;
}
