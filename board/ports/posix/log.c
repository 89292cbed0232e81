/* The log: a line a record, to the standard error or to syslog. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "posix.h"

/* RFC 3164 §4.1.1: the facility of system daemons. */
enum { FACILITY = 3 << 3 };

bool dd_log_open(struct dd_posix *p, struct dd_text *why) {
  const struct sockaddr_un there = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};
  p->syslog = -1;
  if (!p->places.syslog) return true;
  p->syslog = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (p->syslog >= 0 && connect(p->syslog, (const void *)&there, sizeof there) == 0) return true;
  dd_put_reason(why, there.sun_path, "takes no log", errno);
  return false;
}

static const char *level_name(unsigned level) {
  static const char *const names[] = {"error", "warning", "notice", "info", "debug"};
  return level >= DD_LOG_LEVEL_ERROR && level <= DD_LOG_LEVEL_DEBUG ? names[level - DD_LOG_LEVEL_ERROR] : "error";
}

/* {"level":…,"code":…, and the fields of the particulars. */
static void put_json(struct dd_text *line, unsigned level, unsigned code, const char *text, size_t length) {
  const char *name = code == DD_CODE_OK ? NULL : dd_name_of(code);
  dd_put(line, "{\"level\":");
  dd_put_json_string(line, level_name(level));
  dd_put(line, name != NULL ? ",\"code\":" : ",\"message\":");
  dd_put_json_string(line, name != NULL ? name : text);
  if (name == NULL) dd_put(line, "}");
  else if (length > 2) {
    dd_put(line, ",");
    dd_put_named(line, text + 1, length - 1);
  } else dd_put(line, "}");
}

/* "code-name {particulars}", or a sentence as it is. */
static void put_plain(struct dd_text *line, unsigned code, const char *text, size_t length) {
  const char *name = code == DD_CODE_OK ? NULL : dd_name_of(code);
  if (name == NULL) {
    dd_put_octets(line, text, length);
    return;
  }
  dd_put(line, name);
  if (length <= 2) return;
  dd_put(line, " ");
  dd_put_named(line, text, length);
}

void dd_posix_log(void *context, unsigned level, unsigned code, const char *text, size_t length) {
  struct dd_posix *p = context;
  if (level >= DD_LOG_LEVEL_DEBUG && !p->places.verbose) return;
  bool to_syslog = p->places.syslog;
  struct dd_text line = dd_text_in(p->log_line, sizeof p->log_line - 1);
  if (to_syslog) {
    dd_put(&line, "<");
    dd_put_number(&line, FACILITY | level);
    dd_put(&line, ">dots-discoveryd: ");
  }
  if (p->places.json) put_json(&line, level, code, text, length);
  else {
    if (!to_syslog) dd_put(&line, level_name(level)), dd_put(&line, ": ");
    put_plain(&line, code, text, length);
  }
  if (!to_syslog) *line.at++ = '\n';
  /* A log that nobody takes must not stop the daemon. */
  if (to_syslog) (void)send(p->syslog, line.start, dd_text_length(&line), MSG_NOSIGNAL);
  else (void)dd_write_all(STDERR_FILENO, line.start, dd_text_length(&line));
}

void dd_problem(struct dd_posix *p, struct dd_text *sentence) {
  uint64_t hash = 14695981039346656037u;
  for (const char *at = sentence->start; at < sentence->at; at++) hash = (hash ^ (uint8_t)*at) * 1099511628211u;
  if (hash != p->last_problem)
    dd_posix_log(p, DD_LOG_LEVEL_ERROR, DD_CODE_OK, dd_text_end(sentence), dd_text_length(sentence));
  p->last_problem = hash;
}

void dd_put_reason(struct dd_text *text, const char *path, const char *what, int error) {
  dd_put(text, path);
  dd_put(text, " ");
  dd_put(text, what);
  if (error == 0) return;
  dd_put(text, " (");
  dd_put(text, dd_error_name(error));
  dd_put(text, ")");
}

void dd_path_problem(struct dd_posix *p, const char *path, const char *what, int error) {
  char buffer[DD_MOST_PATH + 160];
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  dd_put_reason(&text, path, what, error);
  dd_problem(p, &text);
}
