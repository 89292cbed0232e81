/* Text put together in a buffer of fixed size. What does not fit is left out. */
#ifndef DD_TEXT_H
#define DD_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct dd_text {
  char *start, *at, *end; /* `at` never passes `end`, which is room for a zero octet */
};

/* A text in `buffer`, which has `size` octets, at least 1. */
struct dd_text dd_text_in(char *buffer, size_t size);
void dd_put_octets(struct dd_text *text, const char *octets, size_t length);
void dd_put(struct dd_text *text, const char *string);
void dd_put_number(struct dd_text *text, int64_t number);

/* The text with a zero octet behind it. */
const char *dd_text_end(struct dd_text *text);
size_t dd_text_length(const struct dd_text *text);

/* A JSON string with its quotes; what is not printable ASCII becomes '?'. */
void dd_put_json_string(struct dd_text *text, const char *string);

/* A JSON line with the names of codes where it has their numbers: in `error`, `reason` and `warnings`. */
void dd_put_named(struct dd_text *text, const char *line, size_t length);

/* The name of a code, or null. (abi.gen.h has the same as a function of each file that calls it.) */
const char *dd_name_of(unsigned code);

/* Reads a decimal number that is all of `string`; -1 if it is none or above `most`. */
int64_t dd_parse_number(const char *string, int64_t most);

#endif
