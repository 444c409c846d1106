#!/bin/sh
# Builds the package of the last commit twice, in folders, modes and time zones of their own, and compares the bytes.
set -eu
cd "$(dirname "$0")/../.."
commit=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
place=build/reproducible
rm -rf $place
build() { # folder umask zone
    mkdir -p "$place/$1"
    (umask "$2" && git archive "$commit" | tar -x -C "$place/$1" && TZ=$3 make -C "$place/$1" --no-print-directory package) >"$place/$1.log" 2>&1 ||
        { tail -30 "$place/$1.log" >&2; exit 1; }
    cat "$place/$1"/dist/*.sha256
}
mkdir -p $place/second
first=$(build first 022 Europe/Paris)
second=$(build second/folder 077 Pacific/Auckland)
echo "$first"
if [ "$first" != "$second" ]; then
    echo "$second"
    echo "The two builds differ: compare $place/first/build/deb with $place/second/folder/build/deb." >&2
    exit 1
fi
rm -rf $place
echo "Two builds, the same bytes."
