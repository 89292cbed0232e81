/* The input of the fuzzer: records in the form of a journal (docs/abi.md), of which
 * the outputs are left out, and three kinds of its own that keep their meaning when
 * the records before them change. */
#ifndef DD_FUZZ_RECORDS_H
#define DD_FUZZ_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi.gen.h"

enum { JOURNAL_HEAD = 40, RECORD_HEAD = 12, FIRST_OUTPUT_KIND = 128 };

/* An answer to an open question: its number, FUZZ_KEEP_* flags, and a DNS message
 * without its question: the header and what follows. */
enum { FUZZ_ANSWER = 64 };
/* The time that the core waits for has come. */
enum { FUZZ_WAKE = 65 };
/* From now on the machine has entropy (one octet, 1) or has none (0). */
enum { FUZZ_ENTROPY = 66 };

/* Of an answer: what is taken from the message instead of from the question. */
enum { FUZZ_KEEP_ID = 1, FUZZ_KEEP_QUESTION = 2, FUZZ_WRONG_PORT = 4 };
enum { ANSWER_WHICH = 0, ANSWER_FLAGS = 1, ANSWER_MESSAGE = 2 };

struct record {
  uint8_t kind;
  uint32_t length;
  uint64_t time_ms;
  const uint8_t *payload;
};

static inline uint64_t get_le(const uint8_t *octets, int count) {
  uint64_t value = 0;
  while (count-- > 0) value = value << 8 | octets[count];
  return value;
}

static inline void put_le(uint8_t *octets, int count, uint64_t value) {
  for (int i = 0; i < count; i++) octets[i] = (uint8_t)(value >> 8 * i);
}

/* Where the first record begins: a journal has a head. */
static inline size_t records_begin(const uint8_t *data, size_t size) {
  static const uint8_t magic[4] = { 'D', 'D', 'J', '1' };
  bool journal = size >= JOURNAL_HEAD;
  for (size_t i = 0; journal && i < sizeof magic; i++) journal = data[i] == magic[i];
  return journal ? JOURNAL_HEAD : 0;
}

/* Reads the record at *at and moves on; false at the end. A record that claims more
 * than there is has what there is. */
static inline bool next_record(const uint8_t *data, size_t size, size_t *at, struct record *record) {
  if (size - *at < RECORD_HEAD) return false;
  const uint8_t *head = data + *at;
  *at += RECORD_HEAD;
  record->kind = head[0];
  record->length = (uint32_t)get_le(head + 1, 3);
  record->time_ms = get_le(head + 4, 8);
  if (record->length > size - *at) record->length = (uint32_t)(size - *at);
  if (record->length > DD_WINDOW_SIZE) record->length = DD_WINDOW_SIZE;
  record->payload = data + *at;
  *at += record->length;
  return true;
}

#endif
