/* udns: dns_nextrr, dns_getdn, dns_dntop. */
#include "decoder.h"

#include <udns.h>

const char *const decoder_name = "udns";

static int name_text(const uint8_t *message, const uint8_t **at, const uint8_t *end, char *text) {
  uint8_t name[DNS_MAXDN];
  if (dns_getdn(message, at, end, name, sizeof name) <= 0) return -1;
  return dns_dntop(name, text, NAME_ROOM) > 0 ? 0 : -1;
}

static int read_record(const uint8_t *message, const uint8_t *end, const struct dns_rr *record, struct entry *entry) {
  entry->type = record->dnsrr_typ;
  entry->class = record->dnsrr_cls;
  entry->ttl = record->dnsrr_ttl;
  entry->owner = entry->owner_room;
  entry->rdata = record->dnsrr_dptr;
  entry->rdata_length = record->dnsrr_dsz;
  if (dns_dntop(record->dnsrr_dn, entry->owner_room, NAME_ROOM) <= 0) return -1;
  if (!has_target(entry)) return 0;
  const uint8_t *name = read_before_name(entry);
  entry->target = entry->target_room;
  return name == NULL ? -1 : name_text(message, &name, end, entry->target_room);
}

int decode(const uint8_t *octets, size_t length, struct decoded *decoded) {
  const uint8_t *end = octets + length, *at = octets + DNS_HSIZE;
  struct entry *entry = decoded->entries;
  /* udns knows messages with one question, as a resolver gets them. */
  if (length < DNS_HSIZE || load_u16(octets + 4) != 1) return -1;
  decoded->id = load_u16(octets);
  decoded->flags = load_u16(octets + 2);
  entry->section = 0;
  entry->ttl = 0;
  entry->owner = entry->owner_room;
  if (name_text(octets, &at, end, entry->owner_room) || at + 4 > end) return -1;
  entry->type = load_u16(at);
  entry->class = load_u16(at + 2);

  struct dns_parse parse;
  struct dns_rr record;
  unsigned ends[3] = {load_u16(octets + 6)};
  for (int i = 1; i < 3; i++) ends[i] = ends[i - 1] + load_u16(octets + 6 + 2 * i);
  dns_initparse(&parse, NULL, octets, at, end);
  parse.dnsp_qtyp = 0;
  parse.dnsp_qcls = 0;
  parse.dnsp_rrl = ends[2];
  if (ends[2] >= MAX_ENTRIES) return -1;
  for (unsigned number = 0, section = 1; number < ends[2]; number++) {
    while (number >= ends[section - 1]) section++;
    entry++;
    entry->section = section;
    if (dns_nextrr(&parse, &record) <= 0 || read_record(octets, end, &record, entry)) return -1;
  }
  decoded->count = 1 + ends[2];
  return 0;
}

void release(struct decoded *decoded) { (void)decoded; }
