/* The core as WebAssembly, for runtimes that read it (board/runtimes.mk). */
#ifndef DD_MODULE_H
#define DD_MODULE_H

#include <stdint.h>

extern const uint8_t dd_module[];
extern const uint32_t dd_module_length;

#endif
