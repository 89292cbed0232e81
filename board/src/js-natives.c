/* Each native takes its arguments apart, calls the function of the port that has its
 * name, and returns what that returned. Arguments of a wrong kind are a TypeError. */
#include "js-natives.h"

#include <string.h>

#include "js-call.h"
#include "recovery.h"

/* What is in driver->record. */
static unsigned last_kind;
static size_t last_length;

/* --- The core. --- */

static jerry_value_t core_window(const struct js_call *call) {
  (void)call;
  return jerry_number(0);
}

static jerry_value_t core_abi_version(const struct js_call *call) {
  (void)call;
  return jerry_number(DD_ABI_VERSION);
}

static jerry_value_t core_result(const struct js_call *call, int32_t result) {
  if (result == DD_FAILED) return jerry_throw_sz(JERRY_ERROR_COMMON, dd_trouble(call->driver->core));
  return jerry_number(result);
}

static jerry_value_t core_handle(const struct js_call *call) {
  int64_t now_ms = (int64_t)((uint64_t)js_integer(call, 3) << 32 | (uint32_t)js_integer(call, 2));
  struct dd_driver *d = call->driver;
  return core_result(call, dd_handle(d->core, js_natural(call, 0), d->output, js_natural(call, 1), now_ms));
}

static jerry_value_t core_poll_output(const struct js_call *call) {
  return core_result(call, dd_poll(call->driver->core, call->driver->output));
}

/* --- Inputs: what the port writes into driver->record is copied for the script. --- */

/* Sets `payload` of the argument to a copy of the record; the result is `kind`, or an exception. */
static jerry_value_t give(const struct js_call *call, unsigned index, unsigned kind, size_t length, int result) {
  struct dd_driver *d = call->driver;
  last_kind = kind;
  last_length = length;
  if (index >= call->count || !jerry_value_is_object(call->arguments[index])) return js_wrong_argument();
  jerry_value_t copy = jerry_typedarray(JERRY_TYPEDARRAY_UINT8, (jerry_length_t)length);
  if (jerry_value_is_exception(copy)) return copy;
  if (length > 0) {
    jerry_value_t buffer = jerry_typedarray_buffer(copy, NULL, NULL);
    uint8_t *start = jerry_arraybuffer_data(buffer);
    jerry_value_free(buffer);
    if (start == NULL) {
      jerry_value_free(copy);
      return jerry_throw_sz(JERRY_ERROR_RANGE, "out of memory");
    }
    memcpy(start, d->record, length);
  }
  jerry_value_t done = jerry_object_set_sz(call->arguments[index], "payload", copy);
  jerry_value_free(copy);
  if (jerry_value_is_exception(done)) return done;
  jerry_value_free(done);
  return jerry_number(result);
}

static bool is_barred(const struct dd_driver *d, unsigned kind, size_t length) {
  return d->retelling && dd_is_barred(d, kind, d->record, length);
}

static jerry_value_t wait(const struct js_call *call) {
  struct dd_driver *d = call->driver;
  for (;;) {
    size_t length = 0;
    int event = dd_wait(d, js_integer(call, 0), &length);
    unsigned kind = (unsigned)event;
    if (!dd_is_lasting(kind)) d->retelling = false;
    if (!is_barred(d, kind, length)) return give(call, 1, kind, length, event);
  }
}

static jerry_value_t configuration(const struct js_call *call) {
  struct dd_driver *d = call->driver;
  int length = call->port->configuration(call->port->context, (char *)d->record, DD_MAX_MESSAGE_LENGTH);
  if (length >= 0 && is_barred(d, DD_INPUT_CONFIG, (size_t)length)) length = -DD_ERROR_CLASS_IO;
  if (length < 0) return jerry_number(length);
  return give(call, 0, DD_INPUT_CONFIG, (size_t)length, length);
}

