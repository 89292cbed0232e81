/* The store, the result, the spool directory, the log. */
#include <string.h>

#include "contract.h"

enum { LENGTH = 3000, MOST_RECORD = DD_WINDOW_SIZE };

static void fill(uint8_t *octets, size_t length, uint8_t seed) {
  for (size_t i = 0; i < length; i++) octets[i] = (uint8_t)(i * 31 + seed);
}

/* Whether a slot holds `length` octets that begin as fill made them. */
static int read_slot(struct dd_contract *c, unsigned slot, uint8_t *octets) {
  unsigned error_class = DD_ERROR_CLASS_NONE;
  int got = c->port.store_read(c->port.context, slot, octets, MOST_RECORD, &error_class);
  return error_class != DD_ERROR_CLASS_NONE ? -(int)error_class : got;
}

void dd_try_store(struct dd_contract *c) {
  static uint8_t first[LENGTH], second[LENGTH], octets[MOST_RECORD];
  fill(first, LENGTH, 1);
  fill(second, LENGTH, 2);
  int got = read_slot(c, 0, octets);
  dd_expect(c, got == 0, "an empty slot has no octets", got);
  got = c->port.store_write(c->port.context, 0, first, LENGTH);
  if (got >= 0) got = c->port.store_write(c->port.context, 1, second, LENGTH);
  dd_expect(c, got >= 0, "both slots are written", got);
  got = read_slot(c, 0, octets);
  dd_expect(c, got >= LENGTH && memcmp(octets, first, LENGTH) == 0, "the first one holds its record", got);
  got = read_slot(c, 1, octets);
  dd_expect(c, got >= LENGTH && memcmp(octets, second, LENGTH) == 0, "the second one holds another", got);
  c->port.store_write(c->port.context, 0, second, LENGTH / 2);
  got = read_slot(c, 0, octets);
  bool kept = got >= LENGTH && memcmp(octets, second, LENGTH / 2) == 0 && memcmp(octets + LENGTH / 2, first + LENGTH / 2, LENGTH / 2) == 0;
  dd_expect(c, kept, "a shorter record is written over the longer one, which is not cut", got);
}

/* A port that has been opened anew, after dd_try_store. */
void dd_try_store_again(struct dd_contract *c) {
  static uint8_t second[LENGTH], octets[MOST_RECORD];
  fill(second, LENGTH, 2);
  int got = read_slot(c, 1, octets);
  dd_expect(c, got >= LENGTH && memcmp(octets, second, LENGTH) == 0, "records outlive the daemon", got);
  c->port.store_quarantine(c->port.context);
  got = read_slot(c, 0, octets);
  if (got == 0) got = read_slot(c, 1, octets);
  dd_expect(c, got == 0, "slots that were put aside are empty", got);
  got = c->port.store_write(c->port.context, 0, second, LENGTH);
  dd_expect(c, got >= 0, "and are written anew", got);
}

static int read_result(struct dd_contract *c, char *text, size_t size) {
  return dd_ask_outside(c, DD_WISH_RESULT, 0, NULL, NULL, text, size);
}

static void put_result(struct dd_contract *c, unsigned flags, const char *line) {
  c->port.result(c->port.context, flags, line, strlen(line));
}

void dd_try_result(struct dd_contract *c) {
  char text[256] = "";
  put_result(c, DD_FILE_FLAG_FIRST, "{\"a\":1}");
  put_result(c, DD_FILE_FLAG_LAST, "{\"b\":2}");
  int got = read_result(c, text, sizeof text);
  dd_expect(c, got > 0 && strcmp(text, "{\"a\":1}\n{\"b\":2}\n") == 0, "a result is there with its last line", got);
  put_result(c, DD_FILE_FLAG_FIRST, "{\"c\":3}");
  got = read_result(c, text, sizeof text);
  dd_expect(c, got > 0 && strcmp(text, "{\"a\":1}\n{\"b\":2}\n") == 0, "and not before: readers have the one before", got);
  put_result(c, DD_FILE_FLAG_FIRST | DD_FILE_FLAG_LAST, "");
  got = read_result(c, text, sizeof text);
  dd_expect(c, got == 0 && *text == '\0', "a result without peers is empty", got);
}

/* Whether the record tells a file with this text; null: that it is gone. */
static bool is_file(const struct dd_contract *c, int got, const char *name, const char *text) {
  size_t name_length = strlen(name), length = text != NULL ? strlen(text) : 0;
  const uint8_t *record = c->record;
  return got == DD_INPUT_SPOOL && c->length == DD_SPOOL_INPUT_NAME + name_length + length && record[DD_SPOOL_INPUT_NAME_LENGTH] == name_length &&
         memcmp(record + DD_SPOOL_INPUT_NAME, name, name_length) == 0 &&
         (length == 0 || memcmp(record + DD_SPOOL_INPUT_NAME + name_length, text, length) == 0);
}

/* The file is put there, or taken away, and told. */
static void check_file(struct dd_contract *c, const char *name, const char *text, const char *what) {
  int got = dd_ask_outside(c, DD_WISH_FILE, 0, name, text, NULL, 0);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_SPOOL);
  dd_expect(c, is_file(c, got, name, text), what, got);
}

void dd_try_spool(struct dd_contract *c) {
  static char long_text[16000];
  memset(long_text, 'x', sizeof long_text - 1);
  dd_settle(c);
  check_file(c, "eth1.inet", "client=raw\n", "a new file is told");
  check_file(c, "eth1.inet", "client=raw\nevent=message\n", "one that changed is told");
  check_file(c, "eth2.inet6", long_text, "one of 15999 octets is told");
  check_file(c, "eth1.inet", NULL, "one that is gone is told, without text");
  dd_ask_outside(c, DD_WISH_FILE, 0, ".hidden", "client=raw\n", NULL, 0);
  dd_ask_outside(c, DD_WISH_FILE, 0, "a b", "client=raw\n", NULL, 0);
  check_file(c, "eth3.inet", "client=raw\n", "files of other names are passed over");
  dd_ask_outside(c, DD_WISH_FILE, 0, "eth2.inet6", NULL, NULL, 0);
  dd_ask_outside(c, DD_WISH_FILE, 0, "eth3.inet", NULL, NULL, 0);
}

void dd_try_log(struct dd_contract *c) {
  static const char sentence[] = "a sentence of the contract", particulars[] = "{\"contract\":1}";
  static char text[DD_MOST_TEXT];
  c->port.log(c->port.context, DD_LOG_LEVEL_WARNING, DD_CODE_OK, sentence, sizeof sentence - 1);
  c->port.log(c->port.context, DD_LOG_LEVEL_WARNING, DD_CODE_CONFIG_LINE, particulars, sizeof particulars - 1);
  int got = dd_ask_outside(c, DD_WISH_LOG, 0, NULL, NULL, text, sizeof text);
  dd_expect(c, got > 0 && strstr(text, sentence) != NULL, "a sentence is in the log", got);
  const char *name = dd_code_name(DD_CODE_CONFIG_LINE);
  dd_expect(c, got > 0 && strstr(text, name) != NULL && strstr(text, particulars) != NULL, "a code is there by its name, with the particulars", got);
}
