/* Linked around the daemon, whose calls it lets fail as FAULTY says: "CALL N TIMES WHY", and
 * FAULTY2 in the same way. From the N-th on TIMES calls fail (0: all). CALL is
 *   a function of the port: WHY is a DD_ERROR_CLASS_...;
 *   a function of the C library that the port uses: WHY is an errno;
 *   an export of the core: it traps (WHY 0), never returns (1) or returns WHY;
 *   `outputs`: what the core writes is random, and WHY is the seed.
 *
 * Its clock is SPEED times as fast, so that a record of the store does not take a minute. It
 * writes when a call failed first, and at the end how often each of them was called. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "../../board/ports/posix/posix.h"
#include "../../board/src/wasm-host.h"

enum { SPEED = 300, ENDLESS = 1 };

#define CALLS                                                                                                   \
  X(entropy) X(configuration) X(wait) X(udp_open) X(mcast_join) X(udp_send) X(tcp_ask) X(store_read) X(store_write) \
  X(open) X(read) X(write) X(pread) X(pwrite) X(fsync) X(rename) X(mkdir) X(lstat) X(socket) X(bind) X(connect)  \
  X(send) X(sendto) X(recv) X(recvfrom) X(epoll_wait) X(abiVersion) X(init) X(window) X(handle) X(pollOutput) X(selfTest) X(outputs)

#define X(name) CALL_##name,
enum call { CALLS CALL_COUNT };
#undef X
#define X(name) #name,
static const char *const NAMES[] = {CALLS};
#undef X

static long counts[CALL_COUNT];

static struct fault {
  int call; /* -1: none */
  long first, times, why;
  bool told;
} faults[2] = {{.call = -1}, {.call = -1}};

static void read_fault(struct fault *fault, const char *text) {
  char name[32];
  if (text == NULL || sscanf(text, "%31s %ld %ld %ld", name, &fault->first, &fault->times, &fault->why) != 4) return;
  for (int call = 0; call < CALL_COUNT; call++)
    if (strcmp(NAMES[call], name) == 0) fault->call = call;
}

static void __attribute__((constructor)) read_faults(void) {
  read_fault(&faults[0], getenv("FAULTY"));
  read_fault(&faults[1], getenv("FAULTY2"));
}

ssize_t __real_write(int file, const void *octets, size_t size);

static void say(const char *verb, enum call call) {
  char line[64];
  int length = snprintf(line, sizeof line, "%s %s %ld\n", verb, NAMES[call], counts[call]);
  __real_write(STDERR_FILENO, line, (size_t)length);
}

/* The fault of a call, or null: it is to succeed. */
static const struct fault *fault_of(enum call call) {
  long count = ++counts[call];
  for (struct fault *fault = faults; fault < faults + 2; fault++) {
    bool failing = fault->call == (int)call && count >= fault->first && (fault->times == 0 || count < fault->first + fault->times);
    if (failing && !fault->told) say("failed", call);
    fault->told = fault->told || failing;
    if (failing) return fault;
  }
  return NULL;
}

static bool fails_as_system(enum call call) {
  const struct fault *fault = fault_of(call);
  if (fault != NULL) errno = (int)fault->why;
  return fault != NULL;
}

/* The functions of the port. */

static struct dd_port real;

