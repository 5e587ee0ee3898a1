#!/bin/sh
# Adds the headers clang-tidy's misc-include-cleaner misses in the given files, removes those nobody needs, and lays the
# includes out anew. Needs a configured `clang` preset.
#
#   tools/fix_includes.sh src/formats/mmf/*.cpp
set -eu
cd "$(dirname "$0")/.."
[ -f build/clang/compile_commands.json ] || cmake --preset clang >/dev/null
for file; do
    clang-tidy-19 --quiet -p build/clang --checks='-*,misc-include-cleaner' --warnings-as-errors='-*' --fix "$file" \
        >/dev/null 2>&1 || echo "$file does not compile yet: left as it is" >&2
    clang-format-19 -i "$file"
done
