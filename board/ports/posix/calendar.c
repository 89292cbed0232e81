/* The calendar clock. The core counts on by itself; it is told when the clock was set. */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "posix.h"

#ifndef TFD_TIMER_CANCEL_ON_SET
#define TFD_TIMER_CANCEL_ON_SET (1 << 1)
#endif

/* A clock that is off by less is being corrected, not set. */
enum { TOLERANCE_MS = 1000 };
/* 2026-01-01. A clock that shows less was never set: a router without one begins in
 * 1970, or when its software was made. */
static const int64_t EARLIEST_MS = INT64_C(1767225600000);
static const time_t FAR_AWAY_S = INT32_MAX;

/* Waits for a moment that does not come, unless the clock is set. */
static bool arm(struct dd_posix *p) {
  const struct itimerspec never = {.it_value = {.tv_sec = FAR_AWAY_S}};
  return timerfd_settime(p->calendar, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0;
}

void dd_calendar_open(struct dd_posix *p) {
  p->calendar_stale = true;
  p->calendar = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (p->calendar >= 0 && arm(p)) dd_watch(p, p->calendar, EPOLLIN, DD_WATCHED_CALENDAR, 0);
}

void dd_calendar_notified(struct dd_posix *p) {
  uint64_t times;
  p->calendar_stale = true;
  /* A read after each time that the clock was set says so, and clears it. */
  if (read(p->calendar, &times, sizeof times) < 0 && errno != ECANCELED && errno != EAGAIN) {
    close(p->calendar);
    p->calendar = -1;
  } else arm(p);
}

int dd_calendar_next(struct dd_posix *p, uint8_t *record, size_t *length) {
  struct timespec now;
  if (!p->calendar_stale || clock_gettime(CLOCK_REALTIME, &now) != 0) return 0;
  p->calendar_stale = false;
  int64_t unix_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
  int64_t boot_unix_ms = unix_ms - dd_posix_now(p);
  int64_t difference = boot_unix_ms - p->boot_unix_ms;
  if (p->calendar_told && difference < TOLERANCE_MS && difference > -TOLERANCE_MS) return 0;
  p->boot_unix_ms = boot_unix_ms;
  p->calendar_told = true;
  *length = dd_put_wall_time(record, unix_ms, unix_ms >= EARLIEST_MS);
  return DD_INPUT_WALL_TIME;
}
