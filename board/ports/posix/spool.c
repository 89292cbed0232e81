/* The spool directory (docs/spool.md): every file that is new, changed or gone is told. */
#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "posix.h"

enum { MOST_TEXT = 16000 };
static const uint32_t EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;

bool dd_spool_open(struct dd_posix *p, struct dd_text *why) {
  struct dd_spool *spool = &p->spool;
  spool->watch = -1;
  spool->stale = true;
  spool->retry_ms = DD_NO_DEADLINE;
  spool->notifier = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (spool->notifier >= 0 && dd_watch(p, spool->notifier, EPOLLIN, DD_WATCHED_SPOOL, 0))
    return dd_ensure_directory(p->places.spool, 0700, why);
  dd_put_reason(why, p->places.spool, "cannot be watched", errno);
  return false;
}

void dd_spool_stale(struct dd_posix *p) {
  p->spool.stale = true;
  for (unsigned i = 0; i < p->spool.count; i++) p->spool.files[i].identity = 0;
}

void dd_spool_notified(struct dd_posix *p) {
  while (read(p->spool.notifier, p->scratch, sizeof p->scratch) > 0) p->spool.stale = true;
}

/* Watches the directory that is there now, which may be another one than before. */
static bool keep_watch(struct dd_posix *p) {
  struct dd_spool *spool = &p->spool;
  char buffer[DD_MOST_PATH + 160];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  struct stat stat;
  if (!dd_ensure_directory(p->places.spool, 0700, &why)) {
    dd_problem(p, &why);
    return false;
  }
  if (lstat(p->places.spool, &stat) != 0) return false;
  if (spool->watch >= 0 && spool->device == stat.st_dev && spool->inode == stat.st_ino) return true;
  if (spool->watch >= 0) inotify_rm_watch(spool->notifier, spool->watch);
  spool->watch = inotify_add_watch(spool->notifier, p->places.spool, EVENTS | IN_ONLYDIR | IN_DONT_FOLLOW);
  spool->device = stat.st_dev;
  spool->inode = stat.st_ino;
  if (spool->watch < 0) dd_path_problem(p, p->places.spool, "cannot be watched", errno);
  return spool->watch >= 0;
}

bool dd_spool_scan(struct dd_posix *p) {
  struct dd_spool *spool = &p->spool;
  if (spool->retry_ms != DD_NO_DEADLINE && dd_posix_now(p) >= spool->retry_ms) spool->stale = true;
  if (spool->stale) {
    spool->stale = false;
    spool->retry_ms = keep_watch(p) ? DD_NO_DEADLINE : dd_posix_now(p) + DD_RETRY_MS;
    dd_spool_list(p);
  }
  for (unsigned i = 0; i < spool->count; i++)
    if (!spool->files[i].present || spool->files[i].changed) return true;
  return false;
}

static int tell_gone(struct dd_spool *spool, unsigned at, uint8_t *record, size_t *length) {
  struct dd_spool_file *file = &spool->files[at];
  bool told = file->told;
  /* There is room for one that was left out. */
  if (spool->count == DD_MOST_SPOOL_FILES) spool->stale = true;
  *length = dd_put_spool(record, file->name);
  memmove(file, file + 1, (--spool->count - at) * sizeof *file);
  return told ? DD_INPUT_SPOOL : 0;
}

static int tell_changed(struct dd_posix *p, struct dd_spool_file *file, uint8_t *record, size_t *length) {
  char path[DD_MOST_PATH], buffer[DD_MOST_PATH + 160];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  file->changed = false;
  size_t before = dd_put_spool(record, file->name);
  int got = dd_join_path(path, p->places.spool, file->name) ? dd_read_guarded(path, record + before, MOST_TEXT, &why) : -1;
  if (got == -1) dd_problem(p, &why);
  if (got == -2) p->spool.stale = true;
  if (got < 0) return 0;
  file->told = true;
  *length = before + (size_t)got;
  return DD_INPUT_SPOOL;
}

int dd_spool_next(struct dd_posix *p, uint8_t *record, size_t *length) {
  struct dd_spool *spool = &p->spool;
  for (unsigned i = 0; i < spool->count;) {
    struct dd_spool_file *file = &spool->files[i];
    int kind = 0;
    if (!file->present) kind = tell_gone(spool, i, record, length);
    else {
      i++;
      if (file->changed) kind = tell_changed(p, file, record, length);
    }
    if (kind != 0) return kind;
  }
  return 0;
}
