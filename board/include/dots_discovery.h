/* The core of dots-discovery as a library: no I/O, no clock, no allocation, no
 * state but what the caller gives room to.
 *
 * One input at a time: dd_handle, then dd_poll until it returns 0, then wait for
 * the next input or for the deadline last told. Kinds and layouts of the records
 * are in abi.gen.h and docs/abi.md. An instance is for one thread at a time. */
#ifndef DOTS_DISCOVERY_H
#define DOTS_DISCOVERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "abi.gen.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What dd_handle and dd_poll return once the core has failed: it trapped or broke
 * its contract. The instance is of no use any more; make a new one. */
#define DD_FAILED INT32_MIN

/* What they return when the call itself is wrong, and nothing has happened: there is no
 * instance (null, not made, or already ended), or no octets where some were named. */
#define DD_MISUSED (INT32_MIN + 1)

/* An instance of the core. */
struct dd_core;

/* Octets of memory that dd_init wants. */
size_t dd_size(void);

/* The runtime that the core runs on: "wasm2c", "wasm3" or "wamr". */
const char *dd_runtime(void);

/* SHA-256 of discovery.wasm, 64 hexadecimal digits. */
const char *dd_module_sha256(void);

/* Makes an instance and checks that the runtime is fit for the core.
 * memory: `size` octets, at least dd_size(), aligned as those of malloc; it may be
 * used again for a new instance after the one before has ended.
 * why: set to a sentence where null is returned. */
struct dd_core *dd_init(void *memory, size_t size, const char **why);

/* Ends an instance and gives back what a runtime may have allocated; the memory is
 * the caller's. */
void dd_end(struct dd_core *core);

/* Hands over one input record.
 * kind: DD_INPUT_...; length: at most DD_WINDOW_SIZE octets.
 * now_ms: milliseconds since boot, of a clock that never jumps.
 * Returns 0; a negative fault if the record was refused as a whole and nothing
 * changed (dd_fault_code, dd_fault_offset); DD_FAILED or DD_MISUSED. */
int32_t dd_handle(struct dd_core *core, unsigned kind, const uint8_t *payload, size_t length, int64_t now_ms);

/* Copies the next output record to `record`, DD_WINDOW_SIZE octets. Returns its
 * length, 0 when there is none left, DD_FAILED or DD_MISUSED. */
int32_t dd_poll(struct dd_core *core, uint8_t *record);

/* Why the core failed, as part of a sentence; null while it is sound. */
const char *dd_trouble(const struct dd_core *core);

/* What was wrong with a refused record: a DD_CODE_..., and the offset of the octet. */
static inline unsigned dd_fault_code(int32_t fault) {
  return (unsigned)-fault >> 16;
}
static inline unsigned dd_fault_offset(int32_t fault) {
  return (unsigned)-fault & 0xffff;
}

/* --- Input records, in DD_WINDOW_SIZE octets of the caller. Each function writes what
 * stands before the variable part of a record and returns the offset where that part
 * has to be put. Addresses are 16 octets, IPv4 in its mapped form (::ffff:192.0.2.1). --- */

/* Puts octets behind the first `length` ones of a record. Returns the new length, or 0 if
 * there is no room for them. */
size_t dd_append(uint8_t *record, size_t length, const void *octets, size_t count);

/* name: 1 to 15 octets, which are copied: the result is the length of the record. */
size_t dd_put_link(uint8_t *record, uint32_t ifindex, unsigned state, unsigned type, const char *name);

struct dd_address {
  uint8_t address[16];
  uint8_t prefix_length; /* of the 128 bits */
  uint8_t flags;         /* DD_ADDRESS_FLAG_... */
  uint8_t scope;         /* DD_ADDRESS_SCOPE_... */
  uint32_t preferred_s, valid_s; /* seconds; UINT32_MAX is infinite */
};

/* An address set without addresses; dd_add_address takes and returns its length, which
 * stays as it is when there is no room for one more. */
size_t dd_put_addresses(uint8_t *record, uint32_t ifindex);
size_t dd_add_address(uint8_t *record, size_t length, const struct dd_address *address);

/* The text of the file follows; without it the file is gone. name: 1 to 31 octets. */
size_t dd_put_spool(uint8_t *record, const char *name);

/* The request line follows, without its line end. */
size_t dd_put_control(uint8_t *record, unsigned client);
size_t dd_put_client_closed(uint8_t *record, unsigned client);

/* The octets of the datagram follow. ifindex: where it arrived; 0: unknown. */
size_t dd_put_datagram(uint8_t *record, unsigned socket, const uint8_t source[16], unsigned port, uint32_t ifindex);

