/* One history for each input of libFuzzer: the core as wasm2c compiled it and made anew, the
 * records of records.h one after the other, every drain to its end. A trap of the core
 * is a crash, and so is an output that checks.c does not take. */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "core-memory.h"
#include "discovery.h"
#include "records.h"
#include "wasm-rt-impl.h"

enum { MAX_DRAIN = 16384, MAX_WAKES = 64, MAX_OPEN = 128, MAX_RECORDS = 400, LONGEST_QUESTION = 512 };

struct open_socket {
  uint16_t handle, port;
  bool tcp;
  uint32_t ifindex, question_length;
  uint8_t remote[16], question[LONGEST_QUESTION];
};

struct machine {
  Z_discovery_instance_t core;
  wasm_rt_memory_t *memory;
  uint32_t window;
  uint64_t now_ms, shift_ms;
  int64_t deadline_ms;
  uint32_t random;
  uint32_t entropy_wanted;
  bool starved;
  int open_count;
  struct open_socket open[MAX_OPEN];
};

static struct machine m;

/* The core as it is made, and its memory: of that, what is not 0 is constant. It is made once,
 * since wasm2c's runtime does not give back the addresses around a memory. */
static struct {
  Z_discovery_instance_t core;
  uint8_t *memory;
} fresh;

static uint8_t random_octet(void) {
  m.random = m.random * 1664525u + 1013904223u;
  return (uint8_t)(m.random >> 24);
}

static int find_open(uint16_t handle) {
  for (int i = 0; i < m.open_count; i++)
    if (m.open[i].handle == handle) return i;
  return -1;
}

static void close_socket(uint16_t handle) {
  int at = find_open(handle);
  if (at >= 0) m.open[at] = m.open[--m.open_count];
}

static struct open_socket *open_socket(const uint8_t *output, bool tcp) {
  uint16_t handle = (uint16_t)get_le(output + DD_OUTPUT_HANDLE, 2);
  if (find_open(handle) >= 0) fuzz_fail("a socket is opened twice");
  if (m.open_count == MAX_OPEN) fuzz_fail("too many sockets are open");
  struct open_socket *socket = &m.open[m.open_count++];
  memset(socket, 0, sizeof *socket);
  socket->handle = handle;
  socket->tcp = tcp;
  return socket;
}

static void set_ends(struct open_socket *socket, const uint8_t *output) {
  memcpy(socket->remote, output + DD_UDP_OPEN_OUTPUT_REMOTE, 16);
  socket->port = (uint16_t)get_le(output + DD_UDP_OPEN_OUTPUT_REMOTE_PORT, 2);
  socket->ifindex = (uint32_t)get_le(output + DD_UDP_OPEN_OUTPUT_IFINDEX, 4);
}

static void keep_question(uint16_t handle, const uint8_t *message, uint32_t length) {
  int at = find_open(handle);
  if (at < 0) fuzz_fail("a question on a socket that is not open");
  uint32_t kept = length < LONGEST_QUESTION ? length : LONGEST_QUESTION;
  memcpy(m.open[at].question, message, kept);
  m.open[at].question_length = kept;
}

static void take_output(const uint8_t *output, uint32_t length) {
  uint16_t handle = (uint16_t)get_le(output + DD_OUTPUT_HANDLE, 2);
  switch (output[DD_OUTPUT_KIND]) {
    case DD_OUTPUT_UDP_OPEN:
      set_ends(open_socket(output, false), output);
      break;
    case DD_OUTPUT_TCP_ASK:
      set_ends(open_socket(output, true), output);
      keep_question(handle, output + DD_TCP_ASK_OUTPUT_BYTES, length - DD_TCP_ASK_OUTPUT_BYTES);
      break;
    case DD_OUTPUT_MCAST_JOIN: {
      struct open_socket *socket = open_socket(output, false);
      socket->remote[0] = 0xfe; /* a neighbour, fe80::5 */
      socket->remote[1] = 0x80;
      socket->remote[15] = 5;
      socket->port = (uint16_t)get_le(output + DD_MCAST_JOIN_OUTPUT_PORT, 2);
      socket->ifindex = (uint32_t)get_le(output + DD_MCAST_JOIN_OUTPUT_IFINDEX, 4);
      break;
    }
    case DD_OUTPUT_UDP_SEND:
      keep_question(handle, output + DD_OUTPUT_PAYLOAD, length - DD_OUTPUT_PAYLOAD);
      break;
    case DD_OUTPUT_CLOSE:
      close_socket(handle);
      break;
    case DD_OUTPUT_ENTROPY_WANTED:
      m.entropy_wanted = handle;
      break;
    case DD_OUTPUT_DEADLINE:
      m.deadline_ms = (int64_t)get_le(output + DD_DEADLINE_OUTPUT_TIME_MS, 8);
      break;
  }
}

