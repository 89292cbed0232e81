/* Octets of the core's memory, by their address in the core.
 *
 * On a big-endian machine wasm2c keeps the memory backwards (the octet of address
 * 0 is the last one), so that wider loads need no swap. Only this header knows. */
#ifndef DD_CORE_MEMORY_H
#define DD_CORE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "wasm-rt.h"

/* Where the octet of `address` is kept; `address` is below memory->size. */
static inline uint8_t *core_octet(const wasm_rt_memory_t *memory, uint32_t address) {
#if WABT_BIG_ENDIAN
  return &memory->data[memory->size - 1 - address];
#else
  return &memory->data[address];
#endif
}

/* Whether `length` octets from `address` lie within the memory. */
static inline bool core_holds(const wasm_rt_memory_t *memory, uint32_t address, uint32_t length) {
  return address <= memory->size && length <= memory->size - address;
}

/* Copies `length` octets into the core; the range has been checked with core_holds. */
static inline void core_write(const wasm_rt_memory_t *memory, uint32_t address,
                              const uint8_t *octets, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) *core_octet(memory, address + i) = octets[i];
}

#endif