/* A journal has no store: what was read of one is among its inputs (js-replay.c). */
static jerry_value_t store_read(const struct js_call *call) {
  struct dd_driver *d = call->driver;
  if (call->port->store_read == NULL) return jerry_number(-DD_ERROR_CLASS_IO);
  unsigned slot = js_natural(call, 0) & 1, error_class = DD_ERROR_CLASS_NONE;
  uint8_t *start = d->record + DD_STORED_INPUT_BYTES;
  int got = call->port->store_read(call->port->context, slot, start, DD_WINDOW_SIZE - DD_STORED_INPUT_BYTES, &error_class);
  if (got < 0) error_class = (unsigned)-got, got = 0;
  size_t length = dd_put_stored(d->record, slot, error_class) + (size_t)got;
  if (is_barred(d, DD_INPUT_STORED, length)) return jerry_number(-DD_ERROR_CLASS_IO);
  return give(call, 1, DD_INPUT_STORED, length, got);
}

void js_bar_last(struct dd_driver *driver) {
  if (driver->retelling) dd_bar(driver, last_kind, driver->record, last_length);
  last_kind = 0;
}

static jerry_value_t entropy(const struct js_call *call) {
  size_t length;
  uint8_t *start = js_octets(call, 0, 0, &length);
  if (start == NULL) return js_wrong_argument();
  return jerry_number(call->port->entropy(call->port->context, start, length));
}

static jerry_value_t now_ms(const struct js_call *call) {
  return jerry_number((double)call->port->now_ms(call->port->context));
}

static jerry_value_t retell(const struct js_call *call) {
  call->port->retell(call->port->context);
  return jerry_undefined();
}

/* --- Sockets. --- */

/* The two ends in arguments 1 to 4. */
static bool read_ends(const struct js_call *call, struct dd_ends *ends) {
  const uint8_t *local = js_octets(call, 1, sizeof ends->local, NULL);
  const uint8_t *remote = js_octets(call, 2, sizeof ends->remote, NULL);
  if (local == NULL || remote == NULL) return false;
  memcpy(ends->local, local, sizeof ends->local);
  memcpy(ends->remote, remote, sizeof ends->remote);
  ends->remote_port = (uint16_t)js_natural(call, 3);
  ends->ifindex = js_natural(call, 4);
  return true;
}

static jerry_value_t udp_open(const struct js_call *call) {
  struct dd_ends ends;
  if (!read_ends(call, &ends)) return js_wrong_argument();
  return jerry_number(call->port->udp_open(call->port->context, js_natural(call, 0), &ends));
}

static jerry_value_t mcast_join(const struct js_call *call) {
  struct dd_group group = {.port = (uint16_t)js_natural(call, 2), .ifindex = js_natural(call, 3)};
  const uint8_t *address = js_octets(call, 1, sizeof group.group, NULL);
  if (address == NULL) return js_wrong_argument();
  memcpy(group.group, address, sizeof group.group);
  return jerry_number(call->port->mcast_join(call->port->context, js_natural(call, 0), &group));
}

static jerry_value_t udp_send(const struct js_call *call) {
  size_t length;
  const uint8_t *start = js_octets(call, 1, 0, &length);
  if (start == NULL) return js_wrong_argument();
  return jerry_number(call->port->udp_send(call->port->context, js_natural(call, 0), start, length));
}

static jerry_value_t tcp_ask(const struct js_call *call) {
  struct dd_ends ends;
  size_t length;
  const uint8_t *start = js_octets(call, 5, 0, &length);
  if (start == NULL || !read_ends(call, &ends)) return js_wrong_argument();
  return jerry_number(call->port->tcp_ask(call->port->context, js_natural(call, 0), &ends, start, length));
}

static jerry_value_t close_socket(const struct js_call *call) {
  call->port->close(call->port->context, js_natural(call, 0));
  return jerry_undefined();
}

/* --- Control clients, store, result, log, journal. --- */

static jerry_value_t client_send(const struct js_call *call) {
  size_t length;
  const char *line = js_string(call, 1, &length);
  if (line == NULL) return js_wrong_argument();
  call->port->client_send(call->port->context, js_natural(call, 0), line, length);
  return jerry_undefined();
}

static jerry_value_t client_close(const struct js_call *call) {
  dd_finish(call->driver, js_natural(call, 0));
  return jerry_undefined();
}

static jerry_value_t event(const struct js_call *call) {
  size_t length;
  const char *line = js_string(call, 1, &length);
  if (line == NULL) return js_wrong_argument();
  call->port->event(call->port->context, js_natural(call, 0), line, length);
  return jerry_undefined();
}

