/* JerryScript, with one script in it. There is one engine in a process, because
 * JerryScript keeps its state in globals; an engine that is lost is opened anew.
 *
 * Each function returns null, or why the engine is of no use any more, as part of
 * a sentence that is good until the next call. */
#ifndef DD_JS_ENGINE_H
#define DD_JS_ENGINE_H

#include <stdbool.h>
#include <stddef.h>

#include <jerryscript.h>

/* The script that is part of this program (tools/jerry.mjs). It leaves its functions in the
 * global object `host`: start(natives) returns the function that does one step. */
extern const unsigned char dd_js_script[];
extern const size_t dd_js_script_length;

/* Starts an engine, checks that it is fit, runs the script and calls its `start`
 * with what `make_natives` returns. The engine before it must be closed or lost.
 * window: the one external buffer that a native may give to the script. */
const char *js_engine_open(jerry_value_t (*make_natives)(void *context), void *context, const unsigned char *window);

/* Calls the script's step. *goes_on is false if it says that it has come to its end. */
const char *js_engine_step(bool *goes_on);

/* Ends the engine, if there is one. */
void js_engine_close(void);

#endif
