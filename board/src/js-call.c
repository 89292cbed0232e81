#include "js-call.h"

static const double MOST_INTEGER = 9007199254740992.0;

jerry_value_t js_wrong_argument(void) {
  return jerry_throw_sz(JERRY_ERROR_TYPE, "a native was called with an argument of a wrong kind");
}

int64_t js_integer(const struct js_call *call, unsigned index) {
  if (index >= call->count || !jerry_value_is_number(call->arguments[index])) return 0;
  double value = jerry_value_as_integer(call->arguments[index]);
  return value > -MOST_INTEGER && value < MOST_INTEGER ? (int64_t)value : 0;
}

unsigned js_natural(const struct js_call *call, unsigned index) {
  int64_t value = js_integer(call, index);
  return value >= 0 && value <= UINT32_MAX ? (unsigned)value : 0;
}

uint8_t *js_octets(const struct js_call *call, unsigned index, size_t least, size_t *length) {
  static uint8_t nothing[1];
  jerry_size_t offset = 0, size = 0;
  if (index >= call->count || !jerry_value_is_typedarray(call->arguments[index])) return NULL;
  jerry_value_t buffer = jerry_typedarray_buffer(call->arguments[index], &offset, &size);
  uint8_t *start = jerry_arraybuffer_data(buffer);
  jerry_value_free(buffer);
  if (length != NULL) *length = size;
  if (size < least) return NULL;
  if (size == 0) return nothing;
  return start == NULL ? NULL : start + offset;
}

const char *js_string(const struct js_call *call, unsigned index, size_t *length) {
  static char text[DD_MAX_LINE_LENGTH];
  if (index >= call->count || !jerry_value_is_string(call->arguments[index])) return NULL;
  if (jerry_string_size(call->arguments[index], JERRY_ENCODING_UTF8) > sizeof text) return NULL;
  *length = jerry_string_to_buffer(call->arguments[index], JERRY_ENCODING_UTF8, (jerry_char_t *)text, sizeof text);
  return text;
}
