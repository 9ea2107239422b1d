#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Compares Valise, in one run, with the bare protocol and with mbsync, on a private mail server.
set -eu
cd "$(dirname "$0")/.."
sh tests/install.sh
build=_build-release
[ -d "$build" ] || meson setup --buildtype=release "$build" >/dev/null
ninja -C "$build" >/dev/null
VALISE_CTL="$PWD/$build/src/ctl/valisectl" PYTHONPATH=tests/servers \
  exec /usr/bin/python3 tests/bench/bench.py "$@"
