#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is needed, builds twice (warnings are errors; then with ASan and UBSan), runs all
# tests in both, fuzzes the readers of what strangers write for a minute each, and ends with the
# line "N passed, N failed, N skipped". Arguments go to `meson test`, and nothing is fuzzed then:
# sh tests/run.sh --suite unit
#
# With CI=true a test that was skipped because a server is missing counts as failed.

set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
artefacts=$root/artefacts
failed=0

# step WORDS...: says what comes now, and when.
step ()
{
  printf '\n== %s (%s)\n' "$*" "$(date +%T)"
}

# build DIR OPTIONS...: sets up and builds.
build ()
{
  dir=$1
  shift
  step "Building $dir"
  if [ ! -f "$dir/build.ninja" ]; then
    meson setup "$dir" --werror "$@" >"$artefacts/${dir#_}-setup.log" 2>&1 || {
      cat "$artefacts/${dir#_}-setup.log"
      return 1
    }
  fi
  ninja -C "$dir" >"$artefacts/${dir#_}.log" 2>&1 || {
    tail -n 60 "$artefacts/${dir#_}.log"
    return 1
  }
}

# run_tests DIR ARGUMENTS...: runs the tests of a build and keeps their logs. Most of them wait for
# servers and windows more than they compute, so there are two for each core.
run_tests ()
{
  dir=$1
  shift
  step "Testing $dir"
  rm -rf "$dir/meson-logs/testlog.json" "$dir/artefacts"
  VALISE_ARTEFACTS=$root/$dir/artefacts meson test -C "$dir" --no-rebuild --print-errorlogs \
    --num-processes "$((2 * $(nproc)))" "$@" ||
    failed=1
  for log in "$dir"/meson-logs/testlog.*; do
    [ -f "$log" ] && cp "$log" "$artefacts/${dir#_}-${log##*/}"
  done
  [ ! -d "$dir/artefacts" ] || cp -R "$dir/artefacts" "$artefacts/${dir#_}"
}

rm -rf "$artefacts"
mkdir -p "$artefacts" || exit 1

step 'Packages'
sh tests/install.sh || exit 1

step 'Style'
sh tests/check-style.sh >"$artefacts/style.log" 2>&1
style=$?
cat "$artefacts/style.log"
[ "$style" -eq 0 ] || failed=1

if build _build; then
  run_tests _build "$@"
else
  failed=1
fi
if build _build-asan -Db_sanitize=address,undefined -Db_lundef=false; then
  run_tests _build-asan --timeout-multiplier 3 "$@"
else
  failed=1
fi

fuzz=0
if [ $# -eq 0 ]; then
  step 'Fuzzing'
  sh tests/fuzz.sh 60 || fuzz=$?
  [ "$fuzz" -eq 0 ] || failed=1
fi

step 'Summary'
/usr/bin/python3 tests/summarise.py --also "style:$style" --also "fuzz:$fuzz" \
  _build/meson-logs/testlog.json _build-asan/meson-logs/testlog.json || failed=1
exit "$failed"
