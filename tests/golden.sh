#!/bin/sh
# Holds what commands print against what they printed when a person last read it. Each folder
# tests/golden/COMMAND/NAME has `args` (options, and a target if there is no input.* beside it) and
# `expected`. UPDATE=1 writes `expected` anew: read the diff before you commit it.
set -u
: "${lede:?names the program to test}"
cd "${srcdir:-.}/tests/golden" || exit 1
here=$PWD
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
n=0

set -- */*/
echo "1..$#"
for folder in "$@"; do
	n=$((n + 1))
	name=${folder%/}
	cd "$here/$name" || exit 1
	set -- "${name%%/*}"
	[ -f args ] && while read -r line; do
		# Words of args are parted by blanks; none of them has blanks inside.
		# shellcheck disable=SC2086
		set -- "$@" $line
	done <args
	for input in input.*; do
		[ -f "$input" ] && set -- "$@" "$input"
	done
	"$lede" "$@" >"$out" 2>&1
	echo "exit status $?" >>"$out"
	if [ -n "${UPDATE:-}" ]; then
		cp "$out" expected
	fi
	if cmp -s "$out" expected; then
		echo "ok $n - $name"
	else
		diff expected "$out" | sed -n '1,40s/^/# /p'
		echo "not ok $n - $name"
	fi
done
