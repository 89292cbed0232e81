/* One program, two commands: `dots-discoveryd` is the daemon, `dots-discovery` asks it.
 * `dots-discovery run` is the daemon too. */
#include <string.h>
#include <unistd.h>

#include "command.h"

static bool is_daemon(const char *program) {
  const char *slash = strrchr(program, '/');
  return strcmp(slash != NULL ? slash + 1 : program, "dots-discoveryd") == 0;
}

int main(int count, char **words) {
  if (count > 0 && is_daemon(words[0])) return dd_daemon(count - 1, words + 1);
  const char *command = count > 1 ? words[1] : "";
  if (strcmp(command, "run") == 0) return dd_daemon(count - 2, words + 2);
  return dd_client(command, count > 2 ? count - 2 : 0, words + 2);
}
