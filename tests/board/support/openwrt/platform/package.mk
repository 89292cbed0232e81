# Stands for package.mk of an OpenWrt tree: the package is compiled and installed into
# ROOT, and its scripts are written into CONTROL.
define BuildPackage
.PHONY: compile install control print
compile:
	$$(Build/Compile)
install:
	$$(call Package/$(1)/install,$$(ROOT))
control:
	$$(file >$$(CONTROL)/prerm,$$(Package/$(1)/prerm))
	$$(file >$$(CONTROL)/conffiles,$$(Package/$(1)/conffiles))
print:
	@printf '%s\n' '$$(PKG_LICENSE)' '$$(PKG_MAINTAINER)' '$$(PKG_SOURCE_URL)/$$(PKG_SOURCE)' '$$(PKG_HASH)'
endef
