# The Makefile of the source release: builds `dots-discoveryd` from C alone. The core is
# C too, which wasm2c made; its memory has the byte order of WebAssembly on any machine.
#
#   make CC=mips-linux-gnu-gcc CFLAGS=-Os

CFLAGS ?= -Os
DESTDIR ?=
# Where the daemon listens and the command asks, unless an option says otherwise.
SOCKET ?= /run/dots-discovery/control.sock
SOURCES := $(wildcard src/*.c ports/posix/*.c)
GENERATED := wasm2c/discovery.c
OBJECTS := $(SOURCES:.c=.o) $(GENERATED:.c=.o)

ORDER := $(shell printf '\043if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__\n-DWABT_BIG_ENDIAN=1\n\043endif\n' | $(CC) -E -P -x c -)
# Bounds are checked in code, not by a signal handler that wants 8 GiB of addresses. The
# core does not recurse.
ENGINE := -DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0 -DWASM_RT_USE_STACK_DEPTH_COUNT=0 -DNDEBUG $(ORDER)
RELEASE := -DMODULE_SHA256='"$(shell cat module.sha256)"' -DDD_VERSION='"$(shell cat version)"' -DDD_DEFAULT_SOCKET='"$(SOCKET)"'
SECTIONS := -ffunction-sections -fdata-sections

.PHONY: all install clean
all: dots-discoveryd

dots-discoveryd: $(OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--gc-sections -o $@ $(OBJECTS) $(LDLIBS)

$(SOURCES:.c=.o): %.o: %.c $(wildcard src/*.h include/*.h ports/posix/*.h)
	$(CC) -std=c99 -D_GNU_SOURCE $(CPPFLAGS) $(CFLAGS) $(SECTIONS) $(ENGINE) $(RELEASE) -isystem wasm2c -Iinclude -Isrc -c -o $@ $<

# Generated code is not held to anybody's warnings.
$(GENERATED:.c=.o): %.o: %.c
	$(CC) $(CPPFLAGS) $(CFLAGS) $(SECTIONS) -w $(ENGINE) -Iwasm2c -c -o $@ $<

install: dots-discoveryd
	install -d $(DESTDIR)/usr/sbin $(DESTDIR)/usr/bin $(DESTDIR)/usr/lib/dots-discovery/hooks
	install -m 755 dots-discoveryd $(DESTDIR)/usr/sbin/
	ln -sf ../sbin/dots-discoveryd $(DESTDIR)/usr/bin/dots-discovery
	install -m 644 hooks/*.sh $(DESTDIR)/usr/lib/dots-discovery/hooks/

clean:
	rm -f $(OBJECTS) dots-discoveryd
