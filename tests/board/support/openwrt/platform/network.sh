# shellcheck shell=dash
# Stands for OpenWrt's /lib/functions/network.sh: the file `netifd` has a line for each
# interface that is up, its name, its layer-3 device and its name servers.

__network_word() {
  local __name __device __servers
  while read -r __name __device __servers; do
    [ "$__name" = "$2" ] || continue
    case $3 in
      device) eval "$1=\$__device" ;;
      *) [ -n "$__servers" ] && eval "$1=\$__servers" ;;
    esac
    return $?
  done <"$IPKG_INSTROOT/netifd"
  return 1
}

network_get_device() { __network_word "$1" "$2" device; }
network_get_dnsserver() { __network_word "$1" "$2" dns; }
