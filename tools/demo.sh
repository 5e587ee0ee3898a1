#!/bin/sh
# What `make run` shows: the sample mailbox, migrated to every kind of file target, fresh each time.
#
#   tools/demo.sh PROGRAM SAMPLE OUT
set -eu
program=$1 sample=$2 out=$3

rm -rf "$out"
mkdir -p "$out"

# 0 is "everything delivered", 1 "delivered, with warnings": both are a success (docs/command-line.md).
status=0
"$program" migrate "$sample" --to "maildir:$out/maildir" --to "mbox:$out/mbox" --to "pst:$out/mail.pst" || status=$?
[ "$status" -le 1 ] || exit "$status"

echo
echo "Migrated $sample. Look at:"
echo "  $out/maildir    for any program that reads Maildir, e.g.  mutt -f $out/maildir/*"
echo "  $out/mbox       one file a folder, readable with a pager"
echo "  $out/mail.pst   for Outlook (File, Open), or  readpst -o $out $out/mail.pst  from the package pst-utils"
