#!/bin/sh
# Every file of seeds/, themes/ and docs/examples/ is installed: a theme nobody listed in Makefile.am is a theme nobody gets.
set -u
cd "${srcdir:-.}" || exit 1
echo "1..1"
bad=0
for file in $(find seeds themes docs/examples -type f ! -name '.*' | sort); do
	grep -qF "	$file" Makefile.am || {
		echo "# $file is not in Makefile.am"
		bad=1
	}
done
[ $bad -eq 0 ] && echo "ok 1 - seeds, themes and examples are listed" || echo "not ok 1 - seeds, themes and examples are listed"
