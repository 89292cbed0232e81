# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154,SC2317 # shared with translate.sh, which sources this; callbacks
# What netifd knows of the interfaces, and how it joins the `interface` sections of the
# configuration.

# Of every interface proto_NAME, device_NAME and table_NAME are kept.
uplinks=
left_out=

note_interface() {
  config_get proto "$1" proto
  config_get_bool off "$1" disabled 0
  config_get_bool default_route "$1" defaultroute 1
  config_get gateway "$1" gateway
  config_get gateway6 "$1" ip6gw
  config_get table "$1" ip4table
  [ -n "$table" ] || config_get table "$1" ip6table
  find_device "$1" "$proto"
  eval "proto_$1=\$proto device_$1=\$device table_$1=\$table"
  case $proto in
    dhcp | dhcpv6 | 3g | directip | l2tp | mbim | modemmanager | ncm | ppp | pppoa | pppoe | pptp | qmi | wwan) ;;
    static) [ -n "$gateway$gateway6" ] || return 0 ;;
    *) return 0 ;;
  esac
  [ "$off" = 0 ] || return 0
  if [ "$default_route" = 0 ]; then left_out="$left_out $1"; else uplinks="$uplinks $1"; fi
}

# The layer-3 device, which before an interface is up is known for some protocols only.
find_device() {
  device=
  if network_get_device device "$1" && [ -n "$device" ]; then return 0; fi
  case $2 in
    dhcp | dhcpv6 | static) ;;
    *) return 0 ;;
  esac
  config_get device "$1" device
  [ -n "$device" ] || config_get device "$1" ifname
  case $device in
    @*[!0-9A-Za-z_]* | @) device= ;;
    @*) config_get device "${device#@}" device ;;
  esac
}

interfaces=
listed_names=
listed_devices=
listed_twice=
covered=

# The family that a DHCP client stands for.
#   family_of NAME
family_of() {
  family=
  case $1 in '' | *[!0-9A-Za-z_]*) return 0 ;; esac
  eval "proto=\${proto_$1-}"
  case $proto in
    dhcp) family=inet ;;
    dhcpv6) family=inet6 ;;
  esac
}

#   has_other_uplink NAME DEVICE
has_other_uplink() {
  for uplink in $uplinks; do
    eval "other=\$device_$uplink"
    if [ "$uplink" != "$1" ] && [ "$other" = "$2" ]; then return 0; fi
  done
  return 1
}

# Two sections for one device need a family each (wan and wan6).
#   add_interface NAME DEVICE GIVEN TEXT PLACE SHARED
add_interface() {
  interfaces="${interfaces}interface${1:+ $1} # $5$newline$4"
  family_of "$1"
  if [ -n "$2" ] && ! has_word "$3" device; then add_fact "device $2"; fi
  if [ "$6" = shared ] && [ -n "$family" ] && ! has_word "$3" families; then
    add_fact "families $family"
  elif ! has_word "$3" families; then
    covered="$covered $2"
  fi
  case $1 in '' | *[!0-9A-Za-z_]*) return 0 ;; esac
  eval "table=\${table_$1-}"
  case $table in
    '' | *[!0-9]*) ;;
    *) has_word "$3" table || add_fact "table $table" ;;
  esac
  [ -n "$family" ] || has_word "$3" resolvers || add_resolvers "$1"
}

# A value that netifd gives and the configuration does not.
add_fact() {
  case $1 in
    *[!0-9A-Za-z.:@_\ -]*) complain network "$label has a device whose name cannot be written" ;;
    *) interfaces="$interfaces$1 # network$newline" ;;
  esac
}

# Those of IPCP, of the modem or of the administrator, where no lease brings any.
add_resolvers() {
  resolvers=
  network_get_dnsserver resolvers "$1" || return 0
  first=
  count=0
  for resolver in $resolvers; do
    case $resolver in *[!0-9A-Fa-f.:]*) continue ;; esac
    count=$((count + 1))
    [ $count -gt 4 ] || first="$first $resolver"
  done
  [ -z "$first" ] || add_fact "resolvers$first"
}

# Writes the sections into `interfaces`.
join_interfaces() {
  for number in $listed; do
    eval "label=\$label_$number device=\$section_device_$number"
    listed_names="$listed_names $label"
    if has_word "$listed_devices" "$device"; then listed_twice="$listed_twice $device"; fi
    listed_devices="$listed_devices $device"
  done

  for number in $listed; do
    ! has_word "$switched_off" "$number" || continue
    eval "label=\$label_$number device=\$section_device_$number given=\$given_$number"
    eval "text=\$text_$number place=\$place_$number"
    shared=
    family_of "$label"
    if has_word "$listed_twice" "$device"; then
      shared=shared
    elif [ "$family" = inet6 ] && has_other_uplink "$label" "$device"; then
      shared=shared
    fi
    add_interface "$label" "$device" "$given" "$text" "$place" "$shared"
  done

  # Every other uplink is used too, unless a section covers its device already.
  for label in $uplinks; do
    ! has_word "$listed_names" "$label" || continue
    eval "device=\$device_$label"
    if [ -n "$device" ] && has_word "$covered" "$device"; then continue; fi
    shared=
    if has_word "$listed_devices" "$device"; then shared=shared; fi
    add_interface "$label" "$device" '' '' network "$shared"
  done

  # Without a section every lease would count.
  if [ -z "$interfaces" ] && [ -n "$switched_off$left_out" ]; then
    interfaces="interface off # every interface is switched off$newline"
  fi
}
