/* Control clients, and how the daemon is asked to end. */
#include <signal.h>
#include <string.h>

#include "contract.h"

/* A client connects and sends a line; its handle, or negative. */
static int connect_client(struct dd_contract *c, const char *line) {
  int got = dd_ask_outside(c, DD_WISH_CONNECT, 0, NULL, line, NULL, 0);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_CONTROL);
  return got == DD_INPUT_CONTROL ? c->record[0] | c->record[1] << 8 : got < 0 ? got : -DD_ERROR_CLASS_TIMED_OUT;
}

static bool has_line(const struct dd_contract *c, const char *line) {
  size_t length = strlen(line);
  return c->length == DD_CONTROL_INPUT_LINE + length && memcmp(c->record + DD_CONTROL_INPUT_LINE, line, length) == 0;
}

static void send_line(struct dd_contract *c, unsigned client, const char *line) {
  c->port.client_send(c->port.context, client, line, strlen(line));
}

/* Lets the port send what is left, and compares what the client has got. */
static void check_reply(struct dd_contract *c, const char *expected, const char *what) {
  static char text[DD_MOST_TEXT];
  c->port.wait(c->port.context, c->port.now_ms(c->port.context) + 50, c->record, &c->length);
  int got = dd_ask_outside(c, DD_WISH_REPLY, 0, NULL, NULL, text, sizeof text);
  dd_expect(c, got == (int)strlen(expected) && strcmp(text, expected) == 0, what, got);
}

void dd_try_control(struct dd_contract *c) {
  dd_settle(c);
  int client = connect_client(c, "status\n");
  dd_expect(c, client >= 0 && (client & 0xff) < DD_MAX_CLIENTS && has_line(c, "status"), "a request is told, without its line end", client);
  if (client < 0) return;
  send_line(c, (unsigned)client, "{\"a\":1}");
  send_line(c, (unsigned)client + 0x100, "{\"stale\":1}");
  c->port.event(c->port.context, 1u << (client & 0xff), "{\"event\":1}", 11);
  c->port.event(c->port.context, ~(1u << (client & 0xff)) & 0xff, "{\"event\":2}", 11);
  send_line(c, (unsigned)client, "{\"b\":2}");
  c->port.client_close(c->port.context, (unsigned)client);
  check_reply(c, "{\"a\":1}\n{\"event\":1}\n{\"b\":2}\n", "its lines, its events, and the end; not what is for others");
  dd_ask_outside(c, DD_WISH_HANG_UP, 0, NULL, NULL, NULL, 0);
  static const char result[] = "{\"c\":3}";
  c->port.result(c->port.context, DD_FILE_FLAG_FIRST | DD_FILE_FLAG_LAST, result, sizeof result - 1);
  client = connect_client(c, "peers\n");
  int sent = client >= 0 ? c->port.client_send_result(c->port.context, (unsigned)client) : client;
  dd_expect(c, sent >= 0, "a client is sent the result", sent);
  c->port.client_close(c->port.context, (unsigned)client);
  check_reply(c, "{\"c\":3}\n", "which is the last whole one");
  dd_ask_outside(c, DD_WISH_HANG_UP, 0, NULL, NULL, NULL, 0);
  int next = connect_client(c, "peers\n");
  dd_expect(c, next >= 0 && next != client, "the next one has another handle", next);
  int got = dd_ask_outside(c, DD_WISH_HANG_UP, 0, NULL, NULL, NULL, 0);
  if (got >= 0) got = dd_wait_for(c, DD_INPUT_CLIENT_CLOSED);
  bool told = got == DD_INPUT_CLIENT_CLOSED && (c->record[0] | c->record[1] << 8) == next;
  dd_expect(c, told, "one that hangs up before its reply is told", got);
}

void dd_try_signals(struct dd_contract *c) {
  dd_settle(c);
  int got = dd_ask_outside(c, DD_WISH_SIGNAL, SIGHUP, NULL, NULL, NULL, 0);
  if (got >= 0) got = dd_wait_for(c, DD_WAIT_RELOAD);
  dd_expect(c, got == DD_WAIT_RELOAD, "SIGHUP: the configuration is to be read again", got);
  got = dd_ask_outside(c, DD_WISH_SIGNAL, SIGTERM, NULL, NULL, NULL, 0);
  if (got >= 0) got = dd_wait_for(c, DD_WAIT_STOP);
  dd_expect(c, got == DD_WAIT_STOP, "SIGTERM: the daemon is to end", got);
}
