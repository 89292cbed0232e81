/* The world around the port: who answers its questions, writes its files, asks it as a client.
 * It runs in the process above, which keeps all rights. For a board without files or sockets of
 * POSIX this is the file to replace. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

/* A process of which nothing is heard for so long hangs. */
enum { HANGING_MS = 60000 };

static int listen_on(int type, uint16_t *port) {
  struct sockaddr_in here;
  socklen_t length = sizeof here;
  memset(&here, 0, sizeof here);
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int file = socket(AF_INET, type | SOCK_CLOEXEC, 0);
  if (file < 0 || bind(file, (const void *)&here, sizeof here) != 0 || getsockname(file, (void *)&here, &length) != 0) return -1;
  if (type == SOCK_STREAM && listen(file, 8) != 0) return -1;
  *port = ntohs(here.sin_port);
  return file;
}

bool dd_outside_open(struct dd_outside *o) {
  o->exchange = o->client = -1;
  o->udp = listen_on(SOCK_DGRAM, &o->udp_port);
  o->tcp = listen_on(SOCK_STREAM, &o->tcp_port);
  /* A port that had an owner a moment ago, over UDP and TCP. */
  int closed = listen_on(SOCK_DGRAM, &o->closed_port);
  close(closed);
  return o->udp >= 0 && o->tcp >= 0 && closed >= 0;
}

/* --- Questions --- */

static void echo_datagram(struct dd_outside *o) {
  struct sockaddr_in source;
  socklen_t length = sizeof source;
  ssize_t got = recvfrom(o->udp, o->octets, sizeof o->octets, 0, (void *)&source, &length);
  if (got >= 0) (void)!sendto(o->udp, o->octets, (size_t)got, 0, (const void *)&source, length);
}

static void end_exchange(struct dd_outside *o) {
  close(o->exchange);
  o->exchange = -1;
  o->exchanged = 0;
}

/* Answers a whole question by its own octets, in the other case: one that begins with 's' octet by
 * octet, one that begins with 'c' by closing. */
static void echo_message(struct dd_outside *o) {
  ssize_t got = read(o->exchange, o->octets + o->exchanged, sizeof o->octets - o->exchanged);
  if (got <= 0) {
    end_exchange(o);
    return;
  }
  o->exchanged += (size_t)got;
  size_t whole = o->exchanged < 2 ? 2 : 2 + ((size_t)o->octets[0] << 8 | o->octets[1]);
  if (o->exchanged < 3 || o->exchanged < whole) return;
  uint8_t manner = o->octets[2];
  size_t step = manner == 's' ? 1 : whole;
  for (size_t at = 2; at < whole; at++) o->octets[at] ^= DD_OTHER_CASE;
  if (manner != 'c')
    for (size_t at = 0; at < whole; at += step)
      if (send(o->exchange, o->octets + at, step, MSG_NOSIGNAL) < 0) break;
  end_exchange(o);
}

/* --- Wishes --- */

static bool put_file(const struct dd_outside *o, const struct dd_wish_record *wish) {
  char path[200], temporary[200];
  snprintf(path, sizeof path, "%s/%s", o->places.spool, wish->name);
  snprintf(temporary, sizeof temporary, "%s/.new", o->places.spool);
  if (wish->length == DD_NO_TEXT) return unlink(path) == 0;
  int file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool written = file >= 0 && write(file, wish->text, wish->length) == (ssize_t)wish->length;
  if (file >= 0) close(file);
  return written && rename(temporary, path) == 0;
}

static bool connect_client(struct dd_outside *o, const struct dd_wish_record *wish) {
  struct sockaddr_un there;
  memset(&there, 0, sizeof there);
  there.sun_family = AF_UNIX;
  snprintf(there.sun_path, sizeof there.sun_path, "%s", o->places.socket);
  if (o->client >= 0) close(o->client);
  o->client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return connect(o->client, (const void *)&there, sizeof there) == 0 &&
         send(o->client, wish->text, wish->length, MSG_NOSIGNAL) == (ssize_t)wish->length;
}

/* Reads up to the end, or as long as octets come. */
static bool read_reply(struct dd_outside *o, struct dd_wish_record *wish) {
  wish->length = 0;
  for (;;) {
    struct pollfd file = {o->client, POLLIN, 0};
    if (o->client < 0 || poll(&file, 1, DD_PATIENCE_MS) != 1) return false;
    ssize_t got = read(o->client, wish->text + wish->length, sizeof wish->text - wish->length);
    if (got <= 0) return got == 0;
    wish->length += (size_t)got;
  }
}

static bool hang_up(struct dd_outside *o) {
  int client = o->client;
  o->client = -1;
  return client >= 0 && close(client) == 0;
}

static bool read_whole(int file, struct dd_wish_record *wish) {
  ssize_t got = file < 0 ? -1 : pread(file, wish->text, sizeof wish->text, 0);
  wish->length = got > 0 ? (size_t)got : 0;
  return got >= 0;
}

static bool read_result(const struct dd_outside *o, struct dd_wish_record *wish) {
  char path[200];
  snprintf(path, sizeof path, "%s/servers.json", o->places.state);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  bool done = read_whole(file, wish);
  if (file >= 0) close(file);
  return done;
}

static bool grant(struct dd_outside *o, int child, struct dd_wish_record *wish) {
  switch ((enum dd_wish)wish->wish) {
  case DD_WISH_FILE:
    return put_file(o, wish);
  case DD_WISH_CONNECT:
    return connect_client(o, wish);
  case DD_WISH_REPLY:
    return read_reply(o, wish);
  case DD_WISH_HANG_UP:
    return hang_up(o);
  case DD_WISH_RESULT:
    return read_result(o, wish);
  case DD_WISH_LOG:
    return read_whole(o->log, wish);
  case DD_WISH_SIGNAL:
    return kill(child, wish->number) == 0;
  default:
    return false;
  }
}

/* Deals with one wish; false when there is nobody any more. */
static bool take_wish(struct dd_outside *o, int child) {
  static struct dd_wish_record wish;
  if (read(o->wishes, &wish, sizeof wish) != (ssize_t)sizeof wish) return false;
  wish.number = grant(o, child, &wish) ? 0 : -1;
  return send(o->wishes, &wish, sizeof wish, MSG_NOSIGNAL) == (ssize_t)sizeof wish;
}

int dd_outside_serve(struct dd_outside *o, int child) {
  int status = 0;
  bool serves = true, hangs = false;
  while (serves) {
    struct pollfd files[] = {{o->wishes, POLLIN, 0}, {o->udp, POLLIN, 0}, {o->tcp, POLLIN, 0}, {o->exchange, POLLIN, 0}};
    int ready = poll(files, sizeof files / sizeof *files, HANGING_MS);
    if (ready < 0 && errno == EINTR) continue;
    hangs = ready == 0;
    serves = ready > 0;
    if (files[1].revents != 0) echo_datagram(o);
    if (files[3].revents != 0) echo_message(o);
    else if (files[2].revents != 0 && o->exchange < 0) o->exchange = accept(o->tcp, NULL, NULL);
    if (serves && files[0].revents != 0) serves = take_wish(o, child);
  }
  if (hangs) kill(child, SIGKILL);
  waitpid(child, &status, 0);
  hang_up(o);
  if (o->exchange >= 0) end_exchange(o);
  return hangs ? -1 : status;
}
