/* What every decoder of the benchmark makes of a message: one entry for each question
 * and record, names as text. tests/bench/main.c measures it and checks the content. */
#ifndef DECODER_H
#define DECODER_H

#include <stddef.h>
#include <stdint.h>

enum { MAX_ENTRIES = 512, NAME_ROOM = 1025 };
enum { TYPE_A = 1, TYPE_AAAA = 28, TYPE_SRV = 33, TYPE_NAPTR = 35 };

struct string {
  const uint8_t *octets;
  size_t length;
};

struct entry {
  unsigned section; /* 0 question, 1 answer, 2 authority, 3 additional */
  unsigned type, class;
  uint32_t ttl;
  const char *owner;
  const uint8_t *rdata;
  size_t rdata_length;
  /* SRV: priority, weight, port. NAPTR: order, preference. */
  unsigned numbers[3];
  struct string flags, services, regexp;
  const char *target; /* of SRV and NAPTR */
  char owner_room[NAME_ROOM], target_room[NAME_ROOM];
};

struct decoded {
  unsigned id, flags, count;
  struct entry entries[MAX_ENTRIES];
};

extern const char *const decoder_name;

/* Decodes a message; 0, or -1 if it cannot be read. The message stays where it is. */
int decode(const uint8_t *message, size_t length, struct decoded *decoded);

/* Fills in what `decode` left where the decoder has it; most leave nothing. Not timed. */
void complete(struct decoded *decoded);

/* Gives back what `decode` allocated. */
void release(struct decoded *decoded);

static inline unsigned load_u16(const uint8_t *p) { return (unsigned)p[0] << 8 | p[1]; }
static inline uint32_t load_u32(const uint8_t *p) { return (uint32_t)load_u16(p) << 16 | load_u16(p + 2); }

/* The character-string at *at, which moves behind it; -1 if it runs past the end. */
static inline int take_string(const uint8_t **at, const uint8_t *end, struct string *string) {
  if (*at >= end || *at + 1 + **at > end) return -1;
  string->octets = *at + 1;
  string->length = **at;
  *at += 1 + string->length;
  return 0;
}

/* Reads what stands before the name in the rdata of SRV and NAPTR; where the name
 * begins, or a null pointer. */
static inline const uint8_t *read_before_name(struct entry *entry) {
  const uint8_t *at = entry->rdata, *end = at + entry->rdata_length;
  unsigned count = entry->type == TYPE_SRV ? 3 : 2;
  if (entry->rdata_length < 2 * count) return NULL;
  for (unsigned i = 0; i < count; i++, at += 2) entry->numbers[i] = load_u16(at);
  if (entry->type == TYPE_SRV) return at;
  if (take_string(&at, end, &entry->flags) || take_string(&at, end, &entry->services)) return NULL;
  return take_string(&at, end, &entry->regexp) ? NULL : at;
}

static inline int has_target(const struct entry *entry) {
  return entry->section != 0 && (entry->type == TYPE_SRV || entry->type == TYPE_NAPTR);
}

#endif
