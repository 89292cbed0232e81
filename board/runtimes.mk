# The runtimes beside wasm2c (docs/runtimes.md): `make board RUNTIME=wasm3`, or wamr with
# WAMR_PREFIX_mips=DIR, for ARCH=mips and so on, or WAMR_PREFIX=DIR; without them
# pkg-config is asked. They read the core as WebAssembly, from within the program.

MODULE ?= build/discovery.wasm
RUNTIME_CHECKED := $(if $(filter wasm2c wasm3 wamr,$(RUNTIME)),,$(error there is no RUNTIME "$(RUNTIME)": take wasm2c, wasm3 or wamr))

$(BOARD)/module.c: $(MODULE)
	@mkdir -p $(@D)
	@{ printf '#include "module.h"\nconst uint8_t dd_module[] = {\n'; \
	  od -An -v -tu1 $< | sed 's/ \+/,/g; s/^,//; s/$$/,/'; \
	  printf '0};\nconst uint32_t dd_module_length = sizeof dd_module - 1;\n'; } >$@

$(BOARD)/module.o: $(BOARD)/module.c board/src/module.h
	@$(BOARD_CC) $(BOARD_CFLAGS) -c -o $@ $<

# Without floats, which the core has none of, and without sentences beyond the result. Small
# pages for what is translated, few slots: the core needs less than a quarter of them.
WASM3 = build/wasm3
WASM3_UNITS = bind code compile core env function module parse
WASM3_FLAGS = -Dd_m3HasFloat=0 -Dd_m3VerboseErrorMessages=0 -Dd_m3CodePageAlignSize=4096 -Dd_m3MaxFunctionStackHeight=512 -Dd_m3MaxDuplicateFunctionImpl=1
WASM3_ALLOCATION = -Dcalloc=dd_wasm3_calloc -Drealloc=dd_wasm3_realloc -Dfree=dd_wasm3_free
# Every operation ends in a call of the next one: that has to become a jump, on any level.
WASM3_SPEED = -O2 -fno-strict-aliasing -foptimize-sibling-calls
RUNTIME_OBJECTS_wasm3 = $(BOARD)/module.o $(WASM3_UNITS:%=$(WASM3)/$(ARCH)/m3_%.o)

$(WASM3)/source/wasm3.h: tools/wasm3.mjs
	@$(NODE) tools/wasm3.mjs
	@touch $@

# Foreign code is not held to our warnings.
$(WASM3)/$(ARCH)/m3_%.o: $(WASM3)/source/wasm3.h board/runtimes.mk
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_COMMON) $(WASM3_SPEED) $(WASM3_FLAGS) $(WASM3_ALLOCATION) -w -fno-sanitize=undefined -c -o $@ $(WASM3)/source/$(@F:.o=.c)

$(BOARD)/wasm3-host.o: board/src/wasm3-host.c $(WASM3)/source/wasm3.h $(BOARD_HEADERS)
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) -isystem $(WASM3)/source -c -o $@ $<

$(BOARD)/wasm3-room: tests/board/wasm3-room.c board/src/wasm3-host.c $(filter-out %-host.o,$(SDK_OBJECTS))
	@$(BOARD_CC) $(BOARD_CFLAGS) -isystem $(WASM3)/source -Wl,--gc-sections -o $@ $< $(filter %.o,$^)

WAMR_ROOT = $(or $(WAMR_PREFIX_$(ARCH)),$(WAMR_PREFIX))
PKG_CONFIG ?= pkg-config
WAMR_CFLAGS = $(patsubst -I%,-isystem %,$(if $(WAMR_ROOT),-I$(WAMR_ROOT)/include,$(shell $(PKG_CONFIG) --cflags iwasm)))
WAMR_LIBS = $(if $(WAMR_ROOT),-L$(WAMR_ROOT)/lib -liwasm -lm -ldl -lpthread,$(shell $(PKG_CONFIG) --static --libs iwasm))
RUNTIME_OBJECTS_wamr = $(BOARD)/module.o
# It needs one more system call.
BOARD_DEFINES_wamr = -DDD_WAMR
RUNTIME_LIBS = $(if $(filter wamr,$(RUNTIME)),$(WAMR_LIBS))

$(BOARD)/wamr-host.o: board/src/wamr-host.c $(BOARD_HEADERS) | wamr-found
	@mkdir -p $(@D)
	@$(BOARD_CC) $(BOARD_CFLAGS) $(WAMR_CFLAGS) -c -o $@ $<

.PHONY: wasm3-found wamr-found
wasm3-found: $(WASM3)/source/wasm3.h
wamr-found:
	@test -n "$(WAMR_ROOT)" || $(PKG_CONFIG) --exists iwasm || \
	  { echo "WAMR is not installed: pkg-config finds no iwasm, and WAMR_PREFIX is not set" >&2; exit 1; }
