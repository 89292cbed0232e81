/* The complete address set of one interface, as an input record. */
#include "netlink.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum { MOST_ENTRIES = 512, MOST_TRIES = 8 };

#ifndef IFA_F_TEMPORARY
#define IFA_F_TEMPORARY IFA_F_SECONDARY
#endif

struct listing {
  uint32_t ifindex;
  bool up;
  uint8_t *record;
  size_t length;
};

/* The 16 octets of an address; false if the message has none. */
static bool read_address(const struct nlmsghdr *message, const struct ifaddrmsg *head, uint8_t address[16]) {
  static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
  size_t length = 0, wanted = head->ifa_family == AF_INET ? 4 : 16;
  /* On a point-to-point link IFA_ADDRESS is the other end. */
  const void *octets = dd_find_attribute(message, sizeof *head, IFA_LOCAL, wanted, &length);
  if (octets == NULL) octets = dd_find_attribute(message, sizeof *head, IFA_ADDRESS, wanted, &length);
  if (octets == NULL || length != wanted) return false;
  if (wanted == 4) memcpy(address, mapped, sizeof mapped);
  memcpy(address + 16 - wanted, octets, wanted);
  return true;
}

static uint8_t flags_of(uint32_t flags, uint8_t family) {
  unsigned result = 0;
  if (flags & IFA_F_DEPRECATED) result |= DD_ADDRESS_FLAG_DEPRECATED;
  if (flags & IFA_F_TENTATIVE) result |= DD_ADDRESS_FLAG_TENTATIVE;
  /* The same bit says of an IPv4 address that it is not the first one. */
  if (family == AF_INET6 && (flags & IFA_F_TEMPORARY)) result |= DD_ADDRESS_FLAG_TEMPORARY;
  return (uint8_t)result;
}

/* The kernel's scopes (linux/rtnetlink.h) count from the whole world inwards. */
static uint8_t scope_of(uint8_t scope) {
  return scope == RT_SCOPE_LINK ? DD_ADDRESS_SCOPE_LINK : scope == RT_SCOPE_HOST ? DD_ADDRESS_SCOPE_HOST : DD_ADDRESS_SCOPE_GLOBAL;
}

/* Adds an address where it belongs by its octets. */
static void insert(struct listing *l, const struct dd_address *address) {
  uint8_t *entries = l->record + DD_ADDRESSES_INPUT_ENTRIES;
  size_t at = l->length - DD_ADDRESSES_INPUT_ENTRIES;
  if (at / DD_ADDRESS_ENTRY_SIZE == MOST_ENTRIES) return;
  uint8_t entry[DD_ADDRESS_ENTRY_SIZE];
  l->length = dd_add_address(l->record, l->length, address);
  memcpy(entry, entries + at, sizeof entry);
  for (; at > 0 && memcmp(entries + at - sizeof entry, entry, 16) > 0; at -= sizeof entry)
    memcpy(entries + at, entries + at - sizeof entry, sizeof entry);
  memcpy(entries + at, entry, sizeof entry);
}

static void take_address(void *context, const struct nlmsghdr *message) {
  struct listing *l = context;
  const struct ifaddrmsg *head = dd_message_head(message, sizeof *head);
  struct dd_address address;
  size_t length = 0;
  if (message->nlmsg_type != RTM_NEWADDR || head == NULL || head->ifa_index != l->ifindex) return;
  /* Nobody is reached from the IPv4 address of a link that is down. An IPv6 one may be the source for another link. */
  if (head->ifa_family != AF_INET6 && (head->ifa_family != AF_INET || !l->up)) return;
  memset(&address, 0, sizeof address);
  if (!read_address(message, head, address.address)) return;
  uint32_t flags = head->ifa_flags;
  const void *wide = dd_find_attribute(message, sizeof *head, IFA_FLAGS, sizeof flags, &length);
  if (wide != NULL) memcpy(&flags, wide, sizeof flags);
  struct ifa_cacheinfo life = {.ifa_prefered = UINT32_MAX, .ifa_valid = UINT32_MAX};
  const void *told = dd_find_attribute(message, sizeof *head, IFA_CACHEINFO, sizeof life, &length);
  if (told != NULL) memcpy(&life, told, sizeof life);
  address.prefix_length = (uint8_t)(head->ifa_prefixlen + (head->ifa_family == AF_INET ? 96 : 0));
  address.flags = flags_of(flags, head->ifa_family);
  address.scope = scope_of(head->ifa_scope);
  address.preferred_s = life.ifa_prefered;
  address.valid_s = life.ifa_valid;
  insert(l, &address);
}

size_t dd_list_addresses(struct dd_posix *p, uint32_t ifindex, bool up, uint8_t *record) {
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    struct listing l = {ifindex, up, record, dd_put_addresses(record, ifindex)};
    if (dd_netlink_list(p, RTM_GETADDR, take_address, &l)) return l.length;
    if (errno != EINTR) break;
  }
  dd_path_problem(p, "the list of addresses", "cannot be had", errno);
  return 0;
}
