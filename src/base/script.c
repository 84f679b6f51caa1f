#include "base/script.h"

#include "base/utf8.h"

/* ASCII, raised, lowered. Letters that few fonts of terminals have are left out. */
static const struct {
	char plain;
	const char *sup, *sub;
} scripts[] = {
	{'0', "⁰", "₀"},
	{'1', "¹", "₁"},
	{'2', "²", "₂"},
	{'3', "³", "₃"},
	{'4', "⁴", "₄"},
	{'5', "⁵", "₅"},
	{'6', "⁶", "₆"},
	{'7', "⁷", "₇"},
	{'8', "⁸", "₈"},
	{'9', "⁹", "₉"},
	{'+', "⁺", "₊"},
	{'-', "⁻", "₋"},
	{'=', "⁼", "₌"},
	{'(', "⁽", "₍"},
	{')', "⁾", "₎"},
	{'a', "ᵃ", "ₐ"},
	{'b', "ᵇ", NULL},
	{'c', "ᶜ", NULL},
	{'d', "ᵈ", NULL},
	{'e', "ᵉ", "ₑ"},
	{'i', "ⁱ", "ᵢ"},
	{'j', "ʲ", "ⱼ"},
	{'k', "ᵏ", "ₖ"},
	{'m', "ᵐ", "ₘ"},
	{'n', "ⁿ", "ₙ"},
	{'o', "ᵒ", "ₒ"},
	{'p', "ᵖ", "ₚ"},
	{'r', "ʳ", "ᵣ"},
	{'s', "ˢ", "ₛ"},
	{'t', "ᵗ", "ₜ"},
	{'x', "ˣ", "ₓ"},
};

const char *script_of(uint32_t c, bool raised)
{
	if (c == 0x2212 || c == 0x2013)
		c = '-';
	for (size_t i = 0; i < COUNT(scripts); i++)
		if ((uint8_t)scripts[i].plain == c)
			return raised ? scripts[i].sup : scripts[i].sub;
	return NULL;
}

bool script_has(Str text, bool raised)
{
	for (size_t at = 0; at < text.n;)
		if (!script_of(utf8_next(text, &at), raised))
			return false;
	return true;
}
