/* How the daemon begins on Linux: as another user if it shall be one, with everything open
 * before the rights to open it are given up. */
#include <errno.h>
#include <unistd.h>

#include "posix.h"

size_t dd_port_size(void) {
  return sizeof(struct dd_posix);
}

/* Makes a directory for the user that the daemon becomes. */
static bool prepare(const char *path, mode_t mode, uid_t uid, gid_t gid, struct dd_text *why) {
  struct stat stat;
  if (lstat(path, &stat) == 0) return true;
  if (!dd_ensure_directory(path, mode, why)) return false;
  if (lchown(path, uid, gid) == 0) return true;
  dd_put_reason(why, path, "cannot be given to the user", errno);
  return false;
}

static bool become(const struct dd_places *p, struct dd_text *why) {
  char directory[DD_MOST_PATH];
  uid_t uid = 0;
  gid_t gid = 0;
  if (p->user == NULL) return true;
  if (!dd_find_user(p->user, &uid, &gid, why)) return false;
  if (uid == geteuid() && gid == getegid()) return true;
  dd_directory_of(directory, p->socket);
  return prepare(directory, 0750, uid, gid, why) && prepare(p->spool, 0700, uid, gid, why) &&
         prepare(p->state, 0755, uid, gid, why) && prepare(p->store, 0700, uid, gid, why) && dd_become(uid, gid, why);
}

static void tell(struct dd_posix *p, unsigned level, const char *first, const char *second) {
  char buffer[160];
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  dd_put(&text, first);
  dd_put(&text, second);
  dd_posix_log(p, level, DD_CODE_OK, dd_text_end(&text), dd_text_length(&text));
}

bool dd_port_open(void *state, const struct dd_places *places, struct dd_port *port, struct dd_text *why) {
  struct dd_posix *p = state;
  if (!become(places, why) || dd_read_configuration(places, (char *)p->scratch, DD_MAX_MESSAGE_LENGTH, NULL, why) < 0 ||
      !dd_posix_open(p, places, port, why))
    return false;
  if (!dd_forbid_privileges()) tell(p, DD_LOG_LEVEL_WARNING, "programs could regain rights: ", dd_error_name(errno));
  const char *unconfined = dd_confine();
  if (unconfined != NULL) tell(p, DD_LOG_LEVEL_INFO, "the daemon may make every system call: ", unconfined);
  return true;
}

void dd_port_close(void *state) {
  dd_sockets_close_all(state);
  dd_clients_drop_all(state);
  dd_control_close(state);
}
