/* The result file: replaced in one step, so that a reader sees the old list or the new
 * one, also after a crash. Lines are kept until they are written. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "posix.h"

static const char NAME[] = "servers.json";
static const char TEMPORARY[] = ".servers.json.new";

static bool fill(int file, struct dd_backlog *lines) {
  off_t start = lines->read_at;
  off_t end = lines->write_at;
  bool done = fchmod(file, 0644) == 0;
  char octets[4096];
  while (done && start < end) {
    ssize_t got = pread(lines->file, octets, sizeof octets, start);
    if (got <= 0) return false;
    done = dd_write_all(file, octets, (size_t)got);
    start += got;
  }
  return done && fsync(file) == 0;
}

/* Writes the lines to the file beside, and puts it in place. False with errno. */
static bool replace(struct dd_posix *p) {
  char path[DD_MOST_PATH], temporary[DD_MOST_PATH];
  errno = ENAMETOOLONG;
  if (!dd_join_path(path, p->places.state, NAME) || !dd_join_path(temporary, p->places.state, TEMPORARY)) return false;
  unlink(temporary);
  int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (file < 0) return false;
  bool filled = fill(file, &p->result.lines);
  int error = errno;
  close(file);
  errno = error;
  return filled && rename(temporary, path) == 0 && dd_sync_directory(p->places.state);
}

static void write_result(struct dd_posix *p) {
  struct dd_result *r = &p->result;
  r->retry_ms = DD_NO_DEADLINE;
  if (replace(p)) {
    dd_backlog_clear(&r->lines);
    r->whole = r->told = false;
    return;
  }
  r->retry_ms = dd_posix_now(p) + DD_RETRY_MS;
  if (!r->told) dd_path_problem(p, p->places.state, "does not take servers.json: this is tried again until it succeeds", errno);
  r->told = true;
}

void dd_posix_result(void *context, unsigned flags, const char *line, size_t length) {
  struct dd_posix *p = context;
  struct dd_result *r = &p->result;
  if (flags & DD_FILE_FLAG_FIRST) {
    dd_backlog_clear(&r->lines);
    r->whole = r->lost = false;
  }
  if (length > 0 && !(dd_backlog_put(&r->lines, line, length) && dd_backlog_put(&r->lines, "\n", 1))) r->lost = true;
  if (!(flags & DD_FILE_FLAG_LAST)) return;
  if (r->lost) dd_path_problem(p, p->places.state, "keeps the list before: there is no room for the new one", errno);
  else r->whole = true, write_result(p);
}

int dd_posix_client_send_result(void *context, unsigned client) {
  struct dd_posix *p = context;
  const struct dd_backlog *lines = &p->result.lines;
  bool waits = p->result.whole;
  char path[DD_MOST_PATH], octets[1024];
  int file = lines->file;
  errno = ENAMETOOLONG;
  if (!waits) file = dd_join_path(path, p->places.state, NAME) ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
  if (file < 0) return dd_error_class(errno);
  off_t at = waits ? lines->read_at : 0;
  ssize_t got;
  while ((got = pread(file, octets, sizeof octets, at)) > 0) {
    dd_client_put(p, client, octets, (size_t)got);
    at += got;
  }
  int result = got < 0 ? dd_error_class(errno) : 0;
  if (!waits) close(file);
  return result;
}

void dd_result_retry(struct dd_posix *p, int64_t now_ms) {
  struct dd_result *r = &p->result;
  if (r->whole && r->retry_ms != DD_NO_DEADLINE && now_ms >= r->retry_ms) write_result(p);
}
