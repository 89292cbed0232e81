/* The UDP sockets that the core opens, by the handles that the core gave them. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "posix.h"

/* RFC 6762 §11: what comes through a router does not have it any more. */
enum { TTL = 255 };

#ifndef IP_MULTICAST_ALL
#define IP_MULTICAST_ALL 49
#endif
#ifndef IPV6_MULTICAST_ALL
#define IPV6_MULTICAST_ALL 29
#endif

union place {
  struct sockaddr any;
  struct sockaddr_in inet;
  struct sockaddr_in6 inet6;
};

static bool is_mapped(const uint8_t address[16]) {
  static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};
  return memcmp(address, prefix, sizeof prefix) == 0;
}

static bool is_unspecified(const uint8_t address[16]) {
  static const uint8_t zero[16];
  return memcmp(address, zero, sizeof zero) == 0;
}

/* An address that says nothing without its interface, RFC 4007 §11. */
static bool needs_zone(const uint8_t address[16]) {
  return (address[0] == 0xfe && (address[1] & 0xc0) == 0x80) || (address[0] == 0xff && (address[1] & 0x0f) <= 2);
}

/* An address and a port for the kernel; all zero in the family of an unspecified address. */
static socklen_t fill_place(union place *place, bool ipv4, const uint8_t address[16], unsigned port, uint32_t ifindex) {
  memset(place, 0, sizeof *place);
  if (ipv4) {
    place->inet.sin_family = AF_INET;
    place->inet.sin_port = htons((uint16_t)port);
    memcpy(&place->inet.sin_addr, address + 12, 4);
    return sizeof place->inet;
  }
  place->inet6.sin6_family = AF_INET6;
  place->inet6.sin6_port = htons((uint16_t)port);
  memcpy(&place->inet6.sin6_addr, address, 16);
  place->inet6.sin6_scope_id = needs_zone(address) ? ifindex : 0;
  return sizeof place->inet6;
}

/* The 16 octets and the port of an address of the kernel. */
static unsigned read_place(const union place *place, uint8_t address[16]) {
  static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};
  memset(address, 0, 16);
  if (place->any.sa_family == AF_INET) {
    memcpy(address, prefix, sizeof prefix);
    memcpy(address + 12, &place->inet.sin_addr, 4);
    return ntohs(place->inet.sin_port);
  }
  memcpy(address, &place->inet6.sin6_addr, 16);
  return ntohs(place->inet6.sin6_port);
}

void dd_sockets_open(struct dd_posix *p) {
  for (unsigned i = 0; i < DD_MOST_SOCKETS; i++) p->sockets[i].file = -1;
}

static struct dd_socket *find(struct dd_posix *p, unsigned handle) {
  for (unsigned i = 0; i < DD_MOST_SOCKETS; i++)
    if (p->sockets[i].file >= 0 && p->sockets[i].handle == handle) return &p->sockets[i];
  return NULL;
}

void dd_drop_socket(struct dd_posix *p, struct dd_socket *socket) {
  (void)p;
  close(socket->file);
  socket->file = -1;
  if (socket->exchange != NULL) socket->exchange->used = false;
  socket->exchange = NULL;
}

void dd_posix_close_socket(void *context, unsigned handle) {
  struct dd_posix *p = context;
  struct dd_socket *socket = find(p, handle);
  if (socket != NULL) dd_drop_socket(p, socket);
}

void dd_sockets_close_all(struct dd_posix *p) {
  for (unsigned i = 0; i < DD_MOST_SOCKETS; i++)
    if (p->sockets[i].file >= 0) dd_drop_socket(p, &p->sockets[i]);
}

struct dd_socket *dd_add_socket(struct dd_posix *p, unsigned handle, int file, bool writing) {
  dd_posix_close_socket(p, handle);
  for (unsigned i = 0; i < DD_MOST_SOCKETS; i++) {
    struct dd_socket *socket = &p->sockets[i];
    if (socket->file >= 0) continue;
    if (!dd_watch(p, file, writing ? EPOLLOUT : EPOLLIN, DD_WATCHED_SOCKET, i)) return NULL;
    memset(socket, 0, sizeof *socket);
    socket->file = file;
    socket->handle = (uint16_t)handle;
    return socket;
  }
  errno = ENOBUFS;
  return NULL;
}

/* Closes a file that is not to be used, and returns why. */
static int give_up(int file) {
  int error = errno;
  if (file >= 0) close(file);
  return dd_error_class(error);
}

bool dd_bind_device(int file, uint32_t ifindex) {
  char name[IF_NAMESIZE];
  if (if_indextoname(ifindex, name) == NULL) return false;
  return setsockopt(file, SOL_SOCKET, SO_BINDTODEVICE, name, (socklen_t)strlen(name) + 1) == 0;
}

/* Binds to the interface. Where that is not allowed the address alone has to do; without one nothing
 * would keep the question in its network. */
static bool bind_to_link(struct dd_posix *p, int file, const struct dd_ends *ends, uint32_t *ifindex) {
  *ifindex = 0;
  if (ends->ifindex == 0) return true;
  if (dd_bind_device(file, ends->ifindex)) {
    *ifindex = ends->ifindex;
    return true;
  }
  if (errno != EPERM || is_unspecified(ends->local)) return false;
  if (!p->device_binding_told) dd_path_problem(p, "sockets", "cannot be bound to interfaces, so that the routes decide over which one a question leaves: give the daemon CAP_NET_RAW", 0);
  p->device_binding_told = true;
  return true;
}

