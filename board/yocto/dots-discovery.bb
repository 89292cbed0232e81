# SPDX-License-Identifier: Apache-2.0
#
# Builds the source release, which `make openwrt` writes: C alone, the core among it. The
# archive has to stand in files/ beside this recipe.

SUMMARY = "Discovery of DOTS servers (RFC 8973)"
DESCRIPTION = "Finds the DDoS Open Threat Signaling servers of every network a router is attached to"
SECTION = "net"
LICENSE = "Apache-2.0"
LIC_FILES_CHKSUM = "file://LICENSE;md5=3b83ef96387f14655fc854ddc3c6bd57"

PV = "0.1.0"
SRC_URI = " \
    file://dots-discovery-${PV}.tar.gz \
    file://dots-discovery.service \
    file://dots-discovery.conf \
"

# Before Yocto 5.1 there is no name of its own for the place of unpacked files.
UNPACKDIR ??= "${WORKDIR}"

inherit systemd useradd

SYSTEMD_SERVICE:${PN} = "dots-discovery.service"
USERADD_PACKAGES = "${PN}"
USERADD_PARAM:${PN} = "--system --no-create-home --shell /sbin/nologin --user-group dots-discovery"

EXTRA_OEMAKE = "'CC=${CC}' 'CFLAGS=${CFLAGS}' 'CPPFLAGS=${CPPFLAGS}' 'LDFLAGS=${LDFLAGS}'"

do_compile() {
    oe_runmake
}

do_install() {
    oe_runmake install DESTDIR=${D}
    install -d ${D}${sysconfdir} ${D}${systemd_system_unitdir}
    install -m 0644 ${UNPACKDIR}/dots-discovery.conf ${D}${sysconfdir}/
    install -m 0644 ${UNPACKDIR}/dots-discovery.service ${D}${systemd_system_unitdir}/
}

CONFFILES:${PN} = "${sysconfdir}/dots-discovery.conf"
FILES:${PN} += "${nonarch_libdir}/dots-discovery"
