#include "netlink.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ALIGNMENT = 4 };

static size_t aligned(size_t length) {
  return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* The message at an offset, if all of it is there. */
static const struct nlmsghdr *message_at(const uint8_t *octets, size_t length, size_t at) {
  if (at > length || length - at < sizeof(struct nlmsghdr)) return NULL;
  const struct nlmsghdr *message = (const void *)(octets + at);
  return message->nlmsg_len >= sizeof *message && message->nlmsg_len <= length - at ? message : NULL;
}

const struct nlmsghdr *dd_first_message(const uint8_t *octets, size_t length) {
  return message_at(octets, length, 0);
}

const struct nlmsghdr *dd_next_message(const uint8_t *octets, size_t length, const struct nlmsghdr *message) {
  return message_at(octets, length, (size_t)((const uint8_t *)message - octets) + aligned(message->nlmsg_len));
}

const void *dd_message_head(const struct nlmsghdr *message, size_t least) {
  return message->nlmsg_len - sizeof *message >= least ? message + 1 : NULL;
}

const void *dd_find_attribute(const struct nlmsghdr *message, size_t head, unsigned type, size_t least, size_t *length) {
  const uint8_t *octets = (const uint8_t *)(message + 1);
  size_t end = message->nlmsg_len - sizeof *message;
  for (size_t at = aligned(head); at <= end && end - at >= sizeof(struct rtattr);) {
    struct rtattr attribute;
    memcpy(&attribute, octets + at, sizeof attribute);
    if (attribute.rta_len < sizeof attribute || attribute.rta_len > end - at) return NULL;
    *length = attribute.rta_len - sizeof attribute;
    if (attribute.rta_type == type) return *length >= least ? octets + at + sizeof attribute : NULL;
    at += aligned(attribute.rta_len);
  }
  return NULL;
}

/* Takes one datagram of a listing. 1: there is more; 0: it is complete; -1: errno. */
static int take_datagram(struct dd_posix *p, size_t length,
                         void (*take)(void *, const struct nlmsghdr *), void *context) {
  const struct nlmsghdr *message = dd_first_message(p->scratch, length);
  for (; message != NULL; message = dd_next_message(p->scratch, length, message)) {
    if (message->nlmsg_seq != p->links.sequence) continue;
    errno = EINTR;
    if (message->nlmsg_flags & NLM_F_DUMP_INTR) return -1;
    if (message->nlmsg_type == NLMSG_DONE) return 0;
    errno = EIO;
    if (message->nlmsg_type == NLMSG_ERROR) return -1;
    take(context, message);
  }
  return 1;
}

bool dd_netlink_list(struct dd_posix *p, uint16_t type,
                     void (*take)(void *, const struct nlmsghdr *), void *context) {
  struct {
    struct nlmsghdr head;
    struct rtgenmsg body;
  } request;
  const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  memset(&request, 0, sizeof request);
  request.head.nlmsg_len = sizeof request;
  request.head.nlmsg_type = type;
  request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.head.nlmsg_seq = ++p->links.sequence;
  request.body.rtgen_family = AF_UNSPEC;
  ssize_t sent = sendto(p->links.dumper, &request, sizeof request, 0, (const void *)&kernel, sizeof kernel);
  if (sent < 0) return false;
  for (int more = 1; more > 0;) {
    struct sockaddr_nl source;
    socklen_t source_length = sizeof source;
    ssize_t got = recvfrom(p->links.dumper, p->scratch, sizeof p->scratch, MSG_TRUNC, (void *)&source, &source_length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    errno = EMSGSIZE;
    if ((size_t)got > sizeof p->scratch) return false;
    if (source.nl_pid != 0) continue;
    more = take_datagram(p, (size_t)got, take, context);
    if (more < 0) return false;
  }
  return true;
}
