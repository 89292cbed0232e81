# shellcheck shell=sh
# Writes a line into the log when the list of a network changed.
if [ "$ACTION" = published ]; then
  logger -t dots-discovery "$INTERFACE ${DOTS_FAMILY-}: ${DOTS_ADDED-0} servers added, ${DOTS_REMOVED-0} removed, ${DOTS_CHANGED-0} changed"
fi
