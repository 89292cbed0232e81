# The host on JerryScript, which an integrator brings (docs/jerryscript.md):
# JERRY_PREFIX_mips=DIR, for ARCH=mips and so on, or JERRY_PREFIX=DIR names where it is
# installed; without them pkg-config is asked.
# build/board/ARCH/dots-discovery-jerry has the same loop in JavaScript as
# build/board/ARCH/dots-discovery has in C, and all else in common with it.
# What only this needs is in build/jerry/.

JERRY_SCRIPT = build/jerry/host.js
JERRY_ROOT = $(or $(JERRY_PREFIX_$(ARCH)),$(JERRY_PREFIX))
PKG_CONFIG ?= pkg-config
JERRY_CFLAGS = $(patsubst -I%,-isystem %,$(if $(JERRY_ROOT),-I$(JERRY_ROOT)/include,$(shell $(PKG_CONFIG) --cflags libjerry-core)))
JERRY_LIBS = $(if $(JERRY_ROOT),-L$(JERRY_ROOT)/lib -ljerry-core -lm,$(shell $(PKG_CONFIG) --static --libs libjerry-core))
JERRY_LIBRARY = $(wildcard $(JERRY_ROOT)/lib/libjerry-core.a)

JERRY = build/jerry/$(notdir $(BOARD))
JS_OBJECTS = $(addprefix $(JERRY)/,js-host.o js-engine.o js-natives.o js-call.o)
JS_DAEMON_OBJECTS = $(JS_OBJECTS) $(filter-out $(BOARD)/driver.o,$(DAEMON_OBJECTS)) $(PORT_OBJECTS)
JS_TEST_OBJECTS = $(JS_OBJECTS) $(addprefix $(BOARD)/,interpret.o recovery.o text.o)

.PHONY: jerry jerry-found
jerry: $(BOARD)/dots-discovery-jerry $(JERRY)/js-replay ## build the daemon on JerryScript; JERRY_PREFIX=DIR says where that is

jerry-found:
	@test -n "$(JERRY_ROOT)" || $(PKG_CONFIG) --exists libjerry-core || \
	  { echo "JerryScript is not installed: pkg-config finds no libjerry-core, and JERRY_PREFIX is not set" >&2; exit 1; }

# Which JerryScript was used last: another one means to compile and link again.
$(JERRY)/used: jerry-found
	@mkdir -p $(@D)
	@echo '$(JERRY_CFLAGS) $(JERRY_LIBS)' | cmp -s - $@ || echo '$(JERRY_CFLAGS) $(JERRY_LIBS)' >$@

# One run writes both.
build/jerry/host-script.c: $(JERRY_SCRIPT)

$(JERRY_SCRIPT): $(HOST_SOURCES) tools/jerry.mjs | $(PACKAGES)
	@$(NODE) tools/jerry.mjs

JERRY_LINK = $(BOARD_CC) $(BOARD_LDFLAGS) -o $@ $(filter %.o $(BOARD)/%.a,$^) $(JERRY_LIBS)
JERRY_NEEDS = $(BOARD)/libdots_discovery.a $(JERRY_LIBRARY) $(JERRY)/used

$(BOARD)/dots-discovery-jerry: $(JS_DAEMON_OBJECTS) $(JERRY)/host-script.o $(JERRY_NEEDS)
	@$(JERRY_LINK) -Wl,-s
	@echo "$@: $$(wc -c <$@) octets"

$(JERRY)/js-replay: $(JERRY)/js-replay.o $(JS_TEST_OBJECTS) $(JERRY)/host-script.o $(JERRY_NEEDS)
	@$(JERRY_LINK)

$(JERRY)/js-recovery: $(JERRY)/js-recovery.o $(JS_TEST_OBJECTS) $(JERRY_NEEDS)
	@$(JERRY_LINK)

$(JS_OBJECTS) $(JERRY)/js-replay.o: $(JERRY)/%.o: board/src/%.c $(BOARD_HEADERS) board/jerry.mk $(JERRY)/used
	@$(BOARD_CC) $(BOARD_CFLAGS) $(JERRY_CFLAGS) -c -o $@ $<

$(JERRY)/js-recovery.o: tests/board/js-recovery.c $(BOARD_HEADERS) $(JERRY)/used
	@$(BOARD_CC) $(BOARD_CFLAGS) $(JERRY_CFLAGS) -c -o $@ $<

$(JERRY)/host-script.o: build/jerry/host-script.c $(JERRY)/used
	@$(BOARD_CC) $(BOARD_CFLAGS) $(JERRY_CFLAGS) -c -o $@ $<
