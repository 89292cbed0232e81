/* Input records written and output records read, as laid out in abi.gen.h. */
#include <string.h>

#include "dots_discovery.h"

static void put(uint8_t *octets, uint64_t value, int count) {
  for (; count > 0; count--, value >>= 8) *octets++ = (uint8_t)value;
}

static uint64_t get(const uint8_t *octets, int count) {
  uint64_t value = 0;
  while (count-- > 0) value = value << 8 | octets[count];
  return value;
}

size_t dd_append(uint8_t *record, size_t length, const void *octets, size_t count) {
  if (length > DD_WINDOW_SIZE || count > DD_WINDOW_SIZE - length) return 0;
  if (count > 0) memcpy(record + length, octets, count);
  return length + count;
}

/* A name that has no end within an octet's count is refused by the core, whatever it says. */
static size_t name_length(const char *name) {
  const char *end = memchr(name, '\0', UINT8_MAX);
  return end != NULL ? (size_t)(end - name) : UINT8_MAX;
}

size_t dd_put_link(uint8_t *record, uint32_t ifindex, unsigned state, unsigned type, const char *name) {
  size_t length = name_length(name);
  memset(record, 0, DD_LINK_INPUT_NAME);
  put(record + DD_LINK_INPUT_IFINDEX, ifindex, 4);
  record[DD_LINK_INPUT_STATE] = (uint8_t)state;
  record[DD_LINK_INPUT_TYPE] = (uint8_t)type;
  record[DD_LINK_INPUT_NAME_LENGTH] = (uint8_t)length;
  memcpy(record + DD_LINK_INPUT_NAME, name, length);
  return DD_LINK_INPUT_NAME + length;
}

size_t dd_put_addresses(uint8_t *record, uint32_t ifindex) {
  memset(record, 0, DD_ADDRESSES_INPUT_ENTRIES);
  put(record + DD_ADDRESSES_INPUT_IFINDEX, ifindex, 4);
  return DD_ADDRESSES_INPUT_ENTRIES;
}

size_t dd_add_address(uint8_t *record, size_t length, const struct dd_address *address) {
  if (length > DD_WINDOW_SIZE - DD_ADDRESS_ENTRY_SIZE) return length;
  uint8_t *entry = record + length;
  memset(entry, 0, DD_ADDRESS_ENTRY_SIZE);
  memcpy(entry + DD_ADDRESS_ENTRY_ADDRESS, address->address, 16);
  entry[DD_ADDRESS_ENTRY_PREFIX_LENGTH] = address->prefix_length;
  entry[DD_ADDRESS_ENTRY_FLAGS] = address->flags;
  entry[DD_ADDRESS_ENTRY_SCOPE] = address->scope;
  put(entry + DD_ADDRESS_ENTRY_PREFERRED_S, address->preferred_s, 4);
  put(entry + DD_ADDRESS_ENTRY_VALID_S, address->valid_s, 4);
  uint64_t count = get(record + DD_ADDRESSES_INPUT_COUNT, 2);
  put(record + DD_ADDRESSES_INPUT_COUNT, count + 1, 2);
  return length + DD_ADDRESS_ENTRY_SIZE;
}

size_t dd_put_spool(uint8_t *record, const char *name) {
  size_t length = name_length(name);
  record[DD_SPOOL_INPUT_NAME_LENGTH] = (uint8_t)length;
  memcpy(record + DD_SPOOL_INPUT_NAME, name, length);
  return DD_SPOOL_INPUT_NAME + length;
}

size_t dd_put_control(uint8_t *record, unsigned client) {
  put(record, 0, DD_CONTROL_INPUT_LINE);
  put(record + DD_CONTROL_INPUT_CLIENT, client, 2);
  return DD_CONTROL_INPUT_LINE;
}

size_t dd_put_client_closed(uint8_t *record, unsigned client) {
  put(record + DD_CLIENT_CLOSED_INPUT_CLIENT, client, 2);
  return DD_CLIENT_CLOSED_INPUT_SIZE;
}

