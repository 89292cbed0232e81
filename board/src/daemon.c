/* `dots-discoveryd`: the daemon, in the foreground until SIGTERM or SIGINT. */
#include <unistd.h>

#include "board_port.h"
#include "check-config.h"
#include "command.h"
#include "driver.h"
#include "memory.h"

static const char HELP[] =
    "Usage: dots-discoveryd [OPTIONS]\n"
    "\n"
    "Finds the DOTS servers of every network and keeps the list true. Reads what DHCP clients\n"
    "learn from the spool directory, and writes the servers to STATE/servers.json, one JSON\n"
    "object a line. SIGHUP reads the configuration again; SIGTERM and SIGINT end it.\n"
    "\n"
    "  --config FILE     configuration (/etc/dots-discovery.conf; may be missing there); repeatable\n"
    "  --socket PATH     control socket (" DD_DEFAULT_SOCKET ")\n"
    "  --spool DIR       spool directory of the DHCP client hooks (/run/dots-discovery/spool)\n"
    "  --state-dir DIR   where servers.json is written (/run/dots-discovery/state)\n"
    "  --store-dir DIR   where lists outlive a restart (/var/lib/dots-discovery)\n"
    "  --user NAME       become this user; NAME, UID or UID:GID\n"
    "  --journal FILE    record everything that goes into the core and comes out\n"
    "  --check-config    show the errors of the configuration and run nothing\n"
    "  --syslog          log to syslog, not to the standard error\n"
    "  --verbose         log everything\n"
    "  --json            log JSON objects\n"
    "  --version, --help\n"
    "\n"
    "Exit codes: 0 ended, 2 usage, 3 input or output failed, 4 errors in the configuration.\n";

struct settings {
  struct dd_places places;
  bool check, version, help;
};

static bool read_settings(struct settings *s, int count, char **words) {
  struct dd_places *p = &s->places;
  *s = (struct settings){.places = {.socket = DD_DEFAULT_SOCKET,
                                    .spool = "/run/dots-discovery/spool",
                                    .state = "/run/dots-discovery/state",
                                    .store = "/var/lib/dots-discovery"}};
  const struct dd_option options[] = {
      {"config", NULL, p->configurations, DD_MOST_CONFIGURATIONS, &p->configuration_count},
      {"socket", NULL, &p->socket, 1, NULL},
      {"spool", NULL, &p->spool, 1, NULL},
      {"state-dir", NULL, &p->state, 1, NULL},
      {"store-dir", NULL, &p->store, 1, NULL},
      {"journal", NULL, &p->journal, 1, NULL},
      {"user", NULL, &p->user, 1, NULL},
      {"check-config", &s->check, NULL, 0, NULL},
      {"syslog", &p->syslog, NULL, 0, NULL},
      {"verbose", &p->verbose, NULL, 0, NULL},
      {"json", &p->json, NULL, 0, NULL},
      {"version", &s->version, NULL, 0, NULL},
      {"help", &s->help, NULL, 0, NULL},
  };
  return dd_take_options(count, words, options, sizeof options / sizeof *options, 0) == 0;
}

static void tell(const struct dd_port *port, unsigned level, const char *first, const char *second) {
  char buffer[3 * DD_MOST_PATH];
  struct dd_text text = dd_text_in(buffer, sizeof buffer);
  dd_put(&text, first);
  dd_put(&text, second);
  port->log(port->context, level, DD_CODE_OK, dd_text_end(&text), dd_text_length(&text));
}

/* Everything that the daemon holds beside the port, for all of its life. */
static struct dd_driver driver;
static struct dd_port port;

/* Null, or why it cannot begin. */
static const char *begin(const struct dd_places *places, struct dd_text *why) {
  if (!dd_port_open(dd_room(dd_port_size()), places, &port, why)) return dd_text_end(why);
  driver.port = &port;
  driver.memory = dd_room(dd_size());
  const char *trouble = dd_driver_start(&driver);
  if (trouble == NULL) tell(&port, DD_LOG_LEVEL_INFO, "listening at ", places->socket);
  return trouble;
}

int dd_daemon(int count, char **words) {
  struct settings settings;
  char buffer[DD_MOST_PATH + 160];
  struct dd_text why = dd_text_in(buffer, sizeof buffer);
  if (!read_settings(&settings, count, words)) return DD_EXIT_USAGE;
  if (settings.help || settings.version) {
    dd_print(STDOUT_FILENO, settings.help ? HELP : "dots-discoveryd " DD_VERSION "\n");
    return DD_EXIT_FOUND;
  }
  if (settings.check) return dd_check_configuration(&settings.places);
  const char *trouble = begin(&settings.places, &why);
  if (trouble != NULL) dd_note(trouble, "", "");
  while (trouble == NULL && dd_driver_step(&driver)) continue;
  if (trouble == NULL && driver.trouble != NULL) dd_note(trouble = driver.trouble, "", "");
  if (trouble == NULL) tell(&port, DD_LOG_LEVEL_INFO, "stopped", "");
  if (port.context != NULL) dd_port_close(port.context);
  return trouble == NULL ? DD_EXIT_FOUND : DD_EXIT_IO;
}
