#!/bin/sh
# Makes the DHCP clients of netifd ask for the DOTS options, and takes that back:
#
#   requests add      the options are asked for wherever the configuration wants them, and nowhere else
#   requests remove   nothing that was added here is asked for any more
#
# What was added to `reqopts` of an interface is kept beside it as `dots_reqopts`, so
# that exactly this is taken away. The configuration is written only if it changes.
#
# Exit code 0; 2 for another word; 3 if the configuration cannot be read or written.

# shellcheck disable=SC2154,SC2317 # variables are set, and callbacks called, by OpenWrt's functions
LC_ALL=C
set -f

# shellcheck source=/dev/null
. "${IPKG_INSTROOT-}/lib/functions.sh"

changed=0
# Changes that somebody else has not committed yet are none of ours.
staging=$(mktemp -d) || exit 3
trap 'rm -rf "$staging"' EXIT

change() {
  uci -t "$staging" "$@" || exit 3
  changed=1
}

#   fail PACKAGE WHAT
fail() {
  printf 'dots-discovery: /etc/config/%s cannot be read: %s\n' "$1" "${2#uci: }" >&2
  exit 3
}

#   has_word LIST WORD
has_word() {
  case " $1 " in *" $2 "*) return 0 ;; esac
  return 1
}

# The words of LIST that are none of WORDS, into `rest`.
#   without LIST WORDS
without() {
  rest=
  for word in $1; do
    has_word "$2" "$word" || rest="$rest${rest:+ }$word"
  done
}

# ---- What the configuration wants.

enabled=1
request=1
codes4='147 148'
codes6='141 142'
refused=
wanted=

note_global() {
  config_get_bool enabled "$1" enabled "$enabled"
  config_get_bool request "$1" request "$request"
  config_get codes "$1" option_codes
  case $codes in *[!0-9\ ]*) return 0 ;; esac
  # shellcheck disable=SC2086 # four numbers
  set -- $codes
  [ $# = 4 ] || return 0
  codes4="$1 $2"
  codes6="$3 $4"
}

note_section() {
  config_get interface "$1" name "$1"
  config_get_bool used "$1" enabled 1
  config_get_bool asks "$1" request ''
  case $used.$asks in
    0.* | *.0) refused="$refused $interface" ;;
    *.1) wanted="$wanted $interface" ;;
  esac
}

# The options that an interface should ask for, into `codes`. By default none of one
# without a default route, nor of one that changes its hardware address so as not to
# be known again (RFC 7844 §3.6).
#   find_codes INTERFACE PROTO
find_codes() {
  codes=
  case $2 in
    dhcp) list="$codes4 213" ;;
    dhcpv6) list="$codes6 57" ;;
    *) return 0 ;;
  esac
  [ "$enabled" = 1 ] || return 0
  ! has_word "$refused" "$1" || return 0
  if ! has_word "$wanted" "$1"; then
    [ "$request" = 1 ] || return 0
    config_get_bool default_route "$1" defaultroute 1
    config_get hardware_address "$1" macaddr
    [ "$default_route" = 1 ] && [ "$hardware_address" != random ] || return 0
  fi
  codes=$list
}

# ---- What an interface asks for: `items` is one text, or a list of `count` of them.

update() {
  config_get proto "$1" proto
  config_get asked "$1" reqopts
  config_get count "$1" reqopts_LENGTH
  config_get added "$1" dots_reqopts
  if [ "$action" = add ]; then find_codes "$1" "$proto"; else codes=; fi
  without "$asked" "$added"
  without "$codes" "$rest"
  missing=$rest
  without "$added" "$asked"
  if [ "$missing" = "$added" ] && [ -z "$rest" ]; then return 0; fi
  [ -z "$added" ] || take_away "$1"
  [ -z "$missing" ] || put "$1"
}

take_away() {
  change delete "network.$1.dots_reqopts"
  if [ -z "$count" ]; then
    take_from_text "$1"
  else
    asked=
    found=0
    config_list_foreach "$1" reqopts note_item
    if [ $found = 1 ]; then
      change del_list "network.$1.reqopts=$added"
    else
      change delete "network.$1.reqopts"
      config_list_foreach "$1" reqopts put_item "$1"
    fi
  fi
}

take_from_text() {
  [ -n "$asked" ] || return 0
  case $asked in
    "$added") asked= ;;
    *" $added") asked=${asked%" $added"} ;;
    *) without "$asked" "$added"
      asked=$rest ;;
  esac
  if [ -n "$asked" ]; then
    change set "network.$1.reqopts=$asked"
  else
    change delete "network.$1.reqopts"
  fi
}

note_item() {
  if [ "$1" = "$added" ]; then found=1; else asked="$asked $1"; fi
}

put_item() {
  without "$1" "$added"
  [ -z "$rest" ] || change add_list "network.$2.reqopts=$rest"
}

put() {
  if [ -z "$count" ] && [ -n "$asked" ]; then
    change set "network.$1.reqopts=$asked $missing"
  else
    change add_list "network.$1.reqopts=$missing"
  fi
  change set "network.$1.dots_reqopts=$missing"
}

case ${1-} in
  add | remove) action=$1 ;;
  *) echo 'Usage: requests add|remove' >&2
    exit 2 ;;
esac
if [ "$action" = add ]; then
  # A line that is not understood could be one that forbids a request.
  problem=$(uci export dots-discovery 2>&1 >/dev/null) || fail dots-discovery "$problem"
  config_load dots-discovery
  config_foreach note_global global
  config_foreach note_section interface
fi
config_load network || fail network 'it is not there'
config_foreach update interface
[ $changed = 1 ] || exit 0
change commit network
echo 'dots-discovery: /etc/config/network changed: after "service network reload" the DHCP clients ask accordingly'
