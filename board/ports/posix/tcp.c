/* One question and one answer over TCP, each after its length in two octets,
 * RFC 1035 §4.2.2 and RFC 7766 §8. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "posix.h"

/* A connection on which nothing moves for so long has failed. */
enum { IDLE_MS = 10000, PREFIX = 2 };

static struct dd_exchange *free_exchange(struct dd_posix *p) {
  for (unsigned i = 0; i < DD_MOST_TCP; i++)
    if (!p->exchanges[i].used) return &p->exchanges[i];
  return NULL;
}

int dd_posix_tcp_ask(void *context, unsigned handle, const struct dd_ends *ends, const uint8_t *message, size_t length) {
  struct dd_posix *p = context;
  uint32_t ifindex = 0;
  dd_posix_close_socket(p, handle);
  struct dd_exchange *exchange = free_exchange(p);
  if (exchange == NULL) return -DD_ERROR_CLASS_NO_SPACE;
  if (length > DD_MAX_MESSAGE_LENGTH) return -DD_ERROR_CLASS_TOO_LONG;
  int file = dd_bound_socket(p, SOCK_STREAM, ends, &ifindex);
  if (file < 0) return file;
  const int on = 1;
  setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct dd_socket *socket = dd_add_socket(p, handle, file, true);
  if (socket == NULL) {
    int error = errno;
    close(file);
    return dd_error_class(error);
  }
  exchange->used = exchange->sending = true;
  exchange->octets[0] = (uint8_t)(length >> 8);
  exchange->octets[1] = (uint8_t)length;
  memcpy(exchange->octets + PREFIX, message, length);
  exchange->length = PREFIX + length;
  exchange->done = 0;
  exchange->idle_ms = dd_posix_now(p) + IDLE_MS;
  socket->exchange = exchange;
  socket->ifindex = ifindex;
  return 0;
}

static int fail(struct dd_posix *p, struct dd_socket *socket, int error_class, uint8_t *record, size_t *length) {
  *length = dd_put_failure(record, socket->handle, (unsigned)-error_class);
  dd_drop_socket(p, socket);
  return DD_INPUT_TCP_FAILED;
}

/* The error that a connection attempt ended with, or 0. */
static int pending_error(int file) {
  int error = 0;
  socklen_t length = sizeof error;
  return getsockopt(file, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

static int send_more(struct dd_posix *p, struct dd_socket *socket, uint8_t *record, size_t *length) {
  struct dd_exchange *x = socket->exchange;
  int error = pending_error(socket->file);
  if (error != 0) return fail(p, socket, dd_error_class(error), record, length);
  ssize_t sent = send(socket->file, x->octets + x->done, x->length - x->done, MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (sent < 0) return fail(p, socket, dd_error_class(errno), record, length);
  x->done += (size_t)sent;
  x->idle_ms = dd_posix_now(p) + IDLE_MS;
  if (x->done < x->length) return 0;
  x->sending = false;
  x->done = 0;
  x->length = PREFIX;
  dd_rewatch(p, socket->file, EPOLLIN, DD_WATCHED_SOCKET, (unsigned)(socket - p->sockets));
  return 0;
}

/* The length is there, or the whole answer. */
static int complete(struct dd_posix *p, struct dd_socket *socket, uint8_t *record, size_t *length) {
  struct dd_exchange *x = socket->exchange;
  size_t answer = (size_t)x->octets[0] << 8 | x->octets[1];
  if (answer == 0) return fail(p, socket, -DD_ERROR_CLASS_IO, record, length);
  if (answer > DD_MAX_MESSAGE_LENGTH) return fail(p, socket, -DD_ERROR_CLASS_TOO_LONG, record, length);
  if (x->length == PREFIX) {
    x->length += answer;
    return 0;
  }
  size_t before = dd_put_tcp_message(record, socket->handle);
  memcpy(record + before, x->octets + PREFIX, answer);
  *length = before + answer;
  dd_drop_socket(p, socket);
  return DD_INPUT_TCP_MESSAGE;
}

int dd_tcp_ready(struct dd_posix *p, struct dd_socket *socket, uint8_t *record, size_t *length) {
  struct dd_exchange *x = socket->exchange;
  if (x->sending) return send_more(p, socket, record, length);
  ssize_t got = recv(socket->file, x->octets + x->done, x->length - x->done, 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (got < 0) return fail(p, socket, dd_error_class(errno), record, length);
  if (got == 0) return fail(p, socket, -DD_ERROR_CLASS_RESET, record, length);
  x->done += (size_t)got;
  x->idle_ms = dd_posix_now(p) + IDLE_MS;
  return x->done == x->length ? complete(p, socket, record, length) : 0;
}

int64_t dd_tcp_deadline(const struct dd_posix *p) {
  int64_t first = DD_NO_DEADLINE;
  for (unsigned i = 0; i < DD_MOST_SOCKETS; i++)
    if (p->sockets[i].file >= 0 && p->sockets[i].exchange != NULL) first = dd_earlier(first, p->sockets[i].exchange->idle_ms);
  return first;
}

int dd_tcp_expire(struct dd_posix *p, int64_t now_ms, uint8_t *record, size_t *length) {
  for (unsigned i = 0; i < DD_MOST_SOCKETS; i++) {
    struct dd_socket *socket = &p->sockets[i];
    if (socket->file >= 0 && socket->exchange != NULL && now_ms >= socket->exchange->idle_ms)
      return fail(p, socket, -DD_ERROR_CLASS_TIMED_OUT, record, length);
  }
  return 0;
}
