#!/bin/sh
# Run by the feed's CI on a machine with the package: test.sh PACKAGE VERSION
set -e

[ "$1" = dots-discovery ] || exit 0
dots-discoveryd --version | grep -F "$2"
dots-discovery --version | grep -F "$2"
[ -x /usr/libexec/rpcd/dots.discovery ]

text=$(mktemp)
/usr/lib/dots-discovery/translate >"$text"
dots-discoveryd --check-config --config "$text"
/usr/libexec/rpcd/dots.discovery list | grep -F '"select":'
rm -f "$text"
