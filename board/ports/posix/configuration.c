/* The configuration: one file, or several that count as if each stood behind the one before. */
#include <string.h>

#include "posix.h"

static const char DEFAULT_CONFIGURATION[] = "/etc/dots-discovery.conf";

const char *dd_configuration_path(const struct dd_places *places, unsigned which) {
  return places->configuration_count > 0 ? places->configurations[which] : DEFAULT_CONFIGURATION;
}

int dd_read_configuration(const struct dd_places *places, char *text, size_t size,
                          size_t ends[DD_MOST_CONFIGURATIONS], struct dd_text *why) {
  size_t length = 0;
  bool named = places->configuration_count > 0;
  for (unsigned i = 0; i < (named ? places->configuration_count : 1); i++) {
    const char *path = dd_configuration_path(places, i);
    int got = dd_read_guarded(path, text + length, size - length, why);
    if (got == -2 && named) dd_put_reason(why, path, "does not exist: write it, or leave --config out to run with the defaults", 0);
    if (got < 0 && (named || got != -2)) return -DD_ERROR_CLASS_IO;
    if (got > 0) length += (size_t)got;
    if (got > 0 && text[length - 1] != '\n' && length < size) text[length++] = '\n';
    if (ends != NULL) ends[i] = length;
  }
  return (int)length;
}

int dd_posix_configuration(void *context, char *text, size_t size) {
  struct dd_posix *p = context;
  char buffer[DD_MOST_PATH + 160];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  int length = dd_read_configuration(&p->places, text, size, NULL, &why);
  if (length < 0) {
    dd_put(&why, "; the configuration in force stays");
    dd_posix_log(p, DD_LOG_LEVEL_ERROR, DD_CODE_OK, dd_text_end(&why), dd_text_length(&why));
  }
  return length;
}
