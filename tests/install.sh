#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the Debian packages of tests/packages.txt that are missing, and says which.

set -eu

list=$(dirname "$0")/packages.txt

missing=
while read -r package; do
  state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
  [ "$state" = 'install ok installed' ] || missing="$missing $package"
done <"$list"
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root=sudo
  if ! command -v sudo >/dev/null; then
    echo "Packages are missing, and there is no sudo. As root, run:" >&2
    echo "  apt-get install --no-install-recommends$missing" >&2
    exit 1
  fi
fi

echo "Installing:$missing"
# The words of $missing are package names, and $as_root may be nothing.
# shellcheck disable=SC2086
{
  $as_root apt-get update -q
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends $missing
}

# Only the program is wanted: the tests start servers of their own.
case "$missing " in
  *' cyrus-imapd '*)
    if [ -d /run/systemd/system ]; then
      echo "Switching off the system's own Cyrus service, which nobody asked for."
      $as_root systemctl disable --now cyrus-imapd.service || true
    fi
    ;;
esac
