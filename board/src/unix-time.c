/* Times on the command line: without a zone they would be others on each machine. */
#include "request.h"

enum { SECONDS_A_DAY = 60 * 60 * 24 };

/* Takes `digits` digits whose number is from `least` to `most`; false if they are not there. */
static bool take(const char **at, int digits, int least, int most, int *number) {
  *number = 0;
  for (; digits > 0; digits--, ++*at) {
    if (**at < '0' || **at > '9') return false;
    *number = *number * 10 + (**at - '0');
  }
  return *number >= least && *number <= most;
}

static bool skip(const char **at, char sign) {
  if (**at != sign) return false;
  ++*at;
  return true;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar, counted in years that begin in March. */
static int64_t days_to(int year, int month, int day) {
  int64_t y = month > 2 ? year : year - 1;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day - 719469;
}

/* "T12:00", "T12:00:00" or "T12:00:00.5", and "Z" or "+01:00", in seconds. */
static bool take_time(const char **at, int64_t *seconds) {
  int hour, minute, second = 0, zone_hour = 0, zone_minute = 0, sign = 1;
  if (!take(at, 2, 0, 23, &hour) || !skip(at, ':') || !take(at, 2, 0, 59, &minute)) return false;
  if (skip(at, ':')) {
    if (!take(at, 2, 0, 59, &second)) return false;
    if (skip(at, '.')) {
      if (**at < '0' || **at > '9') return false;
      while (**at >= '0' && **at <= '9') ++*at;
    }
  }
  if (!skip(at, 'Z')) {
    sign = skip(at, '-') ? -1 : 1;
    if (sign > 0 && !skip(at, '+')) return false;
    if (!take(at, 2, 0, 23, &zone_hour) || !skip(at, ':') || !take(at, 2, 0, 59, &zone_minute)) return false;
  }
  *seconds += (hour * 60 + minute - sign * (zone_hour * 60 + zone_minute)) * 60 + second;
  return true;
}

int64_t dd_unix_seconds(const char *text) {
  int64_t seconds = dd_parse_number(text, 999999999999);
  int year, month, day;
  if (seconds >= 0) return seconds;
  if (!take(&text, 4, 0, 9999, &year) || !skip(&text, '-') || !take(&text, 2, 1, 12, &month) || !skip(&text, '-') ||
      !take(&text, 2, 1, 31, &day))
    return -1;
  /* A day that the month does not have is one of the next. */
  if (day > days_to(month < 12 ? year : year + 1, month % 12 + 1, 1) - days_to(year, month, 1)) return -1;
  seconds = days_to(year, month, day) * SECONDS_A_DAY;
  if (skip(&text, 'T') && !take_time(&text, &seconds)) return -1;
  return *text == '\0' && seconds >= 0 ? seconds : -1;
}
