#!/bin/sh
# Run by the feed's CI on a machine with the package: test.sh PACKAGE VERSION
set -e

[ "$1" = dots-discovery ] || exit 0
root=${IPKG_INSTROOT-}
"$root/usr/sbin/dots-discoveryd" --version | grep -F "$2"
"$root/usr/bin/dots-discovery" --version | grep -F "$2"
"$root/usr/libexec/rpcd/dots.discovery" list | grep -F '"select":'

text=$(mktemp)
"$root/usr/lib/dots-discovery/translate" >"$text"
"$root/usr/sbin/dots-discoveryd" --check-config --config "$text"
rm -f "$text"
