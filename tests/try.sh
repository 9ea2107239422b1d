#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Valise on a sample mailbox: installs what is missing, builds, starts a private Cyrus server, adds
# the account and opens the tray application on it. Without a display it synchronises with
# valisectl and prints the folders. Nothing of it stays: your own accounts are not touched.

set -eu
cd "$(dirname "$0")/.."
root=$PWD

prepare ()
{
  sh tests/install.sh
  [ -f _build/build.ninja ] || meson setup _build
  ninja -C _build src/ctl/valisectl ui/valise
  exec tests/servers/cyrus.py --users alice --fill sample -- sh tests/try.sh --beside-server
}

# Runs beside the server, which ends when this ends.
beside_server ()
{
  dir=$(mktemp -d "${TMPDIR:-/tmp}/valise-try.XXXXXX")
  trap 'rm -rf "$dir"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  XDG_DATA_HOME=$dir/data
  XDG_CONFIG_HOME=$dir/config
  XDG_CACHE_HOME=$dir/cache
  export XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME
  valisectl=$root/_build/src/ctl/valisectl

  "$valisectl" account add --name Sample --user "$VALISE_TEST_USER" \
    --server "$VALISE_TEST_SERVER" --password-command "printf %s '$VALISE_TEST_PASSWORD'"

  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "Opening Valise on the mailbox of $VALISE_TEST_USER. Quit it to end the server."
    VALISE_ICON_DIR=$root/icons "$root/_build/ui/valise"
  else
    echo 'There is no display, so this synchronises on the command line instead.'
    "$valisectl" sync
    "$valisectl" folders
  fi
}

case "${1:-}" in
  '') prepare ;;
  --beside-server) beside_server ;;
  *)
    echo 'Usage: sh tests/try.sh' >&2
    exit 2
    ;;
esac
