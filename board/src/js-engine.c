/* What the engine throws, what nobody catches, what it rejects without a handler and
 * what it cannot go on from all end in the same way: the call returns why, and
 * whoever made it begins anew. */
#include "js-engine.h"

#include <jerryscript-port.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

/* Calls go at least this much deeper than jerry_init did: the engine takes the stack
 * there for its base, and counts what is above it as a stack that is full. */
enum { BELOW_BASE = 1024 };
enum { MOST_WHY = 160 };

static struct {
  bool open;
  jerry_value_t step; /* while `open` */
  unsigned rejected;  /* promises that were rejected and have no handler */
  const unsigned char *window;
  jmp_buf lost;
  char why[MOST_WHY];
} engine;

/* A recursion that any stack bears, but not one with a limit as it should be: whether it
 * ends in a RangeError. It goes from function to function, since the engine bears
 * about a thousand references to one. */
static const char STACK_CHECK[] =
    "(function () {"
    "  const all = [];"
    "  for (let i = 0; i < 16; i++) {"
    "    all.push(function (n) { const next = all[n % 16]; return n === 0 ? 0 : next(n - 1); });"
    "  }"
    "  try { all[0](4095); } catch (error) { return error instanceof RangeError; }"
    "  return false;"
    "})()";

static const struct {
  jerry_feature_t feature;
  const char *without;
} NEEDED[] = {
    {JERRY_FEATURE_JS_PARSER, "JerryScript is built without its parser (JERRY_PARSER)"},
    {JERRY_FEATURE_TYPEDARRAY, "JerryScript is built without typed arrays (JERRY_PROFILE)"},
    {JERRY_FEATURE_DATAVIEW, "JerryScript is built without DataView (JERRY_PROFILE)"},
    {JERRY_FEATURE_JSON, "JerryScript is built without JSON (JERRY_PROFILE)"},
    {JERRY_FEATURE_PROMISE_CALLBACK, "JerryScript is built without promise callbacks (JERRY_PROMISE_CALLBACK)"},
};

/* --- What JerryScript asks of its surroundings. --- */

void jerry_port_init(void) {}

void jerry_port_fatal(jerry_fatal_code_t code) {
  const char *why = "the script: the engine gave up";
  if (code == JERRY_FATAL_OUT_OF_MEMORY) why = "the script: out of memory";
  if (code == JERRY_FATAL_REF_COUNT_LIMIT) why = "the script: too many references to one value";
  strcpy(engine.why, why);
  longjmp(engine.lost, 1);
}

/* The script has no use for calendar time: that is an input of the core. */
double jerry_port_current_time(void) {
  return 0;
}
int32_t jerry_port_local_tza(double unix_ms) {
  (void)unix_ms;
  return 0;
}

/* Nothing is printed or waited for behind the daemon's back. */
void jerry_port_log(const char *message) {
  (void)message;
}
void jerry_port_print_buffer(const jerry_char_t *octets, jerry_size_t length) {
  (void)octets, (void)length;
}
void jerry_port_sleep(uint32_t ms) {
  (void)ms;
}

/* There is one script and it imports nothing. */
jerry_char_t *jerry_port_path_normalize(const jerry_char_t *path, jerry_size_t length) {
  (void)path, (void)length;
  return NULL;
}
void jerry_port_path_free(jerry_char_t *path) {
  (void)path;
}
jerry_size_t jerry_port_path_base(const jerry_char_t *path) {
  (void)path;
  return 0;
}
jerry_char_t *jerry_port_source_read(const char *path, jerry_size_t *length) {
  (void)path, (void)length;
  return NULL;
}
void jerry_port_source_free(jerry_char_t *source) {
  (void)source;
}

/* --- Buffers: all in the engine's own heap, but the window, which is not its to free. --- */

static uint8_t *allocate(jerry_arraybuffer_type_t type, uint32_t size, void **user, void *context) {
  (void)type, (void)user, (void)context;
  return jerry_heap_alloc(size);
}

static void release(jerry_arraybuffer_type_t type, uint8_t *octets, uint32_t size, void *user, void *context) {
  (void)type, (void)user, (void)context;
  if (octets != engine.window) jerry_heap_free(octets, size);
}

/* --- What went wrong. --- */

/* "the script: " and the text of a value, which is released. */
static const char *tell(jerry_value_t value) {
  static const char before[] = "the script: ";
  const size_t start = sizeof before - 1;
  memcpy(engine.why, before, start);
  jerry_value_t text = jerry_value_to_string(value);
  size_t length = jerry_string_to_buffer(text, JERRY_ENCODING_CESU8, (jerry_char_t *)engine.why + start,
                                         (jerry_size_t)(MOST_WHY - 1 - start));
  engine.why[start + length] = '\0';
  for (char *at = engine.why; *at != '\0'; at++)
    if (*at < ' ' || *at > '~') *at = '?';
  jerry_value_free(text);
  jerry_value_free(value);
  return engine.why;
}

