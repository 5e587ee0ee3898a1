#!/bin/sh
# Everything a reviewer would ask, in the order of what it costs. Stops at the first thing that is wrong.
# Hooks may call it; it downloads nothing.
#
#   tools/check.sh          clang-tidy only on files that differ from the main branch
#   tools/check.sh --all    clang-tidy on every file
set -eu
cd "$(dirname "$0")/.."

step() { printf '\n== %s\n' "$1"; }
cpp_files() { git ls-files --cached --others --exclude-standard "$@"; }

# Files to tidy: changed since the main branch, or the last commit when we are on it; without git history, all.
changed_files() {
    base=$(git merge-base HEAD origin/HEAD 2>/dev/null || git rev-parse HEAD~1 2>/dev/null || true)
    if [ "${1:-}" = --all ] || [ -z "$base" ]; then
        cpp_files 'src/*.cpp'
    else
        { git diff --name-only --diff-filter=d "$base" -- 'src/*.cpp'; git ls-files --others --exclude-standard 'src/*.cpp'; } | sort -u
    fi
}

step "house rules"
for rule in layers file_size messages self_contained documents; do
    printf '%s: ' "$rule"
    python3 "tools/check_$rule.py"
done

step "format"
cpp_files '*.cpp' '*.h' | xargs clang-format-19 --dry-run -Werror

step "clang-tidy"
cmake --preset clang >/dev/null
changed_files "${1:-}" | xargs --no-run-if-empty --max-args=1 --max-procs="$(nproc)" clang-tidy-19 --quiet -p build/clang

step "build and test"
make test
