/* What a caller of the library may do wrong, and what becomes of it: a line a check,
 * "ok WHAT" or "FAILED WHAT". Built with the sanitizers, which end it at the first octet
 * read or written where it must not be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dots_discovery.h>

static const char CONFIGURATION[] = "# a-mark-to-be-found-in-the-memory\n";
enum { PAGE = 65536, MARK_AT = 2 };

static void check(const char *what, bool holds) {
  printf("%s %s\n", holds ? "ok" : "FAILED", what);
}

static bool says(const char *sentence, const char *part) {
  return sentence != NULL && strstr(sentence, part) != NULL;
}

static void check_memory(void) {
  const char *why = NULL;
  size_t size = dd_size();
  char *memory = malloc(size + 1);
  check("no memory", dd_init(NULL, size, &why) == NULL && says(why, "no memory"));
  check("memory that is too small", dd_init(memory, size - 1, &why) == NULL && says(why, "too small"));
  check("memory that is not aligned", dd_init(memory + 1, size, &why) == NULL && says(why, "not aligned"));
  free(memory);
}

static void check_no_instance(const char *what, struct dd_core *core) {
  uint8_t record[DD_WINDOW_SIZE] = {0};
  bool handled = dd_handle(core, DD_INPUT_TIME_REACHED, record, 0, 1) != DD_MISUSED;
  bool polled = dd_poll(core, record) != DD_MISUSED;
  dd_end(core);
  check(what, !handled && !polled && says(dd_trouble(core), "no instance"));
}

static void check_calls(struct dd_core *core) {
  uint8_t record[DD_WINDOW_SIZE] = {0};
  check("octets named but not there", dd_handle(core, DD_INPUT_CONFIG, NULL, 1, 1) == DD_MISUSED);
  check("no place for an output", dd_poll(core, NULL) == DD_MISUSED);
  int32_t fault = dd_handle(core, DD_INPUT_CONFIG, record, DD_WINDOW_SIZE + 1, 1);
  check("a record that is too long", dd_fault_code(fault) == DD_CODE_INPUT_LENGTH && dd_fault_offset(fault) == DD_WINDOW_SIZE);
  fault = dd_handle(core, 99, record, 0, 1);
  check("a kind that there is not", fault < 0 && fault != DD_FAILED && fault != DD_MISUSED && dd_code_name(dd_fault_code(fault)) != NULL);
  check("the instance is sound after all that", dd_trouble(core) == NULL && dd_handle(core, DD_INPUT_TIME_REACHED, NULL, 0, 1) == 0);
}

static void check_records(void) {
  uint8_t record[DD_WINDOW_SIZE];
  static char name[70000];
  struct dd_address address;
  memset(name, 'x', sizeof name - 1);
  memset(&address, 0, sizeof address);
  check("names without an end are cut", dd_put_link(record, 1, DD_LINK_STATE_UP, DD_LINK_TYPE_OTHER, name) < 300 && dd_put_spool(record, name) < 300);
  size_t length = dd_put_addresses(record, 1);
  for (int i = 0; i < 2000; i++) length = dd_add_address(record, length, &address);
  check("addresses that do not fit are left out", length <= DD_WINDOW_SIZE && length > DD_WINDOW_SIZE - DD_ADDRESS_ENTRY_SIZE);
  check("octets that do not fit are refused", dd_append(record, DD_WINDOW_SIZE - 1, name, 2) == 0 && dd_append(record, DD_WINDOW_SIZE - 2, name, 2) == DD_WINDOW_SIZE);
  struct dd_output output;
  struct dd_ends ends;
  struct dd_group group;
  int64_t time_ms;
  bool any = false;
  for (length = 0; length < DD_OUTPUT_PAYLOAD; length++)
    any = any || dd_read_output(record, length, &output) || dd_read_ends(record, length, &ends) || dd_read_group(record, length, &group) || dd_read_deadline(record, length, &time_ms);
  check("outputs that are cut", !any);
}

/* Reads a line of which just `length` octets may be looked at. */
static bool read_cut(const char *line, size_t length) {
  char *octets = malloc(length > 0 ? length : 1);
  struct dd_peer peer;
  struct dd_reference_id id;
  memcpy(octets, line, length);
  bool read = dd_read_peer(octets, length, &peer);
  for (unsigned i = 0; read && dd_read_reference_id(&peer, i, &id); i++) continue;
  free(octets);
  return read;
}

