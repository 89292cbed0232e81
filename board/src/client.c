/* `dots-discovery`: sends requests to the daemon and shows the replies. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "command.h"
#include "dots_discovery.h"
#include "request.h"
#include "table.h"

static const char HELP[] =
    "Usage: dots-discovery COMMAND [WORD...] [OPTIONS]\n"
    "       dots-discovery run [OPTIONS]\n"
    "\n"
    "Asks the daemon that keeps the list of DOTS servers (RFC 8973).\n"
    "\n"
    "  status                 the networks and what is known of each\n"
    "  peers [INTERFACE]      the servers, best first\n"
    "  networks [INTERFACE]   what each network is made of\n"
    "  explain                the three of them together\n"
    "  refresh [INTERFACE]    begin discovery anew\n"
    "  watch                  the servers as they are, then every change\n"
    "  select TARGET...       whose servers may protect a target\n"
    "     --interface NAME    the interface that the attack comes over\n"
    "     --gateway           accept or reject all targets, as a DOTS gateway does\n"
    "  report PEER ok [--not-after TIME]\n"
    "  report PEER connect-failed|identity-failed\n"
    "  report PEER redirected SECONDS\n"
    "                         what a DOTS client saw of a server, by its \"id\"; TIME is the\n"
    "                         end of its certificate, such as 2027-01-31T12:00:00Z\n"
    "  attack on|off          an attack is on, or over\n"
    "  run                    the daemon itself; run --help shows its options\n"
    "\n"
    "  --socket PATH     control socket of the daemon (" DD_DEFAULT_SOCKET ")\n"
    "  --json            one JSON object a line\n"
    "  --version, --help\n"
    "\n"
    "Exit codes: 0 found, 1 nothing found, 2 usage, 3 no daemon answers.\n";

enum { MOST_REQUEST = DD_MAX_LINE_LENGTH, MOST_REPLY = 1024 * 1024 };

static int connect_to(const char *path) {
  struct sockaddr_un address;
  memset(&address, 0, sizeof address);
  address.sun_family = AF_UNIX;
  errno = ENAMETOOLONG;
  if (strlen(path) >= sizeof address.sun_path) return -1;
  strcpy(address.sun_path, path);
  int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (file >= 0 && connect(file, (const void *)&address, sizeof address) == 0) return file;
  int error = errno;
  if (file >= 0) close(file);
  errno = error;
  return -1;
}

static void print_json(const char *at, const char *end) {
  static char buffer[2 * DD_MAX_LINE_LENGTH];
  while (at < end) {
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    const char *stop = feed != NULL ? feed : end;
    struct dd_text line = dd_text_in(buffer, sizeof buffer);
    dd_put_named(&line, at, (size_t)(stop - at));
    dd_put(&line, "\n");
    dd_print_octets(STDOUT_FILENO, line.start, dd_text_length(&line));
    at = stop + 1;
  }
}

static bool is_error(const char *line, size_t length) {
  char record[8];
  dd_json_text(line, length, "record", record, sizeof record);
  return strcmp(record, "error") == 0;
}

/* The exit code for a refused request, after a message. */
static int refused(const char *line, size_t length) {
  unsigned code = (unsigned)dd_json_number(line, length, "error", 0);
  const char *name = dd_name_of(code);
  switch (code) {
  case DD_CODE_OVER_LIMIT:
    dd_note("the daemon serves as many clients as it can: try again", "", "");
    return DD_EXIT_IO;
  case DD_CODE_NOT_INITIALISED:
    dd_note("the daemon starts its core anew: try again", "", "");
    return DD_EXIT_IO;
  case DD_CODE_CONTROL_INTERFACE:
    dd_note("no interface of this name is in use", "", "");
    return DD_EXIT_NOTHING_FOUND;
  case DD_CODE_CONTROL_PEER:
    dd_note("no published server has this id", "", "");
    return DD_EXIT_NOTHING_FOUND;
  default:
    dd_note("the daemon refused the request: ", name != NULL ? name : "unknown error", "; docs/abi.md lists what it takes");
    return DD_EXIT_USAGE;
  }
}

/* What the whole reply says of success. */
static int judge(const struct dd_form *form, const char *reply, size_t length, bool json) {
  char record[12];
  bool unmatched = false, complete = false, listed = false;
  bool explains = strcmp(form->command, "explain") == 0;
  for (const char *at = reply; at < reply + length;) {
    const char *feed = memchr(at, '\n', (size_t)(reply + length - at));
    size_t octets = feed != NULL ? (size_t)(feed - at) : (size_t)(reply + length - at);
    if (is_error(at, octets)) return refused(at, octets);
    dd_json_text(at, octets, "record", record, sizeof record);
    unmatched = unmatched || strcmp(record, "unmatched") == 0;
    complete = complete || strcmp(record, "status") == 0;
    listed = listed || !explains || strcmp(record, "peer") == 0 || strcmp(record, "waiting") == 0;
    at += octets + 1;
  }
  if ((explains || strcmp(form->command, "status") == 0) && !complete) {
    dd_note("the daemon hung up before its answer was complete: try again", "", "");
    return DD_EXIT_IO;
  }
  if (!listed && form->note != NULL && (form->is_question || !json)) dd_note(form->note, "", "");
  return unmatched || (form->is_question && !listed) ? DD_EXIT_NOTHING_FOUND : DD_EXIT_FOUND;
}

