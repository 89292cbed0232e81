/* Changes histories as histories: whole records come, go, move and are replaced by
 * others; text changes by lines and words; answers are built of records of the DNS. What
 * is left to libFuzzer's own mutator are the octets inside a record. */
#include <stdlib.h>
#include <string.h>

#include "records.h"
#include "words.gen.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size, uint8_t *out,
                                 size_t max_size, unsigned int seed);

enum { MOST_RECORDS = 512 };

static uint32_t state;

static uint32_t below(uint32_t bound) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return bound == 0 ? 0 : state % bound;
}

struct history {
  int count;
  struct record records[MOST_RECORDS];
};

static void read_history(const uint8_t *data, size_t size, struct history *history) {
  size_t at = records_begin(data, size);
  history->count = 0;
  while (history->count < MOST_RECORDS && next_record(data, size, &at, &history->records[history->count]))
    if (history->records[history->count].kind < FIRST_OUTPUT_KIND) history->count++;
}

static size_t write_record(uint8_t *out, size_t at, size_t max_size, const struct record *record) {
  if (at + RECORD_HEAD + record->length > max_size) return at;
  out[at] = record->kind;
  put_le(out + at + 1, 3, record->length);
  put_le(out + at + 4, 8, record->time_ms);
  memcpy(out + at + RECORD_HEAD, record->payload, record->length);
  return at + RECORD_HEAD + record->length;
}

static size_t write_history(uint8_t *out, size_t max_size, const struct history *history) {
  size_t at = 0;
  for (int i = 0; i < history->count; i++) at = write_record(out, at, max_size, &history->records[i]);
  return at;
}

static void insert(struct history *history, int place, struct record record) {
  if (history->count == MOST_RECORDS) return;
  memmove(&history->records[place + 1], &history->records[place], (size_t)(history->count - place) * sizeof record);
  history->records[place] = record;
  history->count++;
}

static void drop(struct history *history, int place) {
  history->count--;
  memmove(&history->records[place], &history->records[place + 1],
          (size_t)(history->count - place) * sizeof(struct record));
}

/* Room for the payloads that a mutation makes. */
static uint8_t scratch[4 * DD_WINDOW_SIZE];
static uint32_t scratch_length;

static void put(const void *octets, uint32_t length) {
  if (scratch_length + length > DD_WINDOW_SIZE) length = DD_WINDOW_SIZE - scratch_length;
  memcpy(scratch + scratch_length, octets, length);
  scratch_length += length;
}

static void put8(uint32_t value) {
  uint8_t octet = (uint8_t)value;
  put(&octet, 1);
}

static void put16(uint32_t value) {
  put8(value >> 8);
  put8(value);
}

static void put_word(void) {
  const char *word = FUZZ_WORDS[below(sizeof FUZZ_WORDS / sizeof *FUZZ_WORDS)];
  put(word, (uint32_t)strlen(word));
}

static void put_line(void) {
  for (uint32_t words = 1 + below(5); words > 0; words--) {
    put_word();
    put8(words > 1 ? ' ' : '\n');
  }
}

static void put_name(void) {
  switch (below(6)) {
    case 0: /* the question's */
      return put16(0xc00c);
    case 1:
      return put16(0xc000 | below(64));
    case 2:
      return put8(0);
    default:
      for (uint32_t labels = 1 + below(3); labels > 0; labels--) {
        const char *word = FUZZ_WORDS[below(sizeof FUZZ_WORDS / sizeof *FUZZ_WORDS)];
        put8((uint32_t)strlen(word) & 63);
        put(word, (uint32_t)strlen(word) & 63);
      }
      if (below(2) == 0) put16(0xc00c);
      else put8(0);
  }
}

static void put_string(const char *text) {
  put8((uint32_t)strlen(text));
  put(text, (uint32_t)strlen(text));
}

static void put_rdata(uint32_t type) {
  static const char *const services[] = { "DOTS:signal.udp", "DOTS:signal.tcp:data.tcp", "DOTS-CALL-HOME:signal.udp", "SIP+D2U" };
  static const char *const flags[] = { "s", "a", "", "u" };
  switch (type) {
    case 1:
      return put("\xc0\x00\x02", 3), put8(below(256));
    case 28:
      put("\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0", 15);
      return put8(below(256));
    case 33:
      put16(below(3)), put16(below(3)), put16(below(2) ? 4646 : below(65536));
      return put_name();
    case 35:
      put16(below(3)), put16(below(3));
      put_string(flags[below(4)]), put_string(services[below(4)]), put_string("");
      return put_name();
    case 6:
      put_name(), put_name();
      for (int i = 0; i < 5; i++) put16(0), put16(below(600));
      return;
    case 16:
      return put_string("txtvers=1"), put_string("x=y");
    case 41:
      return put16(15), put16(2), put16(below(30));
    default:
      return put_name();
  }
}

static void put_resource(void) {
  static const uint8_t types[] = { 1, 28, 33, 35, 35, 33, 5, 12, 6, 16, 41, 2 };
  uint32_t type = types[below(sizeof types)];
  put_name();
  put16(type);
  put16(below(12) == 0 ? 0x8001 : type == 41 ? 1232 : 1);
  put16(below(8) == 0 ? 0x8000 : 0), put16(type == 41 ? 0 : below(600));
  uint32_t length_at = scratch_length;
  put16(0);
  put_rdata(type);
  uint32_t length = scratch_length - length_at - 2;
  scratch[length_at] = (uint8_t)(length >> 8);
  scratch[length_at + 1] = (uint8_t)length;
}

