# shellcheck shell=sh
# Hook of odhcp6c: $1 is the device, $2 the event, the lease is in the environment.
(
  dots_odhcp6c() {
    case ${2-} in
      bound | informed | updated | rebound | ra-updated | unbound | stopped) ;;
      *) return 0 ;;
    esac
    dots_begin "${INTERFACE:-$1}" inet6 odhcp6c "$2" "$1" || return 0
    # The client keeps the variables of a lease that has ended.
    case $2 in
      bound | informed | updated | rebound | ra-updated)
        dots_put PASSTHRU "${PASSTHRU+=$PASSTHRU}" \
          OPTION_141 "${OPTION_141+=$OPTION_141}" OPTION_142 "${OPTION_142+=$OPTION_142}" \
          OPTION_57 "${OPTION_57+=$OPTION_57}" \
          ADDRESSES "${ADDRESSES+=$ADDRESSES}" PREFIXES "${PREFIXES+=$PREFIXES}" RDNSS "${RDNSS+=$RDNSS}" \
          RA_DNS "${RA_DNS+=$RA_DNS}" RA_ROUTES "${RA_ROUTES+=$RA_ROUTES}" SERVER "${SERVER+=$SERVER}" ;;
    esac
    dots_commit
  }

  dots_library=${DOTS_HOOKS_DIR:-/usr/lib/dots-discovery/hooks}/spool.sh
  # shellcheck source=board/hooks/spool.sh
  [ ! -r "$dots_library" ] || { . "$dots_library" && dots_odhcp6c "$@"; }
) || :