static jerry_value_t store_write(const struct js_call *call) {
  size_t length;
  const uint8_t *start = js_octets(call, 1, 0, &length);
  if (start == NULL) return js_wrong_argument();
  return jerry_number(call->port->store_write(call->port->context, js_natural(call, 0) & 1, start, length));
}

static jerry_value_t store_quarantine(const struct js_call *call) {
  call->port->store_quarantine(call->port->context);
  return jerry_undefined();
}

static jerry_value_t result(const struct js_call *call) {
  size_t length;
  const char *line = js_string(call, 1, &length);
  if (line == NULL) return js_wrong_argument();
  call->port->result(call->port->context, js_natural(call, 0), line, length);
  return jerry_undefined();
}

static jerry_value_t write_log(const struct js_call *call) {
  size_t length;
  const char *line = js_string(call, 2, &length);
  if (line == NULL) return js_wrong_argument();
  call->port->log(call->port->context, js_natural(call, 0), js_natural(call, 1), line, length);
  return jerry_undefined();
}

static jerry_value_t journal(const struct js_call *call) {
  size_t length;
  const uint8_t *start = js_octets(call, 2, 0, &length);
  if (start == NULL) return js_wrong_argument();
  call->port->journal(call->port->context, js_natural(call, 0), js_integer(call, 1), start, length);
  return jerry_undefined();
}

/* --- The objects. --- */

struct native {
  const char *name;
  jerry_value_t (*act)(const struct js_call *call);
};

static const struct native CORE[] = {
    {"window", core_window},
    {"abiVersion", core_abi_version},
    {"handle", core_handle},
    {"pollOutput", core_poll_output},
};

static const struct native PORT[] = {
    {"nowMs", now_ms},
    {"entropy", entropy},
    {"configuration", configuration},
    {"wait", wait},
    {"retell", retell},
    {"udpOpen", udp_open},
    {"mcastJoin", mcast_join},
    {"udpSend", udp_send},
    {"tcpAsk", tcp_ask},
    {"close", close_socket},
    {"clientSend", client_send},
    {"clientClose", client_close},
    {"event", event},
    {"storeRead", store_read},
    {"storeWrite", store_write},
    {"storeQuarantine", store_quarantine},
    {"result", result},
    {"log", write_log},
};

static const struct native JOURNAL = {"journal", journal};

/* What a function of the engine has with it: the native that it stands for. */
static const jerry_object_native_info_t NATIVE = {0};
/* There is one engine, and it has one driver. */
static struct dd_driver *owner;

static jerry_value_t act(const jerry_call_info_t *info, const jerry_value_t arguments[], jerry_length_t count) {
  const struct native *native = jerry_object_get_native_ptr(info->function, &NATIVE);
  const struct js_call call = {owner, owner->port, arguments, count};
  return native->act(&call);
}

/* Sets a property to a value, which is released. */
static void set(jerry_value_t object, const char *name, jerry_value_t value) {
  jerry_value_free(jerry_object_set_sz(object, name, value));
  jerry_value_free(value);
}

static void set_native(jerry_value_t object, const struct native *native) {
  jerry_value_t function = jerry_function_external(act);
  jerry_object_set_native_ptr(function, &NATIVE, (void *)(uintptr_t)native);
  set(object, native->name, function);
}

jerry_value_t js_natives(void *driver) {
  owner = driver;
  jerry_value_t natives = jerry_object();
  jerry_value_t core = jerry_object();
  jerry_value_t memory = jerry_object();
  for (size_t i = 0; i < sizeof CORE / sizeof *CORE; i++) set_native(core, &CORE[i]);
  set(memory, "buffer", jerry_arraybuffer_external(owner->output, DD_WINDOW_SIZE, NULL));
  set(core, "memory", memory);
  set(natives, "core", core);
  for (size_t i = 0; i < sizeof PORT / sizeof *PORT; i++) set_native(natives, &PORT[i]);
  if (owner->port->journal != NULL) set_native(natives, &JOURNAL);
  else set(natives, JOURNAL.name, jerry_null());
  return natives;
}
