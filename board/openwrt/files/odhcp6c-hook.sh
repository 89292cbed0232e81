# shellcheck shell=sh
# Sourced by netifd's script of odhcp6c for every event: OpenWrt has no /run.
dots_hook=${DOTS_HOOKS_DIR:-/usr/lib/dots-discovery/hooks}/odhcp6c.sh
DOTS_SPOOL_DIR=${DOTS_SPOOL_DIR:-/var/run/dots-discovery/spool}
# shellcheck source=board/hooks/odhcp6c.sh
[ ! -r "$dots_hook" ] || . "$dots_hook"
