# Stands for rules.mk of an OpenWrt tree: the variables that a package uses.
INSTALL_DIR = install -d -m0755
INSTALL_BIN = install -m0755
INSTALL_DATA = install -m0644
INSTALL_CONF = install -m0600
LN = ln -sf
TARGET_CC ?= cc
TARGET_CFLAGS ?= -Os
INCLUDE_DIR := $(TOPDIR)
PKG_BUILD_DIR = $(BUILD_DIR)/$(PKG_NAME)-$(PKG_VERSION)