/* Shows each line as it comes, for as long as any come. */
static int follow(int file, char *reply) {
  size_t kept = 0;
  ssize_t got;
  while ((got = read(file, reply + kept, MOST_REPLY - kept)) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) kept += (size_t)got;
    size_t whole = kept;
    while (whole > 0 && reply[whole - 1] != '\n') whole--;
    print_json(reply, reply + whole);
    if (is_error(reply, whole)) return refused(reply, whole);
    kept -= whole;
    memmove(reply, reply + whole, kept);
  }
  return DD_EXIT_FOUND;
}

/* Sends one request; the connection, or -1 after a message. */
static int send_to(const char *socket_path, const char *request, size_t length) {
  int file = connect_to(socket_path);
  if (file >= 0) dd_print_octets(file, request, length);
  else dd_note("no daemon answers at ", socket_path, ": start one with \"dots-discoveryd\", or name its socket with --socket");
  return file;
}

static int ask(const char *socket_path, const struct dd_form *form, const struct dd_text *request, bool json) {
  static char reply[MOST_REPLY];
  size_t start = 0, filled = 0;
  for (const char *line = request->start; line < request->at && !is_error(reply + start, filled - start);) {
    size_t length = strcspn(line, "\n") + 1;
    int file = send_to(socket_path, line, length);
    if (file < 0) return DD_EXIT_IO;
    if (strcmp(form->command, "watch") == 0) return follow(file, reply);
    start = filled;
    ssize_t got;
    while ((got = read(file, reply + filled, MOST_REPLY - filled)) > 0 || (got < 0 && errno == EINTR))
      if (got > 0) filled += (size_t)got;
    close(file);
    line += length;
  }
  int result = judge(form, reply, filled, json);
  if (json) print_json(reply, reply + filled);
  else if (result == DD_EXIT_FOUND || result == DD_EXIT_NOTHING_FOUND) dd_print_tables(STDOUT_FILENO, reply, filled);
  return result;
}

/* Whether help is asked for, by any of the words. */
static bool wants_help(const char *command, int count, char **words) {
  if (strcmp(command, "help") == 0) return true;
  for (int i = -1; i < count; i++) {
    const char *word = i < 0 ? command : words[i];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) return true;
  }
  return false;
}

/* Takes the options of a command and asks what its words say. */
static int carry_out(const struct dd_form *form, int count, char **words) {
  const char *socket_path = DD_DEFAULT_SOCKET;
  bool json = false;
  struct dd_particulars particulars = {NULL, NULL, false};
  /* The first is of `report` alone, the last two are of `select`. */
  const struct dd_option options[] = {
      {"not-after", NULL, &particulars.not_after, 1, NULL},
      {"socket", NULL, &socket_path, 1, NULL},
      {"json", &json, NULL, 0, NULL},
      {"interface", NULL, &particulars.interface, 1, NULL},
      {"gateway", &particulars.gateway, NULL, 0, NULL},
  };
  bool reports = strcmp(form->command, "report") == 0, selects = strcmp(form->command, "select") == 0;
  count = dd_take_options(count, words, reports ? options : options + 1, reports ? 3 : selects ? 4 : 2, form->most);
  char buffer[MOST_REQUEST];
  struct dd_text request = dd_text_in(buffer, sizeof buffer);
  if (count < 0 || !dd_put_request(&request, form, count, words, &particulars)) return DD_EXIT_USAGE;
  dd_text_end(&request);
  return ask(socket_path, form, &request, json);
}

int dd_client(const char *command, int count, char **words) {
  if (strcmp(command, "--version") == 0) {
    dd_print(STDOUT_FILENO, "dots-discovery " DD_VERSION "\n");
    return DD_EXIT_FOUND;
  }
  bool help = wants_help(command, count, words);
  if (help || *command == '\0') {
    dd_print(help ? STDOUT_FILENO : STDERR_FILENO, HELP);
    return help ? DD_EXIT_FOUND : DD_EXIT_USAGE;
  }
  const struct dd_form *form = dd_form_of(command);
  if (form != NULL) return carry_out(form, count, words);
  dd_note("there is no command \"", command, "\"; --help lists them");
  return DD_EXIT_USAGE;
}
