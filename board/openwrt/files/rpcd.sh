#!/bin/sh
# rpcd runs this for the ubus object `dots.discovery`: `list` names the methods, `call
# METHOD` has the arguments on the standard input, a JSON object. The answer is
#
#   {"code":CODE,"records":[RECORD…],"error":TEXT}
#
# with the exit code of the command, the records that it wrote and what it complained
# of. The arguments come from whoever may use ubus: one that is not of the form that it
# must have is refused and reaches no command.

LC_ALL=C
set -f

client=${IPKG_INSTROOT-}/usr/bin/dots-discovery
socket=${IPKG_INSTROOT-}/var/run/dots-discovery/control/control.sock

#   answer CODE ERROR, with the records on the standard input
answer() {
  printf '{"code":%d,"records":[' "$1"
  sed '/^{.*}$/!d' | sed '$!s/$/,/' | tr -d '\n'
  # shellcheck disable=SC1003 # a backslash, and no quotation mark after it
  printf '],"error":"%s"}\n' "$(printf '%s' "$2" | tr -d '"\\' | tr -s '\000-\037' ' ')"
}

refuse() {
  answer 2 "$1" </dev/null
  exit 0
}

#   argument KEY, into `value`
argument() {
  value=$(jsonfilter -s "$input" -e "@.$1" 2>/dev/null)
}

#   check_argument KEY PATTERN-OF-A-WRONG-SIGN: one word, and no option
check_argument() {
  # shellcheck disable=SC2254 # a pattern
  case $value in
    -* | *$2*) refuse "$1 has a sign that cannot be in it" ;;
  esac
}

#   network_argument KEY
network_argument() {
  argument "$1"
  check_argument "$1" '[!0-9A-Za-z._-]'
}

run() {
  errors=$(mktemp) || refuse 'no room for a file in /tmp'
  records=$("$client" "$@" --json --socket "$socket" 2>"$errors")
  code=$?
  printf '%s\n' "$records" | answer $code "$(cat "$errors")"
  rm -f "$errors"
}

do_select() {
  network_argument network
  network=$value
  argument 'targets[*]'
  check_argument targets "[!0-9A-Fa-f:./
]"
  [ -n "$value" ] || refuse 'targets is missing'
  targets=$value
  argument gateway
  case $value in
    '' | false) gateway= ;;
    true) gateway=--gateway ;;
    *) refuse 'gateway is true or false' ;;
  esac
  # shellcheck disable=SC2086 # a list of words
  run select $gateway ${network:+--interface "$network"} $targets
}

do_report() {
  argument seconds
  check_argument seconds '[!0-9]'
  seconds=$value
  argument not_after
  check_argument not_after '[!0-9]'
  not_after=$value
  argument result
  case $value in
    ok | connect-failed | identity-failed)
      [ -z "$seconds" ] || refuse 'seconds is for redirected' ;;
    redirected) [ -n "$seconds" ] || refuse 'seconds is missing' ;;
    *) refuse 'result is ok, connect-failed, identity-failed or redirected' ;;
  esac
  result=$value
  argument peer
  check_argument peer '[!0-9a-f]'
  [ -n "$value" ] || refuse 'peer is missing'
  run report "$value" "$result" ${seconds:+"$seconds"} ${not_after:+--not-after "$not_after"}
}

do_attack() {
  argument on
  case $value in
    true) run attack on ;;
    false) run attack off ;;
    *) refuse 'on is true or false' ;;
  esac
}

case ${1-}.${2-} in
  list.*)
    printf '%s' '{"status":{},"networks":{"network":""},"peers":{"network":""},"explain":{},'
    printf '%s' '"select":{"targets":[],"network":"","gateway":false},"refresh":{"network":""},'
    printf '%s\n' '"report":{"peer":"","result":"","seconds":32,"not_after":64},"attack":{"on":false}}' ;;
  call.*)
    input=$(cat)
    case $2 in
      status | explain) run "$2" ;;
      networks | peers | refresh)
        network_argument network
        run "$2" ${value:+"$value"} ;;
      select) do_select ;;
      report) do_report ;;
      attack) do_attack ;;
      *) refuse 'there is no such method' ;;
    esac ;;
  *) echo "Usage: ${0##*/} list|call METHOD" >&2
    exit 2 ;;
esac
