#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Holds what a machine can hold of the rules for the code. Prints every breach.

set -u
cd "$(dirname "$0")/.." || exit 1

failed=0
breach ()
{
  printf 'check-style: %s\n' "$1"
  failed=1
}

# sources PATTERN...: the files of these patterns that are ours, one a line.
sources ()
{
  for pattern; do
    find src ui tests -name "$pattern" -type f
  done | sort
}

# none FILES PATTERN WHY: no line of FILES (one a line) may match PATTERN.
none ()
{
  found=$(printf '%s\n' "$1" | xargs -r grep -nE -e "$2" -- /dev/null) && breach "$3
$found"
}

sources '*.c' '*.h' | xargs -r clang-format --dry-run --Werror ||
  breach 'run clang-format -i on these files'

engine=$(find src -name '*.[ch]' -type f)
none "$engine" '#include *[<"](gtk|gdk)/' 'src/ never includes GTK'
none "$(sources '*.c' '*.h' | grep -v -e '^src/store/' -e '^tests/')" \
  '#include *[<"]sqlite3\.h' 'only src/store may include sqlite3.h'
none "$(sources '*.c' '*.h' '*.py' '*.sh' '*.build' '*.ui')" '\b(TO''DO|FIX''ME|X''XX)\b' \
  'finish it, or file an issue'
none "$(find src ui -name '*.[ch]' -type f)" '\bg_error \(' 'a library never ends the program'

for file in $(sources '*.c' '*.h' '*.py' '*.sh'); do
  head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
    breach "$file: the licence is missing at the top"
  [ "$(wc -l <"$file")" -le 500 ] || breach "$file: more than 500 lines, so more than one thing"
done
for file in $(sources '*.h'); do
  grep -q '^#pragma once$' "$file" || breach "$file: #pragma once is missing"
done

exit "$failed"
