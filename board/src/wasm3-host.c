/* The core as interpreted by wasm3. All that wasm3 allocates is taken from the instance
 * itself, so that an instance has a size that is known and nothing is ever to be freed. */
#include "wasm-host.h"

#include <string.h>
#include <wasm3.h>

#include "module.h"
#include "plain-memory.h"
#include "wasm3-memory.h"

enum { PAGE_SIZE = 65536, STACK_SIZE = 8192 };
/* wasm3 translates a function when it is first called. There is room for all of the core at
 * once (tests/board/runtimes.test.ts). */
enum { ROOM = 344064 + 14336 * sizeof(void *) };

struct wasm_host {
  IM3Function functions[WASM_EXPORTS];
  size_t used, last; /* octets of the room, and where the last allocation begins */
  uint64_t room[ROOM / sizeof(uint64_t)];
};

/* wasm3 does not say for whom it allocates. One call at a time and thread. */
static __thread struct wasm_host *running;

static size_t rounded(size_t octets) {
  const size_t unit = 16;
  return (octets + unit - 1) / unit * unit;
}

static uint8_t *place(struct wasm_host *host, size_t offset) {
  return (uint8_t *)host->room + offset;
}

void *dd_wasm3_calloc(size_t count, size_t size) {
  struct wasm_host *host = running;
  size_t left = ROOM - host->used;
  if (size != 0 && count > left / size) return NULL;
  size_t octets = rounded(count * size);
  if (octets > left) return NULL;
  host->last = host->used;
  host->used += octets;
  return memset(place(host, host->last), 0, octets);
}

/* Nothing but the last allocation ever grows. */
void *dd_wasm3_realloc(void *octets, size_t size) {
  struct wasm_host *host = running;
  if (octets == NULL) return dd_wasm3_calloc(1, size);
  if (octets != place(host, host->last) || rounded(size) > ROOM - host->last) return NULL;
  host->used = host->last + rounded(size);
  return octets;
}

void dd_wasm3_free(void *octets) {
  if (octets != NULL && octets == place(running, running->last)) running->used = running->last;
}

size_t wasm_host_size(void) {
  return sizeof(struct wasm_host);
}

const char *wasm_host_name(void) {
  return "wasm3";
}

void wasm_host_close(struct wasm_host *host) {
  (void)host;
}

/* Whether the core's export has the types that its interface says. */
static bool is_fit(IM3Function function, unsigned arguments) {
  if (m3_GetArgCount(function) != arguments || m3_GetRetCount(function) != 1) return false;
  for (unsigned i = 0; i < arguments; i++)
    if (m3_GetArgType(function, i) != c_m3Type_i32) return false;
  return m3_GetRetType(function, 0) == c_m3Type_i32;
}

static const char *load(struct wasm_host *host) {
  static const char *const names[] = WASM_EXPORT_NAMES;
  static const char no_memory[] = "there is no memory for wasm3";
  IM3Environment environment = m3_NewEnvironment();
  if (environment == NULL) return no_memory;
  IM3Runtime runtime = m3_NewRuntime(environment, STACK_SIZE, NULL);
  if (runtime == NULL) return no_memory;
  IM3Module module;
  const char *why = m3_ParseModule(environment, &module, dd_module, dd_module_length);
  if (why == NULL) why = m3_LoadModule(runtime, module);
  for (int i = 0; why == NULL && i < WASM_EXPORTS; i++) {
    why = m3_FindFunction(&host->functions[i], runtime, names[i]);
    if (why == NULL && !is_fit(host->functions[i], i == WASM_HANDLE ? WASM_MOST_ARGUMENTS : 0))
      why = "an export of the module has other types than the core's";
  }
  if (why == NULL && m3_GetMemorySize(runtime) != PAGE_SIZE) why = "the module has not one page of memory";
  return why;
}

struct wasm_host *wasm_host_open(void *memory, const char **why) {
  struct wasm_host *host = memory;
  host->used = host->last = 0;
  running = host;
  *why = load(host);
  return *why == NULL ? host : NULL;
}

const char *wasm_host_call(struct wasm_host *host, enum wasm_export which,
                           const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result) {
  const void *in[WASM_MOST_ARGUMENTS];
  const void *out[] = {result};
  IM3Function function = host->functions[which];
  for (int i = 0; i < WASM_MOST_ARGUMENTS; i++) in[i] = &arguments[i];
  running = host;
  const char *why = m3_Call(function, m3_GetArgCount(function), in);
  return why != NULL ? why : m3_GetResults(function, 1, out);
}

static uint8_t *core_octets(const struct wasm_host *host, uint32_t address, uint32_t length) {
  IM3Runtime runtime = m3_GetModuleRuntime(m3_GetFunctionModule(host->functions[0]));
  uint32_t size = 0;
  uint8_t *memory = m3_GetMemory(runtime, &size, 0);
  return address <= size && length <= size - address ? memory + address : NULL;
}
