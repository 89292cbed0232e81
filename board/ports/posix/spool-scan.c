/* The listing of the spool directory, compared with what was seen last. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "posix.h"

/* What the kernel writes for an entry (getdents64(2)); opendir would allocate. */
struct entry {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[];
};

/* 1 to 31 octets of printable ASCII; a dot in front marks a file that is still being written. */
static bool is_spool_name(const char *name) {
  size_t length = strlen(name);
  if (length < 1 || length > DD_MOST_SPOOL_NAME || *name == '.') return false;
  for (; *name != '\0'; name++)
    if (*name <= ' ' || *name > '~') return false;
  return true;
}

/* The place of a name in the table, made if there is none; null if there are too many. */
static struct dd_spool_file *place_of(struct dd_posix *p, const char *name) {
  struct dd_spool *spool = &p->spool;
  unsigned at = 0;
  while (at < spool->count && strcmp(spool->files[at].name, name) < 0) at++;
  struct dd_spool_file *file = &spool->files[at];
  if (at < spool->count && strcmp(file->name, name) == 0) return file;
  if (spool->count == DD_MOST_SPOOL_FILES) {
    dd_path_problem(p, p->places.spool, "has too many files: only 64 of them are read", 0);
    return NULL;
  }
  memmove(file + 1, file, (spool->count++ - at) * sizeof *file);
  memset(file, 0, sizeof *file);
  strcpy(file->name, name);
  return file;
}

static uint64_t mix(uint64_t hash, uint64_t value) {
  return (hash ^ value) * 1099511628211u ^ hash >> 29;
}

/* What changes with the content of a file. Never 0. */
static uint64_t identify(const struct stat *stat) {
  uint64_t hash = mix(14695981039346656037u, (uint64_t)stat->st_ino);
  hash = mix(hash, (uint64_t)stat->st_size);
  hash = mix(mix(hash, (uint64_t)stat->st_mtim.tv_sec), (uint64_t)stat->st_mtim.tv_nsec);
  hash = mix(mix(hash, (uint64_t)stat->st_ctim.tv_sec), (uint64_t)stat->st_ctim.tv_nsec);
  return hash | 1;
}

static void look(struct dd_posix *p, int directory, const char *name) {
  struct stat stat;
  if (!is_spool_name(name) || fstatat(directory, name, &stat, AT_SYMLINK_NOFOLLOW) != 0) return;
  struct dd_spool_file *file = place_of(p, name);
  if (file == NULL) return;
  file->present = true;
  if (file->identity == identify(&stat)) return;
  file->identity = identify(&stat);
  file->changed = true;
}

void dd_spool_list(struct dd_posix *p) {
  for (unsigned i = 0; i < p->spool.count; i++) p->spool.files[i].present = false;
  int directory = open(p->places.spool, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  long got = 0;
  while (directory >= 0 && (got = syscall(SYS_getdents64, directory, p->scratch, sizeof p->scratch)) > 0) {
    for (long at = 0; at < got;) {
      const struct entry *entry = (const void *)(p->scratch + at);
      at += entry->length;
      look(p, directory, entry->name);
    }
  }
  if (directory < 0 || got < 0) {
    dd_path_problem(p, p->places.spool, "cannot be read", errno);
    /* Nothing is known to be gone. */
    for (unsigned i = 0; i < p->spool.count; i++) p->spool.files[i].present = true;
  }
  if (directory >= 0) close(directory);
}
