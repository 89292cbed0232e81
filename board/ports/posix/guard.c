/* Files in places where others may have planted something: no symbolic link is
 * followed, nothing but a regular file is read, nothing of a stranger is used. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "posix.h"

bool dd_is_ours(uid_t owner) {
  return owner == 0 || owner == geteuid();
}

bool dd_join_path(char *path, const char *directory, const char *name) {
  struct dd_text text = dd_text_in(path, DD_MOST_PATH);
  dd_put(&text, directory);
  dd_put(&text, "/");
  dd_put(&text, name);
  dd_text_end(&text);
  return strlen(directory) + strlen(name) + 1 < DD_MOST_PATH;
}

bool dd_directory_of(char *directory, const char *path) {
  const char *slash = strrchr(path, '/');
  struct dd_text text = dd_text_in(directory, DD_MOST_PATH);
  if (slash == NULL) dd_put(&text, ".");
  else dd_put_octets(&text, path, slash == path ? 1 : (size_t)(slash - path));
  dd_text_end(&text);
  return strlen(path) < DD_MOST_PATH;
}

/* Makes a directory and those above it. */
static bool make_directory(const char *path, mode_t mode) {
  char part[DD_MOST_PATH];
  if (strlen(path) >= sizeof part) {
    errno = ENAMETOOLONG;
    return false;
  }
  strcpy(part, path);
  for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(part, 0755) != 0 && errno != EEXIST) return false;
    *slash = '/';
  }
  return mkdir(path, mode) == 0 || errno == EEXIST;
}

/* A sentence about a place that is not to be used; errno says why to a program. */
static void refuse(struct dd_text *why, const char *path, const char *what) {
  dd_put_reason(why, path, what, 0);
  errno = EACCES;
}

bool dd_ensure_directory(const char *path, mode_t mode, struct dd_text *why) {
  struct stat stat;
  bool there = lstat(path, &stat) == 0 || (errno == ENOENT && make_directory(path, mode) && lstat(path, &stat) == 0);
  if (!there) dd_put_reason(why, path, "cannot be made", errno);
  else if (!S_ISDIR(stat.st_mode)) refuse(why, path, "is not a directory: remove it or name another one");
  else if (!dd_is_ours(stat.st_uid)) refuse(why, path, "belongs to another user: name a directory of your own");
  else if (stat.st_mode & (S_IWGRP | S_IWOTH)) {
    dd_put(why, "others can write to ");
    dd_put(why, path);
    dd_put(why, ": run \"chmod go-w ");
    dd_put(why, path);
    dd_put(why, "\" or name another directory");
    errno = EACCES;
  } else return true;
  return false;
}

int dd_open_guarded(const char *path, int flags, struct dd_text *why) {
  struct stat stat;
  /* Without O_NONBLOCK a planted FIFO would stop the program at open. */
  int file = open(path, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  if (file < 0) {
    if (errno == ENOENT) return -2;
    if (errno == ELOOP) refuse(why, path, "is a symbolic link: it is not followed");
    else dd_put_reason(why, path, "cannot be opened", errno);
    return -1;
  }
  if (fstat(file, &stat) != 0) dd_put_reason(why, path, "cannot be looked at", errno);
  else if (!S_ISREG(stat.st_mode)) refuse(why, path, "is not a regular file: it is ignored");
  else if (!dd_is_ours(stat.st_uid)) refuse(why, path, "belongs to another user: it is ignored");
  else return file;
  int error = errno;
  close(file);
  errno = error;
  return -1;
}

int dd_read_guarded(const char *path, void *octets, size_t size, struct dd_text *why) {
  int file = dd_open_guarded(path, O_RDONLY, why);
  if (file < 0) return file;
  size_t length = 0;
  ssize_t got;
  do {
    got = read(file, (char *)octets + length, size - length);
    if (got > 0) length += (size_t)got;
  } while ((got > 0 && length < size) || (got < 0 && errno == EINTR));
  char more;
  if (got < 0) dd_put_reason(why, path, "cannot be read", errno);
  else if (length == size && read(file, &more, 1) > 0) {
    dd_put_reason(why, path, "has more than ", 0);
    dd_put_number(why, (int64_t)size);
    dd_put(why, " octets: it is ignored");
    got = -1;
  }
  close(file);
  return got < 0 ? -1 : (int)length;
}

bool dd_sync_directory(const char *path) {
  int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return false;
  bool synced = fsync(directory) == 0;
  int error = errno;
  close(directory);
  errno = error;
  return synced;
}

bool dd_write_all(int file, const void *octets, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t written = write(file, (const char *)octets + done, length - done);
    if (written > 0) done += (size_t)written;
    else if (written == 0 || errno != EINTR) {
      if (written == 0) errno = EIO;
      return false;
    }
  }
  return true;
}
