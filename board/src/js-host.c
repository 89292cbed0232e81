/* The driver of driver.h with the loop in JavaScript: host/jerry runs it, on the same
 * port. It takes the place of driver.c; what replaces a core that failed replaces the
 * engine with it. */
#include "driver.h"
#include "interpret.h"
#include "js-engine.h"
#include "js-natives.h"
#include "recovery.h"

/* The engine or the core is lost, and both with it. */
static void lose(struct dd_driver *d, const char *why) {
  js_bar_last(d);
  dd_core_failed(d, why);
  js_engine_close();
}

static const char *open_engine(struct dd_driver *d) {
  const struct js_gift gift = {js_natives, d, d->output};
  return js_engine_open(&dd_js_script, &gift);
}

/* A new core is told what lasts by the script that a new engine runs. */
void dd_feed_lasting(struct dd_driver *d) {
  const char *why = open_engine(d);
  if (why != NULL) lose(d, why);
}

const char *dd_driver_start(struct dd_driver *d) {
  const char *why = NULL;
  d->deadline_ms = d->restart_at_ms = DD_NO_DEADLINE;
  d->core = dd_init(d->memory, dd_size(), &why);
  if (d->core == NULL) return why;
  return open_engine(d);
}

/* While there is no core, control clients are answered and nothing else is listened to. */
static bool wait_for_restart(struct dd_driver *d) {
  size_t length = 0;
  int event = dd_wait(d, d->restart_at_ms, &length);
  if (event == DD_WAIT_STOP) return false;
  if (event == DD_INPUT_CONTROL) dd_answer_alone(d, d->record, length);
  if (d->port->now_ms(d->port->context) >= d->restart_at_ms) dd_restart(d);
  return true;
}

bool dd_driver_step(struct dd_driver *d) {
  if (d->core == NULL) return wait_for_restart(d);
  bool goes_on = true;
  const char *why = js_engine_step(&goes_on);
  if (why != NULL) lose(d, why);
  return goes_on;
}
