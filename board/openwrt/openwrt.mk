# The source release and the package for an OpenWrt feed.

.PHONY: openwrt
openwrt: build/board/discovery.c ## write the C source release and the feed package of OpenWrt
	@WASM2C_RUNTIME=$(WASM2C_RUNTIME) sh board/openwrt/release.sh build/openwrt
