#include "table.h"

#include <string.h>

#include "command.h"
#include "dots_discovery.h"

enum { MOST_COLUMNS = 10, MOST_CELL = 200 };

struct column {
  const char *title, *field;
};

static const struct kind {
  const char *records[3];
  struct column columns[MOST_COLUMNS];
} KINDS[] = {
    {{"peer", "waiting"},
     {{"NETWORK", "pvd"}, {"FAMILY", "family"}, {"RANK", "rank"}, {"ADDRESS", "address"}, {"PORT", "port"},
      {"TRANSPORT", "transport"}, {"CHANNEL", "channel"}, {"SERVER", "sni"}, {"FROM", "method"}, {"VALID S", "valid_for_s"}}},
    {{"cell"},
     {{"NETWORK", "pvd"}, {"INTERFACE", "interface"}, {"FAMILY", "family"}, {"STATE", "state"}, {"FROM", "method"},
      {"PEERS", "peers"}, {"WAITING", "waiting"}, {"STALE", "stale"}, {"VALID S", "expires_in_s"}}},
    {{"status"},
     {{"INPUTS", "inputs"}, {"REFUSED", "refused"}, {"PUBLISHED", "published"}}},
    {{"group", "unmatched"},
     {{"RECORD", "record"}, {"NETWORK", "pvd"}, {"INTERFACE", "interface"}, {"GROUP", "server_group"}, {"TARGETS", "targets"},
      {"TARGET", "target"}, {"REASON", "reason"}, {"PEERS", "peers"}}},
    {{"network"},
     {{"NETWORK", "pvd"}, {"INTERFACE", "interface"}, {"UP", "up"}, {"KIND", "prefix_kind"}, {"ADDRESSES", "addresses"},
      {"PREFIXES", "prefixes"}, {"RESOLVERS", "resolvers"}, {"ROUTERS", "routers"}, {"DOMAINS", "domains"}}},
};

static const struct kind *kind_of(const char *line, size_t length) {
  char record[12];
  dd_json_text(line, length, "record", record, sizeof record);
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
    for (size_t j = 0; j < 3 && KINDS[i].records[j] != NULL; j++)
      if (strcmp(KINDS[i].records[j], record) == 0) return &KINDS[i];
  return NULL;
}

/* The text of a cell: lists without their brackets and quotes, "-" for nothing. */
static void read_cell(const char *line, size_t length, const char *field, char *cell) {
  dd_json_text(line, length, field, cell, MOST_CELL);
  if (*cell == '[') {
    char *to = cell;
    for (const char *from = cell; *from != '\0'; from++)
      if (strchr("[]\"{}", *from) == NULL) *to++ = *from;
    *to = '\0';
  }
  if (strcmp(field, "reason") == 0 || *cell == '\0') {
    const char *name = *cell == '\0' ? "-" : dd_name_of((unsigned)dd_json_number(line, length, field, 0));
    if (name != NULL) strcpy(cell, name);
  }
}

static void put_padded(struct dd_text *text, const char *cell, size_t width, bool last) {
  dd_put(text, cell);
  for (size_t at = strlen(cell); !last && at < width + 2; at++) dd_put(text, " ");
}

/* The end of the line that begins at `at`. */
static const char *line_end(const char *at, const char *end) {
  const char *feed = memchr(at, '\n', (size_t)(end - at));
  return feed != NULL ? feed : end;
}

/* Writes the records of one kind that follow one another; returns where they end. */
static const char *print_table(int file, const struct kind *kind, const char *start, const char *end) {
  char cell[MOST_CELL], buffer[MOST_COLUMNS * MOST_CELL];
  size_t widths[MOST_COLUMNS] = {0};
  unsigned columns = 0;
  const char *stop = start;
  while (columns < MOST_COLUMNS && kind->columns[columns].title != NULL) columns++;
  for (unsigned i = 0; i < columns; i++) widths[i] = strlen(kind->columns[i].title);
  for (const char *at = start; at < end && kind_of(at, (size_t)(line_end(at, end) - at)) == kind; at = stop) {
    const char *stops = line_end(at, end);
    for (unsigned i = 0; i < columns; i++) {
      read_cell(at, (size_t)(stops - at), kind->columns[i].field, cell);
      if (strlen(cell) > widths[i]) widths[i] = strlen(cell);
    }
    stop = stops < end ? stops + 1 : end;
  }
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  for (unsigned i = 0; i < columns; i++) put_padded(&text, kind->columns[i].title, widths[i], i + 1 == columns);
  dd_put(&text, "\n");
  dd_print_octets(file, text.start, dd_text_length(&text));
  for (const char *at = start; at < stop; at = line_end(at, end) + 1) {
    text = dd_text_in(buffer, sizeof buffer);
    for (unsigned i = 0; i < columns; i++) {
      read_cell(at, (size_t)(line_end(at, end) - at), kind->columns[i].field, cell);
      put_padded(&text, cell, widths[i], i + 1 == columns);
    }
    dd_put(&text, "\n");
    dd_print_octets(file, text.start, dd_text_length(&text));
  }
  return stop;
}

void dd_print_tables(int file, const char *text, size_t length) {
  static char buffer[DD_MAX_LINE_LENGTH + 256];
  const char *end = text + length;
  for (const char *at = text; at < end;) {
    const char *stops = line_end(at, end);
    const struct kind *kind = kind_of(at, (size_t)(stops - at));
    if (kind != NULL) {
      at = print_table(file, kind, at, end);
      continue;
    }
    struct dd_text line = dd_text_in(buffer, sizeof buffer);
    dd_put_named(&line, at, (size_t)(stops - at));
    dd_put(&line, "\n");
    dd_print_octets(file, line.start, dd_text_length(&line));
    at = stops + 1;
  }
}
