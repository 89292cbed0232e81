#include "command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void dd_print_octets(int file, const char *octets, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, octets, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    octets += written;
    length -= (size_t)written;
  }
}

void dd_print(int file, const char *string) {
  dd_print_octets(file, string, strlen(string));
}

void dd_note(const char *first, const char *second, const char *third) {
  char buffer[600];
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  dd_put(&text, "dots-discovery: ");
  dd_put(&text, first);
  dd_put(&text, second);
  dd_put(&text, third);
  dd_put(&text, "\n");
  dd_print_octets(STDERR_FILENO, text.start, dd_text_length(&text));
}

static const struct dd_option *find(const struct dd_option *options, size_t count, const char *word, size_t length) {
  for (size_t i = 0; i < count; i++)
    if (strlen(options[i].name) == length && memcmp(options[i].name, word, length) == 0) return &options[i];
  return NULL;
}

static bool keep(const struct dd_option *option, const char *text) {
  unsigned at = option->count != NULL ? *option->count : 0;
  if (at >= option->most) return false;
  option->texts[at] = text;
  if (option->count != NULL) ++*option->count;
  return true;
}

/* Whether the word behind an option can be its value, and is no option itself. */
static bool is_value(int count, char **words, int i) {
  return i < count && (words[i][0] != '-' || words[i][1] == '\0');
}

int dd_take_options(int count, char **words, const struct dd_option *options, size_t option_count, int most) {
  int kept = 0;
  bool ended = false;
  for (int i = 0; i < count; i++) {
    const char *word = words[i];
    if (!ended && strcmp(word, "--") == 0) {
      ended = true;
      continue;
    }
    if (ended || *word != '-' || word[1] == '\0') {
      if (kept == most) {
        dd_note("\"", word, "\" is one word too many");
        return -1;
      }
      words[kept++] = words[i];
      continue;
    }
    size_t length = strcspn(word + 1, "=");
    const char *value = word[1 + length] == '=' ? word + 2 + length : NULL;
    const struct dd_option *option = word[1] == '-' ? find(options, option_count, word + 2, length - 1) : NULL;
    const char *trouble = NULL;
    if (option == NULL) trouble = "\" is no option; --help shows what there is";
    else if (option->flag != NULL && value != NULL) trouble = "\" takes no value";
    else if (option->flag != NULL) *option->flag = true;
    else if (value == NULL && !is_value(count, words, i + 1)) trouble = "\" needs a value";
    else if (!keep(option, value != NULL ? value : words[++i])) trouble = "\" is given too often";
    if (trouble == NULL) continue;
    dd_note("\"", word, trouble);
    return -1;
  }
  return kept;
}
