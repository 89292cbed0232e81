/* What the words of a command line ask of the daemon (docs/abi.md, control requests). */
#ifndef DD_REQUEST_H
#define DD_REQUEST_H

#include <stdbool.h>

#include "text.h"

/* A command that asks the daemon. */
struct dd_form {
  const char *command;
  int least, most;  /* words behind it */
  bool is_question; /* an empty reply says that nothing was found */
  const char *note; /* told where the reply has no record, or null */
};

/* Options that are not of every command. */
struct dd_particulars {
  const char *interface; /* of `select`; null: all */
  const char *not_after; /* of `report`; null: not known */
  bool gateway;          /* of `select` */
};

/* The form of a command, or null if there is none of this name. */
const struct dd_form *dd_form_of(const char *command);

/* Writes the lines to send, each of them a request of its own; false after a message. */
bool dd_put_request(struct dd_text *request, const struct dd_form *form, int count, char **words,
                    const struct dd_particulars *particulars);

/* Seconds since 1970 of "1801396800" or "2027-01-31T12:00:00Z"; -1 if the text is neither. */
int64_t dd_unix_seconds(const char *text);

#endif
