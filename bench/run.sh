#!/bin/sh
# Runs all measurements: micro benchmarks of BUILD, then whole runs of PROGRAM on generated stores. Prints Markdown.
#
#   bench/run.sh build/release build/release/restante
#
# Environment: MESSAGES (20000) messages of 1.5 kB; ATTACHMENTS (3000) messages with 100 kB each; ADDRESSES (5000) messages
# to 50 people each, and eight times as many; RUNS (3) of everything; LARGE=1 adds a store of 1.9 GB, which shows that
# memory does not grow with the store; MICRO=0 leaves the micro benchmarks out. USERS ("50 150 500"): postoffices of so
# many users, MAIL (80) messages for each; together 2.8 GB, MAIL=8 is a look. STORES=0 leaves the message files out.
set -eu
build=$1 program=$2
messages=${MESSAGES:-20000} attachments=${ATTACHMENTS:-3000} addresses=${ADDRESSES:-5000} runs=${RUNS:-3}
users=${USERS:-50 150 500} mail=${MAIL:-80}
stores=$build/stores out=$build/out

if [ "${MICRO:-1}" != 0 ]; then
    echo "## Micro benchmarks"
    echo
    for benchmark in "$build"/*_bench; do
        "$benchmark" --benchmark_min_time=0.1 --benchmark_counters_tabular=true 2>/dev/null
    done
    echo
fi

# The same arguments always give the same bytes, so what is there already is used again.
make_store() { # kind, messages, size
    store=$stores/$1-$2.mmf
    [ -f "$store" ] || { "$build/make_store" "$store.part" "$1" "$2" "$3" && mv "$store.part" "$store"; }
}
# The same mail as a PST, for readpst to read.
make_pst() {
    pst=${store%.mmf}.pst
    [ -f "$pst" ] || "$program" migrate "$store" --to "pst:$pst" --quiet --no-progress --report "$stores/report" ||
        [ $? -eq 1 ]
}
measure() { # messages, label, target
    count=$1 label=$2 target=$3
    shift 3
    python3 "$(dirname "$0")/whole_process.py" --runs "$runs" --input "$store" --output "$out" --messages "$count" \
        --label "$label" "$@" -- "$program" migrate "$store" --to "$target" --quiet --no-progress
}
whole_runs() { # kind, messages, size
    make_store "$1" "$2" "$3"
    make_pst
    measure "$2" "$2 $1 to mbox" "mbox:$out" --pst "$pst"
    measure "$2" "$2 $1 to PST" "pst:$out/mail.pst" --pst "$pst"
    for target in maildir eml json; do
        place=$out
        [ "$target" != json ] || place=$out/mail.json
        measure "$2" "$2 $1 to $target" "$target:$place"
    done
}

# Nobody tells how it is laid out; the layout is the same in all sizes, so that they can be compared.
postoffice_run() { # users
    store=$stores/postoffice-$1-$mail
    [ -d "$store" ] || {
        rm -rf "$store.part"
        "$program" forge "$store.part" --users "$1" --seed 1 --layout hidden --messages $(($1 * mail)) \
            --attachment-size 100000 && mv "$store.part" "$store"
    }
    measure $(($1 * mail)) "postoffice of $1 users to mbox" "mbox:$out"
    python3 "$(dirname "$0")/whole_process.py" --runs "$runs" --input "$store" --output "$out" \
        --label "postoffice of $1 users, inspect" -- "$program" inspect "$store"
}

mkdir -p "$stores"
echo "## Whole runs"
echo
python3 "$(dirname "$0")/whole_process.py" --header
for count in $users; do
    postoffice_run "$count"
done
[ "${STORES:-1}" != 0 ] || exit 0
whole_runs messages "$messages" 1500
whole_runs attachments "$attachments" 100000
# The same 20,000 people in both: memory must not follow the number of messages.
for count in "$addresses" $((addresses * 8)); do
    make_store addresses "$count" 50
    python3 "$(dirname "$0")/whole_process.py" --runs "$runs" --input "$store" --output "$out" --messages "$count" \
        --label "addresses of $count messages" -- "$program" inspect "$store" --addresses
done
if [ -n "${LARGE:-}" ]; then
    make_store attachments 18500 100000
    measure 18500 "1.9 GB to mbox" "mbox:$out"
    measure 18500 "1.9 GB to PST" "pst:$out/mail.pst"
fi
