/* Runs one decoder: `bench-NAME MESSAGE-FILE ITERATIONS SLICES`. Prints one JSON
 * object: the digest of what it made of the message, nanoseconds a message for each
 * slice, and allocations a message. */
#include "decoder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Calls from every library are counted: glibc has its own names for its own, with
 * others the linker is told to (--wrap). */
#ifdef __GLIBC__
#define OURS(name) name
#define THEIRS(name) __libc_##name
#else
#define OURS(name) __wrap_##name
#define THEIRS(name) __real_##name
#endif

extern void *THEIRS(malloc)(size_t size);
extern void *THEIRS(calloc)(size_t count, size_t size);
extern void *THEIRS(realloc)(void *block, size_t size);

static unsigned long allocations;

void *OURS(malloc)(size_t size) {
  allocations++;
  return THEIRS(malloc)(size);
}

void *OURS(calloc)(size_t count, size_t size) {
  allocations++;
  return THEIRS(calloc)(count, size);
}

void *OURS(realloc)(void *block, size_t size) {
  allocations++;
  return THEIRS(realloc)(block, size);
}

__attribute__((weak)) void complete(struct decoded *decoded) { (void)decoded; }

static uint64_t digest = 0xcbf29ce484222325;

/* FNV-1a. */
static void add(const void *octets, size_t length) {
  const uint8_t *p = octets;
  for (size_t i = 0; i < length; i++) digest = (digest ^ p[i]) * 0x100000001b3;
}

static void add_number(uint32_t value) {
  const uint8_t octets[4] = {value >> 24, value >> 16, value >> 8, value};
  add(octets, sizeof octets);
}

/* Some libraries write the final dot, some do not, and one leaves the root empty. */
static void add_name(const char *name) {
  size_t length = strlen(name);
  if (length > 0 && name[length - 1] == '.') length--;
  add_number(length);
  add(name, length);
}

static void add_string(struct string string) {
  add_number(string.length);
  add(string.octets, string.length);
}

static void add_entry(const struct entry *entry) {
  add_number(entry->section);
  add_number(entry->type);
  add_number(entry->class);
  add_number(entry->ttl);
  add_name(entry->owner);
  if (entry->section == 0) return;
  if (!has_target(entry)) {
    add_number(entry->rdata_length);
    add(entry->rdata, entry->rdata_length);
    return;
  }
  for (unsigned i = 0; i < 3; i++) add_number(entry->type == TYPE_NAPTR && i == 2 ? 0 : entry->numbers[i]);
  if (entry->type == TYPE_NAPTR) {
    add_string(entry->flags);
    add_string(entry->services);
    add_string(entry->regexp);
  }
  add_name(entry->target);
}

static void add_decoded(const struct decoded *decoded) {
  add_number(decoded->id);
  add_number(decoded->flags);
  add_number(decoded->count);
  for (unsigned i = 0; i < decoded->count; i++) add_entry(&decoded->entries[i]);
}

/* Of this process: what else the machine does is not counted. */
static double now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static void decode_or_fail(const uint8_t *message, size_t length, struct decoded *decoded) {
  if (decode(message, length, decoded) == 0) return;
  fprintf(stderr, "%s cannot read the message\n", decoder_name);
  exit(1);
}

int main(int argc, char **argv) {
  static uint8_t message[65536];
  static struct decoded decoded;
  if (argc != 4) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (file == NULL) return 3;
  size_t length = fread(message, 1, sizeof message, file);
  fclose(file);
  long iterations = atol(argv[2]), slices = atol(argv[3]);

  decode_or_fail(message, length, &decoded);
  complete(&decoded);
  add_decoded(&decoded);
  release(&decoded);
  unsigned long before = allocations;
  decode_or_fail(message, length, &decoded);
  release(&decoded);
  unsigned long each = allocations - before;

  printf("{\"digest\":\"%016" PRIx64 "\",\"allocations\":%lu,\"ns\":[", digest, each);
  for (long slice = 0; slice < slices; slice++) {
    double start = now_ns();
    for (long i = 0; i < iterations; i++) {
      decode_or_fail(message, length, &decoded);
      release(&decoded);
    }
    printf("%s%.2f", slice == 0 ? "" : ",", (now_ns() - start) / iterations);
  }
  printf("]}\n");
  return 0;
}
