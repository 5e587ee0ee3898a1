#!/bin/sh
# install.sh DIRECTORY: installs the packages of package-lock.json below DIRECTORY, unless that very list is there
# already. No script of any package runs. Needs the npm registry the first time only.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
if [ -d node_modules/pst-extractor ] && cmp -s "$here/package-lock.json" installed.json; then
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "npm is missing: install the packages of packages/test.txt" >&2
    exit 1
fi
rm -f installed.json
cp "$here/package.json" "$here/package-lock.json" .
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier
cp package-lock.json installed.json
