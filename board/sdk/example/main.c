/* A program that has a loop of its own and finds DOTS servers beside its work.
 *
 *   dots-example CONFIGURATION [LEASE...]
 *
 * CONFIGURATION: docs/configuration.md. LEASE: a file of docs/spool.md, such as wan.inet;
 * a program with a DHCP client of its own hands over what that has learnt. Each list of
 * servers is printed when it is there. Its work are the lines of the standard input:
 * `lease FILE` is one more lease, any other line is a request of docs/abi.md. */
#define _DEFAULT_SOURCE
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "discovery.h"

enum { MOST_LINE = 4096, MOST_ADDRESSES = 64 };

struct program {
  struct discovery discovery;
  char line[MOST_LINE];
  size_t line_length;
  char **files; /* the configuration, then the leases */
  int file_count;
};

/* --- What the library tells --- */

static void print_peer(void *context, const struct dd_peer *peer, bool is_first) {
  struct dd_reference_id id;
  (void)context;
  if (is_first) puts("a new list:");
  printf("%u %s %u %s %s", (unsigned)peer->rank, peer->address, (unsigned)peer->port, peer->transport, peer->channel);
  for (unsigned i = 0; dd_read_reference_id(peer, i, &id); i++) printf(" %s %s", id.is_address ? "ip-id" : "dns-id", id.value);
  puts(peer->stale ? " stale" : "");
}

static void print_list(void *context, unsigned peers) {
  (void)context;
  printf("%u servers\n", peers);
}

static void print_reply(void *context, const char *line, size_t length) {
  (void)context;
  printf("%.*s\n", (int)length, line);
}

static const struct listener LISTENER = {NULL, print_peer, print_list, print_reply};

/* --- What the program tells the library --- */

/* Reads a file; false after a message. */
static bool read_file(const char *path, char *text, size_t size, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file != NULL) *length = fread(text, 1, size, file);
  if (file != NULL && fclose(file) == 0) return true;
  perror(path);
  return false;
}

static bool tell_lease(struct discovery *d, const char *path) {
  static char text[DD_MAX_MESSAGE_LENGTH];
  const char *slash = strrchr(path, '/');
  size_t length = 0;
  if (!read_file(path, text, sizeof text, &length)) return false;
  discovery_tell_lease(d, slash != NULL ? slash + 1 : path, text, length);
  return true;
}

static uint8_t bits_of(const uint8_t *octets, size_t count) {
  unsigned bits = 0;
  for (size_t i = 0; i < 8 * count && octets[i / 8] & 0x80 >> i % 8; i++) bits++;
  return (uint8_t)bits;
}

/* An address with its prefix, IPv4 in its mapped form; false if it is neither. */
static bool read_address(const struct ifaddrs *entry, struct dd_address *address) {
  if (entry->ifa_addr == NULL || entry->ifa_netmask == NULL) return false;
  memset(address, 0, sizeof *address);
  address->preferred_s = address->valid_s = UINT32_MAX;
  if (entry->ifa_flags & IFF_LOOPBACK) address->scope = DD_ADDRESS_SCOPE_HOST;
  if (entry->ifa_addr->sa_family == AF_INET6) {
    const struct sockaddr_in6 *own = (const void *)entry->ifa_addr, *mask = (const void *)entry->ifa_netmask;
    memcpy(address->address, &own->sin6_addr, 16);
    address->prefix_length = bits_of(mask->sin6_addr.s6_addr, 16);
    if (IN6_IS_ADDR_LINKLOCAL(&own->sin6_addr)) address->scope = DD_ADDRESS_SCOPE_LINK;
    return true;
  }
  if (entry->ifa_addr->sa_family != AF_INET) return false;
  const struct sockaddr_in *own = (const void *)entry->ifa_addr, *mask = (const void *)entry->ifa_netmask;
  memset(address->address + 10, 0xff, 2);
  memcpy(address->address + 12, &own->sin_addr, 4);
  address->prefix_length = (uint8_t)(96 + bits_of((const uint8_t *)&mask->sin_addr, 4));
  return true;
}

