# shellcheck shell=dash
# Stands for OpenWrt's rc.common and procd.sh: runs an action of an init script and
# writes each call of procd into the file `procd`, a line with its arguments.

# shellcheck source=/dev/null
. "$IPKG_INSTROOT/lib/functions.sh"

__procd() {
  echo "$*" >>"$IPKG_INSTROOT/procd"
}

for __call in open_instance close_instance set_param append_param add_jail add_jail_mount \
  add_jail_mount_rw open_trigger close_trigger add_reload_trigger add_interface_trigger \
  add_raw_trigger; do
  eval "procd_$__call() { __procd $__call \"\$@\"; }"
done

initscript=$1
action=$2

# shellcheck source=/dev/null
. "$initscript"

case $action in
  start | reload)
    start_service
    __result=$?
    service_triggers
    exit $__result ;;
  *) "$action" ;;
esac
