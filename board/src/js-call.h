/* A call of a native by the script, and its arguments. */
#ifndef DD_JS_CALL_H
#define DD_JS_CALL_H

#include <stdbool.h>

#include <jerryscript.h>

#include "driver.h"

struct js_call {
  struct dd_driver *driver;
  const struct dd_port *port;
  const jerry_value_t *arguments;
  jerry_length_t count;
};

/* An argument as an integer, 0 if it is none or beyond 2^53. */
int64_t js_integer(const struct js_call *call, unsigned index);

/* The same from 0 to UINT32_MAX, else 0. */
unsigned js_natural(const struct js_call *call, unsigned index);

/* The octets of a typed array, good while the native runs; null if the argument is none, or has fewer than
 * `least`. length: may be null. */
uint8_t *js_octets(const struct js_call *call, unsigned index, size_t least, size_t *length);

/* The octets of a string, good until the next call; null if the argument is none, or has
 * more than DD_MAX_LINE_LENGTH. */
const char *js_string(const struct js_call *call, unsigned index, size_t *length);

/* The exception for an argument of a wrong kind. */
jerry_value_t js_wrong_argument(void);

#endif
