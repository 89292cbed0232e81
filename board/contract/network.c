/* Questions over UDP, TCP and multicast. */
#include <string.h>

#include "contract.h"

enum { SOCKET = 3 | 1 << 8, OTHER = 4 | 1 << 8 };

static struct dd_ends ends_to(uint16_t port) {
  struct dd_ends ends;
  memset(&ends, 0, sizeof ends);
  dd_loopback_address(ends.remote);
  ends.remote_port = port;
  return ends;
}

static unsigned read_u16(const uint8_t *octets) {
  return octets[0] | (unsigned)octets[1] << 8;
}

/* Whether the record is a datagram with these octets from 127.0.0.1. */
static bool is_answer(const struct dd_contract *c, unsigned socket, unsigned port, const uint8_t *octets, size_t length) {
  uint8_t loopback[16];
  dd_loopback_address(loopback);
  return c->length == DD_DATAGRAM_INPUT_BYTES + length && read_u16(c->record + DD_DATAGRAM_INPUT_SOCKET) == socket &&
         read_u16(c->record + DD_DATAGRAM_INPUT_SOURCE_PORT) == port &&
         memcmp(c->record + DD_DATAGRAM_INPUT_SOURCE, loopback, 16) == 0 &&
         memcmp(c->record + DD_DATAGRAM_INPUT_BYTES, octets, length) == 0;
}

void dd_try_udp(struct dd_contract *c) {
  static uint8_t octets[DD_MAX_MESSAGE_LENGTH];
  static const size_t lengths[] = {1, 512, 1232, DD_MAX_MESSAGE_LENGTH};
  struct dd_ends ends = ends_to(c->udp_port);
  for (size_t i = 0; i < sizeof octets; i++) octets[i] = (uint8_t)(i * 7 + 1);
  dd_settle(c);
  int got = c->port.udp_open(c->port.context, SOCKET, &ends);
  dd_expect(c, got >= 0, "a socket to 127.0.0.1", got);
  bool all = true;
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    got = c->port.udp_send(c->port.context, SOCKET, octets, lengths[i]);
    if (got >= 0) got = dd_wait_for(c, DD_INPUT_DATAGRAM);
    all = all && got == DD_INPUT_DATAGRAM && is_answer(c, SOCKET, c->udp_port, octets, lengths[i]);
  }
  dd_expect(c, all, "answers of 1, 512, 1232 and 16384 octets are told, with socket, source and octets", got);
  memcpy(ends.local, ends.remote, 16);
  got = c->port.udp_open(c->port.context, OTHER, &ends);
  if (got >= 0) got = c->port.udp_send(c->port.context, OTHER, octets, 5);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_DATAGRAM);
  dd_expect(c, got == DD_INPUT_DATAGRAM && is_answer(c, OTHER, c->udp_port, octets, 5), "a second socket, from an address named", got);
  ends.ifindex = c->loopback;
  got = c->port.udp_open(c->port.context, OTHER + 256, &ends);
  if (got >= 0) got = c->port.udp_send(c->port.context, OTHER + 256, octets, 6);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_DATAGRAM);
  dd_expect(c, c->loopback != 0 && got == DD_INPUT_DATAGRAM && is_answer(c, OTHER + 256, c->udp_port, octets, 6), "a third one, bound to an interface", got);
  c->port.udp_send(c->port.context, SOCKET, octets, 7);
  c->port.close(c->port.context, SOCKET);
  got = c->port.wait(c->port.context, c->port.now_ms(c->port.context) + 100, c->record, &c->length);
  dd_expect(c, got == DD_WAIT_NOTHING, "of a closed socket nothing is told", got);
}

void dd_try_udp_failures(struct dd_contract *c) {
  static const uint8_t foreign[4] = {192, 0, 2, 1};
  struct dd_ends ends = ends_to(c->udp_port);
  dd_settle(c);
  dd_loopback_address(ends.local);
  memcpy(ends.local + 12, foreign, 4);
  int got = c->port.udp_open(c->port.context, SOCKET, &ends);
  dd_expect(c, got < 0 && got != -DD_NOT_SUPPORTED, "an address that the machine does not have cannot be bound", got);
  ends = ends_to(c->udp_port);
  ends.ifindex = 0x7ffffffe;
  got = c->port.udp_open(c->port.context, SOCKET, &ends);
  dd_expect(c, got < 0 && got != -DD_NOT_SUPPORTED, "an interface that there is not cannot be bound", got);
  ends = ends_to(c->closed_port);
  got = c->port.udp_open(c->port.context, SOCKET, &ends);
  if (got >= 0) got = c->port.udp_send(c->port.context, SOCKET, foreign, 4);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_SOCKET_FAILED);
  bool told = got == DD_INPUT_SOCKET_FAILED && read_u16(c->record + DD_FAILURE_INPUT_SOCKET) == SOCKET;
  dd_expect(c, told || got == -DD_ERROR_CLASS_REFUSED, "that nobody is there is told as a failure of the socket", got);
  dd_expect(c, told && c->record[DD_FAILURE_INPUT_CLASS] == DD_ERROR_CLASS_REFUSED, "as refused", told ? -c->record[DD_FAILURE_INPUT_CLASS] : got);
}

