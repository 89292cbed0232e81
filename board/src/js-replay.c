/* Replays a journal through the script on JerryScript: `js-replay JOURNAL`. The port is
 * the journal itself: `wait` tells its inputs, and what the script writes into
 * its own journal must be the same octets again.
 *
 * Exit status: 0 identical, 1 different, 2 usage, 3 the journal cannot be read,
 * 4 it is not a journal for this core, or this engine or runtime is not fit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"

enum { EXIT_DIFFERENT = 1, EXIT_USAGE = 2, EXIT_IO = 3, EXIT_MALFORMED = 4 };
enum { JOURNAL_HEAD = 40, RECORD_HEAD = 12, FIRST_OUTPUT_KIND = 128 };

struct record {
  unsigned kind;
  size_t length;
  int64_t time_ms;
  const uint8_t *payload;
  size_t next; /* offset of the record behind it */
};

struct replay {
  uint8_t *octets;
  size_t size, at;
  unsigned long inputs, outputs;
  int64_t now_ms;
  bool cut; /* the journal ended before the core had told everything */
};

static struct replay replay;

static __attribute__((noreturn)) void fail(int status, const char *what) {
  fprintf(stderr, "js-replay: record %lu at offset %zu: %s\n", replay.inputs + replay.outputs + 1, replay.at, what);
  exit(status);
}

static uint64_t little_endian(const uint8_t *octets, int count) {
  uint64_t value = 0;
  while (count-- > 0) value = value << 8 | octets[count];
  return value;
}

/* The record at an offset; false at the end of the journal. */
static bool read_record(size_t at, struct record *record) {
  if (at == replay.size) return false;
  if (replay.size - at < RECORD_HEAD) fail(EXIT_MALFORMED, "the journal is cut short");
  const uint8_t *head = replay.octets + at;
  record->kind = head[0];
  record->length = (size_t)little_endian(head + 1, 3);
  record->time_ms = (int64_t)little_endian(head + 4, 8);
  record->payload = head + RECORD_HEAD;
  record->next = at + RECORD_HEAD + record->length;
  if (record->length > DD_WINDOW_SIZE) fail(EXIT_MALFORMED, "the record does not fit into the exchange window");
  if (record->next > replay.size) fail(EXIT_MALFORMED, "the journal is cut short");
  return true;
}

/* --- The port. --- */

static int64_t now_ms(void *context) {
  (void)context;
  struct record record;
  if (read_record(replay.at, &record)) replay.now_ms = record.time_ms;
  return replay.now_ms;
}

static int entropy(void *context, uint8_t *octets, size_t length) {
  (void)context;
  struct record record;
  if (!read_record(replay.at, &record) || record.kind != DD_INPUT_ENTROPY || record.length != length)
    return -DD_ERROR_CLASS_IO;
  memcpy(octets, record.payload, length);
  return 0;
}

static int wait(void *context, int64_t deadline_ms, uint8_t *octets, size_t *length) {
  struct record record;
  (void)context;
  if (!read_record(replay.at, &record)) return DD_WAIT_STOP;
  if (record.kind >= FIRST_OUTPUT_KIND) fail(EXIT_DIFFERENT, "the journal has an output here that the core lacks");
  bool due = deadline_ms != DD_NO_DEADLINE && deadline_ms <= record.time_ms;
  if (record.kind == DD_INPUT_TIME_REACHED && due) return DD_WAIT_NOTHING;
  memcpy(octets, record.payload, record.length);
  *length = record.length;
  return (int)record.kind;
}

static void journal(void *context, unsigned kind, int64_t time_ms, const uint8_t *octets, size_t length) {
  (void)context;
  struct record record;
  if (!read_record(replay.at, &record)) {
    replay.cut = true;
    return;
  }
  if (record.kind != kind || record.time_ms != time_ms || record.length != length) {
    char what[120];
    snprintf(what, sizeof what, "kind %u with %zu octets in the journal, kind %u with %zu from the script",
             record.kind, record.length, kind, length);
    fail(EXIT_DIFFERENT, what);
  }
  for (size_t i = 0; i < length; i++) {
    if (octets[i] == record.payload[i]) continue;
    char what[96];
    snprintf(what, sizeof what, "octet %zu is %02x in the journal, %02x from the script", i, record.payload[i], octets[i]);
    fail(EXIT_DIFFERENT, what);
  }
  if (kind >= FIRST_OUTPUT_KIND) replay.outputs++;
  else replay.inputs++;
  replay.at = record.next;
}

