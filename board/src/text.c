#include "text.h"

#include <stdbool.h>
#include <string.h>

#include "abi.gen.h"

struct dd_text dd_text_in(char *buffer, size_t size) {
  return (struct dd_text){buffer, buffer, buffer + size - 1};
}

void dd_put_octets(struct dd_text *text, const char *octets, size_t length) {
  size_t room = (size_t)(text->end - text->at);
  if (length > room) length = room;
  if (length > 0) memcpy(text->at, octets, length);
  text->at += length;
}

void dd_put(struct dd_text *text, const char *string) {
  dd_put_octets(text, string, strlen(string));
}

void dd_put_number(struct dd_text *text, int64_t number) {
  char digits[20];
  size_t at = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do digits[--at] = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0) dd_put(text, "-");
  dd_put_octets(text, digits + at, sizeof digits - at);
}

const char *dd_text_end(struct dd_text *text) {
  *text->at = '\0';
  return text->start;
}

size_t dd_text_length(const struct dd_text *text) {
  return (size_t)(text->at - text->start);
}

void dd_put_json_string(struct dd_text *text, const char *string) {
  dd_put(text, "\"");
  for (; *string != '\0'; string++) {
    if (*string == '"' || *string == '\\') dd_put(text, "\\");
    dd_put_octets(text, *string >= ' ' && *string <= '~' ? string : "?", 1);
  }
  dd_put(text, "\"");
}

/* Whether the key that ends before `colon` is one whose value is a code, or a list of them. */
static bool is_code_key(const char *line, const char *colon) {
  static const char *const keys[] = {"\"error\"", "\"reason\"", "\"warnings\""};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    size_t length = strlen(keys[i]);
    if ((size_t)(colon - line) > length && memcmp(colon - length, keys[i], length) == 0) return true;
  }
  return false;
}

static bool is_digit(char octet) {
  return octet >= '0' && octet <= '9';
}

/* Writes the name of the code whose digits begin at `digit`, or the digits as a string; returns the last one. */
static const char *put_code(struct dd_text *text, const char *digit, const char *end) {
  const char *start = digit;
  unsigned code = 0;
  for (; digit < end && is_digit(*digit); digit++) code = code < 1000 ? code * 10 + (unsigned)(*digit - '0') : code;
  const char *name = dd_name_of(code);
  dd_put(text, "\"");
  if (name != NULL) dd_put(text, name);
  else dd_put_octets(text, start, (size_t)(digit - start));
  dd_put(text, "\"");
  return digit - 1;
}

void dd_put_named(struct dd_text *text, const char *line, size_t length) {
  const char *end = line + length;
  bool quoted = false, coded = false;
  for (const char *at = line; at < end; at++) {
    if (coded && !quoted && is_digit(*at)) {
      at = put_code(text, at, end);
      continue;
    }
    dd_put_octets(text, at, 1);
    if (quoted && *at == '\\' && at + 1 < end) dd_put_octets(text, ++at, 1);
    else if (*at == '"') quoted = !quoted;
    else if (!quoted && *at == ':') coded = is_code_key(line, at);
  }
}

const char *dd_name_of(unsigned code) {
  return dd_code_name(code);
}

int64_t dd_parse_number(const char *string, int64_t most) {
  int64_t number = 0;
  if (*string == '\0') return -1;
  for (; *string != '\0'; string++) {
    if (*string < '0' || *string > '9') return -1;
    number = number * 10 + (*string - '0');
    if (number > most) return -1;
  }
  return number;
}
