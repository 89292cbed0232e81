/* A port to begin with: copy this folder to board/ports/NAME, then `make port-check
 * PORT=NAME` says what it lacks. It compiles as it is, and whatever is asked of it is
 * answered as not supported.
 *
 * What each function has to do is in board_port.h; what is said here is how one usually
 * does it. board/ports/posix is a whole one. */
#include "board_port.h"
#include "text.h"

/* All that the port knows: handles of the system, tables of sockets and clients, what it has
 * told already. Of fixed size: nothing is allocated later. */
struct template_port {
  struct dd_places places;
};

/* --- Time, randomness, configuration --- */

/* A tick counter widened to 64 bits that also counts while the machine sleeps, such as
 * CLOCK_BOOTTIME. Leases end by it, so it must not follow the calendar. */
static int64_t now_ms(void *context) {
  (void)context;
  return -DD_NOT_SUPPORTED;
}

/* The hardware's random numbers or the system's pool, once that has been seeded. Not rand(),
 * not the time: ids and ports of questions come of it (RFC 5452 §9). An error if there is
 * none: then nobody is asked anything, which is better than to be deceived. */
static int entropy(void *context, uint8_t *octets, size_t length) {
  (void)context, (void)octets, (void)length;
  return -DD_NOT_SUPPORTED;
}

/* The text that the board keeps for this, from a file or from flash. -DD_ERROR_CLASS_TOO_LONG
 * for one that does not fit: never a part of it. */
static int configuration(void *context, char *text, size_t size) {
  (void)context, (void)text, (void)size;
  return -DD_NOT_SUPPORTED;
}

/* --- What the core has to know --- */

/* The one place that waits: for the first of a deadline, a socket, a control client, a change
 * of an interface, of its addresses or of the spool directory, and a request to end.
 *
 * Usually it is a loop: (1) if something is still to be told, write its record and return its
 * kind; (2) if the deadline has passed, return DD_WAIT_NOTHING; (3) wait for the system and
 * note what has changed. One record each time, made with dd_put_link and its like. Where the
 * system does not say what changed, make a listing and compare it with the one before.
 *
 * A board without interfaces that come and go tells its one link and its addresses, and
 * nothing more; one whose DHCP client is in the same program puts the text of
 * docs/spool.md together itself, without any file. */
static int wait_for_input(void *context, int64_t deadline_ms, uint8_t *record, size_t *length) {
  (void)context, (void)deadline_ms, (void)record, (void)length;
  return -DD_NOT_SUPPORTED;
}

/* Marks everything that lasts as not told yet. */
static void retell(void *context) {
  (void)context;
}

/* --- Sockets, by the handles of the core --- */

/* Keep the handle in a table; 32 entries are enough. Bind to the interface, not only to the
 * address: two providers may use the same addresses. What cannot be bound is an error, for
 * otherwise a question would leave by another network. Addresses are 16 octets, IPv4 as
 * ::ffff:a.b.c.d. */
static int udp_open(void *context, unsigned socket, const struct dd_ends *ends) {
  (void)context, (void)socket, (void)ends;
  return -DD_NOT_SUPPORTED;
}

/* Multicast DNS only (RFC 6762): port 5353 is shared with other responders, so the address is
 * to be reusable. A board without it is served well by this error. */
static int mcast_join(void *context, unsigned socket, const struct dd_group *group) {
  (void)context, (void)socket, (void)group;
  return -DD_NOT_SUPPORTED;
}

/* A datagram that finds no room is lost, as any may be: that is no error. */
static int udp_send(void *context, unsigned socket, const uint8_t *octets, size_t length) {
  (void)context, (void)socket, (void)octets, (void)length;
  return -DD_NOT_SUPPORTED;
}

/* Must not wait: it begins to connect, and `wait` goes on with it. Give up by itself when
 * nothing moves for about 10 s. Answers that were cut are asked for so, and without it the
 * core does with the servers whose answers are short. */
