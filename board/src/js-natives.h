/* What the script gets: the port and the core, function by function
 * (host/jerry/natives.d.ts). */
#ifndef DD_JS_NATIVES_H
#define DD_JS_NATIVES_H

#include <jerryscript.h>

#include "driver.h"

/* The natives of a driver, for js_engine_open. The window of the core is driver->output. */
jerry_value_t js_natives(void *driver);

/* The input that the script was given last fails with it: bars it from being retold. */
void js_bar_last(struct dd_driver *driver);

#endif
