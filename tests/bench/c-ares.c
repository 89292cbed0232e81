/* c-ares: ares_expand_name over the records. This release has no parser of whole
 * messages, and those of single types leave the other sections out. */
#include "decoder.h"

#include <ares.h>

const char *const decoder_name = "c-ares";

/* Reads the name at *at, which moves behind it. */
static int take_name(const uint8_t *message, size_t length, const uint8_t **at, const char **name) {
  char *text;
  long used;
  if (ares_expand_name(*at, message, length, &text, &used) != ARES_SUCCESS) return -1;
  *at += used;
  *name = text;
  return 0;
}

static int read_record(const uint8_t *message, size_t length, const uint8_t **at, struct entry *entry) {
  const uint8_t *end = message + length;
  entry->target = NULL;
  if (take_name(message, length, at, &entry->owner)) return -1;
  if (*at + (entry->section == 0 ? 4 : 10) > end) return -1;
  entry->type = load_u16(*at);
  entry->class = load_u16(*at + 2);
  entry->ttl = 0;
  *at += 4;
  if (entry->section == 0) return 0;
  entry->ttl = load_u32(*at);
  entry->rdata_length = load_u16(*at + 4);
  entry->rdata = *at + 6;
  *at = entry->rdata + entry->rdata_length;
  if (*at > end) return -1;
  if (!has_target(entry)) return 0;
  const uint8_t *name = read_before_name(entry);
  return name == NULL ? -1 : take_name(message, length, &name, &entry->target);
}

int decode(const uint8_t *octets, size_t length, struct decoded *decoded) {
  const uint8_t *at = octets + 12;
  if (length < 12) return -1;
  decoded->id = load_u16(octets);
  decoded->flags = load_u16(octets + 2);
  decoded->count = 0;
  for (unsigned section = 0; section < 4; section++) {
    for (unsigned left = load_u16(octets + 4 + 2 * section); left > 0; left--) {
      if (decoded->count == MAX_ENTRIES) return -1;
      struct entry *entry = &decoded->entries[decoded->count++];
      entry->section = section;
      if (read_record(octets, length, &at, entry)) return -1;
    }
  }
  return 0;
}

void release(struct decoded *decoded) {
  for (unsigned i = 0; i < decoded->count; i++) {
    ares_free_string((void *)decoded->entries[i].owner);
    if (decoded->entries[i].target != NULL) ares_free_string((void *)decoded->entries[i].target);
  }
}