static void check_lines(void) {
  static const char line[] =
      "{\"record\":\"peer\",\"id\":\"0a\",\"address\":\"192.0.2.1\",\"port\":4646,\"reference_ids\":[{\"type\":\"dns-id\","
      "\"value\":\"a\\\\.b\"},{\"type\":\"ip-id\",\"value\":\"192.0.2.1\"}],\"sni\":null,\"valid_for_s\":12}";
  struct dd_peer peer;
  struct dd_reference_id first, second, third;
  bool read = dd_read_peer(line, sizeof line - 1, &peer) && dd_read_reference_id(&peer, 0, &first) && dd_read_reference_id(&peer, 1, &second);
  check("a peer", read && strcmp(peer.address, "192.0.2.1") == 0 && peer.port == 4646 && peer.valid_for_s == 12 && peer.sni[0] == '\0');
  check("its reference identifiers", read && !first.is_address && strcmp(first.value, "a\\.b") == 0 && second.is_address && !dd_read_reference_id(&peer, 2, &third));
  size_t cuts = 0;
  for (size_t length = 0; length < sizeof line; length++) cuts += read_cut(line, length);
  static const char *const odd[] = {"", "{", "[", "]", "{\"", "{\"a\":", "{\"a\":\"\\", "{\"record\":\"peer\",\"reference_ids\":[", "{\"record\":\"peer\",\"reference_ids\":[[[", "{\"record\":\"peer\",\"reference_ids\":[,,"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) read_cut(odd[i], strlen(odd[i]));
  check("lines that are cut", cuts > 0 && cuts < sizeof line);
}

/* Where the memory of the core begins within the memory of the instance: it still has the
 * octets of the record that was handed over last. */
static uint8_t *find_page(uint8_t *memory, size_t size, uint32_t window) {
  for (size_t at = window; at + sizeof CONFIGURATION <= size; at++)
    if (memcmp(memory + at, CONFIGURATION + MARK_AT, sizeof CONFIGURATION - 1 - MARK_AT) == 0)
      return memory + at - MARK_AT - window;
  return NULL;
}

/* A failure of the core, by way of a memory that something else has written to. */
static void check_failure(uint8_t *memory, size_t size, struct dd_core *core) {
  const char *why = NULL;
  static uint8_t record[DD_WINDOW_SIZE];
  uint32_t window;
  memcpy(&window, memory + sizeof(uint32_t), sizeof window);
  dd_handle(core, DD_INPUT_CONFIG, (const uint8_t *)CONFIGURATION, sizeof CONFIGURATION - 1, 2);
  uint8_t *page = find_page(memory, size, window);
  check("the core's memory is within the instance", page != NULL && page + PAGE <= memory + size);
  if (page == NULL || page + PAGE > memory + size) return;
  memset(page, 0xff, PAGE);
  int32_t result = dd_handle(core, DD_INPUT_TIME_REACHED, NULL, 0, 3);
  for (int i = 0; i < 100 && result != DD_FAILED; i++) result = dd_poll(core, record);
  check("a core that fails says so", result == DD_FAILED && dd_trouble(core) != NULL && strlen(dd_trouble(core)) > 3);
  check("and goes on saying so", dd_handle(core, DD_INPUT_TIME_REACHED, NULL, 0, 4) == DD_FAILED && dd_poll(core, record) == DD_FAILED);
  dd_end(core);
  core = dd_init(memory, size, &why);
  check("its memory serves the next instance", core != NULL && dd_handle(core, DD_INPUT_CONFIG, (const uint8_t *)CONFIGURATION, sizeof CONFIGURATION - 1, 5) == 0);
  dd_end(core);
  check_no_instance("an instance that has ended", core);
}

int main(void) {
  const char *why = NULL;
  size_t size = dd_size();
  uint8_t *memory = calloc(1, size);
  check_memory();
  check_no_instance("null", NULL);
  check_no_instance("memory that is no instance", (struct dd_core *)memory);
  memset(memory, 0xa5, size);
  check_no_instance("memory with the wrong mark", (struct dd_core *)memory);
  struct dd_core *core = dd_init(memory, size, &why);
  check("an instance", core != NULL && why == NULL && dd_trouble(core) == NULL);
  check_calls(core);
  check_records();
  check_lines();
  check_failure(memory, size, core);
  free(memory);
  printf("%lu octets\n", (unsigned long)size);
  return 0;
}
