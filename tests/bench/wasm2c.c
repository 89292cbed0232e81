/* The bench build compiled to C, with the settings of board/board.mk. */
#include <stdlib.h>

#include "../../board/src/core-memory.h"
#include "core.h"
#include "decoder.h"
#include "discovery.h"
#include "wasm-rt.h"

const char *const decoder_name = "wasm2c";

static Z_inspect_instance_t core;

void wasm_rt_trap(wasm_rt_trap_t trap) { exit(100 + (int)trap); }

bool wasm_rt_is_initialized(void) { return true; }

uint32_t wasm_rt_register_func_type(uint32_t parameters, uint32_t results, ...) {
  (void)parameters, (void)results;
  return 0;
}

void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint32_t pages, uint32_t most_pages) {
  if (pages != most_pages || pages * 65536 != sizeof memory->data) exit(1);
  memory->pages = memory->max_pages = pages;
  memory->size = sizeof memory->data;
}

void wasm_rt_free_memory(wasm_rt_memory_t *memory) { memory->size = 0; }

uint32_t core_open(void) {
  Z_inspect_init_module();
  Z_inspect_instantiate(&core);
  Z_inspectZ_init(&core);
  return Z_inspectZ_window(&core);
}

uint8_t *core_memory(void) { return core.w2c_memory.data; }

void core_put(uint32_t address, const uint8_t *octets, uint32_t length) {
  core_write(&core.w2c_memory, address, octets, length);
}

int32_t core_decode(uint32_t subject, uint32_t length) { return (int32_t)Z_inspectZ_decode(&core, subject, length); }

uint32_t core_result(void) { return Z_inspectZ_result(&core); }
