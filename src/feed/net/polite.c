#include "feed/net/polite.h"

enum { LONGEST_PAUSE_MS = 8000, OBEYED_S = 10 };

/* What is left of the visits made, after time has paid off its share. */
static int64_t spent(const PoliteSite *site, int64_t now)
{
	int64_t left = site->spent - (now - site->reckoned);

	return left > 0 ? left : 0;
}

int64_t polite_wait(const PoliteSite *site, int64_t now)
{
	int64_t pause, least;

	if (site->running > 0 || site->slow >= POLITE_SLOW_MOST)
		return -1;
	pause = spent(site, now) - (POLITE_BURST - 1) * POLITE_PAUSE_MS;
	least = site->not_before - now;
	if (pause < least)
		pause = least;
	return pause > 0 ? pause : 0;
}

bool polite_is_shut(const PoliteSite *site, int64_t now)
{
	return site->shut_until > now;
}

void polite_begin(PoliteSite *site, int64_t now)
{
	site->spent = spent(site, now) + POLITE_PAUSE_MS;
	site->reckoned = now;
	site->running++;
}

void polite_slow(PoliteSite *site)
{
	site->running--;
	site->slow++;
}

/* A site that asks for seconds gets them; one that asks for an hour means the one address as a
 * rule, so that others are tried, slower and slower. */
static void refused(PoliteSite *site, int64_t retry_after, int64_t now)
{
	int64_t pause = 1000, shut = POLITE_SHUT_MS;

	for (unsigned i = 0; i < site->refused && pause < LONGEST_PAUSE_MS; i++)
		pause *= 2;
	if (retry_after > 0 && retry_after <= OBEYED_S)
		pause = retry_after * 1000;
	site->not_before = now + pause;
	if (++site->refused < POLITE_REFUSALS)
		return;
	for (unsigned i = 0; i < site->shuts && shut < POLITE_SHUT_MOST_MS; i++)
		shut *= 2;
	if (shut > POLITE_SHUT_MOST_MS)
		shut = POLITE_SHUT_MOST_MS;
	if (shut < retry_after * 1000)
		shut = retry_after * 1000;
	site->shut_until = now + shut;
	site->shuts++;
}

void polite_end(PoliteSite *site, Visit visit, bool slow, int64_t retry_after, int64_t now)
{
	if (slow)
		site->slow--;
	else
		site->running--;
	if (visit == VISIT_REFUSED) {
		refused(site, retry_after, now);
		return;
	}
	site->refused = site->shuts = 0;
	if (visit != VISIT_UNREACHABLE)
		site->unreachable = 0;
	else if (++site->unreachable >= POLITE_UNREACHABLES)
		site->shut_until = now + POLITE_SHUT_MS;
}