static int tcp_ask(void *context, unsigned socket, const struct dd_ends *ends, const uint8_t *message, size_t length) {
  (void)context, (void)socket, (void)ends, (void)message, (void)length;
  return -DD_NOT_SUPPORTED;
}

/* Handles are used again: what the system still has queued of this socket must not be told. */
static void close_socket(void *context, unsigned socket) {
  (void)context, (void)socket;
}

static void close_all(void *context) {
  (void)context;
}

/* --- Control clients --- */

/* Who may connect is the port's to decide: requests change what the core does. Keep what a
 * slow client does not take yet, up to a limit, and hang up beyond it. */
static void client_send(void *context, unsigned client, const char *line, size_t length) {
  (void)context, (void)client, (void)line, (void)length;
}

/* The reply is complete: send what is kept, then hang up. */
static void client_close(void *context, unsigned client) {
  (void)context, (void)client;
}

/* Of the file that `result` wrote, all lines. */
static int client_send_result(void *context, unsigned client) {
  (void)context, (void)client;
  return -DD_NOT_SUPPORTED;
}

static void event(void *context, unsigned mask, const char *line, size_t length) {
  (void)context, (void)mask, (void)line, (void)length;
}

/* --- What outlives a restart, and what others read --- */

/* Two files, two blocks of EEPROM, two flash sectors, of 16,640 octets each. A board without
 * such returns 0 and sets DD_ERROR_CLASS_READ_ONLY: lists are then gone with the power. */
static int store_read(void *context, unsigned slot, uint8_t *octets, size_t size, unsigned *error_class) {
  (void)context, (void)slot, (void)octets, (void)size, (void)error_class;
  return -DD_NOT_SUPPORTED;
}

/* Returns when the octets are where a loss of power does not reach them: fsync, or the flash
 * driver's word that it has finished. The other slot must stay as it is, whatever happens. */
static int store_write(void *context, unsigned slot, const uint8_t *octets, size_t length) {
  (void)context, (void)slot, (void)octets, (void)length;
  return -DD_NOT_SUPPORTED;
}

/* Rename the files, or copy the sectors if there is room for it: somebody may want to see
 * them. After it both slots are empty. */
static void store_quarantine(void *context) {
  (void)context;
}

/* Write a file of another name, sync it, rename it. A board whose DOTS client is in the same
 * program hands it the lines instead, once the last one is there. */
static void result(void *context, unsigned flags, const char *line, size_t length) {
  (void)context, (void)flags, (void)line, (void)length;
}

/* Must not wait for whoever reads the log. */
static void log_line(void *context, unsigned level, unsigned code, const char *text, size_t length) {
  (void)context, (void)level, (void)code, (void)text, (void)length;
}

/* --- How the daemon gets the port --- */

size_t dd_port_size(void) {
  return sizeof(struct template_port);
}

/* Open what can fail here and not later, and say so in `why`, in words that tell what to do. */
bool dd_port_open(void *state, const struct dd_places *places, struct dd_port *port, struct dd_text *why) {
  struct template_port *p = state;
  (void)why;
  p->places = *places;
  /* The last one, the journal, is for those who look for mistakes: a port may go without. */
  *port = (struct dd_port){p, now_ms, entropy, configuration, wait_for_input, retell,
                           udp_open, mcast_join, udp_send, tcp_ask, close_socket, close_all,
                           client_send, client_close, client_send_result, event,
                           store_read, store_write, store_quarantine, result, log_line, NULL};
  return true;
}

void dd_port_close(void *state) {
  close_all(state);
}

int dd_read_configuration(const struct dd_places *places, char *text, size_t size,
                          size_t ends[DD_MOST_CONFIGURATIONS], struct dd_text *why) {
  (void)places, (void)text, (void)size, (void)ends;
  dd_put(why, "this port does not read a configuration: it is not supported");
  return -DD_NOT_SUPPORTED;
}

const char *dd_configuration_path(const struct dd_places *places, unsigned which) {
  return places->configuration_count > which ? places->configurations[which] : "the configuration";
}
