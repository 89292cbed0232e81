/* One input into the core, then every output out of it: the rule that a caller of the
 * library has to keep. What this program has no use for is left out: without a store the
 * core keeps its lists in memory, and TCP and multicast are answered as not to be had. */
#define _DEFAULT_SOURCE
#include "discovery.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { MOST_ENTROPY = 256 };

int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void lose(struct discovery *d, const char *why) {
  d->trouble = why;
  dd_end(d->core);
  d->core = NULL;
  d->deadline_ms = DD_NO_DEADLINE;
  close_questions(d);
}

static void note_failure(struct discovery *d, unsigned kind, unsigned handle) {
  if (d->failures < MOST_FAILURES) d->failed[d->failures++] = (struct failure){kind, handle};
}

/* One line of a list. A list without servers is one record without a line. */
static void take_list(struct discovery *d, const struct dd_output *output) {
  struct dd_peer peer;
  if (output->flags & DD_FILE_FLAG_FIRST) d->peers = 0;
  if (dd_read_peer((const char *)output->payload, output->length, &peer))
    d->listener->on_peer(d->listener->context, &peer, d->peers++ == 0);
  if (output->flags & DD_FILE_FLAG_LAST) d->listener->on_list(d->listener->context, d->peers);
}

static void carry_out(struct discovery *d, const struct dd_output *output, const uint8_t *record, size_t length) {
  struct dd_ends ends;
  switch (output->kind) {
  case DD_OUTPUT_UDP_OPEN:
    if (!dd_read_ends(record, length, &ends) || !open_question(d, output->handle, &ends))
      note_failure(d, DD_INPUT_SOCKET_FAILED, output->handle);
    break;
  case DD_OUTPUT_UDP_SEND:
    if (!send_question(d, output->handle, output->payload, output->length))
      note_failure(d, DD_INPUT_SOCKET_FAILED, output->handle);
    break;
  case DD_OUTPUT_CLOSE:
    close_question(d, output->handle);
    break;
  case DD_OUTPUT_TCP_ASK:
    note_failure(d, DD_INPUT_TCP_FAILED, output->handle);
    break;
  case DD_OUTPUT_MCAST_JOIN:
    note_failure(d, DD_INPUT_SOCKET_FAILED, output->handle);
    break;
  case DD_OUTPUT_FILE_REPLACE:
    take_list(d, output);
    break;
  case DD_OUTPUT_CLIENT_SEND:
    d->listener->on_reply(d->listener->context, (const char *)output->payload, output->length);
    break;
  case DD_OUTPUT_ENTROPY_WANTED:
    d->entropy_wanted = output->handle;
    break;
  case DD_OUTPUT_DEADLINE:
    dd_read_deadline(record, length, &d->deadline_ms);
    break;
  default:
    break; /* the log, events for those who watch: not of this program's concern */
  }
}

/* Hands over one record and reads all that comes of it. Returns what dd_handle did. */
static int32_t handle(struct discovery *d, unsigned kind, const uint8_t *record, size_t length) {
  struct dd_output output;
  if (d->core == NULL) return DD_FAILED;
  int32_t result = dd_handle(d->core, kind, record, length, now_ms());
  int32_t got = result;
  while (got != DD_FAILED && (got = dd_poll(d->core, d->output)) > 0)
    if (dd_read_output(d->output, (size_t)got, &output)) carry_out(d, &output, d->output, (size_t)got);
  if (got == DD_FAILED) lose(d, dd_trouble(d->core));
  return result;
}

/* One record, and what the core asked for meanwhile: fresh octets, and word of its sockets. */
static int32_t feed(struct discovery *d, unsigned kind, const uint8_t *record, size_t length) {
  uint8_t octets[MOST_ENTROPY], failure[DD_FAILURE_INPUT_SIZE];
  int32_t result = handle(d, kind, record, length);
  while (d->core != NULL && (d->entropy_wanted > 0 || d->failures > 0)) {
    size_t count = d->entropy_wanted < MOST_ENTROPY ? d->entropy_wanted : MOST_ENTROPY;
    d->entropy_wanted = 0;
    if (count > 0 && getrandom(octets, count, 0) == (ssize_t)count) handle(d, DD_INPUT_ENTROPY, octets, count);
    if (d->failures == 0) continue;
    struct failure failed = d->failed[--d->failures];
    handle(d, failed.kind, failure, dd_put_failure(failure, failed.handle, DD_ERROR_CLASS_UNREACHABLE));
  }
  return result;
}

bool discovery_start(struct discovery *d, void *memory, size_t size, const struct listener *listener) {
  for (unsigned i = 0; i < MOST_SOCKETS; i++) d->questions[i].file = -1;
  d->listener = listener;
  d->deadline_ms = DD_NO_DEADLINE;
  d->entropy_wanted = d->failures = d->peers = 0;
  d->core = dd_init(memory, size, &d->trouble);
  return d->core != NULL;
}

void discovery_configure(struct discovery *d, const char *text, size_t length) {
  feed(d, DD_INPUT_CONFIG, (const uint8_t *)text, length);
}

void discovery_tell_link(struct discovery *d, uint32_t ifindex, bool is_up, const char *name) {
  unsigned state = is_up ? DD_LINK_STATE_UP : DD_LINK_STATE_DOWN;
  size_t length = dd_put_link(d->input, ifindex, state, DD_LINK_TYPE_ETHERNET, name);
  feed(d, DD_INPUT_LINK, d->input, length);
}

void discovery_tell_addresses(struct discovery *d, uint32_t ifindex, const struct dd_address *addresses, unsigned count) {
  size_t length = dd_put_addresses(d->input, ifindex);
  for (unsigned i = 0; i < count; i++) length = dd_add_address(d->input, length, &addresses[i]);
  feed(d, DD_INPUT_ADDRESSES, d->input, length);
}

void discovery_tell_lease(struct discovery *d, const char *name, const char *text, size_t length) {
  length = dd_append(d->input, dd_put_spool(d->input, name), text, length);
  if (length > 0) feed(d, DD_INPUT_SPOOL, d->input, length);
}

/* The request of the one client that there is; each gets a new generation of the handle. */
int32_t discovery_ask(struct discovery *d, const char *line, size_t length) {
  d->client = (d->client + 0x100) & 0xff00;
  length = dd_append(d->input, dd_put_control(d->input, d->client), line, length);
  return length > 0 ? feed(d, DD_INPUT_CONTROL, d->input, length) : DD_MISUSED;
}

int discovery_file(const struct discovery *d, unsigned which) {
  return d->questions[which].file;
}

void discovery_ready(struct discovery *d, unsigned which) {
  size_t length = 0;
  unsigned kind = receive_answer(d, which, &length);
  if (kind != 0) feed(d, kind, d->input, length);
}

int discovery_timeout_ms(const struct discovery *d) {
  const int most = 24 * 60 * 60 * 1000;
  if (d->deadline_ms == DD_NO_DEADLINE) return -1;
  int64_t left = d->deadline_ms - now_ms();
  return left < 0 ? 0 : left < most ? (int)left : most;
}

void discovery_tick(struct discovery *d) {
  if (d->deadline_ms == DD_NO_DEADLINE || now_ms() < d->deadline_ms) return;
  d->deadline_ms = DD_NO_DEADLINE;
  feed(d, DD_INPUT_TIME_REACHED, d->input, 0);
}

void discovery_end(struct discovery *d) {
  if (d->core != NULL) lose(d, NULL);
}