/* What became of it stands further down in the journal. */
static int store_write(void *context, unsigned slot, const uint8_t *octets, size_t length) {
  (void)context, (void)octets, (void)length;
  struct record record;
  for (size_t at = replay.at; read_record(at, &record); at = record.next) {
    bool found = record.kind == DD_INPUT_STORE_WRITTEN && record.length == DD_STORE_WRITTEN_INPUT_SIZE;
    if (found && record.payload[DD_STORE_WRITTEN_INPUT_SLOT] == slot)
      return -(int)record.payload[DD_STORE_WRITTEN_INPUT_CLASS];
  }
  return 0;
}

static void write_log(void *context, unsigned level, unsigned code, const char *text, size_t length) {
  (void)context, (void)level;
  if (code != DD_CODE_OK) return;
  char sentence[200];
  snprintf(sentence, sizeof sentence, "%.*s", (int)length, text);
  fail(EXIT_DIFFERENT, sentence);
}

/* Nothing comes from elsewhere, and nothing goes there. */
static int no_text(void *context, char *octets, size_t size) {
  (void)context, (void)octets, (void)size;
  return -DD_ERROR_CLASS_IO;
}
static void nothing(void *context) {
  (void)context;
}
static void no_handle(void *context, unsigned handle) {
  (void)context, (void)handle;
}
static void no_line(void *context, unsigned number, const char *line, size_t length) {
  (void)context, (void)number, (void)line, (void)length;
}
static int no_socket(void *context, unsigned socket, const struct dd_ends *ends) {
  (void)context, (void)socket, (void)ends;
  return 0;
}
static int no_group(void *context, unsigned socket, const struct dd_group *group) {
  (void)context, (void)socket, (void)group;
  return 0;
}
static int no_datagram(void *context, unsigned socket, const uint8_t *octets, size_t length) {
  (void)context, (void)socket, (void)octets, (void)length;
  return 0;
}
static int no_exchange(void *context, unsigned socket, const struct dd_ends *ends, const uint8_t *octets, size_t length) {
  (void)context, (void)socket, (void)ends, (void)octets, (void)length;
  return 0;
}

static const struct dd_port PORT = {
    .now_ms = now_ms,
    .entropy = entropy,
    .configuration = no_text,
    .wait = wait,
    .retell = nothing,
    .udp_open = no_socket,
    .mcast_join = no_group,
    .udp_send = no_datagram,
    .tcp_ask = no_exchange,
    .close = no_handle,
    .close_all = nothing,
    .client_send = no_line,
    .client_close = no_handle,
    .event = no_line,
    .store_write = store_write,
    .store_quarantine = nothing,
    .result = no_line,
    .log = write_log,
    .journal = journal,
};

static void read_journal(const char *path) {
  FILE *file = fopen(path, "rb");
  long size = file != NULL && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
  if (size < 0 || fseek(file, 0, SEEK_SET) != 0 || (replay.octets = malloc((size_t)size + 1)) == NULL ||
      fread(replay.octets, 1, (size_t)size, file) != (size_t)size) {
    perror(path);
    exit(EXIT_IO);
  }
  fclose(file);
  replay.size = (size_t)size;
  if (replay.size < JOURNAL_HEAD || memcmp(replay.octets, "DDJ1", 4) != 0) fail(EXIT_MALFORMED, "not a journal");
  if (little_endian(replay.octets + 4, 4) != DD_ABI_VERSION)
    fail(EXIT_MALFORMED, "the journal is of another version of the binary interface");
  replay.at = JOURNAL_HEAD;
}

int main(int argc, char **argv) {
  static struct dd_driver driver;
  if (argc != 2) {
    fputs("usage: js-replay JOURNAL\n", stderr);
    return EXIT_USAGE;
  }
  read_journal(argv[1]);
  driver.port = &PORT;
  driver.memory = malloc(dd_size());
  const char *why = dd_driver_start(&driver);
  if (why != NULL) fail(EXIT_MALFORMED, why);
  while (dd_driver_step(&driver)) continue;
  if (replay.cut) fputs("the journal ends before the core had told everything\n", stderr);
  printf("replayed %lu inputs, %lu outputs: identical\n", replay.inputs, replay.outputs);
  return EXIT_SUCCESS;
}
