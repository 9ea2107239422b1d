#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# export-icons.sh HICOLOR gives every icon a second name that begins with the id of the program. The
# panel is outside of the sandbox, and Flatpak shows it no icons with other names.

set -eu

find "$1" -name 'valise*.svg' -type f | while read -r icon; do
  name=${icon##*/}
  cp "$icon" "${icon%/*}/org.valise.Valise${name#valise}"
done
sed -i 's/^Icon=valise$/Icon=org.valise.Valise/' \
  "${1%/icons/hicolor}/applications/org.valise.Valise.desktop"
