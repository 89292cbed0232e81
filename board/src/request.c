#include "request.h"

#include <string.h>

#include "command.h"
#include "dots_discovery.h"

enum { MOST_TARGETS = 64, MOST_NAME = 15, PEER_DIGITS = 16, MOST_SECONDS_DIGITS = 10 };

static const char NO_SERVER[] = "no DOTS server is known; \"dots-discovery status\" shows what each network gave";

const struct dd_form *dd_form_of(const char *command) {
  static const struct dd_form forms[] = {
      {"status", 0, 0, false, NULL},
      {"peers", 0, 1, true, NO_SERVER},
      {"networks", 0, 1, true, "no network is known yet: nothing has a lease, and no interface is configured"},
      {"refresh", 0, 1, false, "discovery begins anew; \"dots-discovery watch\" shows what changes"},
      {"watch", 0, 0, false, NULL},
      {"explain", 0, 0, true, NO_SERVER},
      {"select", 1, MOST_TARGETS, true, NULL},
      {"report", 2, 3, false, "reported; \"dots-discovery peers\" shows the order of the servers now"},
      {"attack", 1, 1, false, "the daemon knows that"},
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(forms[i].command, command) == 0) return &forms[i];
  return NULL;
}

static bool is_one_of(const char *const *words, size_t count, const char *word) {
  while (count-- > 0)
    if (strcmp(words[count], word) == 0) return true;
  return false;
}

/* Whether a request can carry the word: no blank, nothing that ends the line early. */
static bool is_word(const char *word, size_t most) {
  const char *at = word;
  while (*at > ' ' && *at <= '~' && *at != '#') at++;
  return *at == '\0' && at > word && (size_t)(at - word) <= most;
}

static bool is_of(const char *word, const char *signs, size_t least, size_t most) {
  size_t length = strlen(word);
  return length >= least && length <= most && strspn(word, signs) == length;
}

/* Why the words of a report are none, or null. `wrong` gets the word that is meant. */
static const char *check_report(int count, char **words, const char *not_after, const char **wrong) {
  static const char *const results[] = {"ok", "connect-failed", "identity-failed", "redirected"};
  bool is_redirected = strcmp(words[1], "redirected") == 0;
  *wrong = words[0];
  if (!is_of(words[0], "0123456789abcdefABCDEF", PEER_DIGITS, PEER_DIGITS))
    return "\" is no server: name one by its id of 16 digits, which \"dots-discovery peers --json\" shows";
  *wrong = words[1];
  if (!is_one_of(results, sizeof results / sizeof *results, words[1]))
    return "\" is no result: take ok, connect-failed, identity-failed or redirected";
  if (is_redirected != (count == 3)) return "\": \"redirected\" needs a number of seconds, the others none";
  if (not_after != NULL && strcmp(words[1], "ok") != 0) return "\": \"--not-after\" goes with \"ok\" only";
  *wrong = words[count - 1];
  if (count == 3 && !is_of(words[2], "0123456789", 1, MOST_SECONDS_DIGITS)) return "\" is no number of seconds";
  *wrong = not_after;
  if (not_after != NULL && dd_unix_seconds(not_after) < 0)
    return "\" is no time: write 2027-01-31T12:00:00Z, or seconds since 1970";
  return NULL;
}

/* Why the words of a command are none, or null. */
static const char *check(const struct dd_form *form, int count, char **words, const struct dd_particulars *particulars,
                         const char **wrong) {
  static const char *const switches[] = {"on", "off"};
  bool is_select = strcmp(form->command, "select") == 0;
  *wrong = form->command;
  if (count < form->least) return "\" needs more words; --help shows what it takes";
  if (strcmp(form->command, "report") == 0) return check_report(count, words, particulars->not_after, wrong);
  if (strcmp(form->command, "attack") == 0 && !is_one_of(switches, 2, words[0])) return "\" needs \"on\" or \"off\"";
  for (int i = 0; i < count; i++) {
    *wrong = words[i];
    if (!is_word(words[i], is_select ? DD_MAX_LINE_LENGTH : MOST_NAME))
      return is_select ? "\" is no target: blanks and \"#\" are not possible" : "\" is no interface name";
  }
  *wrong = particulars->interface;
  if (*wrong != NULL && !is_word(*wrong, DD_MAX_LINE_LENGTH)) return "\" is no interface name";
  return NULL;
}

static void put_word(struct dd_text *request, const char *word) {
  dd_put(request, " ");
  dd_put(request, word);
}

bool dd_put_request(struct dd_text *request, const struct dd_form *form, int count, char **words,
                    const struct dd_particulars *particulars) {
  const char *wrong = NULL;
  const char *why = check(form, count, words, particulars, &wrong);
  if (why != NULL) {
    dd_note("\"", wrong, why);
    return false;
  }
  if (strcmp(form->command, "explain") == 0) dd_put(request, "networks\nstatus\npeers");
  else dd_put(request, particulars->gateway ? "accept" : form->command);
  if (particulars->interface != NULL) {
    put_word(request, "interface");
    put_word(request, particulars->interface);
  }
  for (int i = 0; i < count; i++) put_word(request, words[i]);
  if (particulars->not_after != NULL) {
    put_word(request, "not-after");
    dd_put(request, " ");
    dd_put_number(request, dd_unix_seconds(particulars->not_after));
  }
  dd_put(request, "\n");
  if (dd_text_length(request) < DD_MAX_LINE_LENGTH - 1) return true;
  dd_note("the request is too long", "", "");
  return false;
}
