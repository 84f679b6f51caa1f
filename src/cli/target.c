#include "cli/target.h"

#include "base/path.h"
#include "base/url.h"

enum { MAX_BYTES = 64 << 20 };

bool target_read(const char *word, Arena *arena, TargetBytes *out, Err *err)
{
	*out = (TargetBytes){0};
	if (url_is_http(str_from(word))) {
		(void)arena;
		return err_set(err, ERR_NETWORK, 0, "%s: this build downloads nothing", word);
	}
	if (!file_read(word, MAX_BYTES, &out->file, err))
		return false;
	out->bytes = buf_str(&out->file);
	return true;
}

void target_drop(TargetBytes *target)
{
	buf_drop(&target->file);
}
