#!/bin/sh
# Installs the Debian packages that the tests need: `sh tools/setup.sh`; with `fuzz`
# those of `make fuzz` instead.
#
# Fast and silent about apt when all is there. Not root, or not Debian: says what
# is left out and why, and ends with 0; the suites that need it then skip with the
# same reason. Ends with 1 only if apt itself failed.
set -u

# what for : packages
needs='
C replay of journals:wabt gcc libc6-dev
replay on big-endian mips:gcc-mips-linux-gnu libc6-dev-mips-cross qemu-user-static
the library in programs of others:pkg-config cmake g++
the daemon in C, static:wabt musl-tools
the daemon in C on other processors:wabt gcc-mipsel-linux-gnu libc6-dev-mipsel-cross gcc-arm-linux-gnueabihf libc6-dev-armhf-cross gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static
hooks under other shells:busybox dash shellcheck
real leases in network namespaces:iproute2 kea-dhcp4-server kea-dhcp6-server busybox dhcpcd-base
policy routing in network namespaces:iproute2 nftables
speed beside other decoders:gcc libc6-dev libc-ares-dev libldns-dev libudns-dev
service resolution against real name servers:iproute2 bind9 bind9-utils knot nsd unbound dnsmasq-base
multicast DNS beside real responders:iproute2 avahi-daemon
the baseline, a script that asks the same:iproute2 gcc libc6-dev bind9 knot unbound bind9-dnsutils ldnsutils
matrix of DHCP servers and clients in network namespaces:iproute2 kea-dhcp4-server kea-dhcp6-server dnsmasq-base isc-dhcp-server busybox isc-dhcp-client dhcpcd-base tcpdump
two providers and what crosses their links:iproute2 busybox kea-dhcp4-server dnsmasq-base knot nsd tcpdump
handshakes with the servers found:iproute2 busybox kea-dhcp4-server kea-dhcp6-server dhcpcd-base knot nsd openssl jq
'

# What takes long and is not for everybody: `sh tools/setup.sh fuzz`.
if [ "${1-}" = fuzz ]; then
  needs='
coverage-guided fuzzing:wabt clang libclang-rt-dev libc6-dev
'
fi

say() { printf 'setup: %s\n' "$*"; }

has() {
  [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]
}

# Prints each package of "$@" that is not installed.
missing_of() {
  for package in "$@"; do
    has "$package" || printf '%s ' "$package"
  done
}

# Prints one line for each purpose that lacks a package; $1 says why.
report_left_out() {
  printf '%s\n' "$needs" | while IFS=: read -r purpose packages; do
    [ -n "$purpose" ] || continue
    if [ "$1" = 'not a Debian system' ]; then
      lacking=$packages
    else
      # shellcheck disable=SC2086 # a list of words
      lacking=$(missing_of $packages)
    fi
    [ -z "$lacking" ] || say "left out ($1): $purpose: needs ${lacking% }"
  done
}

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
  report_left_out 'not a Debian system'
  exit 0
fi

# Two runs at once would each take the other's policy-rc.d for the machine's own.
if [ "$(id -u)" = 0 ] && [ "${SETUP_LOCKED-}" != 1 ]; then
  SETUP_LOCKED=1 exec flock /run/dots-discovery-setup.lock sh "$0" "$@"
fi

# shellcheck disable=SC2046 # a list of words
missing=$(missing_of $(printf '%s\n' "$needs" | sed 's/.*://' | tr ' ' '\n' | sort -u))
if [ -z "$missing" ]; then
  say 'every Debian package is there'
  exit 0
fi
if [ "$(id -u)" != 0 ]; then
  report_left_out 'not root, cannot install packages'
  exit 0
fi

policy=/usr/sbin/policy-rc.d
kept=$policy.dots-discovery-kept
ours='placed by the dots-discovery setup'

restore_policy() {
  rm -f "$policy"
  if [ -e "$kept" ] || [ -L "$kept" ]; then mv "$kept" "$policy"; fi
}

# Keeps the daemons of the packages from being started.
forbid_daemons() {
  # One of ours is from a run that was killed: the machine's own, if any, is kept.
  if [ -e "$policy" ] && ! grep -q "$ours" "$policy"; then mv "$policy" "$kept"; fi
  printf '#!/bin/sh\n# %s\nexit 101\n' "$ours" >"$policy"
  chmod 755 "$policy"
  trap restore_policy EXIT
  trap 'exit 1' HUP INT TERM
}

export DEBIAN_FRONTEND=noninteractive
forbid_daemons
say "installing ${missing% }"
install_missing() {
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 $missing </dev/null
}
if ! { say 'apt-get update' && apt-get update -q -o DPkg::Lock::Timeout=300 && install_missing; }; then
  report_left_out 'apt failed'
  exit 1
fi
say 'done'
