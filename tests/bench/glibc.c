/* glibc's resolver library: ns_initparse, ns_parserr, ns_name_uncompress. */
#include "decoder.h"

#include <arpa/nameser.h>
#include <resolv.h>

const char *const decoder_name = "glibc";

static ns_rr records[MAX_ENTRIES];

static int read_record(ns_msg *message, ns_sect section, int number, struct entry *entry, ns_rr *record) {
  if (ns_parserr(message, section, number, record) < 0) return -1;
  entry->section = section;
  entry->type = ns_rr_type(*record);
  entry->class = ns_rr_class(*record);
  entry->ttl = section == ns_s_qd ? 0 : ns_rr_ttl(*record);
  entry->owner = ns_rr_name(*record);
  if (section == ns_s_qd) return 0;
  entry->rdata = ns_rr_rdata(*record);
  entry->rdata_length = ns_rr_rdlen(*record);
  if (!has_target(entry)) return 0;
  const uint8_t *name = read_before_name(entry);
  entry->target = entry->target_room;
  if (name == NULL) return -1;
  return ns_name_uncompress(ns_msg_base(*message), ns_msg_end(*message), name, entry->target_room, NAME_ROOM) < 0 ? -1 : 0;
}

int decode(const uint8_t *octets, size_t length, struct decoded *decoded) {
  ns_msg message;
  if (ns_initparse(octets, length, &message) < 0) return -1;
  decoded->id = ns_msg_id(message);
  decoded->flags = load_u16(octets + 2);
  decoded->count = 0;
  for (int section = ns_s_qd; section < ns_s_max; section++) {
    for (int number = 0; number < ns_msg_count(message, section); number++, decoded->count++) {
      if (decoded->count == MAX_ENTRIES) return -1;
      struct entry *entry = &decoded->entries[decoded->count];
      if (read_record(&message, section, number, entry, &records[decoded->count])) return -1;
    }
  }
  return 0;
}

void release(struct decoded *decoded) { (void)decoded; }
