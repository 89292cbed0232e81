/* What wasm3 is compiled to call where it would allocate (board/runtimes.mk). */
#ifndef DD_WASM3_MEMORY_H
#define DD_WASM3_MEMORY_H

#include <stddef.h>

/* Like calloc, realloc and free, in the instance that runs in this thread. */
void *dd_wasm3_calloc(size_t count, size_t size);
void *dd_wasm3_realloc(void *octets, size_t size);
void dd_wasm3_free(void *octets);

#endif
