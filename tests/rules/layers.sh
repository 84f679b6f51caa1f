#!/bin/sh
# Holds every #include of src/ against the layer table of ARCHITECTURE.md, and outside libraries against
# the one file they may be used in.
set -u
cd "${srcdir:-.}/src" || exit 1
n=0
bad=0

# What a folder may include beside itself.
allowed() {
	case $1 in
	base) echo "" ;;
	model) echo "base" ;;
	config) echo "base" ;;
	feed) echo "base model" ;;
	layout) echo "base model" ;;
	store) echo "base model feed/html/strip" ;;
	sandbox) echo "base model feed" ;;
	sync) echo "base model store feed/net" ;;
	engine) echo "base model config feed store sandbox sync" ;;
	view) echo "base model config layout store engine" ;;
	cli) echo "base model config feed layout store sandbox sync engine view/check" ;;
	esac
}

# Files in which a library's header may stand.
home_of() {
	case $1 in
	curses.h | ncurses.h | ncursesw/* | term.h) echo "view/term.c" ;;
	sqlite3.h) echo "store/*.c store/*.h" ;;
	zstd.h | zdict.h) echo "store/pack.c store/press.c" ;;
	curl/*) echo "base/url.c feed/net/*.c feed/net/transfer.h" ;;
	libxml/*) echo "feed/format/xml.c" ;;
	gumbo.h) echo "feed/html/dom.c" ;;
	jansson.h) echo "base/json.c" ;;
	seccomp.h) echo "sandbox/confine.c" ;;
	unicase.h | unictype.h | unigbrk.h | unilbrk.h | uninorm.h | unistr.h | uniwidth.h | uniwbrk.h) echo "base/utf8.c layout/wrap.c" ;;
	esac
}

fail() {
	echo "# $*"
	bad=$((bad + 1))
}

files=$(find . -name '*.[ch]' | sed 's|^\./||' | sort)
breaches=0
for file in $files; do
	case $file in main.c | tables*) continue ;; esac
	folder=${file%%/*}
	for header in $(sed -n 's/^#include "\(.*\)"/\1/p' "$file"); do
		[ "$header" = config.h ] && continue
		to=${header%%/*}
		[ "$to" = "$folder" ] && continue
		ok=no
		for may in $(allowed "$folder"); do
			case $header in "$may"/* | "$may".h) ok=yes ;; esac
		done
		[ $ok = yes ] || fail "$file includes $header: $folder may not know $to"
	done
	for header in $(sed -n 's/^#include <\(.*\)>/\1/p' "$file"); do
		homes=$(home_of "$header")
		[ -n "$homes" ] || continue
		ok=no
		for home in $homes; do
			# shellcheck disable=SC2254
			case $file in $home) ok=yes ;; esac
		done
		[ $ok = yes ] || fail "$file includes <$header>, which belongs to $homes"
	done
done
breaches=$bad
n=1
echo "1..4"
[ $breaches -eq 0 ] && echo "ok 1 - every include keeps to the layer table" || echo "not ok 1 - every include keeps to the layer table"

bad=0
for file in $files; do
	case $file in feed/net/*) continue ;; esac
	case $file in
	feed/*)
		if grep -nE '\b(open|fopen|socket|connect|getenv|system|popen|fork)\(' "$file" >/dev/null; then
			fail "$file does I/O: outside feed/net nothing in feed does"
		fi
		;;
	esac
done
[ $bad -eq 0 ] && echo "ok 2 - parsers do no I/O" || echo "not ok 2 - parsers do no I/O"

bad=0
for file in $files; do
	if grep -nE '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|alloca|system|gets)\(' "$file" >/dev/null; then
		fail "$file calls what CONTRIBUTING.md forbids: $(grep -noE '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|alloca|system|gets)\(' "$file" | head -n 1)"
	fi
done
[ $bad -eq 0 ] && echo "ok 3 - no forbidden calls" || echo "not ok 3 - no forbidden calls"

# Whoever calls a parser must have confined itself before: at least, it calls confine.
bad=0
parsers='parse_feed|parse_html|parse_page|parse_text|discover_in_page|opml_read|charset_html_to_utf8|clean_html'
for file in $files; do
	case $file in feed/*) continue ;; esac
	if grep -qE "\\b($parsers)\\(" "$file" && ! grep -qE '\bconfine\(' "$file"; then
		fail "$file parses bytes from outside and does not confine itself"
	fi
done
[ $bad -eq 0 ] && echo "ok 4 - parsers run where they are confined" || echo "not ok 4 - parsers run where they are confined"
exit 0
