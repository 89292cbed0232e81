#include "recovery.h"

#include <string.h>

#include "interpret.h"
#include "text.h"

enum { FIRST_RESTART_MS = 100, LAST_RESTART_MS = 60000, MOST_WAITS = 16 };

/* Whether the first word of a line is this one; `alone`: and the only one. */
static bool begins_with(const char *word, bool alone, const uint8_t *line, size_t length) {
  size_t letters = strlen(word);
  while (length > letters && line[length - 1] == ' ') length--;
  if (length < letters || memcmp(line, word, letters) != 0) return false;
  return length == letters || (!alone && line[letters] == ' ');
}

/* Remembers which client asked for what the daemon itself has something to say to. */
static void take_note(struct dd_driver *d, size_t length) {
  unsigned slot = d->record[DD_CONTROL_INPUT_CLIENT];
  uint16_t bit = (uint16_t)(slot < DD_MAX_CLIENTS ? 1u << slot : 0);
  const uint8_t *line = d->record + DD_CONTROL_INPUT_LINE;
  length -= DD_CONTROL_INPUT_LINE;
  d->watching = (uint16_t)((d->watching & ~bit) | (begins_with("watch", false, line, length) ? bit : 0));
  d->inquiring = (uint16_t)((d->inquiring & ~bit) | (begins_with("status", true, line, length) ? bit : 0));
}

int dd_wait(struct dd_driver *d, int64_t until_ms, size_t *length) {
  for (unsigned tries = 0; tries < MOST_WAITS; tries++) {
    int event = d->port->wait(d->port->context, until_ms, d->record, length);
    if (event == DD_INPUT_CONTROL) take_note(d, *length);
    if (event >= 0) return event;
  }
  d->trouble = "the operating system does not tell any more what happens";
  return DD_WAIT_STOP;
}

void dd_finish(struct dd_driver *d, unsigned client) {
  char line[64];
  struct dd_text text = dd_text_in(line, sizeof line);
  dd_put(&text, "{\"record\":\"host\",\"restarts\":");
  dd_put_number(&text, d->restarts);
  dd_put(&text, "}");
  unsigned slot = client & 0xff;
  if (d->core != NULL && slot < DD_MAX_CLIENTS && d->inquiring >> slot & 1)
    d->port->client_send(d->port->context, client, line, dd_text_length(&text));
  d->port->client_close(d->port->context, client);
}

/* Tells those who watch that they have to watch anew. */
static void tell_watchers(struct dd_driver *d) {
  if (d->watching == 0) return;
  char line[96];
  struct dd_text text = dd_text_in(line, sizeof line);
  dd_put(&text, "{\"event\":\"restarting\",\"restarts\":");
  dd_put_number(&text, d->restarts);
  dd_put(&text, ",\"after_ms\":");
  dd_put_number(&text, d->restart_ms);
  dd_put(&text, "}");
  d->port->event(d->port->context, d->watching, line, dd_text_length(&text));
  d->watching = 0;
}

void dd_refuse(struct dd_driver *d, unsigned client, unsigned code, unsigned offset) {
  char line[64];
  size_t length = dd_put_error(line, sizeof line, code, offset);
  d->port->client_send(d->port->context, client, line, length);
  d->port->client_close(d->port->context, client);
}

void dd_answer_alone(struct dd_driver *d, const uint8_t *record, size_t length) {
  unsigned client = dd_client_of(record);
  bool wanted = begins_with("peers", true, record + DD_CONTROL_INPUT_LINE, length - DD_CONTROL_INPUT_LINE);
  bool sent = wanted && d->port->client_send_result(d->port->context, client) >= 0;
  if (sent) d->port->client_close(d->port->context, client);
  else dd_refuse(d, client, DD_CODE_NOT_INITIALISED, 0);
}

void dd_core_failed(struct dd_driver *d, const char *why) {
  const struct dd_port *port = d->port;
  int64_t now_ms = port->now_ms(port->context);
  bool again = d->restart_ms != 0 && now_ms - d->failed_ms < LAST_RESTART_MS;
  int64_t twice = 2 * d->restart_ms;
  d->restart_ms = !again ? FIRST_RESTART_MS : twice < LAST_RESTART_MS ? twice : LAST_RESTART_MS;
  d->failed_ms = now_ms;
  d->restart_at_ms = now_ms + d->restart_ms;
  d->deadline_ms = DD_NO_DEADLINE;
  if (d->core != NULL) dd_end(d->core);
  d->core = NULL;
  d->journal_over = true;
  d->any_failed = d->filing = false;
  d->entropy_wanted = 0;
  memset(d->failed_class, 0, sizeof d->failed_class);
  memset(d->store_told, 0, sizeof d->store_told);
  d->restarts++;
  tell_watchers(d);
  port->close_all(port->context);
  char sentence[200];
  struct dd_text text = dd_text_in(sentence, sizeof sentence);
  dd_put(&text, "the core failed (");
  dd_put(&text, why);
  dd_put(&text, "): it starts anew in ");
  dd_put_number(&text, d->restart_ms);
  dd_put(&text, " ms");
  port->log(port->context, DD_LOG_LEVEL_ERROR, DD_CODE_OK, sentence, dd_text_length(&text));
}

void dd_restart(struct dd_driver *d) {
  const char *why = NULL;
  d->restart_at_ms = DD_NO_DEADLINE;
  d->core = dd_init(d->memory, dd_size(), &why);
  if (d->core == NULL) {
    dd_core_failed(d, why);
    return;
  }
  d->retelling = true;
  dd_feed_lasting(d);
}

bool dd_is_lasting(unsigned kind) {
  switch (kind) {
  case DD_INPUT_STORED:
  case DD_INPUT_WALL_TIME:
  case DD_INPUT_CONFIG:
  case DD_INPUT_LINK:
  case DD_INPUT_ADDRESSES:
  case DD_INPUT_SPOOL:
    return true;
  default:
    return false;
  }
}

/* FNV-1a: who can write the input gains nothing by a collision, except that it is left out. */
static uint64_t digest(unsigned kind, const uint8_t *record, size_t length) {
  uint64_t hash = (14695981039346656037u ^ kind) * 1099511628211u;
  for (size_t i = 0; i < length; i++) hash = (hash ^ record[i]) * 1099511628211u;
  return hash;
}

void dd_bar(struct dd_driver *d, unsigned kind, const uint8_t *record, size_t length) {
  if (!dd_is_lasting(kind) || (kind == DD_INPUT_STORED && length == DD_STORED_INPUT_BYTES)) return;
  d->barred[d->barred_count++ % DD_BARRED] = digest(kind, record, length);
}

bool dd_is_barred(const struct dd_driver *d, unsigned kind, const uint8_t *record, size_t length) {
  uint64_t hash = digest(kind, record, length);
  for (unsigned i = 0; i < DD_BARRED && i < d->barred_count; i++)
    if (d->barred[i] == hash) return true;
  return false;
}
