# shellcheck shell=sh
# Hook of dhclient: the event is $reason, the lease is in the environment. Sourced
# from dhclient-exit-hooks.d.
# shellcheck disable=SC2154 # the variables are dhclient's
(
  dots_dhclient() {
    case ${reason-} in
      BOUND | RENEW | REBIND | REBOOT | TIMEOUT)
        dots_begin "${interface-}" inet dhclient "$reason" "${interface-}" || return 0
        dots_put new_dots_ri "${new_dots_ri+=$new_dots_ri}" \
          new_dots_address "${new_dots_address+=$new_dots_address}" \
          new_access_domain "${new_access_domain+=$new_access_domain}" \
          new_domain_name "${new_domain_name+=$new_domain_name}" \
          new_domain_name_servers "${new_domain_name_servers+=$new_domain_name_servers}" \
          new_ip_address "${new_ip_address+=$new_ip_address}" \
          new_routers "${new_routers+=$new_routers}" \
          new_dhcp_lease_time "${new_dhcp_lease_time+=$new_dhcp_lease_time}" \
          new_dhcp_server_identifier "${new_dhcp_server_identifier+=$new_dhcp_server_identifier}" ;;
      BOUND6 | RENEW6 | REBIND6)
        dots_begin "${interface-}" inet6 dhclient "$reason" "${interface-}" || return 0
        dots_put new_dhcp6_dots_ri "${new_dhcp6_dots_ri+=$new_dhcp6_dots_ri}" \
          new_dhcp6_dots_address "${new_dhcp6_dots_address+=$new_dhcp6_dots_address}" \
          new_dhcp6_access_domain "${new_dhcp6_access_domain+=$new_dhcp6_access_domain}" \
          new_dhcp6_name_servers "${new_dhcp6_name_servers+=$new_dhcp6_name_servers}" \
          new_dhcp6_server_id "${new_dhcp6_server_id+=$new_dhcp6_server_id}" \
          new_ip6_address "${new_ip6_address+=$new_ip6_address}" \
          new_ip6_prefix "${new_ip6_prefix+=$new_ip6_prefix}" \
          new_max_life "${new_max_life+=$new_max_life}" ;;
      EXPIRE | RELEASE | STOP | FAIL)
        dots_begin "${interface-}" inet dhclient "$reason" "${interface-}" || return 0 ;;
      EXPIRE6 | RELEASE6 | STOP6 | DEPREF6)
        dots_begin "${interface-}" inet6 dhclient "$reason" "${interface-}" || return 0 ;;
      *) return 0 ;;
    esac
    dots_commit
  }

  dots_library=${DOTS_HOOKS_DIR:-/usr/lib/dots-discovery/hooks}/spool.sh
  # shellcheck source=board/hooks/spool.sh
  [ ! -r "$dots_library" ] || { . "$dots_library" && dots_dhclient; }
) || :
