# The C side: the replay of journals, for this machine and for big-endian mips.

WASM2C_RUNTIME ?= /usr/src/wasm2c
MIPS_CC ?= mips-linux-gnu-gcc

BOARD_CFLAGS = -std=c99 -pedantic -O2 -Wall -Wextra -Wconversion -Werror
# Bounds are checked in code: the signal handler that does it otherwise does not
# work under an emulator and wants 8 GiB of addresses.
WASM2C_FLAGS = -DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0
# Generated and runtime code, which is not held to our warnings.
WASM2C_CFLAGS = -O2 -w $(WASM2C_FLAGS) -I$(WASM2C_RUNTIME)
# Without this the memory of the core has the byte order of the machine.
MIPS_FLAGS = -DWABT_BIG_ENDIAN=1 -static

BOARD_SOURCES = board/src/replay.c board/src/core-memory.h board/include/abi.gen.h

# Compiles the replay: $(call compile-replay,COMPILER,FLAGS)
define compile-replay
	@mkdir -p $(@D)
	$(1) $(WASM2C_CFLAGS) $(2) -c -o $(@D)/discovery.o build/board/discovery.c
	$(1) $(WASM2C_CFLAGS) $(2) -c -o $(@D)/wasm-rt-impl.o $(WASM2C_RUNTIME)/wasm-rt-impl.c
	$(1) $(BOARD_CFLAGS) $(WASM2C_FLAGS) $(2) -isystem $(WASM2C_RUNTIME) -isystem build/board -Iboard/include \
	  -DMODULE_SHA256="\"$$(sha256sum <build/discovery.wasm | cut -c1-64)\"" \
	  -o $@ board/src/replay.c $(@D)/discovery.o $(@D)/wasm-rt-impl.o
endef

.PHONY: replay replay-mips
replay: build/board/host/replay ## build the C replay of journals (wasm2c)
replay-mips: build/board/mips/replay ## the same for big-endian mips; run it with qemu-mips-static

build/board/discovery.c: build/discovery.wasm
	@mkdir -p $(@D)
	wasm2c --no-debug-names -n discovery -o $@ $<

build/board/host/replay: build/board/discovery.c $(BOARD_SOURCES)
	$(call compile-replay,$(CC),)

build/board/mips/replay: build/board/discovery.c $(BOARD_SOURCES)
	$(call compile-replay,$(MIPS_CC),$(MIPS_FLAGS))
