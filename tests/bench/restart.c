/* A start in a board's library: `restart RECORDS`, inputs as a journal has them. Prints
 * the milliseconds from the making of the core to the last output, in a process that has
 * done nothing before, and 1 if a stale list was published. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dots_discovery.h"

enum { RECORD_HEAD = 12, MOST_OCTETS = 1 << 17 };

static const char STALE[] = "\"stale\":true";
static uint8_t records[MOST_OCTETS], output[DD_WINDOW_SIZE];

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int drain(struct dd_core *core) {
  int is_published = 0;
  for (int32_t length; (length = dd_poll(core, output)) != 0;) {
    if (length < 0) exit(1);
    is_published |= memmem(output, (size_t)length, STALE, sizeof STALE - 1) != NULL;
  }
  return is_published;
}

int main(int argc, char **argv) {
  FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
  void *memory = malloc(dd_size());
  if (file == NULL || memory == NULL) return 2;
  size_t size = fread(records, 1, sizeof records, file);
  const char *why;
  int is_published = 0;
  double begin = now_ms();
  struct dd_core *core = dd_init(memory, dd_size(), &why);
  if (core == NULL) return 1;
  for (size_t at = 0; at < size;) {
    const uint8_t *head = records + at;
    size_t length = head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16;
    int64_t time_ms = head[4] | head[5] << 8 | head[6] << 16;
    if (dd_handle(core, head[0], head + RECORD_HEAD, length, time_ms) < 0) return 1;
    is_published |= drain(core);
    at += RECORD_HEAD + length;
  }
  printf("%f %d\n", now_ms() - begin, is_published);
  return 0;
}
