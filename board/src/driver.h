/* The loop of the daemon: one input into the core, then every output out of it. */
#ifndef DD_DRIVER_H
#define DD_DRIVER_H

#include "board_port.h"

/* Socket handles are slot | generation << 8. */
#define DD_SOCKET_SLOTS 256
/* Inputs at which a new core failed as well. */
#define DD_BARRED 8

struct dd_driver {
  const struct dd_port *port;
  void *memory;         /* dd_size() octets for the core */
  struct dd_core *core; /* null: it is lost and not yet replaced */
  const char *trouble;  /* null, or why the daemon has to end */
  int64_t deadline_ms;
  /* Replacing a core that failed. */
  bool retelling; /* the new core is still being told all that lasts */
  int64_t restart_at_ms, restart_ms, failed_ms;
  uint64_t barred[DD_BARRED];
  unsigned barred_count, restarts;
  uint16_t watching, inquiring; /* a bit for each client's slot: it asked for `watch`, for `status` */
  /* What a drain leaves to be fed after it. */
  unsigned entropy_wanted;
  bool any_failed;
  uint16_t failed_socket[DD_SOCKET_SLOTS];
  uint8_t failed_class[DD_SOCKET_SLOTS]; /* DD_ERROR_CLASS_NONE: it did not fail */
  uint8_t failed_kind[DD_SOCKET_SLOTS];
  bool store_told[2];
  uint8_t store_class[2];
  bool filing; /* a result was begun and is not complete */
  bool journal_over; /* a journal is that of one core */
  unsigned outputs_left;
  uint8_t record[DD_WINDOW_SIZE];
  uint8_t output[DD_WINDOW_SIZE];
};

/* Makes the first core and tells it store and configuration. Null, or why the core cannot
 * run here. The structure is all zero but for `port` and `memory`. */
const char *dd_driver_start(struct dd_driver *driver);

/* Waits for one thing and lets the core deal with it. False: the daemon shall end, and
 * `trouble` says why if nobody asked it to. */
bool dd_driver_step(struct dd_driver *driver);

#endif
