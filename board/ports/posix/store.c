/* The persistent store: two files in a directory of their own, written in turn, in
 * place and never cut (docs/store.md). What a record says is the core's matter. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "posix.h"

static const char *const NAMES[] = {"lists.a", "lists.b"};
static const char *const ASIDE[] = {"lists.a.bad", "lists.b.bad"};
enum { MOST_TRIES = 8 };

/* Opens a slot's file, which is made if it is missing. Negative with errno. */
static int open_slot(struct dd_posix *p, unsigned slot, int flags) {
  char path[DD_MOST_PATH], buffer[DD_MOST_PATH + 160];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  bool writing = flags != O_RDONLY;
  dd_put(&why, "the store cannot be used: ");
  errno = EACCES;
  if (!dd_join_path(path, p->places.store, NAMES[slot])) return -1;
  bool usable = !writing || dd_ensure_directory(p->places.store, 0700, &why);
  int file = usable ? dd_open_guarded(path, flags, &why) : -1;
  if (file == -2 && writing) {
    p->store_directory_synced = false;
    file = dd_open_guarded(path, flags | O_CREAT | O_EXCL, &why);
  }
  if (file == -1 && writing) {
    int error = errno;
    dd_put(&why, ": lists are kept in memory, and it is tried again");
    dd_problem(p, &why);
    errno = error;
  }
  return file;
}

static bool write_slot(int file, const uint8_t *octets, size_t length) {
  int tries = 0;
  for (size_t done = 0; done < length;) {
    ssize_t written = pwrite(file, octets + done, length - done, (off_t)done);
    if (written > 0) done += (size_t)written;
    else if (written == 0 || errno != EINTR || ++tries == MOST_TRIES) {
      if (written == 0) errno = EIO;
      return false;
    }
  }
  return true;
}

static bool sync_file(int file) {
  for (int tries = 0; tries < MOST_TRIES; tries++) {
    if (fsync(file) == 0) return true;
    if (errno != EINTR) return false;
  }
  return false;
}

int dd_posix_store_read(void *context, unsigned slot, uint8_t *octets, size_t size, unsigned *error_class) {
  struct dd_posix *p = context;
  int file = open_slot(p, slot, O_RDWR);
  *error_class = DD_ERROR_CLASS_NONE;
  if (file < 0) {
    /* A file system that takes nothing any more may still have the last list. */
    *error_class = (unsigned)-dd_error_class(errno);
    file = open_slot(p, slot, O_RDONLY);
  }
  if (file < 0) return 0;
  size_t length = 0;
  for (ssize_t got = 1; length < size && (got > 0 || (got < 0 && errno == EINTR));) {
    got = pread(file, octets + length, size - length, (off_t)length);
    if (got > 0) length += (size_t)got;
    else if (got < 0 && errno != EINTR) length = 0;
  }
  close(file);
  return (int)length;
}

int dd_posix_store_write(void *context, unsigned slot, const uint8_t *octets, size_t length) {
  struct dd_posix *p = context;
  int file = open_slot(p, slot, O_RDWR);
  if (file < 0) return dd_error_class(errno);
  bool done = write_slot(file, octets, length) && sync_file(file);
  if (done && !p->store_directory_synced) done = p->store_directory_synced = dd_sync_directory(p->places.store);
  int error = errno;
  close(file);
  if (done) return 0;
  dd_path_problem(p, p->places.store, "cannot be written: lists are kept in memory, and it is tried again", error);
  return dd_error_class(error);
}

void dd_posix_store_quarantine(void *context) {
  struct dd_posix *p = context;
  dd_path_problem(p, p->places.store, "has two damaged records: they are kept as lists.a.bad and lists.b.bad, and the store begins anew", 0);
  p->store_directory_synced = false;
  for (unsigned slot = 0; slot < 2; slot++) {
    char from[DD_MOST_PATH], to[DD_MOST_PATH];
    bool fits = dd_join_path(from, p->places.store, NAMES[slot]) && dd_join_path(to, p->places.store, ASIDE[slot]);
    if (fits && rename(from, to) == 0) continue;
    dd_path_problem(p, p->places.store, "cannot be put aside", errno);
    return;
  }
  p->store_directory_synced = dd_sync_directory(p->places.store);
}
