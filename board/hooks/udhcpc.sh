# shellcheck shell=sh
# Hook of udhcpc (busybox): $1 is the event, the lease is in the environment.
(
  dots_udhcpc() {
    case ${1-} in
      bound | renew | deconfig | nak | leasefail) ;;
      *) return 0 ;;
    esac
    dots_begin "${INTERFACE:-${interface-}}" inet udhcpc "$1" "${interface-}" || return 0
    case $1 in
      bound | renew)
        dots_put ip "${ip+=$ip}" router "${router+=$router}" serverid "${serverid+=$serverid}" \
          lease "${lease+=$lease}" domain "${domain+=$domain}" dns "${dns+=$dns}" \
          opt147 "${opt147+=$opt147}" opt148 "${opt148+=$opt148}" opt213 "${opt213+=$opt213}"
        dots_put_private ;;
    esac
    dots_commit
  }

  # Codes for private use, RFC 2132 §9: `option-codes` may name two of them.
  dots_put_private() {
    dots_put opt224 "${opt224+=$opt224}" opt225 "${opt225+=$opt225}" opt226 "${opt226+=$opt226}" \
      opt227 "${opt227+=$opt227}" opt228 "${opt228+=$opt228}" opt229 "${opt229+=$opt229}" \
      opt230 "${opt230+=$opt230}" opt231 "${opt231+=$opt231}" opt232 "${opt232+=$opt232}" \
      opt233 "${opt233+=$opt233}" opt234 "${opt234+=$opt234}" opt235 "${opt235+=$opt235}" \
      opt236 "${opt236+=$opt236}" opt237 "${opt237+=$opt237}" opt238 "${opt238+=$opt238}" \
      opt239 "${opt239+=$opt239}" opt240 "${opt240+=$opt240}" opt241 "${opt241+=$opt241}" \
      opt242 "${opt242+=$opt242}" opt243 "${opt243+=$opt243}" opt244 "${opt244+=$opt244}" \
      opt245 "${opt245+=$opt245}" opt246 "${opt246+=$opt246}" opt247 "${opt247+=$opt247}" \
      opt248 "${opt248+=$opt248}" opt249 "${opt249+=$opt249}" opt250 "${opt250+=$opt250}" \
      opt251 "${opt251+=$opt251}" opt252 "${opt252+=$opt252}" opt253 "${opt253+=$opt253}" \
      opt254 "${opt254+=$opt254}"
  }

  dots_library=${DOTS_HOOKS_DIR:-/usr/lib/dots-discovery/hooks}/spool.sh
  # shellcheck source=board/hooks/spool.sh
  [ ! -r "$dots_library" ] || { . "$dots_library" && dots_udhcpc "$@"; }
) || :
