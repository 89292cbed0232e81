/* Questions over UDP: a socket for each, bound as the core says, so that what concerns one
 * network is never asked over another. */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "discovery.h"

static bool is_zero(const uint8_t address[16]) {
  static const uint8_t zero[16];
  return memcmp(address, zero, sizeof zero) == 0;
}

/* An IPv6 socket serves both families: the addresses of the core are those of one. */
static struct sockaddr_in6 place_of(const uint8_t address[16], uint16_t port, uint32_t ifindex) {
  struct sockaddr_in6 place;
  memset(&place, 0, sizeof place);
  place.sin6_family = AF_INET6;
  place.sin6_port = htons(port);
  memcpy(&place.sin6_addr, address, 16);
  /* A link-local address says nothing without its interface, RFC 4007 §11. */
  if (address[0] == 0xfe && (address[1] & 0xc0) == 0x80) place.sin6_scope_id = ifindex;
  return place;
}

static bool bind_to(int file, const struct dd_ends *ends) {
  char name[IF_NAMESIZE];
  if (ends->ifindex != 0) {
    if (if_indextoname(ends->ifindex, name) == NULL) return false;
    if (setsockopt(file, SOL_SOCKET, SO_BINDTODEVICE, name, (socklen_t)strlen(name) + 1) != 0) return false;
  }
  if (is_zero(ends->local)) return true;
  struct sockaddr_in6 local = place_of(ends->local, 0, ends->ifindex);
  return bind(file, (const struct sockaddr *)&local, sizeof local) == 0;
}

static int open_socket(const struct dd_ends *ends) {
  const int off = 0;
  struct sockaddr_in6 remote = place_of(ends->remote, ends->remote_port, ends->ifindex);
  int file = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (file < 0) return -1;
  if (setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == 0 && bind_to(file, ends) &&
      connect(file, (const struct sockaddr *)&remote, sizeof remote) == 0)
    return file;
  close(file);
  return -1;
}

static struct question *find(struct discovery *d, unsigned handle) {
  for (unsigned i = 0; i < MOST_SOCKETS; i++)
    if (d->questions[i].file >= 0 && d->questions[i].handle == handle) return &d->questions[i];
  return NULL;
}

bool open_question(struct discovery *d, unsigned handle, const struct dd_ends *ends) {
  close_question(d, handle);
  for (unsigned i = 0; i < MOST_SOCKETS; i++) {
    struct question *question = &d->questions[i];
    if (question->file >= 0) continue;
    question->file = open_socket(ends);
    question->handle = handle;
    question->ifindex = ends->ifindex;
    return question->file >= 0;
  }
  return false;
}

bool send_question(struct discovery *d, unsigned handle, const uint8_t *octets, size_t length) {
  const struct question *question = find(d, handle);
  if (question == NULL) return true; /* it failed, which the core has been told */
  return send(question->file, octets, length, 0) >= 0 || errno == EAGAIN || errno == EINTR;
}

unsigned receive_answer(struct discovery *d, unsigned which, size_t *length) {
  struct question *question = &d->questions[which];
  struct sockaddr_in6 source;
  socklen_t source_length = sizeof source;
  ssize_t got = recvfrom(question->file, d->input + DD_DATAGRAM_INPUT_BYTES, DD_MAX_MESSAGE_LENGTH, MSG_TRUNC,
                         (struct sockaddr *)&source, &source_length);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (got < 0) {
    *length = dd_put_failure(d->input, question->handle, DD_ERROR_CLASS_REFUSED);
    close_question(d, question->handle);
    return DD_INPUT_SOCKET_FAILED;
  }
  if (got > DD_MAX_MESSAGE_LENGTH) return 0;
  size_t before = dd_put_datagram(d->input, question->handle, source.sin6_addr.s6_addr, ntohs(source.sin6_port), question->ifindex);
  *length = before + (size_t)got;
  return DD_INPUT_DATAGRAM;
}

void close_question(struct discovery *d, unsigned handle) {
  struct question *question = find(d, handle);
  if (question == NULL) return;
  close(question->file);
  question->file = -1;
}

void close_questions(struct discovery *d) {
  for (unsigned i = 0; i < MOST_SOCKETS; i++)
    if (d->questions[i].file >= 0) close_question(d, d->questions[i].handle);
}
