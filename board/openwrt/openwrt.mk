# The source release and the package for an OpenWrt feed.

# What `make board` builds the daemon from.
RELEASE_SOURCES = $(patsubst $(BOARD)/%.o,board/src/%.c,$(filter-out %/discovery.o,$(SDK_OBJECTS) $(DAEMON_OBJECTS)))

.PHONY: openwrt
openwrt: build/board/discovery.c build/board/wasm-rt.h ## write the C source release and the feed package of OpenWrt
	@sh board/openwrt/release.sh build/openwrt $(RELEASE_SOURCES)
