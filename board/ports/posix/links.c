/* The machine's interfaces and addresses, told when they change: rtnetlink says that
 * something did, a listing says what is. */
#include "netlink.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* A listing that a change disturbs is made again, so often. */
enum { MOST_TRIES = 8, OPER_UNKNOWN = 0, OPER_UP = 6 };

static int open_netlink(uint32_t groups, int flags) {
  const struct sockaddr_nl here = {.nl_family = AF_NETLINK, .nl_groups = groups};
  int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | flags, NETLINK_ROUTE);
  if (file >= 0 && bind(file, (const void *)&here, sizeof here) != 0) {
    close(file);
    return -1;
  }
  return file;
}

bool dd_links_open(struct dd_posix *p) {
  struct dd_links *links = &p->links;
  links->dumper = open_netlink(0, 0);
  links->monitor = open_netlink(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR, SOCK_NONBLOCK);
  links->stale = true;
  links->retry_ms = DD_NO_DEADLINE;
  return links->dumper >= 0 && links->monitor >= 0 && dd_watch(p, links->monitor, EPOLLIN, DD_WATCHED_NETLINK, 0);
}

void dd_links_stale(struct dd_posix *p) {
  p->links.stale = true;
  for (unsigned i = 0; i < p->links.count; i++) {
    p->links.table[i].changed = p->links.table[i].addresses_changed = true;
    p->links.table[i].addresses_told = false;
  }
}

/* --- The listing of links --- */

/* The kind of an interface, from its hardware type (linux/if_arp.h). */
static unsigned type_of(unsigned hardware) {
  switch (hardware) {
  case ARPHRD_ETHER:
    return DD_LINK_TYPE_ETHERNET;
  case ARPHRD_PPP:
    return DD_LINK_TYPE_PPP;
  case 519: /* ARPHRD_RAWIP, which older headers lack */
    return DD_LINK_TYPE_WWAN;
  case ARPHRD_TUNNEL:
  case ARPHRD_TUNNEL6:
  case ARPHRD_SIT:
  case ARPHRD_IPGRE:
  case 823: /* ARPHRD_IP6GRE */
    return DD_LINK_TYPE_TUNNEL;
  case ARPHRD_LOOPBACK:
    return DD_LINK_TYPE_LOOPBACK;
  default:
    return DD_LINK_TYPE_OTHER;
  }
}

/* Modems look like Ethernet: only their driver tells. */
static bool is_modem(const char *name) {
  static const char modem[] = "DEVTYPE=wwan\n";
  char path[64], text[512];
  struct dd_text place = dd_text_in(path, sizeof path);
  dd_put(&place, "/sys/class/net/");
  dd_put(&place, name);
  dd_put(&place, "/uevent");
  int file = open(dd_text_end(&place), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t got = read(file, text, sizeof text);
  close(file);
  for (ssize_t at = 0; at + (ssize_t)sizeof modem - 1 <= got; at++)
    if (memcmp(text + at, modem, sizeof modem - 1) == 0) return true;
  return false;
}

/* The place of an interface in the table, made if there is none; null if it is full. */
static struct dd_link *place_of(struct dd_links *links, uint32_t ifindex) {
  unsigned at = 0;
  while (at < links->count && links->table[at].ifindex < ifindex) at++;
  struct dd_link *link = &links->table[at];
  if (at < links->count && link->ifindex == ifindex) return link;
  if (links->count == DD_MOST_LINKS) return NULL;
  memmove(link + 1, link, (links->count++ - at) * sizeof *link);
  memset(link, 0, sizeof *link);
  link->ifindex = ifindex;
  link->changed = link->addresses_changed = true;
  return link;
}

static void take_link(void *context, const struct nlmsghdr *message) {
  struct dd_posix *p = context;
  const struct ifinfomsg *info = dd_message_head(message, sizeof *info);
  size_t length = 0, state_length = 0;
  if (message->nlmsg_type != RTM_NEWLINK || info == NULL || info->ifi_index <= 0) return;
  const char *name = dd_find_attribute(message, sizeof *info, IFLA_IFNAME, 2, &length);
  const uint8_t *state = dd_find_attribute(message, sizeof *info, IFLA_OPERSTATE, 1, &state_length);
  if (name == NULL || length > IFNAMSIZ || name[length - 1] != '\0') return;
  struct dd_link *link = place_of(&p->links, (uint32_t)info->ifi_index);
  if (link == NULL) {
    dd_path_problem(p, "the machine", "has more than 64 interfaces: the others are not used", 0);
    return;
  }
  unsigned oper = state != NULL ? *state : OPER_UNKNOWN;
  /* Drivers of point-to-point links do not tell an operational state. */
  bool up = oper == OPER_UP || (oper == OPER_UNKNOWN && (info->ifi_flags & IFF_UP) != 0);
  unsigned type = is_modem(name) ? DD_LINK_TYPE_WWAN : type_of(info->ifi_type);
  unsigned told = up ? DD_LINK_STATE_UP : DD_LINK_STATE_DOWN;
  if (link->state != told) link->addresses_changed = true;
  if (link->state != told || link->type != type || strcmp(link->name, name) != 0) link->changed = true;
  link->state = (uint8_t)told;
  link->type = (uint8_t)type;
  memset(link->name, 0, sizeof link->name);
  memcpy(link->name, name, strlen(name));
  link->present = true;
}

bool dd_list_links(struct dd_posix *p) {
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    for (unsigned i = 0; i < p->links.count; i++) p->links.table[i].present = false;
    if (dd_netlink_list(p, RTM_GETLINK, take_link, p)) return true;
    if (errno != EINTR) break;
  }
  dd_path_problem(p, "the list of interfaces", "cannot be had", errno);
  /* Nothing is known to be gone. */
  for (unsigned i = 0; i < p->links.count; i++) p->links.table[i].present = true;
  return false;
}