#define PORT(name, parameters, arguments)                  \
  static int name parameters {                             \
    const struct fault *fault = fault_of(CALL_##name);     \
    return fault != NULL ? (int)-fault->why : real.name arguments; \
  }

PORT(entropy, (void *context, uint8_t *octets, size_t length), (context, octets, length))
PORT(configuration, (void *context, char *text, size_t size), (context, text, size))
PORT(wait, (void *context, int64_t deadline_ms, uint8_t *record, size_t *length), (context, deadline_ms, record, length))
PORT(udp_open, (void *context, unsigned socket, const struct dd_ends *ends), (context, socket, ends))
PORT(mcast_join, (void *context, unsigned socket, const struct dd_group *group), (context, socket, group))
PORT(udp_send, (void *context, unsigned socket, const uint8_t *octets, size_t length), (context, socket, octets, length))
PORT(tcp_ask, (void *context, unsigned socket, const struct dd_ends *ends, const uint8_t *message, size_t length),
     (context, socket, ends, message, length))
PORT(store_read, (void *context, unsigned slot, uint8_t *octets, size_t size, unsigned *error_class),
     (context, slot, octets, size, error_class))
PORT(store_write, (void *context, unsigned slot, const uint8_t *octets, size_t length), (context, slot, octets, length))

bool __real_dd_port_open(void *state, const struct dd_places *places, struct dd_port *port, struct dd_text *why);
bool __wrap_dd_port_open(void *state, const struct dd_places *places, struct dd_port *port, struct dd_text *why);
bool __wrap_dd_port_open(void *state, const struct dd_places *places, struct dd_port *port, struct dd_text *why) {
  if (!__real_dd_port_open(state, places, port, why)) return false;
  real = *port;
  port->entropy = entropy;
  port->configuration = configuration;
  port->wait = wait;
  port->udp_open = udp_open;
  port->mcast_join = mcast_join;
  port->udp_send = udp_send;
  port->tcp_ask = tcp_ask;
  port->store_read = store_read;
  port->store_write = store_write;
  return true;
}

/* Functions of the C library. */

#define SYSTEM(type, name, parameters, arguments) \
  type __real_##name parameters;                  \
  type __wrap_##name parameters;                  \
  type __wrap_##name parameters { return fails_as_system(CALL_##name) ? -1 : __real_##name arguments; }

SYSTEM(ssize_t, read, (int file, void *octets, size_t size), (file, octets, size))
SYSTEM(ssize_t, pread, (int file, void *octets, size_t size, off_t at), (file, octets, size, at))
SYSTEM(ssize_t, pwrite, (int file, const void *octets, size_t size, off_t at), (file, octets, size, at))
SYSTEM(int, fsync, (int file), (file))
SYSTEM(int, rename, (const char *from, const char *to), (from, to))
SYSTEM(int, mkdir, (const char *path, mode_t mode), (path, mode))
SYSTEM(int, lstat, (const char *path, struct stat *stat), (path, stat))
SYSTEM(int, socket, (int domain, int type, int protocol), (domain, type, protocol))
SYSTEM(int, bind, (int file, const struct sockaddr *address, socklen_t length), (file, address, length))
SYSTEM(int, connect, (int file, const struct sockaddr *address, socklen_t length), (file, address, length))
SYSTEM(ssize_t, send, (int file, const void *octets, size_t size, int flags), (file, octets, size, flags))
SYSTEM(ssize_t, sendto,
       (int file, const void *octets, size_t size, int flags, const struct sockaddr *to, socklen_t length),
       (file, octets, size, flags, to, length))
SYSTEM(ssize_t, recv, (int file, void *octets, size_t size, int flags), (file, octets, size, flags))
SYSTEM(ssize_t, recvfrom,
       (int file, void *octets, size_t size, int flags, struct sockaddr *from, socklen_t *length),
       (file, octets, size, flags, from, length))
SYSTEM(int, epoll_wait, (int file, struct epoll_event *events, int most, int timeout_ms), (file, events, most, timeout_ms))

/* What is written to the log does not count. */
ssize_t __wrap_write(int file, const void *octets, size_t size);
ssize_t __wrap_write(int file, const void *octets, size_t size) {
  return file != STDERR_FILENO && fails_as_system(CALL_write) ? -1 : __real_write(file, octets, size);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
  va_end(more);
  return fails_as_system(CALL_open) ? -1 : __real_open(path, flags, mode);
}

void __real_dd_port_close(void *state);
void __wrap_dd_port_close(void *state);
void __wrap_dd_port_close(void *state) {
  __real_dd_port_close(state);
  for (enum call call = 0; call < CALL_COUNT; call++) say("called", call);
}

/* The clock, and the timer that follows it. */

static int64_t to_ns(const struct timespec *time) {
  return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

static struct timespec from_ns(int64_t ns) {
  return (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
}

static int64_t began_ns;

int __real_clock_gettime(clockid_t clock, struct timespec *time);
int __wrap_clock_gettime(clockid_t clock, struct timespec *time);
int __wrap_clock_gettime(clockid_t clock, struct timespec *time) {
  int result = __real_clock_gettime(clock, time);
  if (clock != CLOCK_BOOTTIME || result != 0) return result;
  if (began_ns == 0) began_ns = to_ns(time);
  *time = from_ns(began_ns + (to_ns(time) - began_ns) * SPEED);
  return 0;
}

int __real_timerfd_settime(int file, int flags, const struct itimerspec *at, struct itimerspec *before);
int __wrap_timerfd_settime(int file, int flags, const struct itimerspec *at, struct itimerspec *before);
int __wrap_timerfd_settime(int file, int flags, const struct itimerspec *at, struct itimerspec *before) {
  /* A hostile core waits for any time. */
  struct timespec time = at->it_value;
  if (time.tv_sec > INT32_MAX) time.tv_sec = INT32_MAX;
  int64_t virtual_ns = to_ns(&time);
  struct itimerspec real_at = {.it_value = from_ns(began_ns + (virtual_ns - began_ns) / SPEED + 1)};
  /* The other timer that there is follows the calendar. */
  bool is_virtual = virtual_ns != 0 && flags == TFD_TIMER_ABSTIME;
  return __real_timerfd_settime(file, flags, is_virtual ? &real_at : at, before);
}

/* The time that an input may take is shorter too, if it is ten times what any takes. */
int __real_setitimer(__itimer_which_t which, const struct itimerval *limit, struct itimerval *before);
int __wrap_setitimer(__itimer_which_t which, const struct itimerval *limit, struct itimerval *before);
int __wrap_setitimer(__itimer_which_t which, const struct itimerval *limit, struct itimerval *before) {
  struct itimerval shorter = {.it_value = {.tv_sec = limit->it_value.tv_sec / 10}};
  return __real_setitimer(which, &shorter, before);
}

/* The core. */

static uint64_t dice;

static uint8_t roll(void) {
  dice = dice * 6364136223846793005u + 1442695040888963407u;
  return (uint8_t)(dice >> 56);
}

/* A record of any kind, most of them known ones, with any octets. */
static uint32_t write_anything(struct wasm_host *host, uint32_t window) {
  uint8_t record[64];
  uint32_t length = roll() % 8 == 0 ? (uint32_t)roll() << roll() % 25 : 8u + roll() % 56;
  for (size_t i = 0; i < sizeof record; i++) record[i] = roll();
  if (roll() % 16 != 0) record[DD_OUTPUT_KIND] = (uint8_t)(DD_OUTPUT_UDP_OPEN + roll() % 14);
  if (roll() % 2) memset(record + 10, 0, 40);
  wasm_host_write(host, window, record, sizeof record);
  return length;
}

const char *__real_wasm_host_call(struct wasm_host *host, enum wasm_export which,
                                  const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result);
const char *__wrap_wasm_host_call(struct wasm_host *host, enum wasm_export which,
                                  const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result);
const char *__wrap_wasm_host_call(struct wasm_host *host, enum wasm_export which,
                                  const uint32_t arguments[WASM_MOST_ARGUMENTS], uint32_t *result) {
  static const enum call calls[] = {CALL_abiVersion, CALL_init, CALL_window, CALL_handle, CALL_pollOutput, CALL_selfTest};
  static uint32_t window;
  const struct fault *fault = fault_of(calls[which]);
  while (fault != NULL && fault->why == ENDLESS) continue;
  if (fault != NULL && fault->why == 0) return "unreachable";
  const char *trap = __real_wasm_host_call(host, which, arguments, result);
  if (which == WASM_WINDOW) window = *result;
  if (fault != NULL) *result = (uint32_t)fault->why;
  fault = which == WASM_POLL_OUTPUT ? fault_of(CALL_outputs) : NULL;
  if (fault == NULL) return trap;
  if (dice == 0) dice = (uint64_t)fault->why;
  *result = roll() % 4 == 0 ? 0 : write_anything(host, window);
  return NULL;
}
