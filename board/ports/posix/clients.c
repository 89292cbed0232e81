/* The control clients: one request line for each connection, JSON lines back. Eight of
 * them, each with little room and little time. */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "posix.h"
#include "interpret.h"

enum {
  MOST_REQUEST = 65536,  /* octets that a client may send in all */
  PATIENCE_MS = 10000,   /* time to send the request, and again to take the end of the reply */
  MOST_ERROR = 64,
};

static unsigned handle_of(const struct dd_posix *p, const struct dd_client *client) {
  return (unsigned)(client - p->clients) | (unsigned)client->generation << 8;
}

static struct dd_client *find(struct dd_posix *p, unsigned handle) {
  unsigned slot = handle & 0xff;
  if (slot >= DD_MAX_CLIENTS || p->clients[slot].file < 0 || handle_of(p, &p->clients[slot]) != handle) return NULL;
  return &p->clients[slot];
}

static void end(struct dd_client *client) {
  close(client->file);
  client->file = -1;
  dd_backlog_close(&client->backlog);
}

/* Watches for what the state of the client wants. */
static void watch(struct dd_posix *p, struct dd_client *client) {
  uint32_t events = EPOLLIN;
  if (!dd_backlog_is_empty(&client->backlog)) events = client->ending ? EPOLLOUT : EPOLLIN | EPOLLOUT;
  dd_rewatch(p, client->file, events, DD_WATCHED_CLIENT, (unsigned)(client - p->clients));
}

/* A client that is lost: epoll tells so in its turn. */
static void lose(struct dd_client *client) {
  dd_backlog_clear(&client->backlog);
  shutdown(client->file, SHUT_RDWR);
}

static void put(struct dd_posix *p, struct dd_client *client, const char *octets, size_t length) {
  ssize_t sent = 0;
  bool waiting = !dd_backlog_is_empty(&client->backlog);
  if (!waiting) sent = send(client->file, octets, length, MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) sent = 0;
  if (sent == (ssize_t)length) return;
  if (sent < 0 || !dd_backlog_put(&client->backlog, octets + sent, length - (size_t)sent)) lose(client);
  if (!waiting) watch(p, client);
}

static void put_line(struct dd_posix *p, struct dd_client *client, const char *line, size_t length) {
  put(p, client, line, length);
  put(p, client, "\n", 1);
}

void dd_client_put(struct dd_posix *p, unsigned handle, const char *octets, size_t length) {
  struct dd_client *client = find(p, handle);
  if (client != NULL) put(p, client, octets, length);
}

void dd_posix_client_send(void *context, unsigned handle, const char *line, size_t length) {
  struct dd_client *client = find(context, handle);
  if (client != NULL) put_line(context, client, line, length);
}

void dd_posix_event(void *context, unsigned mask, const char *line, size_t length) {
  struct dd_posix *p = context;
  for (unsigned slot = 0; slot < DD_MAX_CLIENTS; slot++)
    if (p->clients[slot].file >= 0 && p->clients[slot].pending && (mask & 1u << slot)) put_line(p, &p->clients[slot], line, length);
}

static void finish(struct dd_posix *p, struct dd_client *client) {
  client->pending = false;
  client->ending = true;
  client->patience_ms = dd_posix_now(p) + PATIENCE_MS;
  if (dd_backlog_is_empty(&client->backlog)) shutdown(client->file, SHUT_WR);
  watch(p, client);
}

void dd_posix_client_close(void *context, unsigned handle) {
  struct dd_client *client = find(context, handle);
  if (client != NULL) finish(context, client);
}

static void refuse(struct dd_posix *p, struct dd_client *client, unsigned code, unsigned offset) {
  char line[MOST_ERROR];
  size_t length = dd_put_error(line, sizeof line, code, offset);
  put_line(p, client, line, length);
  finish(p, client);
}

