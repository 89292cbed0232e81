/* Octets of the core's memory for an adapter whose runtime keeps them in their order: it
 * says where they lie, and the two functions of wasm-host.h that copy them are these. */
#ifndef DD_PLAIN_MEMORY_H
#define DD_PLAIN_MEMORY_H

#include <string.h>

#include "wasm-host.h"

/* Octets of the core's memory, or null if the range is not within it. */
static uint8_t *core_octets(const struct wasm_host *host, uint32_t address, uint32_t length);

bool wasm_host_write(struct wasm_host *host, uint32_t address, const uint8_t *octets, uint32_t length) {
  uint8_t *at = core_octets(host, address, length);
  if (at != NULL) memcpy(at, octets, length);
  return at != NULL;
}

bool wasm_host_read(const struct wasm_host *host, uint32_t address, uint8_t *octets, uint32_t length) {
  const uint8_t *at = core_octets(host, address, length);
  if (at != NULL) memcpy(octets, at, length);
  return at != NULL;
}

#endif
