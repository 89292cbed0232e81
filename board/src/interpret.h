/* Parts of the driver that are in files of their own. */
#ifndef DD_INTERPRET_H
#define DD_INTERPRET_H

#include "driver.h"

/* Hands one output to the port. Null, or what is wrong with it. */
const char *dd_interpret(struct dd_driver *driver, const struct dd_output *output, uint8_t *record, size_t length);

/* An error record for a control client (docs/abi.md, JSON); returns its length. */
size_t dd_put_error(char *line, size_t size, unsigned code, unsigned offset);

/* Hands an input to the core, if there is one, with everything that follows from it. */
void dd_feed(struct dd_driver *driver, unsigned kind, const uint8_t *record, size_t length);

/* Tells a new core what lasts: store and configuration; the rest comes from the port. */
void dd_feed_lasting(struct dd_driver *driver);

#endif
