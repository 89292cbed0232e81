# The C side, for ARCH (host, musl, mips, mipsel, arm, aarch64) on RUNTIME (wasm2c):
# build/board/ARCH/dots-discovery, libdots_discovery.a and the replay of journals.
# PORT is the folder of board/ports/ that it runs on, PORT_FOLDER one that is elsewhere.

ARCH ?= host
RUNTIME ?= wasm2c
PORT ?= posix
PORT_FOLDER ?= board/ports/$(PORT)
BOARD = build/board/$(ARCH)$(if $(filter-out wasm2c,$(RUNTIME)),-$(RUNTIME))$(if $(filter-out posix,$(PORT)),-$(PORT))
WASM2C_RUNTIME ?= /usr/src/wasm2c

COMMA = ,

BOARD_CC_host = $(CC)
BOARD_CC_musl = musl-gcc
# Stops at the first access outside of bounds and the first undefined behaviour.
BOARD_CC_sanitized = $(CC)
BOARD_CC_mips = mips-linux-gnu-gcc
BOARD_CC_mipsel = mipsel-linux-gnu-gcc
BOARD_CC_arm = arm-linux-gnueabihf-gcc
BOARD_CC_aarch64 = aarch64-linux-gnu-gcc
BOARD_CC = $(or $(BOARD_CC_$(ARCH)),$(error there is no ARCH "$(ARCH)": take host, musl, mips, mipsel, arm or aarch64))

# Runs a program of the board on this machine.
BOARD_RUN = $(if $(filter mips mipsel arm aarch64,$(ARCH)),qemu-$(ARCH)-static)

BOARD_AR = $(if $(filter host musl sanitized,$(ARCH)),ar,$(patsubst %-gcc,%-ar,$(BOARD_CC)))

BOARD_FLAGS_sanitized = -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# musl's compiler does not know the headers of the kernel. What is static lies at one place anyway.
BOARD_FLAGS_musl = -static -fno-pie -idirafter /usr/include -idirafter /usr/include/$(shell $(CC) -dumpmachine)
# Code that can be put anywhere is a third larger on mips.
BOARD_FLAGS_mipsel = -static -fno-pic -mno-shared -mplt
# Without this the memory of the core has the byte order of the machine.
BOARD_FLAGS_mips = $(BOARD_FLAGS_mipsel) -DWABT_BIG_ENDIAN=1
BOARD_FLAGS_arm = -static
BOARD_FLAGS_aarch64 = -static

# Older compilers do not know -Oz, which makes 2 % less of it.
BOARD_SMALL := $(if $(shell $(CC) -Oz -E -x c /dev/null 2>/dev/null),-Oz,-Os)
BOARD_COMMON = $(BOARD_SMALL) -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables $(BOARD_FLAGS_$(ARCH)) $(BOARD_EXTRA)
BOARD_CFLAGS = -std=c99 -pedantic -Wall -Wextra -Wconversion -Werror $(BOARD_COMMON) -D_GNU_SOURCE $(BOARD_DEFINES_$(RUNTIME)) -Iboard/include -Iboard/src
# Functions stay whole: 1 % less of it, where the compiler knows how.
WASM2C_WHOLE = $(if $(shell $(BOARD_CC) -fno-partial-inlining -E -x c /dev/null 2>/dev/null),-fno-partial-inlining)
WASM2C_SMALL = $(BOARD_SMALL) $(WASM2C_WHOLE)
# Bounds are checked in code: the signal handler that does it otherwise does not
# work under an emulator and wants 8 GiB of addresses. The core does not recurse.
WASM2C_FLAGS = -DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0 -DWASM_RT_USE_STACK_DEPTH_COUNT=0 -DNDEBUG
BOARD_LDFLAGS = $(BOARD_COMMON) -Wl,--gc-sections -Wl,-z,noseparate-code -Wl,--build-id=none $(BOARD_LINK_$(ARCH))
# Data begins in the file where code ends, not at the next page. Nothing protects what is
# relocated in a static program of musl: that is the work of a linker at run time.
BOARD_LINK_musl = -Wl,-z,norelro -Wl,-z,common-page-size=64

SDK_OBJECTS = $(addprefix $(BOARD)/,core.o records.o json.o $(RUNTIME)-host.o) $(RUNTIME_OBJECTS_$(RUNTIME))
RUNTIME_OBJECTS_wasm2c = $(BOARD)/discovery.o
DAEMON_OBJECTS = $(addprefix $(BOARD)/,main.o command.o daemon.o memory.o check-config.o client.o request.o unix-time.o table.o \
  text.o driver.o interpret.o recovery.o)