static void drain(void) {
  static uint8_t output[DD_WINDOW_SIZE];
  for (int count = 0;; count++) {
    uint32_t length = Z_discoveryZ_pollOutput(&m.core);
    if (length == 0) return;
    if (count == MAX_DRAIN) fuzz_fail("the drain does not come to an end");
    if (length > DD_WINDOW_SIZE) fuzz_fail("an output that is larger than the window");
    core_read(m.memory, m.window, output, length);
    check_output(output, length);
    take_output(output, length);
  }
}

static void handle_once(uint8_t kind, const uint8_t *payload, uint32_t length) {
  if (length > 0) core_write(m.memory, m.window, payload, length);
  int32_t result = (int32_t)Z_discoveryZ_handle(&m.core, kind, length, (uint32_t)m.now_ms, (uint32_t)(m.now_ms >> 32));
  if (result > 0) fuzz_fail("handle returned a positive number");
  drain();
}

static void handle(uint8_t kind, const uint8_t *payload, uint32_t length) {
  handle_once(kind, payload, length);
  for (int rounds = 0; m.entropy_wanted > 0 && !m.starved && rounds < MAX_WAKES; rounds++) {
    uint8_t octets[256];
    uint32_t wanted = m.entropy_wanted < sizeof octets ? m.entropy_wanted : sizeof octets;
    m.entropy_wanted = 0;
    for (uint32_t i = 0; i < wanted; i++) octets[i] = random_octet();
    handle_once(DD_INPUT_ENTROPY, octets, wanted);
  }
  m.entropy_wanted = 0;
}

/* The core may ask for a time that has come, but not for ever. */
static void settle(void) {
  for (int wakes = 0; m.deadline_ms != DD_NO_DEADLINE && (uint64_t)m.deadline_ms <= m.now_ms; wakes++) {
    if (wakes == MAX_WAKES) fuzz_fail("the core asks for a time that is past again and again");
    handle(DD_INPUT_TIME_REACHED, NULL, 0);
  }
}

/* Length of the question section of what was asked, behind the header. */
static uint32_t question_section(const struct open_socket *socket) {
  uint32_t at = 12;
  while (at < socket->question_length && socket->question[at] != 0) at += 1u + socket->question[at];
  return at + 5 <= socket->question_length ? at + 5 - 12 : 0;
}

