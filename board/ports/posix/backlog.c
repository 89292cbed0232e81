/* Octets that wait, in an anonymous file: the process itself allocates nothing. */
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "posix.h"

#ifndef MFD_CLOEXEC
#define MFD_CLOEXEC 1U
#endif

/* What does not get off in time may not grow without end. */
enum { MOST_WAITING = 2 * 1024 * 1024, CHUNK = 4096, MOST_TRIES = 2 };

void dd_backlog_open(struct dd_backlog *backlog) {
  *backlog = (struct dd_backlog){-1, 0, 0};
}

bool dd_backlog_is_empty(const struct dd_backlog *backlog) {
  return backlog->read_at == backlog->write_at;
}

bool dd_backlog_put(struct dd_backlog *b, const void *octets, size_t length) {
  if (b->file < 0) b->file = (int)syscall(SYS_memfd_create, "dots-discovery", MFD_CLOEXEC);
  if (b->file < 0) return false;
  if (b->write_at - b->read_at + (off_t)length > MOST_WAITING) {
    errno = ENOBUFS;
    return false;
  }
  int tries = 0;
  for (size_t done = 0; done < length;) {
    ssize_t written = pwrite(b->file, (const char *)octets + done, length - done, b->write_at);
    if (written <= 0 && errno != EINTR && ++tries == MOST_TRIES) return false;
    if (written > 0) done += (size_t)written, b->write_at += written;
  }
  return true;
}

bool dd_backlog_move(struct dd_backlog *b, int file) {
  char octets[CHUNK];
  while (!dd_backlog_is_empty(b)) {
    ssize_t got = pread(b->file, octets, sizeof octets, b->read_at);
    if (got <= 0) {
      if (got == 0) errno = EIO;
      return false;
    }
    ssize_t written = write(file, octets, (size_t)got);
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) b->read_at += written;
  }
  dd_backlog_clear(b);
  return true;
}

void dd_backlog_clear(struct dd_backlog *b) {
  b->read_at = b->write_at = 0;
  if (b->file >= 0 && ftruncate(b->file, 0) != 0) dd_backlog_close(b);
}

void dd_backlog_close(struct dd_backlog *b) {
  if (b->file >= 0) close(b->file);
  dd_backlog_open(b);
}
