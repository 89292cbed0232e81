/* Giving away rights: another user, no capability but the one for interfaces, and none to regain. */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "posix.h"

/* Octets of /etc/passwd that are searched. */
enum { MOST_PASSWORDS = 32768 };

/* The text between two colons; null at the end of the line. */
static const char *next_field(const char **at, char *field, size_t size) {
  if (**at == '\0' || **at == '\n') return NULL;
  size_t length = strcspn(*at, ":\n");
  struct dd_text text = dd_text_in(field, size);
  dd_put_octets(&text, *at, length);
  *at += length + ((*at)[length] == ':');
  return dd_text_end(&text);
}

/* Finds NAME:…:UID:GID:… in the text of a password file. */
static bool find_line(const char *text, const char *name, uid_t *uid, gid_t *gid) {
  for (const char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n'), line += line != NULL) {
    char fields[4][64];
    const char *at = line;
    unsigned count = 0;
    while (count < 4 && next_field(&at, fields[count], sizeof fields[count]) != NULL) count++;
    if (count < 4 || strcmp(fields[0], name) != 0) continue;
    int64_t user = dd_parse_number(fields[2], UINT32_MAX - 1), group = dd_parse_number(fields[3], UINT32_MAX - 1);
    if (user < 0 || group < 0) return false;
    *uid = (uid_t)user;
    *gid = (gid_t)group;
    return true;
  }
  return false;
}

bool dd_find_user(const char *user, uid_t *uid, gid_t *gid, struct dd_text *why) {
  char passwords[MOST_PASSWORDS];
  char number[16];
  size_t length = strcspn(user, ":");
  struct dd_text text = dd_text_in(number, sizeof number);
  dd_put_octets(&text, user, length);
  int64_t id = dd_parse_number(dd_text_end(&text), UINT32_MAX - 1);
  int64_t group = user[length] == ':' ? dd_parse_number(user + length + 1, UINT32_MAX - 1) : id;
  if (id >= 0 && group >= 0) {
    *uid = (uid_t)id;
    *gid = (gid_t)group;
    return true;
  }
  int got = dd_read_guarded("/etc/passwd", passwords, sizeof passwords - 1, why);
  if (got >= 0 && find_line(passwords, user, uid, gid)) return true;
  if (got >= 0 || got == -2) dd_put_reason(why, user, "is no user of this machine: name one with --user", 0);
  return false;
}

static bool set_capabilities(uint32_t permitted, uint32_t effective) {
  struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2];
  memset(data, 0, sizeof data);
  data[0].permitted = permitted;
  data[0].effective = effective;
  return syscall(SYS_capset, &head, data) == 0;
}

/* Since Linux 5.7 a socket may be bound to an interface without any capability. */
static bool may_bind(void) {
  int file = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  bool bound = file >= 0 && setsockopt(file, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3) == 0;
  if (file >= 0) close(file);
  return bound;
}

bool dd_become(uid_t uid, gid_t gid, struct dd_text *why) {
  const uint32_t raw = UINT32_C(1) << CAP_NET_RAW;
  if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0 || setgroups(0, NULL) != 0 || setgid(gid) != 0 || setuid(uid) != 0) {
    dd_put_reason(why, "the daemon", "cannot become another user", errno);
    return false;
  }
  if (uid == 0 || !set_capabilities(raw, 0)) return true;
  bool needed = !may_bind();
  return set_capabilities(needed ? raw : 0, needed ? raw : 0);
}

bool dd_forbid_privileges(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}
