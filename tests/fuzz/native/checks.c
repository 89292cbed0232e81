#include "checks.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "abi.gen.h"

enum { DEEPEST = 8, DNS_HEAD = 12 };

void fuzz_fail(const char *what) {
  fprintf(stderr, "fuzz: %s\n", what);
  abort();
}

static void require(bool holds, const char *what) {
  if (!holds) fuzz_fail(what);
}

struct text {
  const uint8_t *at, *end;
};

static bool take(struct text *t, uint8_t octet) {
  if (t->at == t->end || *t->at != octet) return false;
  t->at++;
  return true;
}

static void skip_string(struct text *t) {
  require(take(t, '"'), "JSON: a string is missing");
  while (t->at < t->end && *t->at != '"') {
    require(*t->at >= 0x20 && *t->at < 0x7f, "JSON: an octet that is no printable ASCII");
    t->at += *t->at == '\\' ? 2 : 1;
  }
  require(t->at < t->end, "JSON: a string without an end");
  t->at++;
}

static void skip_number(struct text *t) {
  take(t, '-');
  const uint8_t *begin = t->at;
  while (t->at < t->end && *t->at >= '0' && *t->at <= '9') t->at++;
  require(t->at > begin && (*begin != '0' || t->at == begin + 1), "JSON: no canonical number");
}

static void skip_word(struct text *t, const char *word) {
  for (; *word; word++) require(take(t, (uint8_t)*word), "JSON: an unknown word");
}

static void skip_value(struct text *t, int depth) {
  require(depth < DEEPEST && t->at < t->end, "JSON: too deep, or at its end");
  if (*t->at == '"') return skip_string(t);
  if (*t->at == 't') return skip_word(t, "true");
  if (*t->at == 'f') return skip_word(t, "false");
  if (*t->at == 'n') return skip_word(t, "null");
  if (*t->at != '{' && *t->at != '[') return skip_number(t);
  bool object = *t->at++ == '{';
  uint8_t close = object ? '}' : ']';
  if (take(t, close)) return;
  do {
    if (object) {
      skip_string(t);
      require(take(t, ':'), "JSON: a colon is missing");
    }
    skip_value(t, depth + 1);
  } while (take(t, ','));
  require(take(t, close), "JSON: something is not closed");
}

static void check_line(const uint8_t *octets, uint32_t length) {
  struct text t = { octets, octets + length };
  require(length <= DD_MAX_LINE_LENGTH && length > 0 && *octets == '{', "a line that is no object, or too long");
  skip_value(&t, 0);
  require(t.at == t.end, "JSON: something is left over");
}

/* A query with at least one question and no name that does not end. */
static void check_query(const uint8_t *octets, uint32_t length) {
  require(length > DNS_HEAD && length <= DD_MAX_MESSAGE_LENGTH, "a question of an impossible length");
  require((octets[2] & 0x80) == 0, "a question that is marked as a response");
  require(octets[4] == 0 && octets[5] > 0, "a question that asks nothing");
  uint32_t at = DNS_HEAD;
  while (at < length && octets[at] != 0 && octets[at] < 64) at += 1u + octets[at];
  require(at + 5 <= length && octets[at] == 0 && at - DNS_HEAD < 255, "a question with a broken name");
}

void check_output(const uint8_t *record, uint32_t length) {
  require(length >= DD_OUTPUT_PAYLOAD && length <= DD_WINDOW_SIZE, "an output of an impossible length");
  const uint8_t *payload = record + DD_OUTPUT_PAYLOAD;
  uint32_t left = length - DD_OUTPUT_PAYLOAD;
  switch (record[DD_OUTPUT_KIND]) {
    case DD_OUTPUT_LOG:
    case DD_OUTPUT_EVENT:
    case DD_OUTPUT_CLIENT_SEND:
      return check_line(payload, left);
    case DD_OUTPUT_FILE_REPLACE:
      if (left > 0) check_line(payload, left);
      return;
    case DD_OUTPUT_UDP_SEND:
      return check_query(payload, left);
    case DD_OUTPUT_TCP_ASK:
      require(length >= DD_TCP_ASK_OUTPUT_BYTES, "a TCP question without its ends");
      return check_query(record + DD_TCP_ASK_OUTPUT_BYTES, length - DD_TCP_ASK_OUTPUT_BYTES);
    case DD_OUTPUT_UDP_OPEN:
      return require(length == DD_UDP_OPEN_OUTPUT_SIZE, "a socket of another size");
    case DD_OUTPUT_DEADLINE:
      return require(length == DD_DEADLINE_OUTPUT_SIZE, "a deadline of another size");
    default:
      return require(record[DD_OUTPUT_KIND] >= DD_OUTPUT_UDP_OPEN && record[DD_OUTPUT_KIND] <= DD_OUTPUT_DEADLINE,
                     "an output of an unknown kind");
  }
}
