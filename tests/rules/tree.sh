#!/bin/sh
# Every source file has its place in the tree of ARCHITECTURE.md.
set -u
cd "${srcdir:-.}" || exit 1
echo "1..1"
bad=0
tree=$(sed -n '/^## The tree/,$p' ARCHITECTURE.md)
for file in $(find src -name '*.c' | sort); do
	name=$(basename "$file" .c)
	printf '%s\n' "$tree" | grep -qw -- "$name" || {
		echo "# $file is not in the tree of ARCHITECTURE.md"
		bad=1
	}
done
[ $bad -eq 0 ] && echo "ok 1 - the tree names every file" || echo "not ok 1 - the tree names every file"
