#!/bin/sh
# Installs the Debian packages listed in the given files, if any is missing. Nothing missing: does nothing, and needs
# neither network nor rights. Without rights: prints the one line an administrator has to run, and stops.
#
#   tools/install_packages.sh packages/build.txt packages/test.txt
#
# A second word on a line is a command: where it is there already, the package is not asked for. That is for programs
# people often have from elsewhere, whose Debian package would displace theirs.
set -eu

if ! command -v dpkg-query >/dev/null; then
    echo "note: no dpkg here; install the equivalents of $* yourself" >&2
    exit 0
fi

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=
while read -r package command; do
    [ -n "$package" ] || continue
    [ -z "$command" ] || ! command -v "$command" >/dev/null || continue
    is_installed "$package" || missing="$missing $package"
done <<LIST
$(sed 's/#.*//' "$@")
LIST
[ -n "$missing" ] || exit 0

# Everything dpkg and debconf might ask is answered beforehand: this also runs where nobody can answer.
install="apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
elif command -v sudo >/dev/null && [ -t 0 ]; then
    as_root="sudo env"
else
    echo "Packages are missing and there is no way to become root here. Run this as root, then try again:" >&2
    echo >&2
    echo "    apt-get update && $install" >&2
    echo >&2
    exit 1
fi

echo "Installing$missing"
$as_root DEBIAN_FRONTEND=noninteractive apt-get update
$as_root DEBIAN_FRONTEND=noninteractive $install
