/* What brings the daemon back after its core has failed. The list last published
 * stays where it is meanwhile. */
#ifndef DD_RECOVERY_H
#define DD_RECOVERY_H

#include "driver.h"

/* The core is of no use any more: plans to replace it. */
void dd_core_failed(struct dd_driver *driver, const char *why);

/* Makes a new core and has it told all that lasts. */
void dd_restart(struct dd_driver *driver);

/* Waits as the port does. A wait that fails is made again; one that goes on failing is
 * trouble, and DD_WAIT_STOP. */
int dd_wait(struct dd_driver *driver, int64_t until_ms, size_t *length);

/* Ends the reply to a client. Of the daemon itself `status` has a record more. */
void dd_finish(struct dd_driver *driver, unsigned client);

/* The client of a control record. */
static inline unsigned dd_client_of(const uint8_t *record) {
  return record[DD_CONTROL_INPUT_CLIENT] | (unsigned)record[DD_CONTROL_INPUT_CLIENT + 1] << 8;
}

/* Tells a control client why its request is not taken. */
void dd_refuse(struct dd_driver *driver, unsigned client, unsigned code, unsigned offset);

/* Answers a control record without a core: the list is there, the rest has to wait. */
void dd_answer_alone(struct dd_driver *driver, const uint8_t *record, size_t length);

/* Whether inputs of a kind describe a lasting state, which a new core has to be told. */
bool dd_is_lasting(unsigned kind);

/* An input at which a new core fails too would bring down every core to come: it is barred
 * from being retold until its octets change. */
void dd_bar(struct dd_driver *driver, unsigned kind, const uint8_t *record, size_t length);
bool dd_is_barred(const struct dd_driver *driver, unsigned kind, const uint8_t *record, size_t length);

#endif
