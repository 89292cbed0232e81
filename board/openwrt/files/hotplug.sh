#!/bin/sh
# The daemon runs this for every event (docs/consumers.md has the variables): it hands
# the event to the scripts in /etc/hotplug.d/dots/.
export ACTION="$DOTS_EVENT" INTERFACE="${DOTS_PVD-}" DEVICE="${DOTS_INTERFACE-}"
exec /sbin/hotplug-call dots
