#include "memory.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "command.h"

void *dd_room(size_t size) {
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory != MAP_FAILED) return memory;
  dd_note("there is no memory for the daemon", "", "");
  _Exit(DD_EXIT_IO);
}
