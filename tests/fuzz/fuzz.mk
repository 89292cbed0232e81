# The coverage-guided fuzzer: the release module as wasm2c compiles it, with libFuzzer.

FUZZ_CC ?= clang
FUZZ_SOURCES = $(addprefix tests/fuzz/native/,harness.c checks.c mutator.c)
FUZZ_HEADERS = $(wildcard tests/fuzz/native/*.h) board/src/core-memory.h board/include/abi.gen.h
# Accesses outside of the memory are caught by its guard pages: checks in code would be
# half of the edges that there are to be reached, and nobody should reach them.
FUZZ_FLAGS = -DWASM_RT_MEMCHECK_SIGNAL_HANDLER=1 -D_GNU_SOURCE
FUZZ_CORE_CFLAGS = -O2 -g -w $(FUZZ_FLAGS) -I$(WASM2C_RUNTIME)
FUZZ_CFLAGS = -std=c99 -O2 -g -Wall -Wextra -Werror $(FUZZ_FLAGS) -isystem $(WASM2C_RUNTIME) -Iboard/include -Iboard/src -Ibuild/fuzz

.PHONY: fuzz
fuzz: build build/tests/fuzz.mjs ## let a coverage-guided fuzzer look for an hour, or FUZZ_SECONDS; the short one is in make test
	@sh tools/setup.sh fuzz
	@$(NODE) build/tests/fuzz.mjs

build/tests/fuzz.mjs: $(wildcard tests/fuzz/native/*.ts tests/fuzz/support/*.ts tests/support/*.ts) | $(PACKAGES)
	@$(BIN)/esbuild tests/fuzz/native/run.ts --bundle --packages=external --platform=node --format=esm --outfile=$@ --log-level=warning

# Unlike the one of the board, it has its page where guard pages can be around it.
build/fuzz/discovery.c: build/discovery.wasm
	@mkdir -p $(@D)
	@wasm2c --no-debug-names -n discovery -o $@ $<

# Only the core tells the fuzzer where it was.
build/fuzz/discovery.o: build/fuzz/discovery.c tests/fuzz/fuzz.mk
	$(FUZZ_CC) $(FUZZ_CORE_CFLAGS) -fsanitize=fuzzer-no-link -c -o $@ $<

build/fuzz/discovery-fuzz: build/fuzz/discovery.o $(FUZZ_SOURCES) $(FUZZ_HEADERS) build/fuzz/words.gen.h
	$(FUZZ_CC) $(FUZZ_CORE_CFLAGS) -c -o build/fuzz/wasm-rt-impl.o $(WASM2C_RUNTIME)/wasm-rt-impl.c
	$(FUZZ_CC) $(FUZZ_CFLAGS) -fsanitize=fuzzer -o $@ $(FUZZ_SOURCES) build/fuzz/discovery.o build/fuzz/wasm-rt-impl.o
