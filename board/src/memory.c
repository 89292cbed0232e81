#include "memory.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "command.h"
#include "dots_discovery.h"

void *dd_core_memory(void) {
  void *memory = mmap(NULL, dd_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory != MAP_FAILED) return memory;
  dd_note("there is no memory for the core", "", "");
  _Exit(DD_EXIT_IO);
}
