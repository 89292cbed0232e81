# shellcheck shell=sh
# Run once, at the first start after the package came.
"${IPKG_INSTROOT-}/usr/lib/dots-discovery/requests" add
