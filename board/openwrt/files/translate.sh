#!/bin/sh
# Writes the daemon's configuration text (docs/configuration.md) to the standard output,
# made of /etc/config/dots-discovery and of what netifd knows of the uplinks.
#
# An option is the statement of the same name with "-" for "_": what it means and
# whether it is right is for the core to say. An option that cannot become a line is
# told, and its statement is written without a value, so that the core treats it as
# what it is: a line in error, which for `trusted-names` still limits trust.
#
# Exit code 0; 3 if the configuration cannot be read; 4 if something in it is malformed.

# shellcheck disable=SC2034,SC2154,SC2317 # shared with uplinks.sh, and with OpenWrt's functions that call back
# The names of variables are none that OpenWrt's functions have as their own.

LC_ALL=C
set -f

# shellcheck source=/dev/null
. "${IPKG_INSTROOT-}/lib/functions.sh"
# shellcheck source=/dev/null
. "${IPKG_INSTROOT-}/lib/functions/network.sh"
# shellcheck source=board/openwrt/files/uplinks.sh
. "${IPKG_INSTROOT-}/usr/lib/dots-discovery/uplinks.sh"

newline='
'
exit_code=0

#   complain PLACE WHAT
complain() {
  printf 'dots-discovery: %s: %s\n' "$1" "$2" >&2
  exit_code=4
}

#   has_word LIST WORD
has_word() {
  [ -n "$2" ] || return 1
  case " $1 " in *" $2 "*) return 0 ;; esac
  return 1
}

#   fail PACKAGE WHAT
fail() {
  printf 'dots-discovery: /etc/config/%s cannot be read: %s\n' "$1" "${2#uci: }" >&2
  exit 3
}

config_load network || fail network 'it is not there'
config_foreach note_interface interface

general=
servers=
listed=
switched_off=
number=0
kind=
words=
items=
spoilt=0

config_cb() {
  end_section
  kind=$1
  [ -n "$kind" ] || return 0
  number=$((number + 1))
  label=$2
  place=$2
  # Sections without a name are numbered; there is one that needs no number.
  case $1.$2 in
    global.cfg*) place=global ;;
    *.cfg[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]) place="$1 $2" ;;
  esac
  text=
  given=
  enabled=1
  case $kind in
    global | interface | server) ;;
    *) complain "$place" "no section is of the type $kind: they are global, interface and server" ;;
  esac
}

option_cb() {
  end_words
  case $kind.$1 in
    global.enabled | global.request | global.jail | global.hotplug | global.verbose | interface.request) ;;
    interface.enabled | server.enabled) enabled=$(get_bool "$2" 1) ;;
    interface.name | server.name) take_name "$2" ;;
    *) take_value "$1" "$2" ;;
  esac
}

# The items of these belong into one line, since a second line replaces the first.
list_cb() {
  case $1 in
    methods | families | resolvers | option_codes)
      if [ "$words" != "$1" ]; then
        end_words
        words=$1
      fi
      if is_line "$1" "$2"; then items="$items $2"; else spoilt=1; fi ;;
    *) option_cb "$1" "$2" ;;
  esac
}

# One bad item spoils the line, as one bad word does.
end_words() {
  [ -n "$words" ] || return 0
  if [ "$spoilt" = 1 ]; then items=; fi
  add_line "$words" "${items# }"
  words=
  items=
  spoilt=0
}

take_name() {
  label=$2
  if is_line name "$1"; then label=$1; else label=; fi
}

take_value() {
  case $1 in
    interface | server) complain "$place.$1" 'this is a type of sections, no option'; return 0 ;;
  esac
  if is_line "$1" "$2"; then add_line "$1" "$2"; else add_line "$1" ''; fi
}

#   is_line OPTION VALUE
is_line() {
  case $2 in
    *"$newline"*) complain "$place.$1" 'a line feed cannot be in a value' ;;
    *'#'*) complain "$place.$1" 'a "#" cannot be in a value' ;;
    *) return 0 ;;
  esac
  return 1
}

#   add_line OPTION VALUE
add_line() {
  statement=$1
  while :; do
    case $statement in
      *_*) statement=${statement%%_*}-${statement#*_} ;;
      *) break ;;
    esac
  done
  given="$given $1"
  text="$text$statement${2:+ $2} # $place$newline"
  [ "$1" != device ] || device=$2
}

end_section() {
  [ -n "$kind" ] || return 0
  end_words
  case $kind in
    global) general=$general$text ;;
    server) [ "$enabled" = 0 ] || servers="${servers}server${label:+ $label} # $place$newline$text" ;;
    interface) keep_interface ;;
  esac
}

# An interface waits for all the others: what it says depends on who shares its device.
keep_interface() {
  if [ "$place" = "interface $label" ]; then
    complain "$place" 'a section of the type interface needs the name of one'
    label=
  fi
  case $label in
    '' | *[!0-9A-Za-z_]*) ;;
    *) if ! has_word "$given" device; then eval "device=\${device_$label-}"; fi ;;
  esac
  if [ "$enabled" = 0 ]; then switched_off="$switched_off $number"; fi
  listed="$listed $number"
  eval "label_$number=\$label text_$number=\$text given_$number=\$given place_$number=\$place"
  eval "section_device_$number=\$device"
  device=
}

device=
# OpenWrt's functions leave out lines that they do not understand; here they could be
# those that limit trust.
problem=$(uci export dots-discovery 2>&1 >/dev/null) || fail dots-discovery "$problem"
config_load dots-discovery
reset_cb

join_interfaces
printf '%s' "$general$interfaces$servers"
exit $exit_code
