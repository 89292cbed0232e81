/* A WebAssembly runtime, as the core needs it. One adapter is linked:
 * wasm2c-host.c, wasm3-host.c or wamr-host.c. Everything that the core names is
 * checked here: no address of it is ever followed. */
#ifndef DD_WASM_HOST_H
#define DD_WASM_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The exports of discovery.wasm, in the order of their names below. */
enum wasm_export {
  WASM_ABI_VERSION,
  WASM_INIT,
  WASM_WINDOW,
  WASM_HANDLE,
  WASM_POLL_OUTPUT,
  WASM_SELF_TEST,
  WASM_EXPORTS,
};
#define WASM_EXPORT_NAMES {"abiVersion", "init", "window", "handle", "pollOutput", "selfTest"}
/* The most arguments that an export takes. */
#define WASM_MOST_ARGUMENTS 4

/* One instance of the module. */
struct wasm_host;

/* Octets of an instance. */
size_t wasm_host_size(void);

/* The name of the runtime. */
const char *wasm_host_name(void);

/* Makes an instance in `memory`; null, with `*why` set to part of a sentence, if it cannot. */
struct wasm_host *wasm_host_open(void *memory, const char **why);

/* Gives back what the runtime allocated. */
void wasm_host_close(struct wasm_host *host);

/* Calls an export. Null, or why it trapped, as part of a sentence. */
const char *wasm_host_call(struct wasm_host *host, enum wasm_export which,
                           const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result);

/* Copies octets into and out of the core's memory; false if they would lie outside of it. */
bool wasm_host_write(struct wasm_host *host, uint32_t address, const uint8_t *octets, uint32_t length);
bool wasm_host_read(const struct wasm_host *host, uint32_t address, uint8_t *octets, uint32_t length);

#endif
