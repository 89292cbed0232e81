#!/bin/sh
# Runs a command as the root of a namespace of users: with /run and /etc that it may
# write to. What of /etc this user may not read is not there.
#   private-root.sh COMMAND...
set -u
mount -t tmpfs none /run || exit 1
mkdir /run/etc /run/netns
cp -r /etc/. /run/etc 2>/dev/null
mkdir -p /run/etc/netns
mount --bind /run/etc /etc || exit 1
# Kea keeps its identifier here.
[ ! -d /var/lib/kea ] || mount -t tmpfs none /var/lib/kea || exit 1
exec "$@"