static void make_answer(struct record *record) {
  uint32_t answers = below(5), others = below(4);
  record->kind = FUZZ_ANSWER;
  put8(below(256));
  put8(below(12) == 0 ? below(8) : 0);
  put16(0);
  put16(0x8180 | (below(4) == 0 ? below(16) : 0) | (below(20) == 0 ? 0x0200 : 0) | (below(3) == 0 ? 0x20 : 0));
  put16(1), put16(answers), put16(others & 1), put16(others >> 1);
  for (uint32_t left = answers + (others & 1) + (others >> 1); left > 0; left--) put_resource();
}

static void make_request(struct record *record) {
  record->kind = DD_INPUT_CONTROL;
  put8(below(9)), put8(below(3)), put16(0);
  put_line();
  scratch_length--;
}

/* A record out of nothing. */
static struct record make_record(uint64_t time_ms) {
  struct record record = { .time_ms = time_ms, .payload = scratch };
  scratch_length = 0;
  switch (below(8)) {
    case 0:
    case 1:
    case 2:
      make_answer(&record);
      break;
    case 3:
      make_request(&record);
      break;
    case 4:
      record.kind = DD_INPUT_CONFIG;
      for (uint32_t lines = below(6); lines > 0; lines--) put_line();
      break;
    case 5:
      record.kind = FUZZ_ENTROPY;
      put8(below(2));
      break;
    default:
      record.kind = FUZZ_WAKE;
  }
  record.length = scratch_length;
  return record;
}

/* Text behind the head of a record: a line goes, comes, or comes again. */
static void mutate_text(struct record *record, uint32_t head) {
  const uint8_t *text = record->payload;
  uint32_t at = head + below(record->length - head + 1);
  while (at > head && text[at - 1] != '\n') at--;
  uint32_t end = at;
  while (end < record->length && text[end] != '\n') end++;
  if (end < record->length) end++;
  scratch_length = 0;
  put(text, at);
  switch (below(4)) {
    case 0: /* goes */
      break;
    case 1: /* comes again */
      put(text + at, end - at);
      put(text + at, end - at);
      break;
    case 2: /* a word for its end */
      put(text + at, (end - at) / 2);
      put_word();
      put8('\n');
      break;
    default:
      put_line();
      put(text + at, end - at);
  }
  put(text + end, record->length - end);
  record->payload = scratch;
  record->length = scratch_length;
}

static void mutate_octets(struct record *record) {
  memcpy(scratch, record->payload, record->length);
  size_t room = record->length + 64u < DD_WINDOW_SIZE ? record->length + 64u : DD_WINDOW_SIZE;
  record->length = (uint32_t)LLVMFuzzerMutate(scratch, record->length, room);
  record->payload = scratch;
}

static void mutate_payload(struct record *record) {
  uint32_t head = record->kind == DD_INPUT_CONFIG   ? 0
                  : record->kind == DD_INPUT_CONTROL ? DD_CONTROL_INPUT_LINE
                  : record->kind == DD_INPUT_SPOOL   ? 12
                                                     : record->length;
  if (head < record->length && below(2) == 0) mutate_text(record, head);
  else mutate_octets(record);
}

static void mutate_time(struct history *history, int place) {
  static const uint32_t steps[] = { 1, 999, 2000, 15000, 60000, 3600000, 86400000 };
  uint64_t step = steps[below(sizeof steps / sizeof *steps)];
  for (int i = place; i < history->count; i++) history->records[i].time_ms += step;
}

static void change(struct history *history) {
  int place = (int)below((uint32_t)history->count + 1);
  uint64_t time_ms = place > 0 ? history->records[place - 1].time_ms : 1000;
  if (history->count == 0 || place == history->count || below(4) == 0) return insert(history, place, make_record(time_ms));
  int other = (int)below((uint32_t)history->count);
  struct record copy = history->records[other];
  switch (below(8)) {
    case 0:
      return drop(history, place);
    case 1:
      copy.time_ms = time_ms;
      return insert(history, place, copy);
    case 2:
      history->records[other] = history->records[place];
      history->records[place] = copy;
      return;
    case 3:
      return mutate_time(history, place);
    default:
      return mutate_payload(&history->records[place]);
  }
}

static struct history first, second;

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed) {
  static uint8_t before[1 << 20];
  state = seed | 1;
  if (size > sizeof before) size = sizeof before;
  memcpy(before, data, size);
  read_history(before, size, &first);
  change(&first);
  return write_history(data, max_size, &first);
}

/* The begin of one history and the end of another. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size, uint8_t *out,
                                 size_t max_size, unsigned int seed) {
  state = seed | 1;
  read_history(a, a_size, &first);
  read_history(b, b_size, &second);
  first.count = (int)below((uint32_t)first.count + 1);
  int from = (int)below((uint32_t)second.count + 1);
  for (int i = from; i < second.count && first.count < MOST_RECORDS; i++) first.records[first.count++] = second.records[i];
  return write_history(out, max_size, &first);
}
