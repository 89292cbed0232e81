#include "check-config.h"

#include <string.h>
#include <unistd.h>

#include "command.h"
#include "memory.h"

enum { MOST_LINE = 512 };

struct check {
  const struct dd_places *places;
  const char *text, *end;
  size_t ends[DD_MOST_CONFIGURATIONS];
  unsigned problems;
};

/* The line of a number from 1, and its end. */
static const char *find_line(const char *at, const char *end, int64_t number, const char **line_end) {
  for (; number > 1 && at < end; number--) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    at = feed != NULL ? feed + 1 : end;
  }
  const char *feed = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
  *line_end = feed != NULL ? feed : end;
  return at;
}

/* The file that a place in the text is from, and the number of its line there. */
static unsigned file_of(const struct check *c, const char *at, int64_t *line) {
  unsigned file = 0;
  size_t offset = (size_t)(at - c->text);
  while (file + 1 < c->places->configuration_count && offset >= c->ends[file]) file++;
  *line = 1;
  for (const char *octet = c->text + (file > 0 ? c->ends[file - 1] : 0); octet < at; octet++) *line += *octet == '\n';
  return file;
}

/* FILE:LINE:COLUMN: what, the line, and a mark below the column. */
static void show(struct check *c, const char *json, size_t length) {
  char buffer[2 * MOST_LINE + DD_MOST_PATH + 64], what[48];
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  const char *line_end = c->end;
  const char *line = find_line(c->text, c->end, dd_json_number(json, length, "line", 1), &line_end);
  int64_t column = dd_json_number(json, length, "offset", 0), number = 1;
  unsigned file = file_of(c, line, &number);
  const char *name = dd_name_of((unsigned)dd_json_number(json, length, "error", 0));
  dd_put(&text, dd_configuration_path(c->places, file));
  dd_put(&text, ":");
  dd_put_number(&text, number);
  dd_put(&text, ":");
  dd_put_number(&text, column + 1);
  dd_put(&text, ": ");
  dd_put(&text, name != NULL ? name : "error");
  dd_json_text(json, length, "statement", what, sizeof what);
  if (*what != '\0') dd_put(&text, " "), dd_put(&text, what);
  dd_put(&text, "\n  ");
  for (const char *at = line; at < line_end && at < line + MOST_LINE; at++) dd_put_octets(&text, *at >= ' ' && *at <= '~' ? at : "?", 1);
  dd_put(&text, "\n  ");
  for (int64_t i = 0; i < column && i < MOST_LINE; i++) dd_put(&text, " ");
  dd_put(&text, "^\n");
  dd_print_octets(STDOUT_FILENO, text.start, dd_text_length(&text));
  c->problems++;
}

/* The same as a JSON object. */
static void show_json(struct check *c, const char *json, size_t length) {
  char buffer[DD_MAX_LINE_LENGTH + DD_MOST_PATH];
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  const char *line_end = c->end;
  const char *line = find_line(c->text, c->end, dd_json_number(json, length, "line", 1), &line_end);
  int64_t number = 1;
  unsigned file = file_of(c, line, &number);
  const char *name = dd_name_of((unsigned)dd_json_number(json, length, "error", 0));
  dd_put(&text, "{\"file\":");
  dd_put_json_string(&text, dd_configuration_path(c->places, file));
  dd_put(&text, ",\"line\":");
  dd_put_number(&text, number);
  dd_put(&text, ",\"column\":");
  dd_put_number(&text, dd_json_number(json, length, "offset", 0) + 1);
  dd_put(&text, ",\"error\":");
  dd_put_json_string(&text, name != NULL ? name : "error");
  dd_put(&text, "}\n");
  dd_print_octets(STDOUT_FILENO, text.start, dd_text_length(&text));
  c->problems++;
}

/* Lets a core read the text, and shows what it says of it. Null, or why there is no core. */
static const char *ask_core(struct check *c) {
  static uint8_t record[DD_WINDOW_SIZE];
  const char *why = NULL;
  struct dd_core *core = dd_init(dd_room(dd_size()), dd_size(), &why);
  if (core == NULL) return why;
  int32_t result = dd_handle(core, DD_INPUT_CONFIG, (const uint8_t *)c->text, (size_t)(c->end - c->text), 0);
  for (int32_t length = 0; result != DD_FAILED && (length = dd_poll(core, record)) != 0;) {
    struct dd_output output;
    if (length == DD_FAILED || !dd_read_output(record, (size_t)length, &output)) return dd_trouble(core);
    if (output.kind != DD_OUTPUT_LOG || output.handle != DD_CODE_CONFIG_LINE) continue;
    (c->places->json ? show_json : show)(c, (const char *)output.payload, output.length);
  }
  return result == DD_FAILED ? dd_trouble(core) : NULL;
}

int dd_check_configuration(const struct dd_places *places) {
  static char text[DD_MAX_MESSAGE_LENGTH];
  char buffer[DD_MOST_PATH + 160];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  struct check c = {.places = places, .text = text};
  int length = dd_read_configuration(places, text, sizeof text, c.ends, &why);
  c.end = text + (length > 0 ? length : 0);
  const char *trouble = length < 0 ? dd_text_end(&why) : ask_core(&c);
  if (trouble != NULL) {
    dd_note(trouble, "", "");
    return DD_EXIT_IO;
  }
  if (c.problems > 0) return DD_EXIT_MALFORMED;
  dd_note("no errors in ", dd_configuration_path(places, 0), places->configuration_count > 1 ? " and the others" : "");
  return DD_EXIT_FOUND;
}
