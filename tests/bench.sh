#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Compares Valise, in one run, with the bare protocols and with a peer, on private servers:
#   sh tests/bench.sh [mail] [OPTION...]   JMAP, and mbsync
#   sh tests/bench.sh dav [OPTION...]      CalDAV and CardDAV, and vdirsyncer
# or tells how fast the window is, and what it costs, with 100,000 messages in one folder:
#   sh tests/bench.sh window [OPTION...]
set -eu
cd "$(dirname "$0")/.."
script=bench.py
case ${1:-} in
  mail) shift ;;
  dav) script=bench_dav.py; shift ;;
  window) script=bench_window.py; shift ;;
esac
sh tests/install.sh
build=_build-release
[ -d "$build" ] || meson setup --buildtype=release "$build" >/dev/null
ninja -C "$build" >/dev/null
VALISE="$PWD/$build/ui/valise" VALISE_CTL="$PWD/$build/src/ctl/valisectl" \
  BENCH_TOOLS="$PWD/$build/tests/bench" VALISE_ARTEFACTS="$PWD/$build/artefacts" \
  PYTHONPATH=tests/servers:tests/desktop \
  exec /usr/bin/python3 tests/bench/$script "$@"
