/* The core as a decoder of the benchmark: the inspect build in a runtime. This is for
 * little-endian machines. What is timed is that the message goes in and is decoded, as
 * in the line of V8; what it is compared by is read when the time has been taken. */
#ifndef CORE_H
#define CORE_H

#include <stdint.h>

enum { SUBJECT_DNS = 3 };

/* Makes the instance; the address of the exchange window in the core. */
uint32_t core_open(void);

/* The core's memory. */
uint8_t *core_memory(void);

/* Puts octets there, as the board's host does. */
void core_put(uint32_t address, const uint8_t *octets, uint32_t length);

/* The exports `decode` and `result`. */
int32_t core_decode(uint32_t subject, uint32_t length);
uint32_t core_result(void);

#endif
