/* What a port has to do, tried (board_port.h). Each group of checks opens the port anew in a
 * process of its own, so that a port that crashes or hangs fails one group and no more.
 * The world around the port is played by the process above it (outside.c). */
#ifndef DD_CONTRACT_H
#define DD_CONTRACT_H

#include "board_port.h"

enum {
  /* How long something that has to come may take. A sound port needs next to nothing of it. */
  DD_PATIENCE_MS = 5000,
  DD_MOST_TEXT = 20000,
  /* How the octets of an answer over TCP differ from those of its question. */
  DD_OTHER_CASE = 0x20,
  /* In place of what a port returned: there is no such number; the world could not do its part. */
  DD_NO_NUMBER = -1000,
  DD_NOT_DONE = -1001,
};

/* What the process above is asked for: a code, and its answer. */
enum dd_wish {
  DD_WISH_FILE,      /* name and text: puts a file into the spool directory; text null: removes it */
  DD_WISH_CONNECT,   /* text: a control client that sends it */
  DD_WISH_REPLY,     /* what the control client gets, up to the end */
  DD_WISH_HANG_UP,   /* the control client goes */
  DD_WISH_RESULT,    /* the result file */
  DD_WISH_LOG,       /* what the port wrote to its standard error */
  DD_WISH_SIGNAL,    /* number: a signal to this process */
};

struct dd_wish_record {
  int wish, number;
  size_t length; /* DD_NO_TEXT: none */
  char name[32];
  char text[DD_MOST_TEXT];
};
#define DD_NO_TEXT ((size_t)-1)

struct dd_contract {
  struct dd_port port;
  void *state;
  const char *group;
  int wishes; /* to the process above */
  unsigned failed;
  uint16_t udp_port, tcp_port, closed_port; /* of 127.0.0.1; nobody is at the closed one */
  uint32_t loopback;                        /* the interface that was told as such; 0: none */
  size_t length;                            /* of the record told last */
  uint8_t record[DD_WINDOW_SIZE];
};

/* A line for a check. got: what the port returned, shown if the check fails, or DD_NO_NUMBER. */
void dd_expect(struct dd_contract *c, bool holds, const char *what, int got);

/* Waits for a record of a kind, passing over others. Returns the kind, or what came in its place. */
int dd_wait_for(struct dd_contract *c, int kind);

/* Waits until the port has nothing more to tell. */
void dd_settle(struct dd_contract *c);

/* Asks the process above. The text of the answer is cut to `size` and ends with a zero octet;
 * its length, or DD_NOT_DONE. */
int dd_ask_outside(struct dd_contract *c, enum dd_wish wish, int number, const char *name, const char *text, char *answer,
                   size_t size);

/* 127.0.0.1 or ::1 as 16 octets. */
void dd_loopback_address(uint8_t address[16]);

typedef void dd_trial(struct dd_contract *c);
dd_trial dd_try_clock, dd_try_entropy, dd_try_configuration, dd_try_told, dd_try_waiting; /* machine.c */
dd_trial dd_try_udp, dd_try_udp_failures, dd_try_tcp, dd_try_multicast;                     /* network.c */
dd_trial dd_try_store, dd_try_store_again, dd_try_result, dd_try_spool, dd_try_log;       /* files.c */
dd_trial dd_try_control, dd_try_signals;                                                        /* clients.c */

/* --- outside.c: the world --- */

struct dd_outside {
  struct dd_places places;
  const char *folder;
  int udp, tcp, exchange, client; /* listening; a connection, and a control client: -1 is none */
  int log;                        /* the port's standard error */
  int wishes;                     /* from the process with the port */
  size_t exchanged;
  uint8_t octets[DD_MAX_MESSAGE_LENGTH + 2];
  uint16_t udp_port, tcp_port, closed_port;
};

/* Listens on 127.0.0.1. False with a message. */
bool dd_outside_open(struct dd_outside *o);

/* Serves the process `child` until it ends, and returns how it did (waitpid); -1 if it hung and
 * had to be ended. */
int dd_outside_serve(struct dd_outside *o, int child);

#endif
