#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# isolate.sh COMMAND... runs COMMAND in a home, with temporary files and on a session bus of its own,
# and removes all of it.

set -eu

# In memory where there is room for it: databases that nobody keeps need no disk to wait for.
base=${TMPDIR:-/tmp}
free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
if [ "${free:-0}" -gt 2000000 ] && [ -w /dev/shm ]; then
  base=/dev/shm
fi
dir=$(mktemp -d "$base/valise-test.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# A server that runs as another user has to get through to its folder in tmp.
chmod 711 "$dir"
mkdir -m 711 "$dir/tmp"
mkdir -m 700 "$dir/home" "$dir/run" "$dir/data" "$dir/config" "$dir/cache" "$dir/state"

TMPDIR=$dir/tmp
HOME=$dir/home
XDG_RUNTIME_DIR=$dir/run
XDG_DATA_HOME=$dir/data
XDG_CONFIG_HOME=$dir/config
XDG_CACHE_HOME=$dir/cache
XDG_STATE_HOME=$dir/state
GSETTINGS_BACKEND=memory
GIO_USE_VFS=local
LC_ALL=C.UTF-8
export TMPDIR HOME XDG_RUNTIME_DIR XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
export GSETTINGS_BACKEND GIO_USE_VFS LC_ALL
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY LANGUAGE LANG

status=0
dbus-run-session -- "$@" || status=$?
exit "$status"
