#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-keyring.sh COMMAND... runs COMMAND with an empty, open keyring on the bus that is there
# (tests/isolate.sh started it, and the daemon ends with it).
set -eu

printf 'open' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$@"