PORT_OBJECTS = $(patsubst $(PORT_FOLDER)/%.c,$(BOARD)/$(PORT)/%.o,$(wildcard $(PORT_FOLDER)/*.c))
BOARD_HEADERS = $(wildcard board/include/*.h board/src/*.h $(PORT_FOLDER)/*.h) board/board.mk board/runtimes.mk

include board/runtimes.mk

.PHONY: board replay
board: $(BOARD)/dots-discovery $(BOARD)/replay $(BOARD)/libdots_discovery.a ## build daemon, client and library in C; ARCH=musl, mips, mipsel, arm or aarch64 for another one, PORT=name for another system
	@$(BOARD_RUN) $(BOARD)/replay --about || echo "$(BOARD_RUN) is not installed: the size of an instance is not known"

replay: $(BOARD)/replay ## build the C replay of journals

$(BOARD)/dots-discovery: $(DAEMON_OBJECTS) $(PORT_OBJECTS) $(BOARD)/libdots_discovery.a
	@$(BOARD_CC) $(BOARD_LDFLAGS) -Wl,-s -Wl,-Map,$@.map -o $@ $^ $(RUNTIME_LIBS)
	@ln -sf dots-discovery $(BOARD)/dots-discoveryd
	@$(NODE) tools/board-size.mjs $(BOARD)

$(BOARD)/replay: $(BOARD)/replay.o $(BOARD)/libdots_discovery.a
	@$(BOARD_CC) $(BOARD_LDFLAGS) -o $@ $^ $(RUNTIME_LIBS)

# The daemon with calls that fail, for tests/board/faults.test.ts.
FAULTY_CALLS = dd_port_open dd_port_close wasm_host_call clock_gettime timerfd_settime setitimer open read write pread pwrite \
  fsync rename mkdir lstat socket bind connect send sendto recv recvfrom epoll_wait
$(BOARD)/faulty: $(DAEMON_OBJECTS) $(PORT_OBJECTS) $(BOARD)/faulty.o $(BOARD)/libdots_discovery.a
	@$(BOARD_CC) $(BOARD_LDFLAGS) $(addprefix -Wl$(COMMA)--wrap=,$(FAULTY_CALLS)) -o $@ $^ $(RUNTIME_LIBS)

$(BOARD)/faulty.o: tests/board/faulty.c $(BOARD_HEADERS)
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) -c -o $@ $<

$(BOARD)/libdots_discovery.a: $(SDK_OBJECTS)
	@rm -f $@
	@$(BOARD_AR) rcs $@ $^

# Where most of the time goes: DNS records, the lines of a result, checksums. For speed, where
# all the rest is for size, these have what they call within them. What loads ahead of need
# (tree-pre) makes them slower.
WASM2C_HOT = dns_message_nextRecord control_rows_seekAlike words_gen_spell bytes_crc_crc32
define HEAT
@for name in $(1); do \
  sed -i "s/^static [a-z0-9]* w2c_assembly_$$name(.*;$$/__attribute__((flatten, noinline, optimize(\"O2\", \"no-tree-pre\"))) &/" $@; \
  grep -q "^__attribute__.* w2c_assembly_$$name(" $@ || { echo "WASM2C_HOT: the core has no function $$name" >&2; exit 1; }; \
done
endef

build/board/discovery.c: build/discovery.names.wasm board/wasm2c.sed board/board.mk
	@mkdir -p $(@D)
	@wasm2c -n discovery -o $@ $<
	@sed -i -f board/wasm2c.sed $@
	$(call HEAT,$(WASM2C_HOT))

build/board/wasm-rt.h: $(WASM2C_RUNTIME)/wasm-rt.h board/board.mk
	@mkdir -p $(@D)
	@sed 's/^  uint8_t\* data;$$/  uint8_t data[65536];/' $< >$@

$(BOARD)/discovery.o: build/board/discovery.c build/board/wasm-rt.h board/board.mk
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_COMMON) $(WASM2C_SMALL) $(WASM2C_FLAGS) -w -fno-sanitize=undefined -Ibuild/board -c -o $@ $<

$(BOARD)/wasm2c-host.o: board/src/wasm2c-host.c build/board/discovery.c build/board/wasm-rt.h $(BOARD_HEADERS)
	@$(BOARD_CC) $(BOARD_CFLAGS) $(WASM2C_FLAGS) -isystem build/board -c -o $@ $<

$(BOARD)/core.o: board/src/core.c $(MODULE) $(BOARD_HEADERS)
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) -DMODULE_SHA256="\"$$(sha256sum <$(MODULE) | cut -c1-64)\"" -c -o $@ $<

$(BOARD)/$(PORT)/%.o: $(PORT_FOLDER)/%.c $(BOARD_HEADERS)
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) -c -o $@ $<

$(BOARD)/%.o: board/src/%.c $(BOARD_HEADERS) package.json
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) -DDD_VERSION="\"$(BOARD_VERSION)\"" -c -o $@ $<

BOARD_VERSION := $(shell sed -n 's/^  "version": "\(.*\)",$$/\1/p' package.json)
