# shellcheck shell=sh
# Sourced by netifd's script of udhcpc for every event: OpenWrt has no /run.
dots_hook=${DOTS_HOOKS_DIR:-/usr/lib/dots-discovery/hooks}/udhcpc.sh
DOTS_SPOOL_DIR=${DOTS_SPOOL_DIR:-/var/run/dots-discovery/spool}
# shellcheck source=board/hooks/udhcpc.sh
[ ! -r "$dots_hook" ] || . "$dots_hook"
