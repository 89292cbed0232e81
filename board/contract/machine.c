/* Clock, randomness, configuration, and what is told at the start. */
#include <string.h>

#include "contract.h"

void dd_try_clock(struct dd_contract *c) {
  int64_t first = c->port.now_ms(c->port.context), last = first;
  bool steady = true;
  /* Some milliseconds long; the count ends it where a clock stands still. */
  for (long i = 0; i < 10000000 && last < first + 10; i++) {
    int64_t now = c->port.now_ms(c->port.context);
    steady = steady && now >= last;
    last = now;
  }
  dd_expect(c, first >= 0, "now_ms tells a time", (int)first);
  dd_expect(c, steady, "now_ms never goes back", (int)last);
}

void dd_try_entropy(struct dd_contract *c) {
  enum { COUNT = 256, AROUND = 4, TRIES = 16 };
  uint8_t before[COUNT] = {0}, octets[COUNT + AROUND];
  static const uint8_t same[32] = {0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5,
                                   0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5};
  int got = 0;
  bool others = true, all = true, none_behind = true;
  /* Many times: one octet too many is, once in 256, the octet that was there. */
  for (int i = 0; i < TRIES && got >= 0; i++) {
    memset(octets, 0xa5, sizeof octets);
    got = c->port.entropy(c->port.context, octets, COUNT);
    others = others && memcmp(octets, before, COUNT) != 0;
    /* All of 32 octets left as they were: one in 2^256. */
    for (int at = 0; at < COUNT; at += 32) all = all && memcmp(octets + at, same, 32) != 0;
    none_behind = none_behind && memcmp(octets + COUNT, same, AROUND) == 0;
    memcpy(before, octets, COUNT);
  }
  dd_expect(c, got >= 0, "256 fresh octets", got);
  dd_expect(c, got >= 0 && others, "others each time", got);
  dd_expect(c, all, "every octet is filled in", DD_NO_NUMBER);
  dd_expect(c, none_behind, "and none behind them", DD_NO_NUMBER);
}

void dd_try_configuration(struct dd_contract *c) {
  static const char text[] = "families inet\n";
  char room[64];
  memset(room, '#', sizeof room);
  int got = c->port.configuration(c->port.context, room, sizeof room);
  dd_expect(c, got == sizeof text - 1 && memcmp(room, text, sizeof text - 1) == 0, "the configuration is read", got);
  got = c->port.configuration(c->port.context, room, 5);
  dd_expect(c, got < 0, "one that does not fit is an error, not a part of it", got);
}

/* What is told, in the order in which it has to come. */
static const int ORDER[] = {DD_INPUT_WALL_TIME, DD_INPUT_LINK, DD_INPUT_ADDRESSES, DD_INPUT_SPOOL};
enum { KINDS = sizeof ORDER / sizeof *ORDER };

struct told {
  unsigned counts[KINDS];
  bool in_order, file, odd; /* the file is told with name and text; something does not belong here */
};

/* Takes all that is told. Returns what `wait` did in the end. */
static int take_told(struct dd_contract *c, struct told *told) {
  static const char file[] = "\010wan.inetclient=udhcpc\n";
  int got = DD_NO_NUMBER, last = 0;
  *told = (struct told){.in_order = true};
  for (int i = 0; i < 1000; i++) {
    int kind = 0;
    got = c->port.wait(c->port.context, c->port.now_ms(c->port.context), c->record, &c->length);
    if (got == DD_WAIT_NOTHING || got < 0) break;
    while (kind < KINDS && ORDER[kind] != got) kind++;
    if (kind == KINDS || c->length > DD_WINDOW_SIZE) {
      told->odd = true;
      continue;
    }
    told->counts[kind]++;
    told->in_order = told->in_order && kind >= last;
    last = kind;
    if (got == DD_INPUT_SPOOL) told->file = c->length == sizeof file - 1 && memcmp(c->record, file, sizeof file - 1) == 0;
  }
  return got < 0 ? got : DD_NO_NUMBER;
}

void dd_try_told(struct dd_contract *c) {
  struct told told, again;
  dd_ask_outside(c, DD_WISH_FILE, 0, "wan.inet", "client=udhcpc\n", NULL, 0);
  int got = take_told(c, &told);
  dd_expect(c, told.counts[0] == 1, "the calendar is told", got);
  dd_expect(c, told.counts[1] > 0, "interfaces are told", got);
  dd_expect(c, told.counts[2] > 0, "their addresses are told", got);
  dd_expect(c, told.file, "files of the spool directory are told, with name and text", got);
  dd_expect(c, told.file && told.in_order, "in this order", got);
  dd_expect(c, told.file && !told.odd, "and nothing else, nothing too long", got);
  c->port.retell(c->port.context);
  got = take_told(c, &again);
  dd_expect(c, again.file && memcmp(told.counts, again.counts, sizeof told.counts) == 0, "after `retell` all of it once more", got);
}

void dd_try_waiting(struct dd_contract *c) {
  dd_settle(c);
  int64_t now = c->port.now_ms(c->port.context);
  int got = c->port.wait(c->port.context, now - 1, c->record, &c->length);
  dd_expect(c, got == DD_WAIT_NOTHING, "a deadline that has passed: at once", got);
  got = c->port.wait(c->port.context, now + 20, c->record, &c->length);
  dd_expect(c, got == DD_WAIT_NOTHING, "a deadline to come: nothing but the time", got);
  dd_expect(c, c->port.now_ms(c->port.context) >= now + 20, "and not before it", (int)(c->port.now_ms(c->port.context) - now));
}
