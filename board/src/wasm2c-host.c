/* The core as compiled to C by wasm2c. What the compiled code calls of a runtime is
 * here as well: its page lies within the instance, so that nothing is allocated. */
#include "wasm-host.h"

#include <setjmp.h>
#include <string.h>

#include "core-memory.h"
#include "discovery.h"
#include "wasm-rt.h"

enum { PAGE_SIZE = 65536 };

struct wasm_host {
  Z_discovery_instance_t core;
  jmp_buf trapped;
};

/* The header of the runtime was changed so (board.mk). */
typedef char memory_is_in_the_instance[sizeof((wasm_rt_memory_t *)0)->data == PAGE_SIZE ? 1 : -1];

/* The compiled code does not say for whom it traps. One call at a time and thread. */
static __thread struct wasm_host *running;

static const char *describe(wasm_rt_trap_t trap) {
  switch (trap) {
  case WASM_RT_TRAP_OOB:
    return "access outside of the memory";
  case WASM_RT_TRAP_INT_OVERFLOW:
    return "integer overflow";
  case WASM_RT_TRAP_DIV_BY_ZERO:
    return "division by zero";
  case WASM_RT_TRAP_UNREACHABLE:
    return "unreachable";
  default:
    return "trap";
  }
}

void wasm_rt_trap(wasm_rt_trap_t trap) {
  longjmp(running->trapped, (int)trap);
}

bool wasm_rt_is_initialized(void) {
  return true;
}

/* The core calls nothing indirectly, so no type is ever compared. */
uint32_t wasm_rt_register_func_type(uint32_t parameters, uint32_t results, ...) {
  (void)parameters, (void)results;
  return 0;
}

void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint32_t pages, uint32_t most_pages) {
  if (pages != 1 || most_pages != 1) wasm_rt_trap(WASM_RT_TRAP_OOB);
  memset(memory->data, 0, PAGE_SIZE);
  memory->pages = memory->max_pages = 1;
  memory->size = PAGE_SIZE;
}

void wasm_rt_free_memory(wasm_rt_memory_t *memory) {
  memory->size = 0;
}

size_t wasm_host_size(void) {
  return sizeof(struct wasm_host);
}

const char *wasm_host_name(void) {
  return "wasm2c";
}

void wasm_host_close(struct wasm_host *host) {
  Z_discovery_free(&host->core);
}

/* Makes the instance: like a call of an export, it may trap. */
static const enum wasm_export INSTANTIATE = WASM_EXPORTS;

static uint32_t instantiate(Z_discovery_instance_t *core) {
  Z_discovery_init_module();
  Z_discovery_instantiate(core);
  return 0;
}

static uint32_t call(Z_discovery_instance_t *core, enum wasm_export which, const uint32_t *arguments) {
  switch (which) {
  case WASM_ABI_VERSION:
    return Z_discoveryZ_abiVersion(core);
  case WASM_INIT:
    return Z_discoveryZ_init(core);
  case WASM_WINDOW:
    return Z_discoveryZ_window(core);
  case WASM_HANDLE:
    return Z_discoveryZ_handle(core, arguments[0], arguments[1], arguments[2], arguments[3]);
  case WASM_POLL_OUTPUT:
    return Z_discoveryZ_pollOutput(core);
  case WASM_SELF_TEST:
    return Z_discoveryZ_selfTest(core);
  default:
    return instantiate(core);
  }
}

const char *wasm_host_call(struct wasm_host *host, enum wasm_export which,
                           const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result) {
  running = host;
  int trap = setjmp(host->trapped);
  if (trap != 0) return describe((wasm_rt_trap_t)trap);
  *result = call(&host->core, which, arguments);
  return NULL;
}

struct wasm_host *wasm_host_open(void *memory, const char **why) {
  uint32_t nothing = 0;
  *why = wasm_host_call(memory, INSTANTIATE, NULL, &nothing);
  return *why == NULL ? memory : NULL;
}

bool wasm_host_write(struct wasm_host *host, uint32_t address, const uint8_t *octets, uint32_t length) {
  wasm_rt_memory_t *memory = &host->core.w2c_memory;
  if (!core_holds(memory, address, length)) return false;
  core_write(memory, address, octets, length);
  return true;
}

bool wasm_host_read(const struct wasm_host *host, uint32_t address, uint8_t *octets, uint32_t length) {
  const wasm_rt_memory_t *memory = &host->core.w2c_memory;
  if (!core_holds(memory, address, length)) return false;
  core_read(memory, address, octets, length);
  return true;
}
