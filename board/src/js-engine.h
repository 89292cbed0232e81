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

/* A script. It leaves its functions in the global object `host`: start(natives) returns
 * the function that does one step. */
struct js_script {
  const unsigned char *octets;
  size_t length;
};

/* The script of this program (tools/jerry.mjs). */
extern const struct js_script dd_js_script;

/* What a script gets: the argument of its `start`, made with `context`, and the one
 * external buffer that is in it. */
struct js_gift {
  jerry_value_t (*make)(void *context);
  void *context;
  const unsigned char *window;
};

/* Starts an engine, checks that it is fit, and starts the script. The engine before it
 * must be closed or lost. */
const char *js_engine_open(const struct js_script *script, const struct js_gift *gift);

/* Calls the script's step. *goes_on is false if it says that it has come to its end. */
const char *js_engine_step(bool *goes_on);

/* Ends the engine, if there is one. */
void js_engine_close(void);

#endif
