/* The bench build in wasm3, compiled as for the daemon (board/runtimes.mk). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasm3.h>

#include "../../board/src/module.h"
#include "../../board/src/wasm3-memory.h"
#include "core.h"
#include "decoder.h"

const char *const decoder_name = "wasm3";

static IM3Runtime runtime;
static IM3Function decode_function;

void *dd_wasm3_calloc(size_t count, size_t size) { return calloc(count, size); }
void *dd_wasm3_realloc(void *octets, size_t size) { return realloc(octets, size); }
void dd_wasm3_free(void *octets) { free(octets); }

static void check(M3Result why) {
  if (why == NULL) return;
  fprintf(stderr, "wasm3: %s\n", why);
  exit(1);
}

static uint32_t call(const char *name) {
  IM3Function function;
  uint32_t result = 0;
  const void *results[] = {&result};
  check(m3_FindFunction(&function, runtime, name));
  check(m3_Call(function, 0, NULL));
  check(m3_GetResults(function, 1, results));
  return result;
}

uint32_t core_open(void) {
  IM3Environment environment = m3_NewEnvironment();
  IM3Module module;
  runtime = m3_NewRuntime(environment, 65536, NULL);
  check(m3_ParseModule(environment, &module, dd_module, dd_module_length));
  check(m3_LoadModule(runtime, module));
  check(m3_FindFunction(&decode_function, runtime, "decode"));
  call("init");
  return call("window");
}

uint8_t *core_memory(void) { return m3_GetMemory(runtime, NULL, 0); }

void core_put(uint32_t address, const uint8_t *octets, uint32_t length) { memcpy(core_memory() + address, octets, length); }

int32_t core_decode(uint32_t subject, uint32_t length) {
  int32_t result = 0;
  const void *arguments[] = {&subject, &length}, *results[] = {&result};
  check(m3_Call(decode_function, 2, arguments));
  check(m3_GetResults(decode_function, 1, results));
  return result;
}

uint32_t core_result(void) { return call("result"); }
