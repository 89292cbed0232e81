/* The port for Linux: epoll for everything, one event at a time. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "posix.h"

/* Time of the processor for one input, with everything that follows from it. A core
 * that takes more is ended with the whole process, which is started anew. */
enum { MOST_COMPUTING_S = 10 };
/* GRND_NONBLOCK: a machine that has just begun may have no entropy for a while. */
enum { NONBLOCK = 1 };

int64_t dd_posix_now(void *context) {
  struct dd_posix *p = context;
  struct timespec now;
  if (clock_gettime(CLOCK_BOOTTIME, &now) != 0) clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t now_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
  if (now_ms > p->last_now_ms) p->last_now_ms = now_ms;
  return p->last_now_ms;
}

int64_t dd_earlier(int64_t a, int64_t b) {
  if (a == DD_NO_DEADLINE) return b;
  return b == DD_NO_DEADLINE || a < b ? a : b;
}

static int get_entropy(void *context, uint8_t *octets, size_t length) {
  (void)context;
  for (size_t done = 0; done < length;) {
    long got = syscall(SYS_getrandom, octets + done, length - done, NONBLOCK);
    if (got > 0) done += (size_t)got;
    else if (errno != EINTR) return dd_error_class(errno);
  }
  return 0;
}

static bool control_watch(struct dd_posix *p, int operation, int file, uint32_t events, enum dd_watched kind, unsigned which) {
  struct epoll_event event = {.events = events, .data = {.u64 = (uint64_t)kind << 32 | which}};
  return epoll_ctl(p->epoll, operation, file, &event) == 0;
}

bool dd_watch(struct dd_posix *p, int file, uint32_t events, enum dd_watched kind, unsigned which) {
  return control_watch(p, EPOLL_CTL_ADD, file, events, kind, which);
}

void dd_rewatch(struct dd_posix *p, int file, uint32_t events, enum dd_watched kind, unsigned which) {
  control_watch(p, EPOLL_CTL_MOD, file, events, kind, which);
}

static bool open_signals(struct dd_posix *p) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  signal(SIGPIPE, SIG_IGN);
  if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return false;
  p->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  return p->signals >= 0 && dd_watch(p, p->signals, EPOLLIN, DD_WATCHED_SIGNALS, 0);
}

static bool open_timer(struct dd_posix *p) {
  p->timer = timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (p->timer < 0) p->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  return p->timer >= 0 && dd_watch(p, p->timer, EPOLLIN, DD_WATCHED_TIMER, 0);
}

/* Has the timer go off at a time, or never. */
static void arm_timer(struct dd_posix *p, int64_t at_ms) {
  struct itimerspec at = {.it_value = {.tv_sec = 0}};
  if (at_ms != DD_NO_DEADLINE) {
    at.it_value.tv_sec = (time_t)(at_ms / 1000);
    /* A time of zero would disarm it. */
    at.it_value.tv_nsec = (long)(at_ms % 1000) * 1000000 + 1;
  }
  timerfd_settime(p->timer, TFD_TIMER_ABSTIME, &at, NULL);
}

static int read_signal(struct dd_posix *p) {
  struct signalfd_siginfo signal;
  if (read(p->signals, &signal, sizeof signal) != sizeof signal) return DD_WAIT_NOTHING;
  return signal.ssi_signo == SIGHUP ? DD_WAIT_RELOAD : DD_WAIT_STOP;
}

/* What has to be told of the machine, in the order of its dependence. */
static int next_told(struct dd_posix *p, uint8_t *record, size_t *length) {
  int kind = dd_calendar_next(p, record, length);
  if (kind != 0) return kind;
  /* A client's script gives the interface its address first: the core has to know it before
   * the lease. So files are looked for before interfaces, and told after them. */
  bool files = dd_spool_scan(p);
  kind = dd_links_next(p, record, length);
  if (kind != 0 || !files) return kind;
  return dd_spool_next(p, record, length);
}

