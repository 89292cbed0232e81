# The core in the runtimes of a board, and musl's parser, for `make bench`: static with
# musl, with the flags of board/board.mk. It is the inspect build, made as the release is.

BENCH = build/bench
BENCH_CC = musl-gcc -static -std=gnu11 -Wall -Wextra -Werror
BENCH_WRAP = -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc
BENCH_LINK = $(BENCH_WRAP) -Wl,--gc-sections -Wl,-z,noseparate-code
BENCH_MAIN = tests/bench/main.c tests/bench/decoder.h
BENCH_CORE = tests/bench/core.c tests/bench/core.h $(BENCH_MAIN)
# Pages of the inspect build.
BENCH_PAGES = 23
# What shows what was read is not the core's, and is as fast as with the other decoders. It
# calls two functions that are not for DNS, or not for this message.
BENCH_HOT = inspect_decode inspect_name_text_writeNameText
BENCH_APART = inspect_parse\|dns_rdata_soa_readNames

$(BENCH)/discovery.wasm: $(CORE_SOURCES) | $(PACKAGES)
	@$(NODE) tools/asc.mjs bench

$(BENCH)/discovery.c: $(BENCH)/discovery.wasm board/wasm2c.sed board/board.mk tests/bench/bench.mk
	@wasm2c -n inspect -o $@ $<
	@sed -i -f board/wasm2c.sed -e 's/^static [a-z0-9]* w2c_assembly_\($(BENCH_APART)\)(.*;$$/__attribute__((noinline)) &/' $@
	$(call HEAT,$(WASM2C_HOT) $(BENCH_HOT))

$(BENCH)/wasm-rt.h: $(WASM2C_RUNTIME)/wasm-rt.h tests/bench/bench.mk
	@mkdir -p $(@D)
	@sed 's/^  uint8_t\* data;$$/  uint8_t data[$(BENCH_PAGES) * 65536];/' $< >$@

$(BENCH)/wasm2c: tests/bench/wasm2c.c $(BENCH_CORE) board/src/core-memory.h $(BENCH)/discovery.c $(BENCH)/wasm-rt.h
	@$(BENCH_CC) -O2 -w $(WASM2C_FLAGS) -I$(BENCH) -c -o $@.decoder.o $<
	@$(BENCH_CC) $(WASM2C_SMALL) -ffunction-sections $(BOARD_FLAGS_musl) $(WASM2C_FLAGS) -w -I$(BENCH) -c -o $@.core.o $(BENCH)/discovery.c
	@$(BENCH_CC) -O2 $(BENCH_LINK) -o $@ $@.decoder.o $@.core.o $(filter tests/bench/core.c tests/bench/main.c,$^)

$(BENCH)/wasm3: tests/bench/wasm3.c $(BENCH_CORE) $(BENCH)/discovery.wasm $(WASM3)/source/wasm3.h
	@$(MAKE) -s ARCH=musl RUNTIME=wasm3 BOARD=$(BENCH)/board MODULE=$(BENCH)/discovery.wasm $(BENCH)/board/module.o $(WASM3_UNITS:%=$(WASM3)/musl/m3_%.o)
	@$(BENCH_CC) -O2 $(BENCH_LINK) -isystem $(WASM3)/source -o $@ $< $(filter tests/bench/core.c tests/bench/main.c,$^) $(BENCH)/board/module.o $(WASM3_UNITS:%=$(WASM3)/musl/m3_%.o)

$(BENCH)/musl: tests/bench/glibc.c $(BENCH_MAIN)
	@mkdir -p $(@D)
	@$(BENCH_CC) -O2 $(BENCH_LINK) -o $@ $(filter %.c,$^)

$(BENCH)/first-question: tests/bench/first-question.c
	@mkdir -p $(@D)
	@$(BENCH_CC) -O2 -o $@ $<

# RUNTIME is the one in its name.
$(BENCH)/restart-$(RUNTIME): tests/bench/restart.c $(BOARD)/libdots_discovery.a
	@$(BENCH_CC) -O2 -Iboard/include -Wl,--gc-sections -o $@ $^
