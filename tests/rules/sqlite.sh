#!/bin/sh
# SQL that the oldest SQLite named in configure.ac understands: HAVING stood only behind GROUP BY until 3.39.
set -u
cd "${srcdir:-.}" || exit 1
echo "1..1"
oldest=$(sed -n 's/.*sqlite3 >= 3\.\([0-9]*\).*/\1/p' configure.ac)
bad=0
# Each statement on a line of its own: they end in C with ; or a comma behind the quotes.
if [ "${oldest:-0}" -lt 39 ]; then
	for file in src/store/*.c; do
		tr '\n' ' ' <"$file" | sed 's/[;,}]/&\n/g; s/" *"//g' | awk '/HAVING/ { if (seen !~ /GROUP BY/ && $0 !~ /GROUP BY/) found = 1 }
			{ seen = /;|\{|\}/ ? "" : seen $0 } END { exit found }' || {
			echo "# $file: HAVING without GROUP BY wants SQLite 3.39"
			bad=1
		}
	done
fi
[ $bad -eq 0 ] && echo "ok 1 - SQL is for SQLite 3.$oldest" || echo "not ok 1 - SQL is for SQLite 3.$oldest"
