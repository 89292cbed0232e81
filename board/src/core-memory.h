/* Octets of the core's memory as wasm2c keeps it, by their address in the core.
 *
 * On a big-endian machine wasm2c keeps the memory backwards (the octet of address
 * 0 is the last one), so that wider loads need no swap. Only this header knows. */
#ifndef DD_CORE_MEMORY_H
#define DD_CORE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "wasm-rt.h"

/* Whether `length` octets from `address` lie within the memory. */
static inline bool core_holds(const wasm_rt_memory_t *memory, uint32_t address, uint32_t length) {
  return address <= memory->size && length <= memory->size - address;
}

/* Copies octets into and out of the core; the range has been checked with core_holds. */
#if WABT_BIG_ENDIAN
static inline void core_write(wasm_rt_memory_t *memory, uint32_t address,
                              const uint8_t *octets, uint32_t length) {
  uint8_t *place = memory->data + (memory->size - address);
  while (length-- > 0) *--place = *octets++;
}
static inline void core_read(const wasm_rt_memory_t *memory, uint32_t address, uint8_t *octets,
                             uint32_t length) {
  const uint8_t *place = memory->data + (memory->size - address);
  while (length-- > 0) *octets++ = *--place;
}
#else
static inline void core_write(wasm_rt_memory_t *memory, uint32_t address,
                              const uint8_t *octets, uint32_t length) {
  uint8_t *place = memory->data + address;
  uint8_t some[16];
  /* A datagram is copied by the time that a function would have found out how. */
  for (; length >= sizeof some; length -= (uint32_t)sizeof some) {
    memcpy(some, octets, sizeof some);
    memcpy(place, some, sizeof some);
    place += sizeof some;
    octets += sizeof some;
  }
  while (length-- > 0) *place++ = *octets++;
}
static inline void core_read(const wasm_rt_memory_t *memory, uint32_t address, uint8_t *octets,
                             uint32_t length) {
  memcpy(octets, memory->data + address, length);
}
#endif

#endif
