#include "recovery.h"

#include <string.h>

#include "interpret.h"
#include "text.h"

enum { FIRST_RESTART_MS = 100, LAST_RESTART_MS = 60000 };

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
  if (!dd_is_lasting(kind)) return;
  d->barred[d->barred_count++ % DD_BARRED] = digest(kind, record, length);
}

bool dd_is_barred(const struct dd_driver *d, unsigned kind, const uint8_t *record, size_t length) {
  uint64_t hash = digest(kind, record, length);
  for (unsigned i = 0; i < DD_BARRED && i < d->barred_count; i++)
    if (d->barred[i] == hash) return true;
  return false;
}
