#!/bin/sh
# The command with the control socket of this router: OpenWrt has no /run.
client=${IPKG_INSTROOT-}/usr/lib/dots-discovery/client
case " $* " in
  *' --socket'*) exec "$client" "$@" ;;
esac
exec "$client" "$@" --socket "${IPKG_INSTROOT-}/var/run/dots-discovery/control/control.sock"
