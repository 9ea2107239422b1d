#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# xvfb.sh WIDTHxHEIGHT COMMAND... runs COMMAND on an X server of its own.
#
# The server chooses its number by itself, so two that start together never get the same one; and it
# does not start anew between two programs of a test, when it would refuse the second.

set -eu

dir=$(mktemp -d)
trap 'rm -r "$dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

mkfifo "$dir/number"
Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset 3>"$dir/number" 2>/dev/null &
server=$!
trap 'kill "$server"; rm -r "$dir"' EXIT
shift
read -r number <"$dir/number" || {
  echo "xvfb.sh: the X server does not start" >&2
  exit 1
}
export DISPLAY=":$number"

status=0
"$@" || status=$?
exit "$status"
