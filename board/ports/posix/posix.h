/* The port for Linux: its state, and what its files have to offer one another. */
#ifndef DD_POSIX_H
#define DD_POSIX_H

#include <sys/stat.h>
#include <sys/types.h>

#include "board_port.h"
#include "text.h"

enum {
  DD_MOST_LINKS = 64,
  DD_MOST_SOCKETS = 32,
  DD_MOST_TCP = 8,
  DD_MOST_SPOOL_FILES = 64,
  DD_MOST_SPOOL_NAME = 31,
  /* How often something that failed is tried again. */
  DD_RETRY_MS = 2000,
};

/* Octets kept by the system outside of this process, first in, first out. */
struct dd_backlog {
  int file; /* -1: none was needed yet */
  off_t read_at, write_at;
};

/* What epoll tells for a descriptor: a kind below, and which one of it. */
enum dd_watched {
  DD_WATCHED_TIMER,
  DD_WATCHED_SIGNALS,
  DD_WATCHED_CALENDAR,
  DD_WATCHED_NETLINK,
  DD_WATCHED_SPOOL,
  DD_WATCHED_LISTENER,
  DD_WATCHED_CLIENT,
  DD_WATCHED_SOCKET,
};

struct dd_link {
  uint32_t ifindex;
  char name[16];
  uint8_t state, type;
  bool present;                 /* found in the last listing */
  bool changed, addresses_changed; /* to be told */
  bool addresses_told;
  uint64_t addresses_hash; /* of what was told */
};

struct dd_links {
  int monitor, dumper;
  uint32_t sequence;
  bool stale; /* the listing has to be made anew */
  int64_t retry_ms;
  unsigned count;
  struct dd_link table[DD_MOST_LINKS]; /* by ifindex */
};

struct dd_spool_file {
  char name[DD_MOST_SPOOL_NAME + 1];
  uint64_t identity; /* of the content last looked at */
  bool present, changed, told;
};

struct dd_spool {
  int notifier, watch;
  dev_t device;
  ino_t inode;
  bool stale;
  int64_t retry_ms;
  unsigned count;
  struct dd_spool_file files[DD_MOST_SPOOL_FILES]; /* by name */
};

struct dd_socket {
  int file; /* -1: free */
  uint16_t handle;
  bool is_group;
  struct dd_group group;
  uint32_t ifindex; /* that it is bound to; 0: none */
  struct dd_exchange *exchange; /* TCP only */
};

struct dd_exchange {
  bool used, sending;
  size_t length, done; /* of what is sent, then of what has come */
  int64_t idle_ms;
  uint8_t octets[DD_MAX_MESSAGE_LENGTH + 2];
};

struct dd_client {
  int file; /* -1: free */
  uint8_t generation;
  bool pending;  /* the request went to the core and the reply is not complete */
  bool complete; /* the line has come; what follows is not read */
  bool ending;   /* the reply is complete: hang up when it is sent */
  int64_t patience_ms;
  size_t received, kept;
  struct dd_backlog backlog;
  uint8_t line[DD_WINDOW_SIZE - DD_CONTROL_INPUT_LINE];
};

struct dd_result {
  struct dd_backlog lines;
  bool whole; /* `lines` is a complete result that is not written yet */
  bool lost;  /* a line of it could not be kept */
  bool told;  /* the log knows that it cannot be written */
  int64_t retry_ms;
};

struct dd_posix {
  struct dd_places places;
  int epoll, timer, signals, calendar, listener, journal, syslog;
  int64_t last_now_ms, boot_unix_ms;
  bool calendar_stale, calendar_told;
  bool store_directory_synced;
  bool device_binding_told;
  uint64_t last_problem;
  struct dd_links links;
  struct dd_spool spool;
  struct dd_result result;
  struct dd_socket sockets[DD_MOST_SOCKETS];
  struct dd_exchange exchanges[DD_MOST_TCP];
  struct dd_client clients[DD_MAX_CLIENTS];
  char log_line[DD_MAX_LINE_LENGTH + 128];
  uint8_t scratch[DD_WINDOW_SIZE] __attribute__((aligned(8)));
};

