#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Hands mutations of the corpus to the readers of what strangers write, all of them at the same time,
# in a build with sanitizers: sh tests/fuzz.sh [SECONDS [NAME...]]
# An input that breaks one is kept in artefacts/fuzz; put it into tests/data once it is mended.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- calendar multistatus vcard

[ -d _build-fuzz ] ||
  CC=clang meson setup _build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false \
    -Dbuildtype=debugoptimized >/dev/null
for name; do echo "tests/fuzz/fuzz-$name"; done | xargs ninja -C _build-fuzz >/dev/null

# fuzz NAME: says in one line how it went.
fuzz ()
{
  case $1 in
    calendar) corpus=ical ;;
    html) corpus=mail ;;
    *) corpus=$1 ;;
  esac
  kept=artefacts/fuzz/$1
  mkdir -p "$kept/found"
  if _build-fuzz/tests/fuzz/fuzz-"$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -artifact_prefix="$kept/" -print_final_stats=1 "$kept/found" "tests/data/$corpus" \
    >"$kept/log" 2>&1; then
    echo "fuzz-$1: $(sed -n 's/^stat::number_of_executed_units: //p' "$kept/log") inputs"
    rm -r "$kept/found"
  else
    tail -n 40 "$kept/log"
    echo "fuzz-$1: FAILED, see $kept"
    return 1
  fi
}

running=
for name; do
  fuzz "$name" &
  running="$running $!"
done
failed=0
for process in $running; do
  wait "$process" || failed=1
done
exit "$failed"
