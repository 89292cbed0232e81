#!/bin/sh
# Writes into the folder $1 the source release, with the sources that follow, and a feed
# with the package that builds it. `make openwrt` runs it. The same tree gives the same
# octets.
set -eu

folder=$1
shift
version=$(sed -n 's/^  "version": "\([0-9A-Za-z.-]*\)",$/\1/p' package.json)
name=dots-discovery-$version
release=$folder/$name
package=$folder/feed/net/dots-discovery

rm -rf "$folder"
mkdir -p "$release/src" "$release/ports/posix" "$release/wasm2c" "$package/source"

cp LICENSE "$release/"
cp board/openwrt/source.mk "$release/Makefile"
cp -R board/include board/hooks "$release/"
cp "$@" board/src/*.h "$release/src/"
cp board/ports/posix/*.[ch] "$release/ports/posix/"
cp build/board/discovery.c build/board/discovery.h "$release/wasm2c/"
cp build/board/wasm-rt.h "$release/wasm2c/"
sha256sum <build/discovery.wasm | cut -c1-64 >"$release/module.sha256"
echo "$version" >"$release/version"

find "$release" -type d -exec chmod 755 {} +
find "$release" -type f -exec chmod 644 {} +
(cd "$folder" && tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=ustar -cf - "$name") |
  gzip -n -9 >"$package/source/$name.tar.gz"
hash=$(sha256sum <"$package/source/$name.tar.gz" | cut -c1-64)

cp -R board/openwrt/files board/openwrt/test.sh "$package/"
sed "s/^PKG_VERSION:=.*/PKG_VERSION:=$version/; s/^PKG_HASH:=.*/PKG_HASH:=$hash/" board/openwrt/Makefile >"$package/Makefile"
echo "$package/source/$name.tar.gz: $(wc -c <"$package/source/$name.tar.gz") octets, sha256 $hash"
