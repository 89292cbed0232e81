# shellcheck shell=dash
# Stands for OpenWrt's /lib/functions.sh: what the package calls, with the same names of
# local variables around callbacks.
# shellcheck disable=SC2034,SC2154

reset_cb() {
  config_cb() { :; }
  option_cb() { :; }
  list_cb() { :; }
}
reset_cb

package() { :; }

config() {
  local cfgtype="$1"
  local name="$2"
  CONFIG_SECTIONS="$CONFIG_SECTIONS $name"
  CONFIG_SECTION=$name
  config_set "$name" TYPE "$cfgtype"
  config_cb "$cfgtype" "$name"
}

option() {
  local varname="$1"
  local value="$2"
  config_set "$CONFIG_SECTION" "$varname" "$value"
  option_cb "$varname" "$value"
}

list() {
  local varname="$1"
  local value="$2"
  local len
  config_get len "$CONFIG_SECTION" "${varname}_LENGTH"
  len=$((${len:-0} + 1))
  CONFIG_LISTS="$CONFIG_LISTS CONFIG_${CONFIG_SECTION}_${varname}"
  config_set "$CONFIG_SECTION" "${varname}_ITEM$len" "$value"
  config_set "$CONFIG_SECTION" "${varname}_LENGTH" "$len"
  eval "CONFIG_${CONFIG_SECTION}_${varname}=\${CONFIG_${CONFIG_SECTION}_${varname}:+\$CONFIG_${CONFIG_SECTION}_${varname} }\$value"
  list_cb "$varname" "$value"
}

# Options of an earlier package stay where a section has the same name, lists do not.
config_load() {
  for CONFIG_LIST in $CONFIG_LISTS; do
    unset "$CONFIG_LIST" "${CONFIG_LIST}_LENGTH"
  done
  CONFIG_LISTS=
  CONFIG_SECTIONS=
  CONFIG_SECTION=
  CONFIG_TEXT=$(uci -S -n export "$1" 2>/dev/null) || return 1
  eval "$CONFIG_TEXT"
  [ -z "$CONFIG_SECTION" ] || config_cb
}

config_set() {
  local section="$1"
  local option="$2"
  local value="$3"
  eval "CONFIG_${section}_${option}=\$value"
}

config_get() {
  case $2$3 in
    *[!A-Za-z0-9_]*) ;;
    *) eval "$1=\${CONFIG_${2}_${3}:-\${4-}}" ;;
  esac
}

get_bool() {
  local _tmp="$1"
  case $_tmp in
    1 | on | true | yes | enabled) _tmp=1 ;;
    0 | off | false | no | disabled) _tmp=0 ;;
    *) _tmp=$2 ;;
  esac
  printf '%s' "$_tmp"
}

config_get_bool() {
  local _tmp
  config_get _tmp "$2" "$3" "$4"
  eval "$1=\$(get_bool \"\$_tmp\" \"\$4\")"
}

config_foreach() {
  local ___function="$1"
  local ___type="$2"
  shift 2
  local section cfgtype
  for section in $CONFIG_SECTIONS; do
    config_get cfgtype "$section" TYPE
    [ "$cfgtype" != "$___type" ] || eval "$___function \"\$section\" \"\$@\""
  done
}

config_list_foreach() {
  local section="$1"
  local option="$2"
  local function="$3"
  shift 3
  local val len c=1
  config_get len "$section" "${option}_LENGTH"
  while [ $c -le "${len:-0}" ]; do
    config_get val "$section" "${option}_ITEM$c"
    eval "$function \"\$val\" \"\$@\""
    c=$((c + 1))
  done
}

user_exists() {
  grep -qs "^$1:" "$IPKG_INSTROOT/etc/passwd"
}
