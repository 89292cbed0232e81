/* Preloaded into a program with a loop on poll(2): counts what it allocates before its
 * first wait and after it, and says so when it ends. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

static unsigned long counts[2];
static int waited;

void *malloc(size_t size) {
  counts[waited]++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  counts[waited]++;
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  counts[waited]++;
  return __libc_realloc(memory, size);
}

int poll(struct pollfd *files, nfds_t count, int timeout_ms) {
  static int (*next)(struct pollfd *, nfds_t, int);
  if (next == NULL) next = (int (*)(struct pollfd *, nfds_t, int))dlsym(RTLD_NEXT, "poll");
  waited = 1;
  return next(files, count, timeout_ms);
}

__attribute__((destructor)) static void tell(void) {
  char line[96];
  int length = snprintf(line, sizeof line, "allocations: %lu before the first wait, %lu after it\n", counts[0], counts[1]);
  if (length > 0) (void)!write(STDERR_FILENO, line, (size_t)length);
}
