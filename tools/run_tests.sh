#!/usr/bin/env bash
# Runs the tests of a preset, all of them or those the further arguments of ctest name, then stops the servers they started.
#
#   tools/run_tests.sh release --parallel 4
#
# Tests make and remove small files by the hundred thousand, which on a disk takes a third of all processor time. So
# they are put into memory where there is plenty; who has set TMPDIR has decided.
set -u
cd "$(dirname "$0")/.."

IN_MEMORY=/dev/shm
LEAST_MEMORY=$((8 * 1024 * 1024)) # KiB that must be free; files of the tests take 1.5 GiB at most

memory_is_plenty() {
    [ "$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)" -ge $LEAST_MEMORY ] &&
        [ "$(df --output=avail $IN_MEMORY | tail -1)" -ge $LEAST_MEMORY ]
}

# Containers often have a directory there in which no program may be run.
runs_programs() {
    printf '#!/bin/sh\n' >"$1/program" && chmod +x "$1/program" && "$1/program" && rm "$1/program"
}

if [ -z "${TMPDIR:-}" ] && memory_is_plenty && scratch=$(mktemp --directory $IN_MEMORY/restante-tests-XXXXXX); then
    trap 'rm -rf "$scratch"' EXIT
    if runs_programs "$scratch"; then
        chmod 1777 "$scratch" # some servers and some tests are other users
        export TMPDIR=$scratch
    fi
fi 2>/dev/null

status=0
ctest --preset "$@" || status=$?
for server in slurm postgresql dovecot cyrus ews kerberos; do
    tests/servers/$server stop
done
exit $status
