/* Output records of the core, handed to the port. */
#include "interpret.h"

#include "recovery.h"
#include "text.h"

size_t dd_put_error(char *line, size_t size, unsigned code, unsigned offset) {
  struct dd_text text = dd_text_in(line, size);
  dd_put(&text, "{\"record\":\"error\",\"error\":");
  dd_put_number(&text, code);
  dd_put(&text, ",\"offset\":");
  dd_put_number(&text, offset);
  dd_put(&text, "}");
  return dd_text_length(&text);
}

/* The text of a record. A core gone wrong must not reach a terminal. */
static const char *printable(uint8_t *octets, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (octets[i] < ' ' || octets[i] > '~') octets[i] = '?';
  return (const char *)octets;
}

/* Remembers a socket that failed, to be fed when the drain is over. */
static void note(struct dd_driver *d, unsigned kind, unsigned socket, int result) {
  if (result >= 0) return;
  unsigned slot = socket % DD_SOCKET_SLOTS;
  d->failed_socket[slot] = (uint16_t)socket;
  d->failed_class[slot] = (uint8_t)-result;
  d->failed_kind[slot] = (uint8_t)kind;
  d->any_failed = true;
}

/* A closed socket has not failed, whatever became of it in this drain. */
static void forget(struct dd_driver *d, unsigned socket) {
  unsigned slot = socket % DD_SOCKET_SLOTS;
  if (d->failed_socket[slot] == socket) d->failed_class[slot] = DD_ERROR_CLASS_NONE;
}

static const char *file_line(struct dd_driver *d, unsigned flags, const char *line, size_t length) {
  if (flags & DD_FILE_FLAG_FIRST) d->filing = true;
  if (!d->filing) return "the core wrote a line of a result that it had not begun";
  d->filing = !(flags & DD_FILE_FLAG_LAST);
  d->port->result(d->port->context, flags, line, length);
  return NULL;
}

static void write_store(struct dd_driver *d, const struct dd_output *output) {
  unsigned slot = output->flags & 1;
  int result = d->port->store_write(d->port->context, slot, output->payload, output->length);
  d->store_class[slot] = result < 0 ? (uint8_t)-result : DD_ERROR_CLASS_NONE;
  d->store_told[slot] = d->any_failed = true;
}

static const char *open_socket(struct dd_driver *d, const struct dd_output *output, const uint8_t *record, size_t length) {
  const struct dd_port *port = d->port;
  unsigned socket = output->handle;
  struct dd_ends ends;
  struct dd_group group;
  bool whole = output->kind == DD_OUTPUT_MCAST_JOIN ? dd_read_group(record, length, &group) : dd_read_ends(record, length, &ends);
  if (!whole) return "the core wrote a socket without its addresses";
  if (output->kind == DD_OUTPUT_MCAST_JOIN)
    note(d, DD_INPUT_SOCKET_FAILED, socket, port->mcast_join(port->context, socket, &group));
  else if (output->kind == DD_OUTPUT_UDP_OPEN)
    note(d, DD_INPUT_SOCKET_FAILED, socket, port->udp_open(port->context, socket, &ends));
  else {
    const uint8_t *message = record + DD_TCP_ASK_OUTPUT_BYTES;
    size_t octets = length - DD_TCP_ASK_OUTPUT_BYTES;
    note(d, DD_INPUT_TCP_FAILED, socket, port->tcp_ask(port->context, socket, &ends, message, octets));
  }
  return NULL;
}

const char *dd_interpret(struct dd_driver *d, const struct dd_output *output, uint8_t *record, size_t length) {
  const struct dd_port *port = d->port;
  uint8_t *payload = record + DD_OUTPUT_PAYLOAD;
  switch (output->kind) {
  case DD_OUTPUT_LOG:
    port->log(port->context, output->flags, output->handle, printable(payload, output->length), output->length);
    return NULL;
  case DD_OUTPUT_EVENT:
    port->event(port->context, output->flags, printable(payload, output->length), output->length);
    return NULL;
  case DD_OUTPUT_CLIENT_SEND:
    port->client_send(port->context, output->handle, printable(payload, output->length), output->length);
    return NULL;
  case DD_OUTPUT_CLIENT_CLOSE:
    dd_finish(d, output->handle);
    return NULL;
  case DD_OUTPUT_FILE_REPLACE:
    return file_line(d, output->flags, printable(payload, output->length), output->length);
  case DD_OUTPUT_UDP_OPEN:
  case DD_OUTPUT_MCAST_JOIN:
  case DD_OUTPUT_TCP_ASK:
    return open_socket(d, output, record, length);
  case DD_OUTPUT_UDP_SEND:
    note(d, DD_INPUT_SOCKET_FAILED, output->handle,
         port->udp_send(port->context, output->handle, output->payload, output->length));
    return NULL;
  case DD_OUTPUT_CLOSE:
    port->close(port->context, output->handle);
    forget(d, output->handle);
    return NULL;
  case DD_OUTPUT_STORE_WRITE:
    write_store(d, output);
    return NULL;
  case DD_OUTPUT_STORE_QUARANTINE:
    port->store_quarantine(port->context);
    return NULL;
  case DD_OUTPUT_ENTROPY_WANTED:
    d->entropy_wanted = output->handle;
    return NULL;
  case DD_OUTPUT_DEADLINE:
    return dd_read_deadline(record, length, &d->deadline_ms) ? NULL : "the core wrote a deadline without a time";
  default:
    return "the core wrote an output of unknown kind";
  }
}
