/* What the daemon needs of the machine it runs on: one structure of functions and
 * the pointer that each of them gets. docs/porting.md tells how to make one,
 * board/ports/template is one to begin with, board/ports/posix is that of Linux,
 * `make port-check PORT=name` says what one lacks.
 *
 * A function that can fail returns 0 or more, or a negative DD_ERROR_CLASS_... of
 * abi.gen.h or -DD_NOT_SUPPORTED. None of them calls back, none keeps a pointer that it
 * was given after it has returned, and none but `wait` waits. All that a port knows is
 * behind the pointer: it has no variables of its own. */
#ifndef DD_BOARD_PORT_H
#define DD_BOARD_PORT_H

#include "dots_discovery.h"

/* What `wait` may return besides a kind of input. */
enum {
  DD_WAIT_NOTHING = 0,  /* the time is reached */
  DD_WAIT_RELOAD = 256, /* the configuration shall be read again */
  DD_WAIT_STOP = 257,   /* the daemon shall end */
};

/* Beside the classes of abi.gen.h: the board does not have what it takes. */
enum { DD_NOT_SUPPORTED = 255 };

struct dd_port {
  void *context;

  /* Milliseconds since boot, of a clock that counts on while the machine sleeps and
   * never goes back. */
  int64_t (*now_ms)(void *context);

  /* Fills in fresh random octets of the operating system. A port without a good
   * source returns an error: the core then asks nobody anything. */
  int (*entropy)(void *context, uint8_t *octets, size_t length);

  /* Reads the configuration, at most `size` octets; returns its length. */
  int (*configuration)(void *context, char *text, size_t size);

  /* Waits for the next thing that the core has to know and writes it as an input
   * record into `record`, DD_WINDOW_SIZE octets (the dd_put_... functions lay it out).
   * Returns the kind of the record, or one of DD_WAIT_... Returns DD_WAIT_NOTHING at
   * once if deadline_ms has passed; DD_NO_DEADLINE: there is none.
   *
   * At the start, and again after `retell`, it tells first all that lasts:
   * DD_INPUT_WALL_TIME, then a DD_INPUT_LINK for each interface, then a
   * DD_INPUT_ADDRESSES for each, then a DD_INPUT_SPOOL for each file of the spool
   * directory. Later it tells what changed, and links and addresses before the
   * files that may speak of them. */
  int (*wait)(void *context, int64_t deadline_ms, uint8_t *record, size_t *length);

  /* The core is a new one, or has a new configuration: `wait` tells all anew. */
  void (*retell)(void *context);

  /* Opens a UDP socket under the handle of the core, connected to its remote end, from
   * a port of the system's choice, bound to the address and the interface named. What
   * arrives is told as DD_INPUT_DATAGRAM, a later failure as DD_INPUT_SOCKET_FAILED.
   * A network must never be asked over another one: what cannot be bound fails. */
  int (*udp_open)(void *context, unsigned socket, const struct dd_ends *ends);

  /* Opens a UDP socket bound to a multicast group and its port, beside other programs,
   * joined on one interface alone. What it sends goes to the group from that port with
   * a TTL of 255; unicast must not reach it. */
  int (*mcast_join)(void *context, unsigned socket, const struct dd_group *group);

  int (*udp_send)(void *context, unsigned socket, const uint8_t *octets, size_t length);

  /* Connects, sends the message behind its length in two octets, and tells the whole
   * one that comes back as DD_INPUT_TCP_MESSAGE, or DD_INPUT_TCP_FAILED; either closes. */
  int (*tcp_ask)(void *context, unsigned socket, const struct dd_ends *ends, const uint8_t *message, size_t length);

  /* Closes a socket, if it is open: nothing is told of it any more. */
  void (*close)(void *context, unsigned socket);

  /* The core is lost: closes every socket, hangs up on every control client, and tells
   * nothing of them. */
  void (*close_all)(void *context);

  /* Control clients: each sends one line, told as DD_INPUT_CONTROL, and one that hangs
   * up before the end of the reply is told as DD_INPUT_CLIENT_CLOSED. A handle is
   * slot | generation << 8, with a slot below DD_MAX_CLIENTS. Lines are without a line
   * end. A handle that is not there any more is ignored. */
  void (*client_send)(void *context, unsigned client, const char *line, size_t length);
  void (*client_close)(void *context, unsigned client);

  /* Sends a control client the lines of the last whole result, of a life before too, while
   * there is no core to ask. Negative if they cannot be read. */
  int (*client_send_result)(void *context, unsigned client);

  /* Sends a line to the clients whose slots have their bit in `mask`. */
  void (*event)(void *context, unsigned mask, const char *line, size_t length);

  /* The persistent store: two slots, 0 and 1, that are written in place and never cut.
   * store_read returns the octets that a slot holds, 0 if it is empty, and sets
   * *error_class if it cannot be written. store_write returns when the record will
   * outlive a loss of power. store_quarantine puts both slots aside: they are damaged. */
  int (*store_read)(void *context, unsigned slot, uint8_t *octets, size_t size, unsigned *error_class);
  int (*store_write)(void *context, unsigned slot, const uint8_t *octets, size_t length);
  void (*store_quarantine)(void *context);

  /* The result, line by line. flags: DD_FILE_FLAG_FIRST begins a new one, DD_FILE_FLAG_LAST
   * completes it, and readers see it then, whole. A result without peers is one call
   * with both flags and no octets. What cannot be written is tried again later. */
  void (*result)(void *context, unsigned flags, const char *line, size_t length);

  /* Tells the log. level: DD_LOG_LEVEL_...; code: a DD_CODE_..., and `text` is a JSON
   * object with the particulars; or DD_CODE_OK, and `text` is a sentence of the daemon. */
  void (*log)(void *context, unsigned level, unsigned code, const char *text, size_t length);

  /* Takes down what goes into the first core and what comes out of it (docs/abi.md, Journal), or null. */
  void (*journal)(void *context, unsigned kind, int64_t now_ms, const uint8_t *octets, size_t length);
};

/* --- How the daemon gets its port: every folder of board/ports/ defines the functions
 * below, and `make board PORT=name` links those of one. --- */

struct dd_text; /* text.h: a sentence is put into it */

enum { DD_MOST_CONFIGURATIONS = 4, DD_MOST_PATH = 256 };

/* What the command line says. A port takes of it what it has a use for. */
struct dd_places {
  const char *configurations[DD_MOST_CONFIGURATIONS];
  unsigned configuration_count; /* 0: the one of the default place, which may be missing */
  const char *socket, *spool, *state, *store, *journal;
  const char *user; /* to become; null: stay */
  bool json, verbose, syslog;
};

/* Octets of the state of the port. */
size_t dd_port_size(void);

/* Opens everything in `state`, dd_port_size() octets, all zero, fills in `port`, and then gives
 * up the rights that the daemon has no more use for. False, and a sentence in `why`, if it
 * cannot begin. */
bool dd_port_open(void *state, const struct dd_places *places, struct dd_port *port, struct dd_text *why);

/* Closes what dd_port_open has opened. */
void dd_port_close(void *state);

/* Reads all configurations one after the other, before or after anything is open: at most
 * `size` octets. Returns their length, or a negative error with a sentence. `ends`, if it is
 * not null, gets where each of them ends. */
int dd_read_configuration(const struct dd_places *places, char *text, size_t size,
                          size_t ends[DD_MOST_CONFIGURATIONS], struct dd_text *why);

/* The name of one of them, for messages. */
const char *dd_configuration_path(const struct dd_places *places, unsigned which);

#endif
