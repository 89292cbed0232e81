# shellcheck shell=sh
# What the DHCP client hooks share: writes one file of the spool directory in the
# format of docs/spool.md. A hook sources this inside a subshell of its own, so
# nothing set here is seen by the script that the hook is sourced from.
#
# Values come from the network. They are only ever expanded inside quotes, and one
# with an octet outside the list below is named in the file instead of written.

PATH=/usr/sbin:/usr/bin:/sbin:/bin
IFS=' '
LC_ALL=C
# The directory is closed to others; the file must be open to the daemon's own user.
umask 022
set -f -C

dots_folder=${DOTS_SPOOL_DIR:-/run/dots-discovery/spool}

# The longest value that is written: 2,048 octets in colon hex. And how long the file
# may be with it: the daemon reads 16,000 octets, of which the names take the rest.
dots_value_limit=6144
dots_text_limit=14500

# Appends one line.
#   dots_line KEY VALUE
dots_line() {
  dots_text="$dots_text$1=$2
"
}

# Appends variables, each given as its name and the expansion ${NAME+=$NAME},
# which is empty if the variable is unset.
#   dots_put NAME EXPANSION [NAME EXPANSION]...
dots_put() {
  while [ $# -ge 2 ]; do
    dots_value=${2#=}
    # Letters one by one: a range means more in some locales.
    case $dots_value in
      *[!0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:._,/%\ -]*)
        dots_line dropped "$1" ;;
      *)
        if [ ${#dots_value} -gt $dots_value_limit ] ||
          [ $((${#dots_text} + ${#dots_value})) -gt $dots_text_limit ]; then
          dots_line dropped "$1"
        elif [ -n "$2" ]; then
          dots_line "$1" "$dots_value"
        fi ;;
    esac
    shift 2
  done
}

# Begins the file of one interface and family; 1 if there is no daemon's directory
# or the name cannot be a file's.
#   dots_begin INTERFACE inet|inet6 CLIENT EVENT DEVICE
dots_begin() {
  case $1 in
    '' | .* | *[!0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-]*) return 1 ;;
  esac
  [ ${#1} -le 24 ] && [ -d "$dots_folder" ] && [ -w "$dots_folder" ] || return 1
  dots_file=$1.$2
  dots_text=
  dots_line client "$3"
  dots_line event "$4"
  dots_put device "=$5"
  if [ -r /proc/uptime ] && read -r dots_uptime _ </proc/uptime; then
    dots_put uptime "=$dots_uptime"
  fi
}

# Puts the file in its place. Does not return: this process becomes `mv`.
dots_commit() {
  dots_temporary=$dots_folder/.$dots_file.$$
  # Left by a hook that was killed, or planted: never write through it.
  if [ -e "$dots_temporary" ] || [ -L "$dots_temporary" ]; then rm -f -- "$dots_temporary"; fi
  if printf '%s' "$dots_text" >"$dots_temporary"; then
    exec mv -f -- "$dots_temporary" "$dots_folder/$dots_file"
  fi
  rm -f -- "$dots_temporary"
}
