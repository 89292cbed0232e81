/* ldns: ldns_wire2pkt, names written into one buffer that is used again. */
#include "decoder.h"

#include <ldns/ldns.h>
#include <string.h>

const char *const decoder_name = "ldns";

static ldns_buffer *text;
static ldns_pkt *packet;

static int name_text(const ldns_rdf *name, char *room) {
  ldns_buffer_clear(text);
  if (ldns_rdf2buffer_str_dname(text, name) != LDNS_STATUS_OK) return -1;
  size_t length = ldns_buffer_position(text);
  if (length >= NAME_ROOM) return -1;
  memcpy(room, ldns_buffer_begin(text), length);
  room[length] = '\0';
  return 0;
}

/* A character-string: its rdf begins with the length. */
static struct string string_of(const ldns_rdf *rdf) {
  return (struct string){ldns_rdf_data(rdf) + 1, ldns_rdf_size(rdf) - 1};
}

static int read_record(ldns_rr *record, unsigned section, struct entry *entry) {
  entry->section = section;
  entry->type = ldns_rr_get_type(record);
  entry->class = ldns_rr_get_class(record);
  entry->ttl = section == 0 ? 0 : ldns_rr_ttl(record);
  entry->owner = entry->owner_room;
  entry->rdata_length = 0;
  if (name_text(ldns_rr_owner(record), entry->owner_room)) return -1;
  size_t fields = ldns_rr_rd_count(record);
  if (section == 0 || fields == 0) return 0;
  if (!has_target(entry)) {
    entry->rdata = ldns_rdf_data(ldns_rr_rdf(record, 0));
    entry->rdata_length = ldns_rdf_size(ldns_rr_rdf(record, 0));
    return 0;
  }
  for (unsigned i = 0; i < (entry->type == TYPE_SRV ? 3 : 2); i++) entry->numbers[i] = ldns_rdf2native_int16(ldns_rr_rdf(record, i));
  if (entry->type == TYPE_NAPTR) {
    entry->flags = string_of(ldns_rr_rdf(record, 2));
    entry->services = string_of(ldns_rr_rdf(record, 3));
    entry->regexp = string_of(ldns_rr_rdf(record, 4));
  }
  entry->target = entry->target_room;
  return name_text(ldns_rr_rdf(record, fields - 1), entry->target_room);
}

/* ldns takes the OPT record out of the list of records. */
static void read_edns(struct entry *entry) {
  entry->section = 3;
  entry->type = LDNS_RR_TYPE_OPT;
  entry->class = ldns_pkt_edns_udp_size(packet);
  entry->ttl = (uint32_t)ldns_pkt_edns_extended_rcode(packet) << 24 | (uint32_t)ldns_pkt_edns_version(packet) << 16 |
               ldns_pkt_edns_z(packet);
  entry->owner = "";
  entry->rdata_length = 0;
}

int decode(const uint8_t *octets, size_t length, struct decoded *decoded) {
  if (text == NULL) text = ldns_buffer_new(NAME_ROOM);
  if (ldns_wire2pkt(&packet, octets, length) != LDNS_STATUS_OK) return -1;
  const ldns_rr_list *lists[] = {ldns_pkt_question(packet), ldns_pkt_answer(packet), ldns_pkt_authority(packet),
                                 ldns_pkt_additional(packet)};
  decoded->id = ldns_pkt_id(packet);
  decoded->flags = load_u16(octets + 2);
  decoded->count = 0;
  for (unsigned section = 0; section < 4; section++) {
    for (size_t number = 0; number < ldns_rr_list_rr_count(lists[section]); number++) {
      if (decoded->count == MAX_ENTRIES) return -1;
      struct entry *entry = &decoded->entries[decoded->count++];
      if (read_record(ldns_rr_list_rr(lists[section], number), section, entry)) return -1;
    }
  }
  if (ldns_pkt_edns(packet)) read_edns(&decoded->entries[decoded->count++]);
  return 0;
}

void release(struct decoded *decoded) {
  (void)decoded;
  ldns_pkt_free(packet);
}
