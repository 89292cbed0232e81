/* `port-check`: tries a port and says what it lacks. `make port-check PORT=name` runs it.
 * Exit status: 0 all holds, 1 something does not, 3 it cannot be tried here. */
#include "contract.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "memory.h"
#include "text.h"

static const struct {
  const char *name;
  dd_trial *trial;
} GROUPS[] = {
    {"clock", dd_try_clock},
    {"entropy", dd_try_entropy},
    {"configuration", dd_try_configuration},
    {"told", dd_try_told},
    {"wait", dd_try_waiting},
    {"udp", dd_try_udp},
    {"udp-failures", dd_try_udp_failures},
    {"tcp", dd_try_tcp},
    {"multicast", dd_try_multicast},
    {"spool", dd_try_spool},
    {"control", dd_try_control},
    {"store", dd_try_store},
    {"store-again", dd_try_store_again},
    {"result", dd_try_result},
    {"log", dd_try_log},
    {"signals", dd_try_signals},
};

/* A line for a check. more: behind it, if it does not hold. */
static void print_line(bool holds, const char *group, const char *what, const char *more) {
  char buffer[400];
  struct dd_text line = dd_text_in(buffer, sizeof buffer);
  dd_put(&line, holds ? "ok    " : "FAIL  ");
  dd_put(&line, group);
  dd_put(&line, ": ");
  dd_put(&line, what);
  if (!holds) dd_put(&line, more);
  dd_put(&line, "\n");
  dd_print_octets(STDOUT_FILENO, line.start, dd_text_length(&line));
}

static const char *meaning_of(int got) {
  switch (-got) {
  case DD_ERROR_CLASS_UNREACHABLE:
    return ": unreachable)";
  case DD_ERROR_CLASS_REFUSED:
    return ": refused)";
  case DD_ERROR_CLASS_TIMED_OUT:
    return ": timed out)";
  case DD_ERROR_CLASS_RESET:
    return ": reset)";
  case DD_ERROR_CLASS_TOO_LONG:
    return ": too long)";
  case DD_ERROR_CLASS_NO_SPACE:
    return ": no space)";
  case DD_ERROR_CLASS_READ_ONLY:
    return ": read-only)";
  case DD_ERROR_CLASS_DENIED:
    return ": denied)";
  case DD_ERROR_CLASS_IO:
    return ": input or output)";
  case DD_NOT_SUPPORTED:
    return ": not supported)";
  default:
    return ")";
  }
}

void dd_expect(struct dd_contract *c, bool holds, const char *what, int got) {
  char buffer[64];
  struct dd_text more = dd_text_in(buffer, sizeof buffer);
  if (got == DD_NOT_DONE) dd_put(&more, " (the port does not answer)");
  else if (got != DD_NO_NUMBER) {
    dd_put(&more, " (got ");
    dd_put_number(&more, got);
    dd_put(&more, meaning_of(got));
  }
  if (!holds) c->failed++;
  print_line(holds, c->group, what, dd_text_end(&more));
}

int dd_wait_for(struct dd_contract *c, int kind) {
  const int most_records = 1000;
  int64_t until_ms = c->port.now_ms(c->port.context) + DD_PATIENCE_MS;
  int got = DD_WAIT_NOTHING;
  for (int i = 0; i < most_records; i++) {
    c->length = 0;
    got = c->port.wait(c->port.context, until_ms, c->record, &c->length);
    if (got == kind || got == DD_WAIT_NOTHING || got < 0) return got;
  }
  return got;
}

void dd_settle(struct dd_contract *c) {
  const int most_records = 1000;
  for (int i = 0; i < most_records; i++) {
    int got = c->port.wait(c->port.context, c->port.now_ms(c->port.context), c->record, &c->length);
    if (got == DD_WAIT_NOTHING || got < 0) return;
    if (got != DD_INPUT_LINK || c->record[DD_LINK_INPUT_TYPE] != DD_LINK_TYPE_LOOPBACK) continue;
    c->loopback = 0;
    for (int at = DD_LINK_INPUT_IFINDEX + 3; at >= DD_LINK_INPUT_IFINDEX; at--) c->loopback = c->loopback << 8 | c->record[at];
  }
}