static void answer(const struct record *record) {
  static uint8_t input[DD_WINDOW_SIZE];
  if (m.open_count == 0 || record->length < ANSWER_MESSAGE + 12) return;
  struct open_socket socket = m.open[record->payload[ANSWER_WHICH] % m.open_count];
  uint8_t flags = record->payload[ANSWER_FLAGS];
  const uint8_t *message = record->payload + ANSWER_MESSAGE;
  uint32_t left = record->length - ANSWER_MESSAGE - 12;
  uint32_t begin = socket.tcp ? DD_TCP_MESSAGE_INPUT_BYTES : DD_DATAGRAM_INPUT_BYTES;
  uint32_t section = flags & FUZZ_KEEP_QUESTION ? 0 : question_section(&socket);
  memset(input, 0, begin);
  put_le(input, 2, socket.handle);
  if (!socket.tcp) {
    put_le(input + DD_DATAGRAM_INPUT_SOURCE_PORT, 2, socket.port ^ (flags & FUZZ_WRONG_PORT));
    put_le(input + DD_DATAGRAM_INPUT_IFINDEX, 4, socket.ifindex);
    memcpy(input + DD_DATAGRAM_INPUT_SOURCE, socket.remote, 16);
  }
  memcpy(input + begin, message, 12);
  if (!(flags & FUZZ_KEEP_ID)) memcpy(input + begin, socket.question, 2);
  if (section > 0) put_le(input + begin + 4, 2, 0x0100);
  memcpy(input + begin + 12, socket.question + 12, section);
  if (left > DD_WINDOW_SIZE - begin - 12 - section) left = DD_WINDOW_SIZE - begin - 12 - section;
  memcpy(input + begin + 12 + section, message + 12, left);
  if (socket.tcp) close_socket(socket.handle);
  handle(socket.tcp ? DD_INPUT_TCP_MESSAGE : DD_INPUT_DATAGRAM, input, begin + 12 + section + left);
}

static void wake(void) {
  if (m.deadline_ms == DD_NO_DEADLINE) return;
  if ((uint64_t)m.deadline_ms > m.now_ms) {
    m.shift_ms += (uint64_t)m.deadline_ms - m.now_ms;
    m.now_ms = (uint64_t)m.deadline_ms;
  }
  handle(DD_INPUT_TIME_REACHED, NULL, 0);
}

static void run_record(const struct record *record) {
  /* 2^52 ms are further than any clock goes. */
  uint64_t time_ms = (record->time_ms & 0xfffffffffffff) + m.shift_ms;
  if (record->kind < FUZZ_ANSWER) m.now_ms = time_ms;
  switch (record->kind) {
    case FUZZ_ANSWER:
      answer(record);
      break;
    case FUZZ_WAKE:
      wake();
      break;
    case FUZZ_ENTROPY:
      m.starved = record->length > 0 && record->payload[0] == 0;
      break;
    case DD_INPUT_TCP_MESSAGE:
    case DD_INPUT_TCP_FAILED:
    case DD_INPUT_SOCKET_FAILED:
      /* The host closes a socket that it says this of. */
      if (record->length >= 2) close_socket((uint16_t)get_le(record->payload, 2));
      handle(record->kind, record->payload, record->length);
      break;
    default:
      if (record->kind < FIRST_OUTPUT_KIND) handle(record->kind, record->payload, record->length);
  }
  settle();
}

static void start(void) {
  memset(&m, 0, sizeof m);
  m.random = 8973;
  m.now_ms = 1000;
  m.deadline_ms = DD_NO_DEADLINE;
  m.core = fresh.core;
  m.memory = Z_discoveryZ_memory(&m.core);
  memcpy(m.memory->data, fresh.memory, m.memory->size);
  if (Z_discoveryZ_selfTest(&m.core) != 0) fuzz_fail("the self-test failed");
  Z_discoveryZ_init(&m.core);
  m.window = Z_discoveryZ_window(&m.core);
}

static void finish(void) {
  for (uint32_t i = 0; i < m.memory->size; i++)
    if (fresh.memory[i] != 0 && fresh.memory[i] != m.memory->data[i]) fuzz_fail("the core wrote into its constants");
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  wasm_rt_init();
  Z_discovery_init_module();
  Z_discovery_instantiate(&fresh.core);
  const wasm_rt_memory_t *memory = Z_discoveryZ_memory(&fresh.core);
  fresh.memory = malloc(memory->size);
  memcpy(fresh.memory, memory->data, memory->size);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  int trap = (int)wasm_rt_impl_try();
  if (trap != 0) fuzz_fail(wasm_rt_strerror((wasm_rt_trap_t)trap));
  start();
  struct record record;
  size_t at = records_begin(data, size);
  for (int count = 0; count < MAX_RECORDS && next_record(data, size, &at, &record); count++) run_record(&record);
  finish();
  return 0;
}
