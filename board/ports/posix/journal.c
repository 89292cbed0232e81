/* A journal of the first core, record by record, so that a crash costs one at most. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "posix.h"

enum { JOURNAL_HEAD = 40, RECORD_HEAD = 12 };

static unsigned digit(char hexadecimal) {
  return (unsigned)(hexadecimal <= '9' ? hexadecimal - '0' : hexadecimal - 'a' + 10);
}

bool dd_journal_open(struct dd_posix *p, struct dd_text *why) {
  uint8_t head[JOURNAL_HEAD] = {'D', 'D', 'J', '1', DD_ABI_VERSION};
  const char *digest = dd_module_sha256();
  for (int i = 0; i < 32; i++) head[8 + i] = (uint8_t)(digit(digest[2 * i]) << 4 | digit(digest[2 * i + 1]));
  p->journal = -1;
  if (p->places.journal == NULL) return true;
  p->journal = open(p->places.journal, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (p->journal >= 0 && dd_write_all(p->journal, head, sizeof head)) return true;
  dd_put_reason(why, p->places.journal, "cannot be written", errno);
  return false;
}

void dd_posix_journal(void *context, unsigned kind, int64_t now_ms, const uint8_t *octets, size_t length) {
  struct dd_posix *p = context;
  uint8_t head[RECORD_HEAD] = {(uint8_t)kind, (uint8_t)length, (uint8_t)(length >> 8), (uint8_t)(length >> 16)};
  for (int i = 0; i < 8; i++) head[4 + i] = (uint8_t)((uint64_t)now_ms >> 8 * i);
  if (p->journal < 0 || (dd_write_all(p->journal, head, sizeof head) && dd_write_all(p->journal, octets, length))) return;
  dd_path_problem(p, p->places.journal, "cannot be written: the journal ends here", errno);
  close(p->journal);
  p->journal = -1;
}