/* Asks a question and waits for its end; the kind of record. */
static int ask(struct dd_contract *c, uint16_t port, const uint8_t *message, size_t length, int wanted) {
  struct dd_ends ends = ends_to(port);
  int got = c->port.tcp_ask(c->port.context, SOCKET, &ends, message, length);
  return got < 0 ? got : dd_wait_for(c, wanted);
}

static bool is_message(const struct dd_contract *c, const uint8_t *message, size_t length) {
  bool same = c->length == DD_TCP_MESSAGE_INPUT_BYTES + length && read_u16(c->record + DD_TCP_MESSAGE_INPUT_SOCKET) == SOCKET;
  for (size_t i = 0; same && i < length; i++) same = c->record[DD_TCP_MESSAGE_INPUT_BYTES + i] == (message[i] ^ DD_OTHER_CASE);
  return same;
}

void dd_try_tcp(struct dd_contract *c) {
  static uint8_t message[DD_MAX_MESSAGE_LENGTH];
  memset(message, 'm', sizeof message);
  dd_settle(c);
  int got = ask(c, c->tcp_port, message, sizeof message, DD_INPUT_TCP_MESSAGE);
  dd_expect(c, got == DD_INPUT_TCP_MESSAGE && is_message(c, message, sizeof message), "a question and its answer of 16384 octets", got);
  message[0] = 's';
  got = ask(c, c->tcp_port, message, 40, DD_INPUT_TCP_MESSAGE);
  dd_expect(c, got == DD_INPUT_TCP_MESSAGE && is_message(c, message, 40), "an answer that comes octet by octet is told once, whole", got);
  message[0] = 'c';
  got = ask(c, c->tcp_port, message, 40, DD_INPUT_TCP_FAILED);
  dd_expect(c, got == DD_INPUT_TCP_FAILED && read_u16(c->record) == SOCKET, "a connection that ends without an answer has failed", got);
  got = ask(c, c->closed_port, message, 40, DD_INPUT_TCP_FAILED);
  dd_expect(c, got == DD_INPUT_TCP_FAILED || got == -DD_ERROR_CLASS_REFUSED, "a connection that is refused has failed", got);
  struct dd_ends ends = ends_to(c->tcp_port);
  got = c->port.tcp_ask(c->port.context, SOCKET, &ends, message, DD_MAX_MESSAGE_LENGTH + 1);
  dd_expect(c, got == -DD_ERROR_CLASS_TOO_LONG, "a message that is too long is refused", got);
}

void dd_try_multicast(struct dd_contract *c) {
  static const uint8_t place[4] = {224, 0, 0, 251};
  static const uint8_t octets[] = "multicast";
  struct dd_group group;
  memset(&group, 0, sizeof group);
  dd_loopback_address(group.group);
  memcpy(group.group + 12, place, 4);
  group.port = c->closed_port;
  dd_settle(c);
  group.ifindex = c->loopback;
  int got = c->port.mcast_join(c->port.context, SOCKET, &group);
  dd_expect(c, c->loopback != 0 && got >= 0, "a group is joined on an interface", got);
  if (got >= 0) got = c->port.udp_send(c->port.context, SOCKET, octets, sizeof octets);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_DATAGRAM);
  bool heard = got == DD_INPUT_DATAGRAM && c->length == DD_DATAGRAM_INPUT_BYTES + sizeof octets &&
               memcmp(c->record + DD_DATAGRAM_INPUT_BYTES, octets, sizeof octets) == 0;
  dd_expect(c, heard, "what is sent to the group is heard by its members", got);
  dd_expect(c, heard && read_u16(c->record + DD_DATAGRAM_INPUT_SOURCE_PORT) == group.port, "from the port of the group", got);
  group.ifindex = 0x7ffffffe;
  got = c->port.mcast_join(c->port.context, OTHER, &group);
  dd_expect(c, got < 0 && got != -DD_NOT_SUPPORTED, "not on an interface that there is not", got);
}
