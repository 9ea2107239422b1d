#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Plays random schedules of two editors, faults and power cuts: sh tests/sim.sh [HOW MANY [SEED]]
set -eu
cd "$(dirname "$0")/.."
sh tests/install.sh
[ -d _build-release ] || meson setup --buildtype=release _build-release >/dev/null
ninja -C _build-release tests/sim/sim >/dev/null
exec _build-release/tests/sim/sim --schedules "${1:-20000}" --seed "${2:-1}"
