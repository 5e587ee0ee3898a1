#!/bin/sh
# Downloads the Debian packages listed in the given files to build/packages, without installing them and without rights.
# What is there already is not asked for again.
#
#   tools/fetch_packages.sh packages/unpacked.txt
set -eu

if ! command -v apt-get >/dev/null; then
    echo "note: no apt here; tests that need the packages of $* will fail" >&2
    exit 0
fi
place=$(cd "$(dirname "$0")/.." && pwd)/build/packages

missing=
for package in $(sed 's/#.*//' "$@"); do
    ls "$place/$package"_*.deb >/dev/null 2>&1 || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Downloading$missing"
mkdir -p "$place"
# Elsewhere first: half a file is no file.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
download() { (cd "$scratch" && apt-get --quiet --option APT::Sandbox::User=root download $missing); }
# Lists that are old name files that are gone.
download || { [ "$(id -u)" = 0 ] && apt-get --quiet update && download; }
mv "$scratch"/*.deb "$place"
