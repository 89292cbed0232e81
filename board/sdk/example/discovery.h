/* The library as one more source of events in the loop of a program: what main.c needs of
 * it. Nothing here allocates, waits, or knows what the program does otherwise. */
#ifndef EXAMPLE_DISCOVERY_H
#define EXAMPLE_DISCOVERY_H

#include <dots_discovery.h>

enum { MOST_SOCKETS = 32, MOST_FAILURES = 64 };

/* What a program is told. */
struct listener {
  void *context;
  /* One server of a new list; the first of the list has `is_first`. */
  void (*on_peer)(void *context, const struct dd_peer *peer, bool is_first);
  /* The list is complete. */
  void (*on_list)(void *context, unsigned peers);
  /* A line of the reply to discovery_ask. */
  void (*on_reply)(void *context, const char *line, size_t length);
};

struct question {
  int file; /* -1: free */
  unsigned handle;
  uint32_t ifindex;
};

/* What the core asked for and did not get; it is told when all of its outputs are read. */
struct failure {
  unsigned kind, handle;
};

struct discovery {
  struct dd_core *core; /* null: it failed, or never was */
  const char *trouble;  /* why */
  const struct listener *listener;
  int64_t deadline_ms;
  unsigned entropy_wanted, failures, peers, client;
  struct failure failed[MOST_FAILURES];
  struct question questions[MOST_SOCKETS];
  uint8_t input[DD_WINDOW_SIZE], output[DD_WINDOW_SIZE];
};

/* Milliseconds since boot. */
int64_t now_ms(void);

/* Makes an instance in `memory`; after a failure the same call makes the next one, which
 * has to be told everything again. False: `trouble` says why there is none. */
bool discovery_start(struct discovery *d, void *memory, size_t size, const struct listener *listener);

/* What the core has to know. Names and texts are as in docs/spool.md and
 * docs/configuration.md; addresses are all of one interface. */
void discovery_configure(struct discovery *d, const char *text, size_t length);
void discovery_tell_link(struct discovery *d, uint32_t ifindex, bool is_up, const char *name);
void discovery_tell_addresses(struct discovery *d, uint32_t ifindex, const struct dd_address *addresses, unsigned count);
void discovery_tell_lease(struct discovery *d, const char *name, const char *text, size_t length);

/* A request of docs/abi.md; the reply comes line by line before it returns. Returns what
 * dd_handle does. */
int32_t discovery_ask(struct discovery *d, const char *line, size_t length);

/* The files to watch for input, at most MOST_SOCKETS; `which` tells them apart. */
int discovery_file(const struct discovery *d, unsigned which);
void discovery_ready(struct discovery *d, unsigned which);

/* How long the loop may wait; -1: for ever. discovery_tick is called when that is over. */
int discovery_timeout_ms(const struct discovery *d);
void discovery_tick(struct discovery *d);

void discovery_end(struct discovery *d);

/* sockets.c: questions over UDP. False if the machine cannot ask them so. */
bool open_question(struct discovery *d, unsigned handle, const struct dd_ends *ends);
bool send_question(struct discovery *d, unsigned handle, const uint8_t *octets, size_t length);
/* Reads an answer, or the end of a question, into `input`. Returns its kind, or 0. */
unsigned receive_answer(struct discovery *d, unsigned which, size_t *length);
void close_question(struct discovery *d, unsigned handle);
void close_questions(struct discovery *d);

#endif
