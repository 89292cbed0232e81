/* What the daemon's and the client's command lines share. */
#ifndef DD_COMMAND_H
#define DD_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* How the program ends. */
enum {
  DD_EXIT_FOUND = 0,
  DD_EXIT_NOTHING_FOUND = 1,
  DD_EXIT_USAGE = 2,
  DD_EXIT_IO = 3,
  DD_EXIT_MALFORMED = 4,
};

/* A firmware that keeps it elsewhere says so to the compiler. */
#ifndef DD_DEFAULT_SOCKET
#define DD_DEFAULT_SOCKET "/run/dots-discovery/control.sock"
#endif

/* An option without its two dashes. One of `flag` and `take` is set. */
struct dd_option {
  const char *name;
  bool *flag;
  const char **texts; /* of this many; the last one counts if there are more */
  unsigned most, *count;
};

/* Takes the options out of the arguments and leaves the other words, of which there may be
 * `most`. Returns their number, or -1 after a message. */
int dd_take_options(int count, char **words, const struct dd_option *options, size_t option_count, int most);

/* Writes to a descriptor, as far as it takes it. */
void dd_print(int file, const char *string);
void dd_print_octets(int file, const char *octets, size_t length);

/* Writes "dots-discovery: …" to the standard error, as a line. */
void dd_note(const char *first, const char *second, const char *third);

/* The two programs; each gets the words behind its name and returns the exit code. */
int dd_daemon(int count, char **words);
int dd_client(const char *command, int count, char **words);

#endif