/* The interfaces as they are at the start. A program that runs for long tells each change too. */
static void tell_links(struct discovery *d) {
  struct ifaddrs *all = NULL;
  if (getifaddrs(&all) != 0) return;
  for (const struct ifaddrs *link = all; link != NULL; link = link->ifa_next) {
    struct dd_address addresses[MOST_ADDRESSES];
    unsigned count = 0;
    uint32_t ifindex = if_nametoindex(link->ifa_name);
    /* Each interface has one entry of the link layer's family. */
    if (ifindex == 0 || link->ifa_addr == NULL || link->ifa_addr->sa_family != AF_PACKET) continue;
    discovery_tell_link(d, ifindex, (link->ifa_flags & IFF_RUNNING) != 0, link->ifa_name);
    for (const struct ifaddrs *entry = all; entry != NULL && count < MOST_ADDRESSES; entry = entry->ifa_next)
      if (strcmp(entry->ifa_name, link->ifa_name) == 0 && read_address(entry, &addresses[count])) count++;
    discovery_tell_addresses(d, ifindex, addresses, count);
  }
  freeifaddrs(all);
}

/* Makes an instance and tells it everything that lasts. */
static bool start(struct program *p, void *memory, size_t size) {
  static char text[DD_MAX_MESSAGE_LENGTH];
  size_t length = 0;
  if (!read_file(p->files[0], text, sizeof text, &length)) return false;
  if (!discovery_start(&p->discovery, memory, size, &LISTENER)) return false;
  discovery_configure(&p->discovery, text, length);
  tell_links(&p->discovery);
  for (int i = 1; i < p->file_count; i++)
    if (!tell_lease(&p->discovery, p->files[i])) return false;
  return p->discovery.core != NULL;
}

/* --- The program's own work --- */

static void work(struct program *p, const char *line) {
  if (strncmp(line, "lease ", 6) == 0) {
    tell_lease(&p->discovery, line + 6);
    return;
  }
  int32_t fault = discovery_ask(&p->discovery, line, strlen(line));
  if (fault >= 0 || fault == DD_FAILED || fault == DD_MISUSED) return;
  const char *name = dd_code_name(dd_fault_code(fault));
  printf("refused: %s at octet %u\n", name != NULL ? name : "unknown", dd_fault_offset(fault));
}

/* Takes what has come; false at the end. */
static bool read_lines(struct program *p) {
  ssize_t got = read(STDIN_FILENO, p->line + p->line_length, sizeof p->line - p->line_length);
  if (got <= 0) return false;
  p->line_length += (size_t)got;
  for (char *feed; (feed = memchr(p->line, '\n', p->line_length)) != NULL;) {
    *feed = '\0';
    work(p, p->line);
    p->line_length -= (size_t)(feed + 1 - p->line);
    memmove(p->line, feed + 1, p->line_length);
  }
  return p->line_length < sizeof p->line;
}

/* One round of the loop: whatever is ready, of the program's own and of the library's. */
static bool step(struct program *p) {
  struct pollfd files[1 + MOST_SOCKETS] = {{STDIN_FILENO, POLLIN, 0}};
  /* poll(2) passes over files that are negative. */
  for (unsigned i = 0; i < MOST_SOCKETS; i++) files[1 + i] = (struct pollfd){discovery_file(&p->discovery, i), POLLIN, 0};
  int ready = poll(files, 1 + MOST_SOCKETS, discovery_timeout_ms(&p->discovery));
  for (unsigned i = 0; ready > 0 && i < MOST_SOCKETS; i++)
    if (files[1 + i].revents != 0 && discovery_file(&p->discovery, i) == files[1 + i].fd) discovery_ready(&p->discovery, i);
  discovery_tick(&p->discovery);
  return ready <= 0 || files[0].revents == 0 || read_lines(p);
}

int main(int count, char **words) {
  static char printed[BUFSIZ];
  struct program *program = calloc(1, sizeof *program);
  size_t size = dd_size();
  void *memory = malloc(size);
  if (count < 2 || program == NULL || memory == NULL) {
    fputs("usage: dots-example CONFIGURATION [LEASE...]\n", stderr);
    return 2;
  }
  setvbuf(stdout, printed, _IOLBF, sizeof printed);
  program->files = words + 1;
  program->file_count = count - 1;
  bool goes_on = start(program, memory, size);
  while (goes_on) {
    goes_on = step(program);
    /* A core that failed is replaced, and told everything again. */
    if (program->discovery.core == NULL) goes_on = start(program, memory, size);
  }
  bool failed = program->discovery.core == NULL;
  if (failed && program->discovery.trouble != NULL) fprintf(stderr, "dots-example: %s\n", program->discovery.trouble);
  discovery_end(&program->discovery);
  free(memory);
  free(program);
  return failed ? 1 : 0;
}
