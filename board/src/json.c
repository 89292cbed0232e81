/* The core's JSON lines, read without a tree: they are objects on one line without
 * blanks between their parts. A line that is none has no fields. */
#include <string.h>

#include "dots_discovery.h"

/* Where the value at `at` ends: at the comma or bracket of its own level, or at `end`. */
static const char *skip_value(const char *at, const char *end) {
  int depth = 0;
  for (bool quoted = false; at < end; at++) {
    if (quoted) {
      if (*at == '\\') at++;
      else if (*at == '"') quoted = false;
    } else if (*at == '"') quoted = true;
    else if (*at == '{' || *at == '[') depth++;
    else if ((*at == ',' || *at == '}' || *at == ']') && depth == 0) return at;
    else if (*at == '}' || *at == ']') depth--;
  }
  return end;
}

const char *dd_json_field(const char *line, size_t length, const char *name, size_t *value_length) {
  const char *end = line + length;
  size_t name_length = strlen(name);
  if (length == 0 || *line != '{') return NULL;
  for (const char *at = line + 1; at < end; at++) {
    const char *key_end = *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;
    if (key_end == NULL || key_end + 1 >= end || key_end[1] != ':') return NULL;
    const char *value = key_end + 2;
    const char *value_end = skip_value(value, end);
    if ((size_t)(key_end - at - 1) == name_length && memcmp(at + 1, name, name_length) == 0) {
      *value_length = (size_t)(value_end - value);
      return value;
    }
    at = value_end;
  }
  return NULL;
}

const char *dd_json_element(const char *list, size_t length, unsigned index, size_t *element_length) {
  const char *end = list + length;
  if (length < 2 || *list != '[') return NULL;
  for (const char *at = list + 1; at < end && *at != ']';) {
    const char *element_end = skip_value(at, end);
    *element_length = (size_t)(element_end - at);
    if (index-- == 0) return at;
    if (element_end >= end || *element_end != ',') return NULL;
    at = element_end + 1;
  }
  return NULL;
}

void dd_json_text(const char *line, size_t length, const char *name, char *text, size_t size) {
  size_t value_length = 0;
  const char *value = dd_json_field(line, length, name, &value_length);
  size_t count = 0, at = 0;
  if (value_length > 1 && *value == '"') at++, value_length--;
  else if (value_length == 4 && memcmp(value, "null", 4) == 0) value_length = 0;
  while (at < value_length && count + 1 < size) {
    if (value[at] == '\\' && at + 1 < value_length) at++;
    text[count++] = value[at++];
  }
  text[count] = '\0';
}

int64_t dd_json_number(const char *line, size_t length, const char *name, int64_t otherwise) {
  size_t digits = 0;
  const char *value = dd_json_field(line, length, name, &digits);
  if (digits == 0 || digits > 18) return otherwise;
  int64_t number = 0;
  for (; digits > 0; digits--, value++) {
    if (*value < '0' || *value > '9') return otherwise;
    number = number * 10 + (*value - '0');
  }
  return number;
}

static bool is_true(const char *line, size_t length, const char *name) {
  char text[6];
  dd_json_text(line, length, name, text, sizeof text);
  return strcmp(text, "true") == 0;
}

bool dd_read_peer(const char *line, size_t length, struct dd_peer *peer) {
  char record[8];
  dd_json_text(line, length, "record", record, sizeof record);
  if (strcmp(record, "peer") != 0) return false;
  dd_json_text(line, length, "id", peer->id, sizeof peer->id);
  dd_json_text(line, length, "role", peer->role, sizeof peer->role);
  dd_json_text(line, length, "pvd", peer->pvd, sizeof peer->pvd);
  dd_json_text(line, length, "interface", peer->interface, sizeof peer->interface);
  peer->bind = is_true(line, length, "bind");
  dd_json_text(line, length, "address", peer->address, sizeof peer->address);
  peer->scope_id = (uint32_t)dd_json_number(line, length, "scope_id", 0);
  peer->port = (uint16_t)dd_json_number(line, length, "port", 0);
  dd_json_text(line, length, "channel", peer->channel, sizeof peer->channel);
  dd_json_text(line, length, "transport", peer->transport, sizeof peer->transport);
  peer->rank = (uint32_t)dd_json_number(line, length, "rank", 0);
  dd_json_text(line, length, "sni", peer->sni, sizeof peer->sni);
  peer->reference_ids = dd_json_field(line, length, "reference_ids", &peer->reference_ids_length);
  peer->valid_for_s = dd_json_number(line, length, "valid_for_s", -1);
  peer->stale = is_true(line, length, "stale");
  return true;
}

bool dd_read_reference_id(const struct dd_peer *peer, unsigned index, struct dd_reference_id *id) {
  size_t length = 0;
  if (peer->reference_ids == NULL) return false;
  const char *element = dd_json_element(peer->reference_ids, peer->reference_ids_length, index, &length);
  if (element == NULL) return false;
  char type[8];
  dd_json_text(element, length, "type", type, sizeof type);
  id->is_address = strcmp(type, "ip-id") == 0;
  dd_json_text(element, length, "value", id->value, sizeof id->value);
  return true;
}
