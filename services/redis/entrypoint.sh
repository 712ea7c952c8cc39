#!/bin/bash
# Starts Redis as its own user, with the arguments that the official image takes.
set -euo pipefail

case "${1:-}" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
[ "${1:-redis-server}" = redis-server ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  find /data ! -user redis -exec chown redis {} +
  exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
fi
umask 0077

# Other containers are not "local" to Redis, which refuses them in protected mode unless a password is set. As in the official image,
# whoever configures it has the last word.
shift
configuration=()
if [ $# -gt 0 ] && [ "${1:0:1}" != - ]; then
  configuration=("$1")
  shift
fi
if [ ${#configuration[@]} -eq 0 ] || ! grep -qsi '^ *protected-mode' "${configuration[0]}"; then
  set -- --protected-mode no "$@"
fi
exec redis-server "${configuration[@]}" "$@"
