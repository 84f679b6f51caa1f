/* tests/fuzz/fuzz.h: a harness is a file with this one function. With clang's libFuzzer it is
 * linked by itself (`make fuzz`); `make check` links replay.c, which feeds it the
 * seeds in tests/fuzz/corpus/NAME and a few thousand small mutations of them, the same each time.
 */
#ifndef LEDE_FUZZ_H
#define LEDE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Must survive any bytes; what it finds broken ends in abort(). Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#endif
