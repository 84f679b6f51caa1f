#include "config/levels.h"
#include "engine/inside.h"

void request_fill(Engine *engine, const Feed *feed, Arena *arena, Request *request)
{
	Options o;

	levels_options(engine->levels, feed ? feed->url : S(""), feed ? feed->folder : S(""), &o);
	request->timeout_ms = (uint32_t)o.timeout * 1000;
	request->user_agent = arena_str(arena, o.user_agent);
}
