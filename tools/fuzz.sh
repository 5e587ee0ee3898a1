#!/bin/sh
# Runs every fuzzer of a fuzz build for some seconds each, as many at once as there are processors. New inputs collect
# in BUILD/corpus/NAME; a crash leaves its input in BUILD/findings and makes this script fail (docs/fuzzing.md).
#
#   tools/fuzz.sh build/fuzz 60
set -eu
build=$1
export build seconds="$2"
mkdir -p "$build/findings" "$build/logs"

fuzz_one() {
    name=$(basename "$1")
    mkdir -p "$build/corpus/$name"
    dictionary=$(find src -name "$name.dict")
    if "$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -print_funcs=0 \
        ${dictionary:+-dict="$dictionary"} -artifact_prefix="$build/findings/$name-" \
        "$build/corpus/$name" "tests/corpus/$name" >"$build/logs/$name.log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/logs/$name.log")
        echo "clean    $name ($runs inputs in $seconds s)"
    else
        echo "FINDING  $name: see $build/logs/$name.log and $build/findings"
        return 1
    fi
}

if [ "$#" -eq 3 ]; then
    fuzz_one "$3"
else
    find "$build" -maxdepth 1 -type f -name '*_fuzz' | sort |
        xargs --no-run-if-empty --max-procs="$(nproc)" --max-args=1 "$0" "$build" "$seconds"
fi