int dd_ask_outside(struct dd_contract *c, enum dd_wish wish, int number, const char *name, const char *text, char *answer,
                   size_t size) {
  static struct dd_wish_record record;
  memset(&record, 0, sizeof record);
  record.wish = (int)wish;
  record.number = number;
  record.length = text != NULL ? strlen(text) : DD_NO_TEXT;
  if (name != NULL) strncpy(record.name, name, sizeof record.name - 1);
  if (text != NULL) memcpy(record.text, text, record.length);
  if (write(c->wishes, &record, sizeof record) != (ssize_t)sizeof record) return DD_NOT_DONE;
  if (read(c->wishes, &record, sizeof record) != (ssize_t)sizeof record || record.number < 0) return DD_NOT_DONE;
  if (answer == NULL) return 0;
  size_t length = record.length < size - 1 ? record.length : size - 1;
  memcpy(answer, record.text, length);
  answer[length] = '\0';
  return (int)record.length;
}

void dd_loopback_address(uint8_t address[16]) {
  static const uint8_t loopback[16] = {[10] = 0xff, [11] = 0xff, [12] = 127, [15] = 1};
  memcpy(address, loopback, sizeof loopback);
}

/* The process with the port. Returns its exit status: how many checks failed, at most 100. */
static int run_group(size_t which, const struct dd_outside *o, int wishes) {
  static struct dd_contract c;
  char buffer[400];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  c.group = GROUPS[which].name;
  c.wishes = wishes;
  c.udp_port = o->udp_port;
  c.tcp_port = o->tcp_port;
  c.closed_port = o->closed_port;
  c.state = dd_room(dd_port_size());
  dup2(o->log, STDERR_FILENO);
  if (!dd_port_open(c.state, &o->places, &c.port, &why)) {
    print_line(false, c.group, "dd_port_open fails: ", dd_text_end(&why));
    return 1;
  }
  GROUPS[which].trial(&c);
  dd_port_close(c.state);
  return c.failed < 100 ? (int)c.failed : 100;
}

/* Number of checks that failed. It returns twice: also, with `inner` set, in the process that had
 * the port and is to end with that number. */
static int try_group(size_t which, struct dd_outside *o, bool *inner) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0) return 1;
  pid_t child = fork();
  if (child == 0) {
    *inner = true;
    close(ends[0]);
    return run_group(which, o, ends[1]);
  }
  close(ends[1]);
  o->wishes = ends[0];
  int status = dd_outside_serve(o, child);
  close(ends[0]);
  if (status == -1) print_line(false, GROUPS[which].name, "the port came to no end", ", and its process had to be ended");
  else if (WIFSIGNALED(status)) print_line(false, GROUPS[which].name, "the port ended its process: ", strsignal(WTERMSIG(status)));
  return status == -1 || WIFSIGNALED(status) ? 1 : WEXITSTATUS(status);
}

/* Removes the folder of the trial, two levels deep. */
static void remove_folder(const char *path, int depth) {
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
    char inner[512];
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
    if (unlink(inner) != 0 && depth > 0) remove_folder(inner, depth - 1);
  }
  if (folder != NULL) closedir(folder);
  rmdir(path);
}

static bool prepare(struct dd_outside *o, char *folder) {
  static char paths[6][80];
  static const char *const names[] = {"conf", "spool", "state", "store", "run/control.sock", "log"};
  if (mkdtemp(folder) == NULL) return false;
  for (size_t i = 0; i < 6; i++) snprintf(paths[i], sizeof paths[i], "%s/%s", folder, names[i]);
  o->folder = folder;
  o->places = (struct dd_places){.configurations = {paths[0]}, .configuration_count = 1, .socket = paths[4],
                                 .spool = paths[1], .state = paths[2], .store = paths[3]};
  o->log = open(paths[5], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int file = open(paths[0], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool written = file >= 0 && write(file, "families inet\n", 14) == 14;
  if (file >= 0) close(file);
  return o->log >= 0 && written && mkdir(paths[1], 0700) == 0;
}

int main(void) {
  static struct dd_outside outside;
  char folder[] = "/tmp/dots-port-XXXXXX";
  int failed = 0;
  unsigned groups = 0;
  if (!prepare(&outside, folder) || !dd_outside_open(&outside)) {
    dd_note("the port cannot be tried on this machine: no folder or no loopback interface", "", "");
    return DD_EXIT_IO;
  }
  for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
    bool inner = false;
    int more = try_group(i, &outside, &inner);
    if (inner) return more;
    failed += more;
    groups += more > 0;
  }
  remove_folder(folder, 2);
  printf("%s: %d checks failed, in %u of %u groups\n", failed > 0 ? "the port lacks something" : "the port is whole", failed, groups,
         (unsigned)(sizeof GROUPS / sizeof *GROUPS));
  return failed > 0 ? 1 : 0;
}
