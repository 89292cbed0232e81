/* An instance of the core behind dots_discovery.h. It trusts nothing that the module
 * returns: a length or an address out of bounds is the end of the instance. */
#include "dots_discovery.h"
#include "wasm-host.h"

struct dd_core {
  uint32_t mark; /* MADE between dd_init and dd_end */
  uint32_t window;
  struct wasm_host *host;
  const char *trouble; /* null while the instance is sound */
};

static const uint32_t MADE = 0x646f7473;
static const char NO_ADDRESS[] = "the core named octets outside of its exchange window";

/* What malloc aligns for. */
union widest {
  long long number;
  double fraction;
  void *pointer;
};
struct alignment {
  char octet;
  union widest widest;
};

/* The runtime's part of the memory begins at a multiple of any alignment. */
static size_t host_offset(void) {
  const size_t unit = 16;
  return (sizeof(struct dd_core) + unit - 1) / unit * unit;
}

size_t dd_size(void) {
  return host_offset() + wasm_host_size();
}

const char *dd_runtime(void) {
  return wasm_host_name();
}

const char *dd_module_sha256(void) {
  return MODULE_SHA256;
}

static bool is_made(const struct dd_core *core) {
  return core != NULL && core->mark == MADE;
}

const char *dd_trouble(const struct dd_core *core) {
  return is_made(core) ? core->trouble : "this is no instance of the core";
}

/* Calls an export; false if the instance has failed. */
static bool call(struct dd_core *core, enum wasm_export which, const uint32_t *arguments, uint32_t *result) {
  static const uint32_t none[WASM_MOST_ARGUMENTS];
  if (core->trouble != NULL) return false;
  core->trouble = wasm_host_call(core->host, which, arguments != NULL ? arguments : none, result);
  return core->trouble == NULL;
}

/* Why this instance cannot be used, or null. */
static const char *check(struct dd_core *core) {
  uint32_t result = 0;
  uint8_t octet;
  if (!call(core, WASM_ABI_VERSION, NULL, &result)) return core->trouble;
  if (result != DD_ABI_VERSION) return "the module has another ABI version than this host needs: install both from one release";
  if (!call(core, WASM_SELF_TEST, NULL, &result)) return core->trouble;
  if (result != 0) return "this WebAssembly runtime fails the core's self-test on this processor: do not use it";
  if (!call(core, WASM_WINDOW, NULL, &core->window)) return core->trouble;
  if (core->window > UINT32_MAX - DD_WINDOW_SIZE ||
      !wasm_host_read(core->host, core->window + DD_WINDOW_SIZE - 1, &octet, 1))
    return NO_ADDRESS;
  if (!call(core, WASM_INIT, NULL, &result)) return core->trouble;
  return result == 0 ? NULL : "the core cannot be initialised";
}

/* Why no instance fits there, or null. */
static const char *check_memory(const void *memory, size_t size) {
  if (memory == NULL) return "there is no memory for the core";
  if (size < dd_size()) return "the memory for the core is too small";
  return (uintptr_t)memory % offsetof(struct alignment, widest) == 0 ? NULL : "the memory for the core is not aligned";
}

struct dd_core *dd_init(void *memory, size_t size, const char **why) {
  struct dd_core *core = memory;
  *why = check_memory(memory, size);
  if (*why != NULL) return NULL;
  core->mark = 0;
  core->trouble = NULL;
  core->host = wasm_host_open((char *)memory + host_offset(), why);
  if (core->host == NULL) return NULL;
  *why = check(core);
  if (*why != NULL) {
    wasm_host_close(core->host);
    return NULL;
  }
  core->mark = MADE;
  return core;
}

void dd_end(struct dd_core *core) {
  if (!is_made(core)) return;
  core->mark = 0;
  wasm_host_close(core->host);
}

int32_t dd_handle(struct dd_core *core, unsigned kind, const uint8_t *payload, size_t length, int64_t now_ms) {
  uint32_t result = 0;
  if (!is_made(core) || (payload == NULL && length > 0)) return DD_MISUSED;
  if (length > DD_WINDOW_SIZE) return -(int32_t)((uint32_t)DD_CODE_INPUT_LENGTH << 16 | DD_WINDOW_SIZE);
  const uint32_t arguments[WASM_MOST_ARGUMENTS] = {
      kind, (uint32_t)length, (uint32_t)now_ms, (uint32_t)((uint64_t)now_ms >> 32)};
  if (length > 0 && !wasm_host_write(core->host, core->window, payload, (uint32_t)length)) core->trouble = NO_ADDRESS;
  if (!call(core, WASM_HANDLE, arguments, &result)) return DD_FAILED;
  if (result == 0 || (result > (uint32_t)INT32_MAX + 1)) return (int32_t)result;
  core->trouble = "the core returned what is no fault";
  return DD_FAILED;
}

int32_t dd_poll(struct dd_core *core, uint8_t *record) {
  uint32_t length = 0;
  if (!is_made(core) || record == NULL) return DD_MISUSED;
  if (!call(core, WASM_POLL_OUTPUT, NULL, &length)) return DD_FAILED;
  if (length == 0) return 0;
  if (length >= DD_OUTPUT_PAYLOAD && length <= DD_WINDOW_SIZE &&
      wasm_host_read(core->host, core->window, record, length))
    return (int32_t)length;
  core->trouble = NO_ADDRESS;
  return DD_FAILED;
}
