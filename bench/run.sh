#!/bin/sh
# Runs all measurements: micro benchmarks of BUILD, then whole runs of PROGRAM on generated stores. Prints Markdown.
# LARGE=1 adds a store of 1.9 GB, which shows that memory does not grow with the store. RUNS says how often (3).
#
#   bench/run.sh build/bench build/release/restante
set -eu
build=$1 program=$2
runs=${RUNS:-3}
stores=$build/stores out=$build/out
measure() { python3 "$(dirname "$0")/whole_process.py" --runs "$runs" "$@"; }

echo "## Micro benchmarks"
echo
for benchmark in "$build"/*_bench; do
    "$benchmark" --benchmark_min_time=0.2 --benchmark_counters_tabular=true 2>/dev/null
done

# Generated once: the same arguments always give the same bytes.
mkdir -p "$stores"
make_store() {
    [ -f "$stores/$1" ] || { "$build/make_store" "$stores/$1.part" "$2" "$3" "$4" && mv "$stores/$1.part" "$stores/$1"; }
}
make_store messages.mmf messages 20000 1500
make_store attachments.mmf attachments 3000 100000
[ -z "${LARGE:-}" ] || make_store large.mmf attachments 18500 100000

echo
echo "## Whole runs"
echo
measure --header
whole_runs() { # store, messages, targets
    store=$stores/$1.mmf messages=$2
    shift 2
    for target; do
        measure --input "$store" --output "$out" --messages "$messages" --label "$(basename "$store" .mmf) to $target" -- \
            "$program" migrate "$store" --to "$target:$out" --quiet --no-progress
    done
}
whole_runs messages 20000 mbox maildir eml json
whole_runs attachments 3000 mbox maildir eml json
[ -z "${LARGE:-}" ] || whole_runs large 18500 mbox
