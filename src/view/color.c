/* Colours: down to 256 and 16. */
#include <string.h>

#include "view/theme.h"

/* xterm's; a terminal's own sixteen are near enough to choose by. */
static const uint8_t ansi_colors[16][3] = {{0, 0, 0}, {205, 0, 0}, {0, 205, 0}, {205, 205, 0},
	{0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229}, {127, 127, 127}, {255, 0, 0},
	{0, 255, 0}, {255, 255, 0}, {92, 92, 255}, {255, 0, 255}, {0, 255, 255}, {255, 255, 255}};

/* Red-weighted distance: nearer to the eye than plain RGB, and without a detour through Lab. */
static long distance(const uint8_t a[3], const uint8_t b[3])
{
	long mean = (a[0] + b[0]) / 2, red = a[0] - b[0], green = a[1] - b[1], blue = a[2] - b[2];

	return (512 + mean) * red * red / 256 + 4 * green * green +
	       (767 - mean) * blue * blue / 256;
}

static void indexed(unsigned index, uint8_t out[3])
{
	static const uint8_t steps[6] = {0, 95, 135, 175, 215, 255};

	if (index < 232) {
		out[0] = steps[(index - 16) / 36];
		out[1] = steps[(index - 16) / 6 % 6];
		out[2] = steps[(index - 16) % 6];
	} else {
		out[0] = out[1] = out[2] = (uint8_t)(8 + (index - 232) * 10);
	}
}

Color color_of(uint8_t red, uint8_t green, uint8_t blue)
{
	const uint8_t wanted[3] = {red, green, blue};
	Color color = {.set = true, .red = red, .green = green, .blue = blue, .index = 16};
	long best = -1;

	for (unsigned i = 16; i < 256; i++) {
		uint8_t rgb[3];
		long far;

		indexed(i, rgb);
		far = distance(wanted, rgb);
		if (best < 0 || far < best) {
			best = far;
			color.index = (uint8_t)i;
		}
	}
	best = -1;
	for (unsigned i = 0; i < 16; i++) {
		long far = distance(wanted, ansi_colors[i]);

		if (best < 0 || far < best) {
			best = far;
			color.ansi = (uint8_t)i;
		}
	}
	return color;
}

Color color_indexed(uint8_t index)
{
	uint8_t rgb[3];
	Color color;

	if (index < 16)
		memcpy(rgb, ansi_colors[index], sizeof rgb);
	else
		indexed(index, rgb);
	color = color_of(rgb[0], rgb[1], rgb[2]);
	color.index = index;
	color.palette = true;
	if (index < 16)
		color.ansi = index;
	return color;
}

bool color_read_hex(Str word, Color *out)
{
	int64_t digits = 0;

	if (word.n != 7 || word.s[0] != '#')
		return false;
	for (size_t i = 1; i < word.n; i++) {
		char c = char_lower(word.s[i]);

		if (!char_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		digits = digits * 16 + (char_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	*out = color_of((uint8_t)(digits >> 16), (uint8_t)(digits >> 8), (uint8_t)digits);
	return true;
}
