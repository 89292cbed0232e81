# The core in the runtimes of a board, and musl's parser, for `make bench`: static with
# musl, with the flags of board/board.mk. `wasm2c-small` is compiled as the daemon is.

BENCH = build/bench
BENCH_CC = musl-gcc -static -std=gnu11 -Wall -Wextra -Werror
BENCH_WRAP = -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc
BENCH_LINK = $(BENCH_WRAP) -Wl,--gc-sections -Wl,-z,noseparate-code
BENCH_MAIN = tests/bench/main.c tests/bench/decoder.h
BENCH_CORE = tests/bench/core.c tests/bench/core.h $(BENCH_MAIN)
# Pages of the inspect build.
BENCH_PAGES = 23

$(BENCH)/inspect.c: build/discovery.inspect.wasm tests/bench/bench.mk
	@mkdir -p $(@D)
	@wasm2c --no-debug-names -n inspect -o $@ $<
	@sed -i -e 's/> mem->size))/> sizeof mem->data))/' -e '/^ *wasm_asm("" ::"r"(result)); *\\$$/d' $@

$(BENCH)/wasm-rt.h: $(WASM2C_RUNTIME)/wasm-rt.h tests/bench/bench.mk
	@mkdir -p $(@D)
	@sed 's/^  uint8_t\* data;$$/  uint8_t data[$(BENCH_PAGES) * 65536];/' $< >$@

$(BENCH)/wasm2c-small: BENCH_LEVEL = $(BOARD_SMALL)
$(BENCH)/wasm2c-fast: BENCH_LEVEL = -O2
$(BENCH)/wasm2c-small $(BENCH)/wasm2c-fast: tests/bench/wasm2c.c $(BENCH_CORE) $(BENCH)/inspect.c $(BENCH)/wasm-rt.h
	@$(BENCH_CC) -O2 -w $(WASM2C_FLAGS) -I$(BENCH) -c -o $@.decoder.o $<
	@$(BENCH_CC) $(BENCH_LEVEL) -ffunction-sections $(BOARD_FLAGS_musl) $(WASM2C_FLAGS) -w -I$(BENCH) -c -o $@.core.o $(BENCH)/inspect.c
	@$(BENCH_CC) -O2 $(BENCH_LINK) -o $@ $@.decoder.o $@.core.o $(filter tests/bench/core.c tests/bench/main.c,$^)

$(BENCH)/wasm3: tests/bench/wasm3.c $(BENCH_CORE) build/discovery.inspect.wasm $(WASM3)/source/wasm3.h
	@mkdir -p $(@D)
	@$(MAKE) -s ARCH=musl RUNTIME=wasm3 BOARD=$(BENCH)/board MODULE=build/discovery.inspect.wasm $(BENCH)/board/module.o $(WASM3_UNITS:%=$(WASM3)/musl/m3_%.o)
	@$(BENCH_CC) -O2 $(BENCH_LINK) -isystem $(WASM3)/source -o $@ $< $(filter tests/bench/core.c tests/bench/main.c,$^) $(BENCH)/board/module.o $(WASM3_UNITS:%=$(WASM3)/musl/m3_%.o)

$(BENCH)/musl: tests/bench/glibc.c $(BENCH_MAIN)
	@mkdir -p $(@D)
	@$(BENCH_CC) -O2 $(BENCH_LINK) -o $@ $(filter %.c,$^)

$(BENCH)/first-question: tests/bench/first-question.c
	@mkdir -p $(@D)
	@$(BENCH_CC) -O2 -o $@ $<