size_t dd_put_datagram(uint8_t *record, unsigned socket, const uint8_t source[16], unsigned port, uint32_t ifindex) {
  put(record + DD_DATAGRAM_INPUT_SOCKET, socket, 2);
  put(record + DD_DATAGRAM_INPUT_SOURCE_PORT, port, 2);
  put(record + DD_DATAGRAM_INPUT_IFINDEX, ifindex, 4);
  memcpy(record + DD_DATAGRAM_INPUT_SOURCE, source, 16);
  return DD_DATAGRAM_INPUT_BYTES;
}

size_t dd_put_tcp_message(uint8_t *record, unsigned socket) {
  put(record, 0, DD_TCP_MESSAGE_INPUT_BYTES);
  put(record + DD_TCP_MESSAGE_INPUT_SOCKET, socket, 2);
  return DD_TCP_MESSAGE_INPUT_BYTES;
}

size_t dd_put_failure(uint8_t *record, unsigned socket, unsigned error_class) {
  put(record, 0, DD_FAILURE_INPUT_SIZE);
  put(record + DD_FAILURE_INPUT_SOCKET, socket, 2);
  record[DD_FAILURE_INPUT_CLASS] = (uint8_t)error_class;
  return DD_FAILURE_INPUT_SIZE;
}

size_t dd_put_stored(uint8_t *record, unsigned slot, unsigned error_class) {
  put(record, 0, DD_STORED_INPUT_BYTES);
  record[DD_STORED_INPUT_SLOT] = (uint8_t)slot;
  record[DD_STORED_INPUT_CLASS] = (uint8_t)error_class;
  return DD_STORED_INPUT_BYTES;
}

size_t dd_put_store_written(uint8_t *record, unsigned slot, unsigned error_class) {
  record[DD_STORE_WRITTEN_INPUT_SLOT] = (uint8_t)slot;
  record[DD_STORE_WRITTEN_INPUT_CLASS] = (uint8_t)error_class;
  return DD_STORE_WRITTEN_INPUT_SIZE;
}

size_t dd_put_wall_time(uint8_t *record, int64_t unix_ms, bool trusted) {
  put(record + DD_WALL_TIME_INPUT_UNIX_MS, (uint64_t)unix_ms, 8);
  record[DD_WALL_TIME_INPUT_TRUSTED] = trusted;
  return DD_WALL_TIME_INPUT_SIZE;
}

bool dd_read_output(const uint8_t *record, size_t length, struct dd_output *output) {
  if (length < DD_OUTPUT_PAYLOAD) return false;
  output->kind = record[DD_OUTPUT_KIND];
  output->flags = record[DD_OUTPUT_FLAGS];
  output->handle = (unsigned)get(record + DD_OUTPUT_HANDLE, 2);
  output->payload = record + DD_OUTPUT_PAYLOAD;
  output->length = length - DD_OUTPUT_PAYLOAD;
  return true;
}

/* DD_OUTPUT_UDP_OPEN and DD_OUTPUT_TCP_ASK begin alike. */
bool dd_read_ends(const uint8_t *record, size_t length, struct dd_ends *ends) {
  if (length < DD_UDP_OPEN_OUTPUT_SIZE) return false;
  memcpy(ends->local, record + DD_UDP_OPEN_OUTPUT_LOCAL, 16);
  memcpy(ends->remote, record + DD_UDP_OPEN_OUTPUT_REMOTE, 16);
  ends->remote_port = (uint16_t)get(record + DD_UDP_OPEN_OUTPUT_REMOTE_PORT, 2);
  ends->ifindex = (uint32_t)get(record + DD_UDP_OPEN_OUTPUT_IFINDEX, 4);
  return true;
}

bool dd_read_group(const uint8_t *record, size_t length, struct dd_group *group) {
  if (length < DD_MCAST_JOIN_OUTPUT_SIZE) return false;
  memcpy(group->group, record + DD_MCAST_JOIN_OUTPUT_GROUP, 16);
  group->port = (uint16_t)get(record + DD_MCAST_JOIN_OUTPUT_PORT, 2);
  group->ifindex = (uint32_t)get(record + DD_MCAST_JOIN_OUTPUT_IFINDEX, 4);
  return true;
}

bool dd_read_deadline(const uint8_t *record, size_t length, int64_t *time_ms) {
  if (length < DD_DEADLINE_OUTPUT_SIZE) return false;
  *time_ms = (int64_t)get(record + DD_DEADLINE_OUTPUT_TIME_MS, 8);
  return *time_ms >= DD_NO_DEADLINE;
}
