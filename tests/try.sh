#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Valise without an account: installs what is missing, builds, and opens the tray application on the
# sample account of "valise --demo". With --cyrus it works on a private Cyrus server instead, with a
# sample mailbox. Without a display it synchronises with valisectl and prints the folders. Nothing of
# it stays: your own accounts are not touched.

set -eu
cd "$(dirname "$0")/.."
root=$PWD

prepare ()
{
  sh tests/install.sh
  [ -f _build/build.ninja ] || meson setup _build
  ninja -C _build src/ctl/valisectl ui/valise
}

# has_display: whether a window can be opened; says so where none can.
has_display ()
{
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && return
  echo 'There is no display, so this synchronises on the command line instead.'
  return 1
}

demo ()
{
  if has_display; then
    echo 'Opening Valise on a sample account. The Demo menu makes things happen.'
    VALISE_ICON_DIR=$root/icons "$root/_build/ui/valise" --demo
  else
    "$root/_build/src/ctl/valisectl" --demo
  fi
}

# Runs beside the server, which ends when this ends.
beside_cyrus ()
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

  if has_display; then
    echo "Opening Valise on the mailbox of $VALISE_TEST_USER. Quit it to end the server."
    VALISE_ICON_DIR=$root/icons "$root/_build/ui/valise"
  else
    "$valisectl" sync
    "$valisectl" folders
  fi
}

case "${1:-}" in
  '')
    prepare
    demo
    ;;
  --cyrus)
    prepare
    exec tests/servers/cyrus.py --users alice --fill sample -- sh tests/try.sh --beside-cyrus
    ;;
  --beside-cyrus) beside_cyrus ;;
  *)
    echo 'Usage: sh tests/try.sh [--cyrus]' >&2
    exit 2
    ;;
esac
