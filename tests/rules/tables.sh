#!/bin/sh
# Manual pages, completions and the sample config say what the tables in the program say.
set -u
: "${builddir:?}" "${srcdir:?}"
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
n=0

# current FILE ARGS...
current()
{
	file=$1
	shift
	n=$((n + 1))
	"$builddir/src/tables" "$@" >"$out"
	if cmp -s "$out" "$srcdir/$file"; then
		echo "ok $n - $file is as the tables are"
	else
		echo "# run: make tables"
		diff "$srcdir/$file" "$out" | sed -n '1,20s/^/# /p'
		echo "not ok $n - $file is as the tables are"
	fi
}

echo 1..8
current man/lede.1 fill "$srcdir/man/lede.1.in"
current man/lede-config.5 fill "$srcdir/man/lede-config.5.in"
current man/lede-keys.7 fill "$srcdir/man/lede-keys.7.in"
current man/lede-newsboat.7 fill "$srcdir/man/lede-newsboat.7.in"
current man/bash/lede bash
current man/zsh/_lede zsh
current man/fish/lede.fish fish
current seeds/config config
