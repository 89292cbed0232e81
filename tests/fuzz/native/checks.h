/* What must hold of every output (docs/abi.md). */
#ifndef DD_FUZZ_CHECKS_H
#define DD_FUZZ_CHECKS_H

#include <stdint.h>

/* Ends the program with a sentence: the fuzzer keeps the input. */
void fuzz_fail(const char *what);

/* A whole output record. */
void check_output(const uint8_t *record, uint32_t length);

#endif
