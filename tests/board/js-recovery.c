/* Runs any script in the place of host/jerry, on a machine of its own with virtual
 * time: `js-recovery SCRIPT`. Writes what the daemon says, each line after the time.
 *
 * At the start and after `retell` the machine tells one spool file, and while no core
 * is there a control client asks. Waiting without a deadline is the end. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "driver.h"
#include "js-engine.h"

enum { EXIT_REFUSED = 4, CLIENT = 0x102, MOST_WAITS = 1000 };

/* The script, and blanks behind it. */
static unsigned char script[1 << 16];
const struct js_script dd_js_script = {script, sizeof script};

struct machine {
  struct dd_driver driver;
  int64_t now_ms;
  bool spool_told;
  unsigned waits;
};

static struct machine machine;

static int64_t now_ms(void *context) {
  (void)context;
  return machine.now_ms;
}

static int entropy(void *context, uint8_t *octets, size_t length) {
  (void)context;
  memset(octets, 7, length);
  return 0;
}

static int configuration(void *context, char *text, size_t size) {
  (void)context, (void)text, (void)size;
  return 0;
}

static int wait(void *context, int64_t deadline_ms, uint8_t *record, size_t *length) {
  (void)context;
  if (++machine.waits > MOST_WAITS || deadline_ms == DD_NO_DEADLINE) return DD_WAIT_STOP;
  if (machine.driver.core == NULL && machine.now_ms < deadline_ms) {
    machine.now_ms = deadline_ms;
    *length = dd_put_control(record, CLIENT);
    return DD_INPUT_CONTROL;
  }
  if (!machine.spool_told) {
    machine.spool_told = true;
    *length = dd_put_spool(record, "wan.inet");
    return DD_INPUT_SPOOL;
  }
  machine.now_ms = deadline_ms > machine.now_ms ? deadline_ms : machine.now_ms;
  return DD_WAIT_NOTHING;
}

static void retell(void *context) {
  (void)context;
  machine.spool_told = false;
}

static void say(const char *line, size_t length) {
  printf("%" PRId64 " %.*s\n", machine.now_ms, (int)length, line);
}

static void write_log(void *context, unsigned level, unsigned code, const char *text, size_t length) {
  (void)context, (void)level;
  if (code == DD_CODE_OK) say(text, length);
}

static void client_send(void *context, unsigned client, const char *line, size_t length) {
  (void)context;
  if (client == CLIENT) say(line, length);
}

static void client_close(void *context, unsigned client) {
  (void)context;
  if (client == CLIENT) say("closed", 6);
}

static void event(void *context, unsigned mask, const char *line, size_t length) {
  (void)context;
  if (mask != 0) say(line, length);
}

static void close_all(void *context) {
  (void)context;
}

static int store_read(void *context, unsigned slot, uint8_t *octets, size_t size, unsigned *error_class) {
  (void)context, (void)slot, (void)octets, (void)size, (void)error_class;
  return 0;
}

static int udp_send(void *context, unsigned socket, const uint8_t *octets, size_t length) {
  char line[64];
  (void)context;
  int count = snprintf(line, sizeof line, "udp_send %u, %zu octets, the first %u", socket, length, length > 0 ? octets[0] : 0u);
  say(line, (size_t)count);
  return -DD_ERROR_CLASS_DENIED;
}

/* Scripts call no more than these. */
static const struct dd_port PORT = {
    .now_ms = now_ms,
    .entropy = entropy,
    .configuration = configuration,
    .wait = wait,
    .retell = retell,
    .udp_send = udp_send,
    .close_all = close_all,
    .event = event,
    .client_send = client_send,
    .client_close = client_close,
    .store_read = store_read,
    .log = write_log,
};

static void read_script(const char *path) {
  memset(script, ' ', sizeof script);
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(EXIT_FAILURE);
  }
  if (fread(script, 1, sizeof script, file) == sizeof script) exit(EXIT_FAILURE);
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc != 2) return EXIT_FAILURE;
  read_script(argv[1]);
  machine.driver.port = &PORT;
  machine.driver.memory = malloc(dd_size());
  const char *why = dd_driver_start(&machine.driver);
  if (why != NULL) {
    fprintf(stderr, "%s\n", why);
    return EXIT_REFUSED;
  }
  while (dd_driver_step(&machine.driver)) continue;
  say("end", 3);
  return EXIT_SUCCESS;
}
