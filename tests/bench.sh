#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Compares Valise, in one run, with the bare protocols and with a peer, on private servers:
#   sh tests/bench.sh [mail] [OPTION...]   JMAP, and mbsync
#   sh tests/bench.sh dav [OPTION...]      CalDAV and CardDAV, and vdirsyncer
# or tells how fast the window is on a folder of 100,000 messages:
#   sh tests/bench.sh window
set -eu
cd "$(dirname "$0")/.."
script=bench.py
case ${1:-} in
  mail) shift ;;
  dav) script=bench_dav.py; shift ;;
esac
sh tests/install.sh
build=_build-release
[ -d "$build" ] || meson setup --buildtype=release "$build" >/dev/null
ninja -C "$build" >/dev/null
if [ "${1:-}" = window ]; then
  exec meson test --benchmark -C "$build" --no-rebuild --verbose window
fi
VALISE_CTL="$PWD/$build/src/ctl/valisectl" PYTHONPATH=tests/servers \
  exec /usr/bin/python3 tests/bench/$script "$@"