/* --- What is told --- */

/* Takes down what the kernel says has changed. */
static void take_notice(struct dd_posix *p, const struct nlmsghdr *message) {
  const struct ifaddrmsg *address = dd_message_head(message, sizeof *address);
  if (message->nlmsg_type != RTM_NEWADDR && message->nlmsg_type != RTM_DELADDR) p->links.stale = true;
  else if (address != NULL)
    for (unsigned i = 0; i < p->links.count; i++)
      if (p->links.table[i].ifindex == address->ifa_index) p->links.table[i].addresses_changed = true;
}

/* Nothing that was told can be relied on. */
static void doubt(struct dd_links *links) {
  links->stale = true;
  links->retry_ms = DD_NO_DEADLINE;
  for (unsigned i = 0; i < links->count; i++) links->table[i].addresses_changed = true;
}

static void read_notices(struct dd_posix *p) {
  struct sockaddr_nl source;
  for (;;) {
    socklen_t source_length = sizeof source;
    ssize_t got = recvfrom(p->links.monitor, p->scratch, sizeof p->scratch, 0, (void *)&source, &source_length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno != ENOBUFS) return;
    if (got < 0) doubt(&p->links); /* some were lost */
    if (got < 0 || source.nl_pid != 0) continue;
    size_t length = (size_t)got;
    const struct nlmsghdr *message = dd_first_message(p->scratch, length);
    for (; message != NULL; message = dd_next_message(p->scratch, length, message)) take_notice(p, message);
  }
}

/* A link that is gone: first its addresses, then itself. */
static int tell_gone(struct dd_links *links, unsigned at, uint8_t *record, size_t *length) {
  struct dd_link *link = &links->table[at];
  if (link->addresses_told) {
    link->addresses_told = false;
    *length = dd_put_addresses(record, link->ifindex);
    return DD_INPUT_ADDRESSES;
  }
  *length = dd_put_link(record, link->ifindex, DD_LINK_STATE_GONE, link->type, link->name);
  memmove(link, link + 1, (--links->count - at) * sizeof *link);
  return DD_INPUT_LINK;
}

/* A mere refresh of lifetimes is no change. */
static uint64_t hash_addresses(const uint8_t *record, size_t length) {
  uint64_t hash = 14695981039346656037u;
  for (size_t at = DD_ADDRESSES_INPUT_ENTRIES; at < length; at += DD_ADDRESS_ENTRY_SIZE)
    for (size_t i = 0; i < DD_ADDRESS_ENTRY_PREFERRED_S; i++) hash = (hash ^ record[at + i]) * 1099511628211u;
  return hash;
}

static bool tell_addresses(struct dd_posix *p, struct dd_link *link, uint8_t *record, size_t *length) {
  link->addresses_changed = false;
  *length = dd_list_addresses(p, link->ifindex, link->state == DD_LINK_STATE_UP, record);
  if (*length == 0) {
    p->links.retry_ms = dd_posix_now(p) + DD_RETRY_MS;
    return false;
  }
  uint64_t hash = hash_addresses(record, *length);
  bool differs = !link->addresses_told || hash != link->addresses_hash;
  if (differs) link->addresses_told = true, link->addresses_hash = hash;
  return differs;
}

int dd_links_next(struct dd_posix *p, uint8_t *record, size_t *length) {
  struct dd_links *links = &p->links;
  read_notices(p);
  if (links->retry_ms != DD_NO_DEADLINE && dd_posix_now(p) >= links->retry_ms) doubt(links);
  if (links->stale && !dd_list_links(p)) links->retry_ms = dd_posix_now(p) + DD_RETRY_MS;
  links->stale = false;
  for (unsigned i = 0; i < links->count; i++)
    if (!links->table[i].present) return tell_gone(links, i, record, length);
  for (unsigned i = 0; i < links->count; i++) {
    struct dd_link *link = &links->table[i];
    if (!link->changed) continue;
    link->changed = false;
    *length = dd_put_link(record, link->ifindex, link->state, link->type, link->name);
    return DD_INPUT_LINK;
  }
  for (unsigned i = 0; i < links->count; i++)
    if (links->table[i].addresses_changed && tell_addresses(p, &links->table[i], record, length)) return DD_INPUT_ADDRESSES;
  return 0;
}