void dd_client_begin(struct dd_posix *p, int file) {
  unsigned slot = 0;
  while (slot < DD_MAX_CLIENTS && p->clients[slot].file >= 0) slot++;
  if (slot == DD_MAX_CLIENTS || !dd_watch(p, file, EPOLLIN, DD_WATCHED_CLIENT, slot)) {
    char line[MOST_ERROR];
    size_t length = dd_put_error(line, sizeof line - 1, DD_CODE_OVER_LIMIT, 0);
    line[length] = '\n';
    if (send(file, line, length + 1, MSG_NOSIGNAL) > 0) shutdown(file, SHUT_WR);
    close(file);
    return;
  }
  struct dd_client *client = &p->clients[slot];
  client->generation++;
  client->pending = client->complete = client->ending = false;
  client->received = client->kept = 0;
  client->patience_ms = dd_posix_now(p) + PATIENCE_MS;
  dd_backlog_open(&client->backlog);
  client->file = file;
}

/* The client hung up or is thrown out. The core has to know if it still answers it. */
static int hang_up(struct dd_posix *p, struct dd_client *client, uint8_t *record, size_t *length) {
  bool pending = client->pending;
  *length = dd_put_client_closed(record, handle_of(p, client));
  end(client);
  return pending ? DD_INPUT_CLIENT_CLOSED : 0;
}

/* Takes octets of the request; a record once its line is complete. */
static int take(struct dd_posix *p, struct dd_client *client, size_t count, uint8_t *record, size_t *length) {
  const uint8_t *line_end = memchr(p->scratch, '\n', count);
  size_t wanted = line_end != NULL ? (size_t)(line_end - p->scratch) : count;
  size_t room = sizeof client->line - (client->kept < sizeof client->line ? client->kept : sizeof client->line);
  size_t copied = wanted < room ? wanted : room;
  if (copied > 0) memcpy(client->line + client->kept, p->scratch, copied);
  client->kept += wanted;
  if (line_end == NULL) return 0;
  client->complete = client->pending = true;
  client->patience_ms = DD_NO_DEADLINE;
  if (client->kept > sizeof client->line) {
    refuse(p, client, DD_CODE_INPUT_LENGTH, DD_WINDOW_SIZE);
    return 0;
  }
  size_t before = dd_put_control(record, handle_of(p, client));
  memcpy(record + before, client->line, client->kept);
  *length = before + client->kept;
  return DD_INPUT_CONTROL;
}

int dd_client_ready(struct dd_posix *p, unsigned slot, uint32_t events, uint8_t *record, size_t *length) {
  struct dd_client *client = &p->clients[slot];
  if (client->file < 0) return 0;
  if (events & EPOLLOUT) {
    if (!dd_backlog_move(&client->backlog, client->file) && errno != EAGAIN) return hang_up(p, client, record, length);
    if (client->ending && dd_backlog_is_empty(&client->backlog)) shutdown(client->file, SHUT_WR);
    watch(p, client);
  }
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return 0;
  ssize_t got = read(client->file, p->scratch, sizeof p->scratch);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (got <= 0 && client->ending && !dd_backlog_is_empty(&client->backlog) && !(events & (EPOLLHUP | EPOLLERR))) return 0;
  if (got <= 0) return hang_up(p, client, record, length);
  client->received += (size_t)got;
  if (client->received > MOST_REQUEST) return hang_up(p, client, record, length);
  return client->complete ? 0 : take(p, client, (size_t)got, record, length);
}

int64_t dd_clients_deadline(const struct dd_posix *p) {
  int64_t first = DD_NO_DEADLINE;
  for (unsigned slot = 0; slot < DD_MAX_CLIENTS; slot++)
    if (p->clients[slot].file >= 0) first = dd_earlier(first, p->clients[slot].patience_ms);
  return first;
}

void dd_clients_expire(struct dd_posix *p, int64_t now_ms) {
  for (unsigned slot = 0; slot < DD_MAX_CLIENTS; slot++) {
    struct dd_client *client = &p->clients[slot];
    if (client->file >= 0 && client->patience_ms != DD_NO_DEADLINE && now_ms >= client->patience_ms) end(client);
  }
}

void dd_clients_drop_all(struct dd_posix *p) {
  for (unsigned slot = 0; slot < DD_MAX_CLIENTS; slot++)
    if (p->clients[slot].file >= 0) end(&p->clients[slot]);
}
