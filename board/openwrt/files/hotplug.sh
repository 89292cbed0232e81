#!/bin/sh
# Follows the daemon's events and runs the scripts in /etc/hotplug.d/dots/ for each, one
# after the other, with the variables of docs/consumers.md. Ends with the daemon; procd
# starts it again.
#
# The lines come from the daemon in its canonical form, but names in them come from the
# network: a value with another sign than those below is left out.

LC_ALL=C
set -f

root=${IPKG_INSTROOT-}
export DOTS_SOCKET="$root/var/run/dots-discovery/control/control.sock"
export DOTS_RESULT="$root/var/run/dots-discovery/state/servers.json"

#   take KEY: what the line has for it, into `value`
take() {
  value=
  rest=${line#*[\{,]\""$1"\":}
  [ "$rest" != "$line" ] || return 0
  case $rest in
    \"*) value=${rest#\"}
      value=${value%%\"*} ;;
    *) value=${rest%%[,\}]*} ;;
  esac
  case $value in null | *[!0-9A-Za-z._:-]*) value= ;; esac
}

"$root/usr/bin/dots-discovery" watch --json --socket "$DOTS_SOCKET" |
  while read -r line; do
    for pair in EVENT:event PVD:pvd INTERFACE:interface FAMILY:family ID:id ROLE:role ADDRESS:address \
      SCOPE_ID:scope_id CHANNEL:channel TRANSPORT:transport PORT:port RANK:rank REFERENCE_ID:value \
      METHOD:method CREDENTIALS:credentials_ref FROM:from TO:to ADDED:added REMOVED:removed CHANGED:changed; do
      take "${pair#*:}"
      if [ -n "$value" ]; then export "DOTS_${pair%%:*}=$value"; else unset "DOTS_${pair%%:*}"; fi
    done
    case ${DOTS_EVENT-current} in current) continue ;; esac
    export ACTION="$DOTS_EVENT" INTERFACE="${DOTS_PVD-}" DEVICE="${DOTS_INTERFACE-}"
    "$root/sbin/hotplug-call" dots </dev/null
  done
