/* Messages of rtnetlink, walked within their bounds. */
#ifndef DD_NETLINK_H
#define DD_NETLINK_H

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "posix.h"

/* Calls `take` for each message of a listing of the kernel: RTM_GETLINK or RTM_GETADDR.
 * False with errno; a listing that was disturbed by a change is EINTR. */
bool dd_netlink_list(struct dd_posix *p, uint16_t type,
                     void (*take)(void *context, const struct nlmsghdr *message), void *context);

/* The messages of one datagram: the first one, and the one behind another; null at the end. */
const struct nlmsghdr *dd_first_message(const uint8_t *octets, size_t length);
const struct nlmsghdr *dd_next_message(const uint8_t *octets, size_t length, const struct nlmsghdr *message);

/* The payload of a message behind a fixed part of `head` octets is attributes. Finds one of a
 * type; null if there is none with at least `least` octets. */
const void *dd_find_attribute(const struct nlmsghdr *message, size_t head, unsigned type, size_t least, size_t *length);

/* The fixed part of a message, or null if it is shorter than `least`. */
const void *dd_message_head(const struct nlmsghdr *message, size_t least);

#endif
