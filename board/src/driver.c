/* The loop. It knows the kinds of records and nothing of what they mean. */
#include "driver.h"

#include <string.h>

#include "interpret.h"
#include "recovery.h"

/* More outputs than this for one input: the core does not come to an end. */
enum { MOST_OUTPUTS = 65536 };
/* Fresh octets in one input of the core. */
enum { MOST_ENTROPY = 256 };

static void take_down(const struct dd_driver *d, unsigned kind, int64_t now_ms, const uint8_t *octets, size_t length) {
  if (d->port->journal != NULL && !d->journal_over) d->port->journal(d->port->context, kind, now_ms, octets, length);
}

/* Hands every output to the port; false if the core failed. */
static bool drain(struct dd_driver *d, int64_t now_ms) {
  for (;;) {
    int32_t length = dd_poll(d->core, d->output);
    if (length == 0) return true;
    const char *why = NULL;
    struct dd_output output;
    if (length == DD_FAILED) why = dd_trouble(d->core);
    else if (d->outputs_left-- == 0) why = "the core does not stop writing outputs";
    else if (!dd_read_output(d->output, (size_t)length, &output)) why = "the core wrote an output that is cut";
    else {
      take_down(d, output.kind, now_ms, d->output, (size_t)length);
      why = dd_interpret(d, &output, d->output, (size_t)length);
    }
    if (why == NULL) continue;
    dd_core_failed(d, why);
    return false;
  }
}

/* One input with all its outputs; false if the core failed at it. */
static bool handle(struct dd_driver *d, unsigned kind, const uint8_t *record, size_t length) {
  int64_t now_ms = d->port->now_ms(d->port->context);
  take_down(d, kind, now_ms, record, length);
  int32_t result = dd_handle(d->core, kind, record, length, now_ms);
  if (result == DD_FAILED) {
    dd_core_failed(d, dd_trouble(d->core));
    return false;
  }
  if (result < 0 && kind == DD_INPUT_CONTROL)
    dd_refuse(d, dd_client_of(record), dd_fault_code(result), dd_fault_offset(result));
  return drain(d, now_ms);
}

static bool feed_entropy(struct dd_driver *d) {
  uint8_t octets[MOST_ENTROPY];
  while (d->entropy_wanted > 0) {
    size_t count = d->entropy_wanted < MOST_ENTROPY ? d->entropy_wanted : MOST_ENTROPY;
    d->entropy_wanted = 0;
    bool ok = d->port->entropy(d->port->context, octets, count) >= 0;
    if (ok && !handle(d, DD_INPUT_ENTROPY, octets, count)) return false;
    memset(octets, 0, sizeof octets);
  }
  return true;
}

/* Feeds what became of sockets and of the store during a drain, one of each at a time. */
static bool feed_failures(struct dd_driver *d) {
  uint8_t record[DD_FAILURE_INPUT_SIZE];
  d->any_failed = false;
  for (unsigned slot = 0; slot < DD_SOCKET_SLOTS; slot++) {
    unsigned error_class = d->failed_class[slot];
    if (error_class == DD_ERROR_CLASS_NONE) continue;
    d->failed_class[slot] = DD_ERROR_CLASS_NONE;
    size_t length = dd_put_failure(record, d->failed_socket[slot], error_class);
    if (!handle(d, d->failed_kind[slot], record, length)) return false;
  }
  for (unsigned slot = 0; slot < 2; slot++) {
    if (!d->store_told[slot]) continue;
    d->store_told[slot] = false;
    size_t length = dd_put_store_written(record, slot, d->store_class[slot]);
    if (!handle(d, DD_INPUT_STORE_WRITTEN, record, length)) return false;
  }
  return true;
}

void dd_feed(struct dd_driver *d, unsigned kind, const uint8_t *record, size_t length) {
  if (d->core == NULL) {
    if (kind == DD_INPUT_CONTROL) dd_answer_alone(d, record, length);
    return;
  }
  if (d->retelling && dd_is_barred(d, kind, record, length)) return;
  d->outputs_left = MOST_OUTPUTS;
  d->entropy_wanted = 0;
  if (!handle(d, kind, record, length)) {
    if (d->retelling) dd_bar(d, kind, record, length);
    return;
  }
  /* A failure that repeats itself for ever uses up the outputs. */
  while (d->entropy_wanted > 0 || d->any_failed)
    if (!feed_entropy(d) || (d->any_failed && !feed_failures(d))) return;
}

/* False if it cannot be read: the one that the core has stays. */
static bool feed_configuration(struct dd_driver *d) {
  int length = d->port->configuration(d->port->context, (char *)d->record, DD_MAX_MESSAGE_LENGTH);
  if (length >= 0) dd_feed(d, DD_INPUT_CONFIG, d->record, (size_t)length);
  return length >= 0;
}

void dd_feed_lasting(struct dd_driver *d) {
  for (unsigned slot = 0; slot < 2; slot++) {
    unsigned error_class = DD_ERROR_CLASS_NONE;
    uint8_t *octets = d->record + DD_STORED_INPUT_BYTES;
    int length = d->port->store_read(d->port->context, slot, octets, DD_WINDOW_SIZE - DD_STORED_INPUT_BYTES, &error_class);
    if (length < 0) error_class = (unsigned)-length, length = 0;
    size_t before = dd_put_stored(d->record, slot, error_class);
    /* Told to be empty, the slot is written over. */
    if (dd_is_barred(d, DD_INPUT_STORED, d->record, before + (size_t)length)) length = 0;
    dd_feed(d, DD_INPUT_STORED, d->record, before + (size_t)length);
  }
  /* A new core has none that could stay, and would withdraw what the lost one published. */
  if (d->core != NULL && !feed_configuration(d)) dd_core_failed(d, "its configuration cannot be read");
  d->port->retell(d->port->context);
}

const char *dd_driver_start(struct dd_driver *d) {
  const char *why = NULL;
  d->deadline_ms = d->restart_at_ms = DD_NO_DEADLINE;
  d->core = dd_init(d->memory, dd_size(), &why);
  if (d->core == NULL) return why;
  dd_feed_lasting(d);
  return NULL;
}

static int64_t earlier(int64_t a, int64_t b) {
  if (a == DD_NO_DEADLINE) return b;
  return b == DD_NO_DEADLINE || a < b ? a : b;
}

bool dd_driver_step(struct dd_driver *d) {
  size_t length = 0;
  int64_t until_ms = earlier(d->deadline_ms, d->restart_at_ms);
  int event = dd_wait(d, until_ms, &length);
  if (event == DD_WAIT_STOP) return false;
  if (!dd_is_lasting((unsigned)event)) d->retelling = false;
  if (event == DD_WAIT_RELOAD) {
    feed_configuration(d);
    d->port->retell(d->port->context);
  } else if (event != DD_WAIT_NOTHING) dd_feed(d, (unsigned)event, d->record, length);
  int64_t now_ms = d->port->now_ms(d->port->context);
  if (d->restart_at_ms != DD_NO_DEADLINE && now_ms >= d->restart_at_ms) dd_restart(d);
  else if (d->deadline_ms != DD_NO_DEADLINE && now_ms >= d->deadline_ms) {
    d->deadline_ms = DD_NO_DEADLINE;
    dd_feed(d, DD_INPUT_TIME_REACHED, d->record, 0);
  }
  return true;
}
