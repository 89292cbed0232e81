# shellcheck shell=sh
# Hook of dhcpcd: the event is $reason, the lease is in the environment. Sourced by
# dhcpcd-run-hooks, or named by `script`.
# shellcheck disable=SC2154 # the variables are dhcpcd's
(
  dots_dhcpcd() {
    case ${reason-} in
      BOUND | RENEW | REBIND | REBOOT | INFORM | TIMEOUT)
        dots_begin "${interface-}" inet dhcpcd "$reason" "${interface-}" || return 0
        dots_put new_dots_ri "${new_dots_ri+=$new_dots_ri}" \
          new_dots_address "${new_dots_address+=$new_dots_address}" \
          new_access_domain "${new_access_domain+=$new_access_domain}" \
          new_domain_name "${new_domain_name+=$new_domain_name}" \
          new_domain_name_servers "${new_domain_name_servers+=$new_domain_name_servers}" \
          new_ip_address "${new_ip_address+=$new_ip_address}" \
          new_routers "${new_routers+=$new_routers}" \
          new_dhcp_lease_time "${new_dhcp_lease_time+=$new_dhcp_lease_time}" \
          new_dhcp_server_identifier "${new_dhcp_server_identifier+=$new_dhcp_server_identifier}" ;;
      BOUND6 | RENEW6 | REBIND6 | REBOOT6 | INFORM6)
        dots_begin "${interface-}" inet6 dhcpcd "$reason" "${interface-}" || return 0
        dots_put new_dhcp6_dots_ri "${new_dhcp6_dots_ri+=$new_dhcp6_dots_ri}"
        dots_put_addresses new_dhcp6_dots_address "${new_dhcp6_dots_address+=$new_dhcp6_dots_address}"
        dots_put new_dhcp6_access_domain "${new_dhcp6_access_domain+=$new_dhcp6_access_domain}"
        dots_put_addresses new_dhcp6_name_servers "${new_dhcp6_name_servers+=$new_dhcp6_name_servers}"
        dots_put new_dhcp6_server_id "${new_dhcp6_server_id+=$new_dhcp6_server_id}" \
          new_dhcp6_ia_na1_ia_addr1 "${new_dhcp6_ia_na1_ia_addr1+=$new_dhcp6_ia_na1_ia_addr1}" \
          new_dhcp6_ia_na1_ia_addr1_vltime \
          "${new_dhcp6_ia_na1_ia_addr1_vltime+=$new_dhcp6_ia_na1_ia_addr1_vltime}"
        dots_put_prefixes ;;
      EXPIRE | NAK | RELEASE | STOP | FAIL)
        dots_begin "${interface-}" inet dhcpcd "$reason" "${interface-}" || return 0 ;;
      EXPIRE6 | RELEASE6 | STOP6)
        dots_begin "${interface-}" inet6 dhcpcd "$reason" "${interface-}" || return 0 ;;
      STOPPED | NOCARRIER | DEPARTED)
        dots_end_family inet
        dots_end_family inet6
        return 0 ;;
      *) return 0 ;;
    esac
    dots_commit
  }

  # The client names the link behind each address on the link. It is this one, and there is no other.
  #   dots_put_addresses NAME EXPANSION
  dots_put_addresses() {
    dots_list="${2#=} "
    while [ ${#dots_list} -le $dots_value_limit ]; do
      case $dots_list in
        *"%$interface "*) dots_list="${dots_list%%"%$interface "*} ${dots_list#*"%$interface "}" ;;
        *) break ;;
      esac
    done
    dots_put "$1" "${2:+=${dots_list% }}"
  }

  # The client numbers associations and prefixes: two of two of them in one list.
  dots_put_prefixes() {
    dots_prefixes=
    dots_prefix "${new_dhcp6_ia_pd1_prefix1-}" "${new_dhcp6_ia_pd1_prefix1_length-}" \
      "${new_dhcp6_ia_pd1_prefix1_pltime-}" "${new_dhcp6_ia_pd1_prefix1_vltime-}"
    dots_prefix "${new_dhcp6_ia_pd1_prefix2-}" "${new_dhcp6_ia_pd1_prefix2_length-}" \
      "${new_dhcp6_ia_pd1_prefix2_pltime-}" "${new_dhcp6_ia_pd1_prefix2_vltime-}"
    dots_prefix "${new_dhcp6_ia_pd2_prefix1-}" "${new_dhcp6_ia_pd2_prefix1_length-}" \
      "${new_dhcp6_ia_pd2_prefix1_pltime-}" "${new_dhcp6_ia_pd2_prefix1_vltime-}"
    dots_prefix "${new_dhcp6_ia_pd2_prefix2-}" "${new_dhcp6_ia_pd2_prefix2_length-}" \
      "${new_dhcp6_ia_pd2_prefix2_pltime-}" "${new_dhcp6_ia_pd2_prefix2_vltime-}"
    dots_put prefixes "${dots_prefixes:+=$dots_prefixes}"
  }

  #   dots_prefix PREFIX LENGTH PREFERRED VALID
  dots_prefix() {
    [ -z "$1" ] || dots_prefixes="$dots_prefixes${dots_prefixes:+ }$1/$2,$3,$4"
  }

  # Events of the whole interface end the families that this client has leased.
  dots_end_family() {
    dots_lease=$dots_folder/${interface-}.$1
    if [ -f "$dots_lease" ] && read -r dots_owner <"$dots_lease" && [ "$dots_owner" = client=dhcpcd ]; then
      (dots_begin "$interface" "$1" dhcpcd "$reason" "$interface" && dots_commit)
    fi
  }

  dots_library=${DOTS_HOOKS_DIR:-/usr/lib/dots-discovery/hooks}/spool.sh
  # shellcheck source=board/hooks/spool.sh
  [ ! -r "$dots_library" ] || { . "$dots_library" && dots_dhcpcd; }
) || :
