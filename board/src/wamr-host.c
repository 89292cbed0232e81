/* The core as run by WAMR, from an installed libiwasm. WAMR is one for the whole program,
 * and so is an instance of the core: its pool and the module lie in the instance. */
#include "wasm-host.h"

#include <stdio.h>
#include <string.h>
#include <wasm_export.h>

#include "module.h"
#include "plain-memory.h"

/* The pool holds the module as WAMR reads it and the page of the core. */
enum { PAGE_SIZE = 65536, STACK_SIZE = 16384, POOL_SIZE = 524288, MOST_MODULE = 65536, MOST_TROUBLE = 128 };

struct wasm_host {
  wasm_module_t module;
  wasm_module_inst_t instance;
  wasm_exec_env_t environment;
  wasm_function_inst_t functions[WASM_EXPORTS];
  char trouble[MOST_TROUBLE];
  uint8_t octets[MOST_MODULE]; /* WAMR writes into the module that it reads */
  uint64_t pool[POOL_SIZE / sizeof(uint64_t)];
};

size_t wasm_host_size(void) {
  return sizeof(struct wasm_host);
}

const char *wasm_host_name(void) {
  return "WAMR";
}

void wasm_host_close(struct wasm_host *host) {
  if (host->environment != NULL) wasm_runtime_destroy_exec_env(host->environment);
  if (host->instance != NULL) wasm_runtime_deinstantiate(host->instance);
  if (host->module != NULL) wasm_runtime_unload(host->module);
  wasm_runtime_destroy();
}

/* Null, or why the exports are not those of the core. */
static const char *find_exports(struct wasm_host *host) {
  static const char *const names[] = WASM_EXPORT_NAMES;
  for (int i = 0; i < WASM_EXPORTS; i++) {
    wasm_function_inst_t function = wasm_runtime_lookup_function(host->instance, names[i]);
    if (function == NULL) return "an export of the core is missing in the module";
    wasm_valkind_t kinds[WASM_MOST_ARGUMENTS], result;
    uint32_t arguments = i == WASM_HANDLE ? WASM_MOST_ARGUMENTS : 0;
    bool is_fit = wasm_func_get_param_count(function, host->instance) == arguments &&
                  wasm_func_get_result_count(function, host->instance) == 1;
    if (is_fit) wasm_func_get_param_types(function, host->instance, kinds);
    if (is_fit) wasm_func_get_result_types(function, host->instance, &result);
    for (uint32_t each = 0; is_fit && each < arguments; each++) is_fit = kinds[each] == WASM_I32;
    if (!is_fit || result != WASM_I32) return "an export of the module has other types than the core's";
    host->functions[i] = function;
  }
  return NULL;
}

static const char *load(struct wasm_host *host) {
  uint32_t room = sizeof host->trouble;
  if (dd_module_length > MOST_MODULE) return "the module is larger than a core can be";
  memcpy(host->octets, dd_module, dd_module_length);
  host->module = wasm_runtime_load(host->octets, dd_module_length, host->trouble, room);
  if (host->module == NULL) return host->trouble;
  host->instance = wasm_runtime_instantiate(host->module, STACK_SIZE, 0, host->trouble, room);
  if (host->instance == NULL) return host->trouble;
  host->environment = wasm_runtime_create_exec_env(host->instance, STACK_SIZE);
  if (host->environment == NULL) return "there is no memory for WAMR";
  const char *why = find_exports(host);
  bool has_page = wasm_runtime_validate_app_addr(host->instance, PAGE_SIZE - 1, 1) &&
                  !wasm_runtime_validate_app_addr(host->instance, PAGE_SIZE, 1);
  wasm_runtime_clear_exception(host->instance);
  return why != NULL || has_page ? why : "the module has not one page of memory";
}

struct wasm_host *wasm_host_open(void *memory, const char **why) {
  struct wasm_host *host = memory;
  RuntimeInitArgs settings;
  memset(&settings, 0, sizeof settings);
  settings.mem_alloc_type = Alloc_With_Pool;
  settings.mem_alloc_option.pool.heap_buf = host->pool;
  settings.mem_alloc_option.pool.heap_size = sizeof host->pool;
  host->module = NULL, host->instance = NULL, host->environment = NULL;
  *why = "WAMR does not start";
  if (!wasm_runtime_full_init(&settings)) return NULL;
  *why = load(host);
  if (*why == NULL) return host;
  wasm_host_close(host);
  return NULL;
}

const char *wasm_host_call(struct wasm_host *host, enum wasm_export which,
                           const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result) {
  uint32_t words[WASM_MOST_ARGUMENTS];
  memcpy(words, arguments, sizeof words);
  uint32_t count = which == WASM_HANDLE ? WASM_MOST_ARGUMENTS : 0;
  if (!wasm_runtime_call_wasm(host->environment, host->functions[which], count, words)) {
    const char *why = wasm_runtime_get_exception(host->instance);
    snprintf(host->trouble, sizeof host->trouble, "%s", why != NULL ? why : "trap");
    return host->trouble;
  }
  *result = words[0];
  return NULL;
}

static uint8_t *core_octets(const struct wasm_host *host, uint32_t address, uint32_t length) {
  if (address > PAGE_SIZE || length > PAGE_SIZE - address) return NULL;
  return wasm_runtime_addr_app_to_native(host->instance, address);
}
