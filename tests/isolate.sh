#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# isolate.sh COMMAND... runs COMMAND in a home and on a session bus of its own, and removes both.

set -eu

dir=$(mktemp -d "${TMPDIR:-/tmp}/valise-test.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -m 700 "$dir/home" "$dir/run" "$dir/data" "$dir/config" "$dir/cache" "$dir/state"

HOME=$dir/home
XDG_RUNTIME_DIR=$dir/run
XDG_DATA_HOME=$dir/data
XDG_CONFIG_HOME=$dir/config
XDG_CACHE_HOME=$dir/cache
XDG_STATE_HOME=$dir/state
GSETTINGS_BACKEND=memory
GIO_USE_VFS=local
LC_ALL=C.UTF-8
export HOME XDG_RUNTIME_DIR XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
export GSETTINGS_BACKEND GIO_USE_VFS LC_ALL
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY LANGUAGE LANG

status=0
dbus-run-session -- "$@" || status=$?
exit "$status"
