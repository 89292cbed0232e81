/* The control socket: who may connect, and where it is. */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "posix.h"

#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59
#endif

/* A client beyond the eight has to be told, not kept waiting. */
enum { BACKLOG = 64, MOST_GROUPS = 64 };

static socklen_t fill_address(struct sockaddr_un *address, const char *path) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  strcpy(address->sun_path, path);
  return sizeof *address;
}

/* Whether somebody answers there, or might. */
static bool answers(const char *path) {
  struct sockaddr_un address;
  int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (file < 0) return true;
  socklen_t length = fill_address(&address, path);
  bool connected = connect(file, (const void *)&address, length) == 0;
  bool dead = !connected && (errno == ECONNREFUSED || errno == ENOENT);
  close(file);
  return !dead;
}

/* Removes the socket of a daemon that is no more, and nothing else. */
static bool remove_stale(const char *path, struct dd_text *why) {
  struct stat stat;
  if (lstat(path, &stat) != 0) return true;
  if (!S_ISSOCK(stat.st_mode)) dd_put_reason(why, path, "is not a socket: remove it or name another place with --socket", 0);
  else if (!dd_is_ours(stat.st_uid)) dd_put_reason(why, path, "belongs to another user: name another place with --socket", 0);
  else if (answers(path)) {
    dd_put(why, "another daemon answers at ");
    dd_put_reason(why, path, ": stop it or name another place with --socket", 0);
  } else if (unlink(path) != 0) dd_put_reason(why, path, "cannot be removed", errno);
  else return true;
  return false;
}

bool dd_control_open(struct dd_posix *p, struct dd_text *why) {
  const char *path = p->places.socket;
  char directory[DD_MOST_PATH];
  struct sockaddr_un address;
  for (unsigned i = 0; i < DD_MAX_CLIENTS; i++) p->clients[i].file = -1;
  p->listener = -1;
  if (strlen(path) >= sizeof address.sun_path || !dd_directory_of(directory, path)) {
    dd_put_reason(why, path, "is too long for a socket", 0);
    return false;
  }
  if (!dd_ensure_directory(directory, 0750, why) || !remove_stale(path, why)) return false;
  socklen_t length = fill_address(&address, path);
  int file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  /* The socket must never exist with wider rights than its final ones. */
  mode_t mask = umask(0117);
  bool bound = file >= 0 && bind(file, (const void *)&address, length) == 0;
  umask(mask);
  if (bound && listen(file, BACKLOG) == 0 && dd_watch(p, file, EPOLLIN, DD_WATCHED_LISTENER, 0)) {
    p->listener = file;
    return true;
  }
  dd_put_reason(why, path, "cannot be listened at", errno);
  if (bound) unlink(path);
  if (file >= 0) close(file);
  return false;
}

void dd_control_close(struct dd_posix *p) {
  if (p->listener < 0) return;
  close(p->listener);
  unlink(p->places.socket);
  p->listener = -1;
}

/* Root, the daemon's own user, and the members of its group. */
static bool may_ask(int file) {
  struct ucred peer;
  gid_t groups[MOST_GROUPS];
  socklen_t length = sizeof peer;
  if (getsockopt(file, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return false;
  if (dd_is_ours(peer.uid) || peer.gid == getegid()) return true;
  length = sizeof groups;
  if (getsockopt(file, SOL_SOCKET, SO_PEERGROUPS, groups, &length) != 0) return false;
  for (size_t i = 0; i < length / sizeof *groups; i++)
    if (groups[i] == getegid()) return true;
  return false;
}

void dd_control_accept(struct dd_posix *p) {
  int file = accept4(p->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (file < 0) return;
  if (may_ask(file)) dd_client_begin(p, file);
  else close(file);
}
