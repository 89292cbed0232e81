/* Whether the room of an instance holds everything that wasm3 can ever ask for: every
 * function of the core translated at once. Prints octets taken at the start, then, and in all. */
#include <stdio.h>
#include <stdlib.h>

#include "../../board/src/wasm3-host.c"

int main(void) {
  const char *why = NULL;
  struct wasm_host *host = wasm_host_open(malloc(wasm_host_size()), &why);
  size_t at_start = host != NULL ? host->used : 0;
  if (host != NULL) why = m3_CompileModule(m3_GetFunctionModule(host->functions[0]));
  if (why != NULL) {
    puts(why);
    return 1;
  }
  printf("%lu %lu %lu\n", (unsigned long)at_start, (unsigned long)host->used, (unsigned long)ROOM);
  return 0;
}