int dd_bound_socket(struct dd_posix *p, int type, const struct dd_ends *ends, uint32_t *ifindex) {
  union place local, remote;
  bool ipv4 = is_mapped(ends->remote);
  int file = socket(ipv4 ? AF_INET : AF_INET6, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (file < 0) return dd_error_class(errno);
  const int on = 1;
  if (!ipv4 && setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) return give_up(file);
  if (!bind_to_link(p, file, ends, ifindex)) return give_up(file);
  socklen_t length = fill_place(&local, ipv4, ends->local, 0, ends->ifindex);
  if (!is_unspecified(ends->local) && bind(file, &local.any, length) != 0) return give_up(file);
  length = fill_place(&remote, ipv4, ends->remote, ends->remote_port, ends->ifindex);
  if (connect(file, &remote.any, length) != 0 && errno != EINPROGRESS) return give_up(file);
  return file;
}

int dd_posix_udp_open(void *context, unsigned handle, const struct dd_ends *ends) {
  struct dd_posix *p = context;
  uint32_t ifindex = 0;
  int file = dd_bound_socket(p, SOCK_DGRAM, ends, &ifindex);
  if (file < 0) return file;
  struct dd_socket *socket = dd_add_socket(p, handle, file, false);
  if (socket == NULL) return give_up(file);
  socket->ifindex = ifindex;
  return 0;
}

static bool set(int file, int level, int option, int value) {
  return setsockopt(file, level, option, &value, sizeof value) == 0;
}

/* Joins on one interface, and hears no group that another program joined. */
static bool join_inet(int file, const struct dd_group *group) {
  struct ip_mreqn member;
  memset(&member, 0, sizeof member);
  memcpy(&member.imr_multiaddr, group->group + 12, 4);
  member.imr_ifindex = (int)group->ifindex;
  set(file, IPPROTO_IP, IP_MULTICAST_ALL, 0);
  return setsockopt(file, IPPROTO_IP, IP_ADD_MEMBERSHIP, &member, sizeof member) == 0 &&
         setsockopt(file, IPPROTO_IP, IP_MULTICAST_IF, &member, sizeof member) == 0 &&
         set(file, IPPROTO_IP, IP_MULTICAST_TTL, TTL) && set(file, IPPROTO_IP, IP_MULTICAST_LOOP, 1);
}

static bool join_inet6(int file, const struct dd_group *group) {
  struct ipv6_mreq member;
  memcpy(&member.ipv6mr_multiaddr, group->group, 16);
  member.ipv6mr_interface = group->ifindex;
  set(file, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
  return setsockopt(file, IPPROTO_IPV6, IPV6_JOIN_GROUP, &member, sizeof member) == 0 &&
         set(file, IPPROTO_IPV6, IPV6_MULTICAST_IF, (int)group->ifindex) &&
         set(file, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, TTL) && set(file, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 1);
}

int dd_posix_mcast_join(void *context, unsigned handle, const struct dd_group *group) {
  struct dd_posix *p = context;
  union place here;
  bool ipv4 = is_mapped(group->group);
  int file = socket(ipv4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (file < 0) return dd_error_class(errno);
  socklen_t length = fill_place(&here, ipv4, group->group, group->port, group->ifindex);
  bool ready = set(file, SOL_SOCKET, SO_REUSEADDR, 1) && (ipv4 || set(file, IPPROTO_IPV6, IPV6_V6ONLY, 1)) &&
               (dd_bind_device(file, group->ifindex) || errno == EPERM) && bind(file, &here.any, length) == 0 &&
               (ipv4 ? join_inet(file, group) : join_inet6(file, group));
  if (!ready) return give_up(file);
  struct dd_socket *socket = dd_add_socket(p, handle, file, false);
  if (socket == NULL) return give_up(file);
  socket->is_group = true;
  socket->group = *group;
  socket->ifindex = group->ifindex;
  return 0;
}

int dd_posix_udp_send(void *context, unsigned handle, const uint8_t *octets, size_t length) {
  struct dd_posix *p = context;
  struct dd_socket *socket = find(p, handle);
  if (socket == NULL || socket->exchange != NULL) return 0;
  union place there;
  socklen_t there_length = 0;
  if (socket->is_group)
    there_length = fill_place(&there, is_mapped(socket->group.group), socket->group.group, socket->group.port, socket->ifindex);
  ssize_t sent = sendto(socket->file, octets, length, 0, there_length > 0 ? &there.any : NULL, there_length);
  /* A datagram that finds no room is lost, as any may be. */
  if (sent >= 0 || errno == EAGAIN || errno == EINTR) return 0;
  int error = errno;
  dd_drop_socket(p, socket);
  return dd_error_class(error);
}

int dd_socket_ready(struct dd_posix *p, unsigned which, uint8_t *record, size_t *length) {
  struct dd_socket *socket = &p->sockets[which];
  if (socket->file < 0) return 0;
  if (socket->exchange != NULL) return dd_tcp_ready(p, socket, record, length);
  union place source;
  uint8_t address[16];
  socklen_t source_length = sizeof source;
  memset(&source, 0, sizeof source);
  ssize_t got = recvfrom(socket->file, record + DD_DATAGRAM_INPUT_BYTES, DD_MAX_MESSAGE_LENGTH, MSG_TRUNC, &source.any, &source_length);
  if (got < 0) {
    if (errno == EAGAIN || errno == EINTR) return 0;
    *length = dd_put_failure(record, socket->handle, (unsigned)-dd_error_class(errno));
    dd_drop_socket(p, socket);
    return DD_INPUT_SOCKET_FAILED;
  }
  /* Nothing longer was asked for, and no record could hold it. */
  if (got > DD_MAX_MESSAGE_LENGTH) return 0;
  unsigned port = read_place(&source, address);
  *length = dd_put_datagram(record, socket->handle, address, port, socket->ifindex) + (size_t)got;
  return DD_INPUT_DATAGRAM;
}