/* port.c */

/* Opens everything and fills in `port`. False, and a sentence in `why`, if it cannot. */
bool dd_posix_open(struct dd_posix *p, const struct dd_places *places, struct dd_port *port, struct dd_text *why);
int64_t dd_posix_now(void *context);
bool dd_watch(struct dd_posix *p, int file, uint32_t events, enum dd_watched kind, unsigned which);
void dd_rewatch(struct dd_posix *p, int file, uint32_t events, enum dd_watched kind, unsigned which);
/* The earlier of two moments, of which either may be DD_NO_DEADLINE. */
int64_t dd_earlier(int64_t a, int64_t b);

/* log.c */
bool dd_log_open(struct dd_posix *p, struct dd_text *why);
void dd_posix_log(void *context, unsigned level, unsigned code, const char *text, size_t length);
/* Tells a sentence of the port, but not twice in a row. */
void dd_problem(struct dd_posix *p, struct dd_text *sentence);
/* "PATH what (reason)"; error: an errno, or 0 for no reason. */
void dd_path_problem(struct dd_posix *p, const char *path, const char *what, int error);
void dd_put_reason(struct dd_text *text, const char *path, const char *what, int error);

/* errors.c */
/* A negative DD_ERROR_CLASS_... for an errno. */
int dd_error_class(int error);
/* "ENOENT" and the like. */
const char *dd_error_name(int error);

/* guard.c */
bool dd_is_ours(uid_t owner);
/* Makes a directory if it is missing, and checks that nobody else can write to it. False with a sentence. */
bool dd_ensure_directory(const char *path, mode_t mode, struct dd_text *why);
/* Opens a regular file of ours. Negative with a sentence; -2 if there is none, without. */
int dd_open_guarded(const char *path, int flags, struct dd_text *why);
/* Reads at most `size` octets of a regular file of ours. Negative as above; also if there are more. */
int dd_read_guarded(const char *path, void *octets, size_t size, struct dd_text *why);
/* DIRECTORY/NAME in `path`, DD_MOST_PATH octets; false if that is too long. */
bool dd_join_path(char *path, const char *directory, const char *name);
/* DIRECTORY of a path in `directory`, DD_MOST_PATH octets. */
bool dd_directory_of(char *directory, const char *path);
bool dd_sync_directory(const char *path);
bool dd_write_all(int file, const void *octets, size_t length);

/* backlog.c */
void dd_backlog_open(struct dd_backlog *backlog);
bool dd_backlog_put(struct dd_backlog *backlog, const void *octets, size_t length);
bool dd_backlog_is_empty(const struct dd_backlog *backlog);
/* Hands what is there to `file` as far as it takes it. False with errno. */
bool dd_backlog_move(struct dd_backlog *backlog, int file);
void dd_backlog_clear(struct dd_backlog *backlog);
void dd_backlog_close(struct dd_backlog *backlog);

/* configuration.c */
int dd_posix_configuration(void *context, char *text, size_t size);

/* Sources of inputs, each a file. `..._next` writes the next record that it has to tell and returns its kind, or 0. */

/* links.c, addresses.c */
bool dd_links_open(struct dd_posix *p);
void dd_links_stale(struct dd_posix *p);
int dd_links_next(struct dd_posix *p, uint8_t *record, size_t *length);
bool dd_list_links(struct dd_posix *p);
size_t dd_list_addresses(struct dd_posix *p, uint32_t ifindex, bool up, uint8_t *record);

/* spool.c, spool-scan.c */
bool dd_spool_open(struct dd_posix *p, struct dd_text *why);
void dd_spool_stale(struct dd_posix *p);
void dd_spool_notified(struct dd_posix *p);
/* Looks whether there is anything to tell. */
bool dd_spool_scan(struct dd_posix *p);
int dd_spool_next(struct dd_posix *p, uint8_t *record, size_t *length);
void dd_spool_list(struct dd_posix *p);