/* The message follows, without the two octets of its length. */
size_t dd_put_tcp_message(uint8_t *record, unsigned socket);

/* For DD_INPUT_TCP_FAILED and DD_INPUT_SOCKET_FAILED; error_class: DD_ERROR_CLASS_... */
size_t dd_put_failure(uint8_t *record, unsigned socket, unsigned error_class);

/* What the slot of the store holds follows. */
size_t dd_put_stored(uint8_t *record, unsigned slot, unsigned error_class);
size_t dd_put_store_written(uint8_t *record, unsigned slot, unsigned error_class);

size_t dd_put_wall_time(uint8_t *record, int64_t unix_ms, bool trusted);

/* --- Output records, as dd_poll gives them. --- */

struct dd_output {
  unsigned kind;   /* DD_OUTPUT_... */
  unsigned flags;  /* by kind: log level, file flags, client mask, store slot */
  unsigned handle; /* by kind: socket, client, code, octets wanted */
  const uint8_t *payload;
  size_t length;
};

/* False if the record is shorter than any output. */
bool dd_read_output(const uint8_t *record, size_t length, struct dd_output *output);

/* The two ends of a DD_OUTPUT_UDP_OPEN or DD_OUTPUT_TCP_ASK; `message` is what TCP asks. */
struct dd_ends {
  uint8_t local[16]; /* all zero: whatever the routes say */
  uint8_t remote[16];
  uint16_t remote_port;
  uint32_t ifindex; /* 0: whatever the routes say */
};
bool dd_read_ends(const uint8_t *record, size_t length, struct dd_ends *ends);

/* The group of a DD_OUTPUT_MCAST_JOIN. */
struct dd_group {
  uint8_t group[16];
  uint16_t port; /* of the group, and the one to send from */
  uint32_t ifindex;
};
bool dd_read_group(const uint8_t *record, size_t length, struct dd_group *group);

/* The time of a DD_OUTPUT_DEADLINE, milliseconds since boot, or DD_NO_DEADLINE. */
bool dd_read_deadline(const uint8_t *record, size_t length, int64_t *time_ms);

/* --- JSON lines: those of DD_OUTPUT_EVENT, DD_OUTPUT_CLIENT_SEND, DD_OUTPUT_FILE_REPLACE
 * and DD_OUTPUT_LOG, which are objects without blanks between their parts. --- */

/* A field of the outermost object: `*value` and the result are its text as it stands
 * there, a string with its quotes. Null if there is no such field. */
const char *dd_json_field(const char *line, size_t length, const char *name, size_t *value_length);

/* The same, as text without quotes and escapes, ended by a zero octet and cut to `size`;
 * "" if there is no such field or it is null. */
void dd_json_text(const char *line, size_t length, const char *name, char *text, size_t size);

/* The same, as a number; `otherwise` if it is none. */
int64_t dd_json_number(const char *line, size_t length, const char *name, int64_t otherwise);

/* An element of a list, such as that of `reference_ids`: its text as it stands there.
 * Null if there are not so many. */
const char *dd_json_element(const char *list, size_t length, unsigned index, size_t *element_length);

/* What a DOTS client needs of a `peer` record to begin a session (docs/abi.md, JSON).
 * A text that is longer than its field is cut. */
struct dd_peer {
  char id[17];
  char role[20];      /* "server" or "call-home-client" */
  char pvd[32];
  char interface[16]; /* empty: of no network */
  bool bind;          /* whether the session has to leave by that interface */
  char address[46];   /* as text */
  uint32_t scope_id;
  uint16_t port;
  char channel[8];    /* "signal" or "data" */
  char transport[8];  /* "udp" or "tcp" */
  uint32_t rank;      /* 1 is the best of its network and family */
  char sni[256];      /* empty: the identity is an address */
  const char *reference_ids; /* the list as it stands in the line */
  size_t reference_ids_length;
  int64_t valid_for_s; /* -1: nothing ends */
  bool stale;
};

/* False if the line is no `peer` record. */
bool dd_read_peer(const char *line, size_t length, struct dd_peer *peer);

/* What the certificate of a peer has to prove, one of its reference identifiers
 * (RFC 9132 §7.1). False if it has not so many. */
struct dd_reference_id {
  bool is_address; /* an IP-ID; else a DNS-ID */
  char value[256]; /* as text */
};
bool dd_read_reference_id(const struct dd_peer *peer, unsigned index, struct dd_reference_id *id);

#ifdef __cplusplus
}
#endif

#endif
