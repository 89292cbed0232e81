# The library for programs of vendors (docs/sdk.md): header, archive, what pkg-config and
# CMake ask for, and the example, below DESTDIR and PREFIX.

PREFIX ?= /usr/local
DESTDIR ?=
SDK_PREFIX = $(DESTDIR)$(PREFIX)
SDK_FILL = sed 's|@VERSION@|$(BOARD_VERSION)|'

.PHONY: sdk
sdk: $(BOARD)/libdots_discovery.a ## install the library with its header, pkg-config and CMake files below PREFIX=/usr/local; DESTDIR=, ARCH=
	@install -d "$(SDK_PREFIX)/include/dots_discovery" "$(SDK_PREFIX)/lib/pkgconfig" \
	  "$(SDK_PREFIX)/lib/cmake/dots_discovery" "$(SDK_PREFIX)/share/dots_discovery/example"
	@install -m 644 board/include/dots_discovery.h board/include/abi.gen.h "$(SDK_PREFIX)/include/dots_discovery/"
	@install -m 644 $(BOARD)/libdots_discovery.a "$(SDK_PREFIX)/lib/"
	@$(SDK_FILL) board/sdk/pkg-config.txt >"$(SDK_PREFIX)/lib/pkgconfig/dots_discovery.pc"
	@install -m 644 board/sdk/config.cmake "$(SDK_PREFIX)/lib/cmake/dots_discovery/dots_discovery-config.cmake"
	@$(SDK_FILL) board/sdk/config-version.cmake >"$(SDK_PREFIX)/lib/cmake/dots_discovery/dots_discovery-config-version.cmake"
	@install -m 644 board/sdk/example/* LICENSE "$(SDK_PREFIX)/share/dots_discovery/example/"
	@echo "$(SDK_PREFIX)/lib/libdots_discovery.a: $$(wc -c <$(BOARD)/libdots_discovery.a) octets"
