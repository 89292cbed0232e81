/* `dots-discovery`: sends one request to the daemon and shows the reply. What a request may
 * say is the core's matter (docs/abi.md): the words go to it as they are. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "command.h"
#include "dots_discovery.h"
#include "table.h"

static const char HELP[] =
    "Usage: dots-discovery REQUEST [WORD...] [OPTIONS]\n"
    "       dots-discovery run [OPTIONS]\n"
    "\n"
    "Asks the daemon that keeps the list of DOTS servers (RFC 8973).\n"
    "\n"
    "  status                      the networks and what is known of each\n"
    "  peers [INTERFACE]           the servers, best first\n"
    "  refresh [INTERFACE]         begin discovery anew\n"
    "  watch                       the servers as they are, then every change\n"
    "  select [interface NAME] TARGET...\n"
    "                              whose servers may protect a target\n"
    "  run                         the daemon itself; run --help shows its options\n"
    "\n"
    "Other words go to the daemon as they are: it says which requests it knows.\n"
    "\n"
    "  --socket PATH     control socket of the daemon (" DD_DEFAULT_SOCKET ")\n"
    "  --json            one JSON object a line\n"
    "  --version, --help\n"
    "\n"
    "Exit codes: 0 found, 1 nothing found, 2 usage, 3 no daemon answers.\n";

enum { MOST_REQUEST = DD_MAX_LINE_LENGTH, MOST_REPLY = 1024 * 1024, MOST_WORDS = 64 };

/* Requests to which an empty reply means that nothing was found. */
static bool is_question(const char *command) {
  static const char *const questions[] = {"peers", "networks", "select", "accept"};
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
    if (strcmp(questions[i], command) == 0) return true;
  return false;
}

/* Puts the words of a request together; false after a message. */
static bool put_request(struct dd_text *request, const char *command, int count, char **words) {
  dd_put(request, command);
  for (int i = -1; i < count; i++) {
    const char *word = i < 0 ? command : words[i];
    for (const char *at = word; *at != '\0' || at == word; at++)
      if (*at <= ' ' || *at > '~' || *at == '#') {
        dd_note("\"", word, "\" is no word: blanks and \"#\" are not possible");
        return false;
      }
    if (i < 0) continue;
    dd_put(request, " ");
    dd_put(request, word);
  }
  dd_put(request, "\n");
  if (dd_text_length(request) < MOST_REQUEST - 1) return true;
  dd_note("the request is too long", "", "");
  return false;
}

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
  default:
    dd_note("the daemon refused the request: ", name != NULL ? name : "unknown error", "; docs/abi.md lists what it takes");
    return DD_EXIT_USAGE;
  }
}

/* What the whole reply says of success. */
static int judge(const char *command, const char *reply, size_t length) {
  char record[12];
  bool unmatched = false, complete = false;
  for (const char *at = reply; at < reply + length;) {
    const char *feed = memchr(at, '\n', (size_t)(reply + length - at));
    size_t octets = feed != NULL ? (size_t)(feed - at) : (size_t)(reply + length - at);
    dd_json_text(at, octets, "record", record, sizeof record);
    if (strcmp(record, "error") == 0) return refused(at, octets);
    unmatched = unmatched || strcmp(record, "unmatched") == 0;
    complete = complete || strcmp(record, "status") == 0;
    at += octets + 1;
  }
  if (strcmp(command, "status") == 0 && !complete) {
    dd_note("the daemon hung up before its answer was complete: try again", "", "");
    return DD_EXIT_IO;
  }
  if (is_question(command) && length == 0) {
    dd_note("nothing is known; \"dots-discovery status\" shows what each network gave", "", "");
    return DD_EXIT_NOTHING_FOUND;
  }
  return unmatched ? DD_EXIT_NOTHING_FOUND : DD_EXIT_FOUND;
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
    char record[8];
    dd_json_text(reply, whole, "record", record, sizeof record);
    if (strcmp(record, "error") == 0) return refused(reply, whole);
    kept -= whole;
    memmove(reply, reply + whole, kept);
  }
  return DD_EXIT_FOUND;
}

static int ask(const char *socket_path, const char *command, const char *request, size_t length, bool json) {
  static char reply[MOST_REPLY];
  int file = connect_to(socket_path);
  if (file < 0) {
    dd_note("no daemon answers at ", socket_path, ": start one with \"dots-discoveryd\", or name its socket with --socket");
    return DD_EXIT_IO;
  }
  dd_print_octets(file, request, length);
  if (strcmp(command, "watch") == 0) return follow(file, reply);
  size_t filled = 0;
  ssize_t got;
  while ((got = read(file, reply + filled, MOST_REPLY - filled)) > 0 || (got < 0 && errno == EINTR))
    if (got > 0) filled += (size_t)got;
  int result = judge(command, reply, filled);
  if (json) print_json(reply, reply + filled);
  else if (result == DD_EXIT_FOUND || result == DD_EXIT_NOTHING_FOUND) dd_print_tables(STDOUT_FILENO, reply, filled);
  return result;
}

int dd_client(const char *command, int count, char **words) {
  const char *socket_path = DD_DEFAULT_SOCKET;
  bool json = false, help = false;
  const struct dd_option options[] = {
      {"socket", NULL, &socket_path, 1, NULL},
      {"json", &json, NULL, 0, NULL},
      {"help", &help, NULL, 0, NULL},
  };
  if (strcmp(command, "--version") == 0) {
    dd_print(STDOUT_FILENO, "dots-discovery " DD_VERSION "\n");
    return DD_EXIT_FOUND;
  }
  if (strcmp(command, "--help") == 0) help = true;
  else count = dd_take_options(count, words, options, sizeof options / sizeof *options, MOST_WORDS);
  if (count < 0) return DD_EXIT_USAGE;
  if (help || *command == '\0' || *command == '-') {
    dd_print(help ? STDOUT_FILENO : STDERR_FILENO, HELP);
    return help ? DD_EXIT_FOUND : DD_EXIT_USAGE;
  }
  char buffer[MOST_REQUEST];
  struct dd_text request = dd_text_in(buffer, sizeof buffer);
  if (!put_request(&request, command, count, words)) return DD_EXIT_USAGE;
  return ask(socket_path, command, request.start, dd_text_length(&request), json);
}