/* calendar.c */
void dd_calendar_open(struct dd_posix *p);
void dd_calendar_notified(struct dd_posix *p);
int dd_calendar_next(struct dd_posix *p, uint8_t *record, size_t *length);

/* sockets.c, tcp.c */
void dd_sockets_open(struct dd_posix *p);
int dd_posix_udp_open(void *context, unsigned socket, const struct dd_ends *ends);
int dd_posix_mcast_join(void *context, unsigned socket, const struct dd_group *group);
int dd_posix_udp_send(void *context, unsigned socket, const uint8_t *octets, size_t length);
int dd_posix_tcp_ask(void *context, unsigned socket, const struct dd_ends *ends, const uint8_t *message, size_t length);
void dd_posix_close_socket(void *context, unsigned socket);
void dd_sockets_close_all(struct dd_posix *p);
int dd_socket_ready(struct dd_posix *p, unsigned which, uint8_t *record, size_t *length);
struct dd_socket *dd_add_socket(struct dd_posix *p, unsigned handle, int file, bool writing);
void dd_drop_socket(struct dd_posix *p, struct dd_socket *socket);
/* A socket of a type, bound as `ends` says. Negative DD_ERROR_CLASS_... if that cannot be. */
int dd_bound_socket(struct dd_posix *p, int type, const struct dd_ends *ends, uint32_t *ifindex);
/* Binds a socket to an interface; false with errno. */
bool dd_bind_device(int file, uint32_t ifindex);
int dd_tcp_ready(struct dd_posix *p, struct dd_socket *socket, uint8_t *record, size_t *length);
int64_t dd_tcp_deadline(const struct dd_posix *p);
int dd_tcp_expire(struct dd_posix *p, int64_t now_ms, uint8_t *record, size_t *length);

/* control.c, clients.c */
bool dd_control_open(struct dd_posix *p, struct dd_text *why);
void dd_control_close(struct dd_posix *p);
void dd_control_accept(struct dd_posix *p);
int dd_client_ready(struct dd_posix *p, unsigned slot, uint32_t events, uint8_t *record, size_t *length);
int64_t dd_clients_deadline(const struct dd_posix *p);
void dd_clients_expire(struct dd_posix *p, int64_t now_ms);
void dd_clients_drop_all(struct dd_posix *p);
void dd_client_begin(struct dd_posix *p, int file);
void dd_client_put(struct dd_posix *p, unsigned handle, const char *octets, size_t length);
void dd_posix_client_send(void *context, unsigned client, const char *line, size_t length);
void dd_posix_client_close(void *context, unsigned client);
void dd_posix_event(void *context, unsigned mask, const char *line, size_t length);

/* store.c */
int dd_posix_store_read(void *context, unsigned slot, uint8_t *octets, size_t size, unsigned *error_class);
int dd_posix_store_write(void *context, unsigned slot, const uint8_t *octets, size_t length);
void dd_posix_store_quarantine(void *context);

/* result.c */
void dd_posix_result(void *context, unsigned flags, const char *line, size_t length);
int dd_posix_client_send_result(void *context, unsigned client);
void dd_result_retry(struct dd_posix *p, int64_t now_ms);

/* journal.c */
bool dd_journal_open(struct dd_posix *p, struct dd_text *why);
void dd_posix_journal(void *context, unsigned kind, int64_t now_ms, const uint8_t *octets, size_t length);

/* privileges.c, seccomp.c */
/* Becomes `user`, NAME or UID[:GID], and gives away every capability but what binding to interfaces needs. */
bool dd_find_user(const char *user, uid_t *uid, gid_t *gid, struct dd_text *why);
bool dd_become(uid_t uid, gid_t gid, struct dd_text *why);
/* Nothing that this process starts can have more rights than it. */
bool dd_forbid_privileges(void);
/* Leaves the process only the system calls that it needs. Null, or why that cannot be had. */
const char *dd_confine(void);

#endif