static void on_promise(jerry_promise_event_type_t event, const jerry_value_t promise, const jerry_value_t reason,
                       void *context) {
  (void)promise, (void)context;
  if (event == JERRY_PROMISE_EVENT_CATCH_HANDLER_ADDED && engine.rejected > 0) engine.rejected--;
  if (event != JERRY_PROMISE_EVENT_REJECT_WITHOUT_HANDLER) return;
  engine.rejected++;
  tell(jerry_value_copy(reason));
}

/* Lets promises go on, and finds what nobody has caught. */
static const char *settle(void) {
  jerry_value_t result = jerry_run_jobs();
  if (jerry_value_is_exception(result)) return tell(jerry_exception_value(result, true));
  jerry_value_free(result);
  return engine.rejected > 0 ? engine.why : NULL;
}

/* Calls a function, which is released; *result is to be released if null is returned. */
static const char *call(jerry_value_t function, const jerry_value_t *argument, jerry_value_t *result) {
  jerry_value_t none = jerry_undefined();
  *result = jerry_call(function, none, argument, argument != NULL ? 1 : 0);
  jerry_value_free(function);
  if (jerry_value_is_exception(*result)) return tell(jerry_exception_value(*result, true));
  const char *why = settle();
  if (why != NULL) jerry_value_free(*result);
  return why;
}

/* --- The life of an engine. --- */

static const char *check(void) {
  for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++)
    if (!jerry_feature_enabled(NEEDED[i].feature)) return NEEDED[i].without;
  jerry_value_t limited = jerry_eval((const jerry_char_t *)STACK_CHECK, sizeof STACK_CHECK - 1, JERRY_PARSE_STRICT_MODE);
  bool fit = jerry_value_is_true(limited);
  jerry_value_free(limited);
  return fit ? NULL : "JerryScript is built without a limit of the stack, or with too large a one (JERRY_STACK_LIMIT)";
}

/* The script's `start`, or an exception. */
static jerry_value_t find_start(void) {
  jerry_value_t realm = jerry_current_realm();
  jerry_value_t host = jerry_object_get_sz(realm, "host");
  jerry_value_t start = jerry_object_get_sz(host, "start");
  jerry_value_free(host);
  jerry_value_free(realm);
  return start;
}

static const char *run(const struct js_script *script) {
  jerry_value_t code = jerry_parse(script->octets, script->length, NULL);
  if (jerry_value_is_exception(code)) return tell(jerry_exception_value(code, true));
  jerry_value_t result = jerry_run(code);
  jerry_value_free(code);
  if (jerry_value_is_exception(result)) return tell(jerry_exception_value(result, true));
  jerry_value_free(result);
  return settle();
}

__attribute__((noinline)) static const char *begin(const struct js_script *script, const struct js_gift *gift) {
  volatile char below[BELOW_BASE] = {0};
  (void)below[0];
  const char *why = check();
  if (why == NULL) why = run(script);
  if (why != NULL) return why;
  jerry_value_t given = gift->make(gift->context);
  why = call(find_start(), &given, &engine.step);
  jerry_value_free(given);
  if (why != NULL) engine.step = jerry_undefined();
  return why;
}

const char *js_engine_open(const struct js_script *script, const struct js_gift *gift) {
  engine.open = false;
  engine.rejected = 0;
  engine.window = gift->window;
  if (setjmp(engine.lost) != 0) return engine.why;
  jerry_init(JERRY_INIT_EMPTY);
  jerry_arraybuffer_allocator(allocate, release, NULL);
  jerry_promise_on_event(JERRY_PROMISE_EVENT_FILTER_ERROR, on_promise, NULL);
  engine.step = jerry_undefined();
  const char *why = begin(script, gift);
  engine.open = true;
  return why;
}

__attribute__((noinline)) static const char *take_step(bool *goes_on) {
  volatile char below[BELOW_BASE] = {0};
  (void)below[0];
  jerry_value_t result;
  const char *why = call(jerry_value_copy(engine.step), NULL, &result);
  if (why != NULL) return why;
  *goes_on = jerry_value_is_true(result);
  jerry_value_free(result);
  return NULL;
}

const char *js_engine_step(bool *goes_on) {
  if (setjmp(engine.lost) != 0) {
    engine.open = false;
    return engine.why;
  }
  return take_step(goes_on);
}

void js_engine_close(void) {
  if (!engine.open || setjmp(engine.lost) != 0) return;
  engine.open = false;
  jerry_value_free(engine.step);
  jerry_cleanup();
}
