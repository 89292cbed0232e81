#!/bin/sh
# What one does without the program: service resolution (RFC 8973 §5.1.1) with `dig` or
# `drill`, one question after the other. Prints `CHANNEL/TRANSPORT ADDRESS PORT`, in the
# order of the records.
#
#   discover.sh dig|drill DOMAIN SERVER PORT
set -u
tool=$1 domain=$2 server=$3 port=$4

ask() {
  case $tool in
    dig) dig +short "@$server" -p "$port" "$1" "$2" ;;
    drill) drill -Q -p "$port" "@$server" "$1" "$2" ;;
  esac
}

ask "$domain" NAPTR | sort -n -k1,1 -k2,2 | while read -r _order _preference _flag services _regexp owner; do
  service=$(echo "$services" | sed -n 's/^"DOTS:\([a-z]*\)\.\([a-z]*\)"$/\1\/\2/p')
  [ -n "$service" ] || continue
  ask "$owner" SRV | sort -n -k1,1 -k2,2r | while read -r _priority _weight srv_port target; do
    for type in A AAAA; do
      ask "$target" "$type" | while read -r address; do
        echo "$service $address $srv_port"
      done
    done
  done
done