static int handle_event(struct dd_posix *p, const struct epoll_event *event, uint8_t *record, size_t *length) {
  unsigned which = (unsigned)(event->data.u64 & 0xffffffff);
  switch ((enum dd_watched)(event->data.u64 >> 32)) {
  case DD_WATCHED_TIMER:
    return 0; /* the next round arms it anew, and sees by the clock what is due */
  case DD_WATCHED_SIGNALS:
    return read_signal(p);
  case DD_WATCHED_CALENDAR:
    dd_calendar_notified(p);
    return 0;
  case DD_WATCHED_SPOOL:
    dd_spool_notified(p);
    return 0;
  case DD_WATCHED_LISTENER:
    dd_control_accept(p);
    return 0;
  case DD_WATCHED_CLIENT:
    return dd_client_ready(p, which, event->events, record, length);
  case DD_WATCHED_SOCKET:
    return dd_socket_ready(p, which, record, length);
  default:
    return 0; /* rtnetlink is read with every round */
  }
}

/* What is due in the port itself. */
static int expire(struct dd_posix *p, int64_t now_ms, uint8_t *record, size_t *length) {
  dd_clients_expire(p, now_ms);
  dd_result_retry(p, now_ms);
  return dd_tcp_expire(p, now_ms, record, length);
}

static int64_t own_deadline(const struct dd_posix *p) {
  int64_t first = dd_earlier(dd_clients_deadline(p), dd_tcp_deadline(p));
  first = dd_earlier(first, p->result.whole ? p->result.retry_ms : DD_NO_DEADLINE);
  return dd_earlier(first, dd_earlier(p->spool.retry_ms, p->links.retry_ms));
}

static void guard_computing(unsigned seconds) {
  const struct itimerval limit = {.it_value = {.tv_sec = (time_t)seconds}};
  setitimer(ITIMER_PROF, &limit, NULL);
}

static int wait_for_input(struct dd_posix *p, int64_t deadline_ms, uint8_t *record, size_t *length) {
  for (;;) {
    int kind = next_told(p, record, length);
    if (kind != 0) return kind;
    int64_t now_ms = dd_posix_now(p);
    kind = expire(p, now_ms, record, length);
    if (kind != 0) return kind;
    if (deadline_ms != DD_NO_DEADLINE && now_ms >= deadline_ms) return DD_WAIT_NOTHING;
    struct epoll_event event;
    arm_timer(p, dd_earlier(deadline_ms, own_deadline(p)));
    int count = epoll_wait(p->epoll, &event, 1, -1);
    if (count < 0 && errno != EINTR) return dd_error_class(errno);
    kind = count > 0 ? handle_event(p, &event, record, length) : 0;
    if (kind != 0) return kind;
  }
}

static int posix_wait(void *context, int64_t deadline_ms, uint8_t *record, size_t *length) {
  guard_computing(0);
  int kind = wait_for_input(context, deadline_ms, record, length);
  guard_computing(MOST_COMPUTING_S);
  return kind;
}

static void retell(void *context) {
  struct dd_posix *p = context;
  p->calendar_stale = true;
  p->calendar_told = false;
  dd_links_stale(p);
  dd_spool_stale(p);
}

static void close_all(void *context) {
  dd_sockets_close_all(context);
  dd_clients_drop_all(context);
}

bool dd_posix_open(struct dd_posix *p, const struct dd_places *places, struct dd_port *port, struct dd_text *why) {
  p->places = *places;
  p->result.retry_ms = DD_NO_DEADLINE;
  dd_backlog_open(&p->result.lines);
  dd_sockets_open(p);
  p->epoll = epoll_create1(EPOLL_CLOEXEC);
  if (!dd_log_open(p, why)) return false;
  if (p->epoll < 0 || !open_signals(p) || !open_timer(p) || !dd_links_open(p)) {
    dd_put_reason(why, "the operating system", "lacks what the daemon needs", errno);
    return false;
  }
  dd_calendar_open(p);
  if (!dd_ensure_directory(places->state, 0755, why) || !dd_journal_open(p, why) || !dd_spool_open(p, why) || !dd_control_open(p, why))
    return false;
  *port = (struct dd_port){p, dd_posix_now, get_entropy, dd_posix_configuration, posix_wait, retell,
                           dd_posix_udp_open, dd_posix_mcast_join, dd_posix_udp_send, dd_posix_tcp_ask,
                           dd_posix_close_socket, close_all, dd_posix_client_send, dd_posix_client_close,
                           dd_posix_client_send_result, dd_posix_event,
                           dd_posix_store_read, dd_posix_store_write, dd_posix_store_quarantine,
                           dd_posix_result, dd_posix_log, places->journal != NULL ? dd_posix_journal : NULL};
  return true;
}
