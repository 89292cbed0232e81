/* assembly/inspect/record.ts says where things stand in a decoded message. */
#include "core.h"

#include <string.h>

#include "decoder.h"

enum { HEAD_FLAGS = 2, HEAD_COUNT = 4, HEAD_SIZE = 8 };
enum { ENTRY_TYPE = 2, ENTRY_CLASS = 4, ENTRY_RDATA_LENGTH = 6, ENTRY_TTL = 8, ENTRY_OWNER = 12, ENTRY_RDATA = 18 };
enum { ENTRY_TARGET = 20, ENTRY_FIRST = 26, ENTRY_SECOND = 34, ENTRY_STRINGS = 36, ENTRY_THIRD = 48 };
enum { ENTRY_ADDRESS = 56, ENTRY_SIZE = 72, MAPPED_PREFIX = 12 };

static uint32_t address;
static uint8_t *window;
static const uint8_t *record;

int decode(const uint8_t *message, size_t length, struct decoded *decoded) {
  (void)decoded;
  if (window == NULL) {
    address = core_open();
    window = core_memory() + address;
  }
  core_put(address, message, (uint32_t)length);
  return core_decode(SUBJECT_DNS, (uint32_t)length) < 0 ? -1 : 0;
}

void release(struct decoded *decoded) { (void)decoded; }

static unsigned u16(const uint8_t *at) { return at[0] | (unsigned)at[1] << 8; }
static uint32_t u32(const uint8_t *at) { return u16(at) | (uint32_t)u16(at + 2) << 16; }

static const char *text(const uint8_t *field, char *room) {
  size_t length = u16(field + 4);
  if (length >= NAME_ROOM) return NULL;
  memcpy(room, record + u32(field), length);
  room[length] = 0;
  return room;
}

static struct string string(const uint8_t *field) {
  return (struct string){window + u16(field), u16(field + 2)};
}

static void read_rdata(const uint8_t *at, struct entry *entry) {
  entry->rdata = window + u16(at + ENTRY_RDATA);
  entry->rdata_length = u16(at + ENTRY_RDATA_LENGTH);
  if (entry->type == TYPE_A) entry->rdata = at + ENTRY_ADDRESS + MAPPED_PREFIX;
  if (entry->type == TYPE_AAAA) entry->rdata = at + ENTRY_ADDRESS;
  if (!has_target(entry)) return;
  entry->numbers[0] = u16(at + ENTRY_FIRST);
  entry->numbers[1] = u16(at + ENTRY_SECOND);
  entry->numbers[2] = u16(at + ENTRY_THIRD);
  entry->flags = string(at + ENTRY_STRINGS);
  entry->services = string(at + ENTRY_STRINGS + 4);
  entry->regexp = string(at + ENTRY_STRINGS + 8);
  entry->target = text(at + ENTRY_TARGET, entry->target_room);
}

void complete(struct decoded *decoded) {
  record = core_memory() + core_result();
  decoded->id = u16(record);
  decoded->flags = u16(record + HEAD_FLAGS);
  decoded->count = u16(record + HEAD_COUNT);
  for (unsigned i = 0; i < decoded->count && i < MAX_ENTRIES; i++) {
    const uint8_t *at = record + HEAD_SIZE + i * ENTRY_SIZE;
    struct entry *entry = &decoded->entries[i];
    entry->section = at[0];
    entry->type = u16(at + ENTRY_TYPE);
    entry->class = u16(at + ENTRY_CLASS);
    entry->ttl = u32(at + ENTRY_TTL);
    entry->owner = text(at + ENTRY_OWNER, entry->owner_room);
    if (entry->section != 0) read_rdata(at, entry);
  }
}
