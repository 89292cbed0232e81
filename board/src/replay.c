/* Replays a journal through the core on the runtime that is linked and compares
 * every output octet for octet: `replay JOURNAL`. The format is in docs/abi.md.
 * `replay --about` says what the library is and how much memory it wants.
 *
 * Exit status: 0 identical, 1 different, 2 usage, 3 the journal cannot be read,
 * 4 it is not a journal for this core, or this runtime is not fit for the core. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dots_discovery.h"

enum { EXIT_DIFFERENT = 1, EXIT_USAGE = 2, EXIT_IO = 3, EXIT_MALFORMED = 4 };
enum { JOURNAL_HEAD = 40, RECORD_HEAD = 12, FIRST_OUTPUT_KIND = 128 };

struct replay {
  FILE *journal;
  struct dd_core *core;
  uint8_t output[DD_WINDOW_SIZE];
  unsigned long record, inputs, outputs; /* counted from 1 */
  long record_at;                        /* offset of the record in the file */
};

struct record {
  uint8_t kind;
  uint32_t length;
  uint32_t time_low, time_high;
  uint8_t payload[DD_WINDOW_SIZE];
};

static uint32_t little_endian(const uint8_t *octets, int count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 8 | octets[count];
  return value;
}

static __attribute__((noreturn)) void fail(const struct replay *r, int status, const char *what) {
  fprintf(stderr, "replay: record %lu at offset %ld: %s\n", r->record, r->record_at, what);
  exit(status);
}

/* Reads exactly `length` octets; false at an end of file before the first one. */
static bool read_octets(struct replay *r, uint8_t *octets, size_t length) {
  size_t got = fread(octets, 1, length, r->journal);
  if (ferror(r->journal)) fail(r, EXIT_IO, "cannot read");
  if (got != length && got != 0) fail(r, EXIT_MALFORMED, "the journal is cut short");
  return got == length;
}

static void read_journal_head(struct replay *r) {
  uint8_t head[JOURNAL_HEAD];
  if (!read_octets(r, head, sizeof head)) fail(r, EXIT_MALFORMED, "the journal is empty");
  if (memcmp(head, "DDJ1", 4) != 0) fail(r, EXIT_MALFORMED, "not a journal");
  if (little_endian(head + 4, 4) != DD_ABI_VERSION)
    fail(r, EXIT_MALFORMED, "the journal is of another version of the binary interface");
  char digest[65];
  for (int i = 0; i < 32; i++) snprintf(digest + 2 * i, 3, "%02x", head[8 + i]);
  if (strcmp(digest, dd_module_sha256()) != 0)
    fprintf(stderr, "replay: recorded with another build of the core: %s\n", digest);
}

static bool read_record(struct replay *r, struct record *record) {
  uint8_t head[RECORD_HEAD];
  r->record++;
  r->record_at = ftell(r->journal);
  if (!read_octets(r, head, sizeof head)) return false;
  record->kind = head[0];
  record->length = little_endian(head + 1, 3);
  record->time_low = little_endian(head + 4, 4);
  record->time_high = little_endian(head + 8, 4);
  if (record->length > DD_WINDOW_SIZE)
    fail(r, EXIT_MALFORMED, "the record does not fit into the exchange window");
  if (record->length > 0 && !read_octets(r, record->payload, record->length))
    fail(r, EXIT_MALFORMED, "the journal is cut short");
  return true;
}

static uint32_t poll_output(struct replay *r) {
  int32_t length = dd_poll(r->core, r->output);
  if (length < 0) fail(r, EXIT_DIFFERENT, dd_trouble(r->core));
  return (uint32_t)length;
}

static void require_drained(struct replay *r) {
  if (poll_output(r) != 0) fail(r, EXIT_DIFFERENT, "the core has an output here that the journal lacks");
}

static void replay_input(struct replay *r, const struct record *record) {
  require_drained(r);
  int64_t time_ms = (int64_t)((uint64_t)record->time_high << 32 | record->time_low);
  if (dd_handle(r->core, record->kind, record->payload, record->length, time_ms) == DD_FAILED)
    fail(r, EXIT_DIFFERENT, dd_trouble(r->core));
  r->inputs++;
}

static void compare_output(struct replay *r, const struct record *record) {
  uint32_t length = poll_output(r);
  for (uint32_t i = 0; i < record->length && i < length; i++) {
    uint8_t octet = r->output[i];
    if (octet == record->payload[i]) continue;
    char what[96];
    snprintf(what, sizeof what, "output octet %u is %02x in the journal, %02x from the core",
             (unsigned)i, record->payload[i], octet);
    fail(r, EXIT_DIFFERENT, what);
  }
  if (length != record->length) {
    char what[96];
    snprintf(what, sizeof what, "the output has %u octets in the journal, %u from the core",
             (unsigned)record->length, (unsigned)length);
    fail(r, EXIT_DIFFERENT, what);
  }
  r->outputs++;
}

static void start_core(struct replay *r) {
  const char *why = "there is no memory for the core";
  void *memory = malloc(dd_size());
  r->core = memory == NULL ? NULL : dd_init(memory, dd_size(), &why);
  if (r->core == NULL) fail(r, EXIT_MALFORMED, why);
}

int main(int argc, char **argv) {
  static struct replay r;
  static struct record record;
  if (argc != 2) {
    fputs("usage: replay JOURNAL\n", stderr);
    return EXIT_USAGE;
  }
  if (strcmp(argv[1], "--about") == 0) {
    printf("%9lu  memory of an instance of the library, on %s\n", (unsigned long)dd_size(), dd_runtime());
    return EXIT_SUCCESS;
  }
  r.journal = fopen(argv[1], "rb");
  if (r.journal == NULL) {
    perror(argv[1]);
    return EXIT_IO;
  }
  start_core(&r);
  read_journal_head(&r);
  while (read_record(&r, &record)) {
    if (record.kind < FIRST_OUTPUT_KIND) replay_input(&r, &record);
    else compare_output(&r, &record);
  }
  /* Whoever recorded it may have been killed in the middle of a drain. */
  if (poll_output(&r) != 0) fputs("the journal ends before the core had told everything\n", stderr);
  printf("replayed %lu inputs, %lu outputs: identical\n", r.inputs, r.outputs);
  return EXIT_SUCCESS;
}
