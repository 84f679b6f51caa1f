# Sourced by ./run and ./check: finds what lede is built with, installs what is missing, builds.
# shellcheck shell=sh

# shellcheck disable=SC2034 # read by the scripts that source this
# What is needed, as Debian calls it; in the columns after it, how Fedora, Arch, Alpine and Homebrew do.
# The fifth column is how its presence is told.
needs='
gcc                    gcc               gcc        gcc            cmd:cc
make                   make              make       make           cmd:make
autoconf               autoconf          autoconf   autoconf       cmd:autoreconf
automake               automake          automake   automake       cmd:automake
pkg-config             pkgconf           pkgconf    pkgconf        cmd:pkg-config
libncurses-dev         ncurses-devel     ncurses    ncurses-dev    pc:ncursesw
libcurl4-openssl-dev   libcurl-devel     curl       curl-dev       pc:libcurl
ca-certificates        ca-certificates   ca-certificates ca-certificates file:/etc/ssl/certs
libxml2-dev            libxml2-devel     libxml2    libxml2-dev    pc:libxml-2.0
libsqlite3-dev         sqlite-devel      sqlite     sqlite-dev     pc:sqlite3
libzstd-dev            libzstd-devel     zstd       zstd-dev       pc:libzstd
libjansson-dev         jansson-devel     jansson    jansson-dev    pc:jansson
libunistring-dev       libunistring-devel libunistring libunistring-dev header:unigbrk.h
libgumbo-dev           gumbo-parser-devel gumbo-parser gumbo-parser-dev pc:gumbo
libseccomp-dev         libseccomp-devel  libseccomp libseccomp-dev pc:libseccomp
'
# What is used if it is there.
wants='
libmd4c-html0-dev      md4c-devel        md4c       md4c-dev       pc:md4c-html
'
needs_check='
libcmocka-dev          libcmocka-devel   cmocka     cmocka-dev     pc:cmocka
'

say() {
	printf '%s\n' "$*" >&2
}

die() {
	say "$@"
	exit 1
}

# Is it there? $1: cmd:NAME, pc:MODULE, header:FILE, file:PATH, or asan:COMPILER, which can link with it.
present() {
	case $1 in
	cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
	pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
	header:*) [ -e "/usr/include/${1#header:}" ] || [ -e "/usr/local/include/${1#header:}" ] ;;
	file:*) [ -e "${1#file:}" ] ;;
	asan:*) echo 'int main(void) { return 0; }' | "${1#asan:}" -fsanitize=address -x c - -o /dev/null 2>/dev/null ;;
	esac
}

# Column $1 of the rows on standard input whose thing is missing.
missing() {
	while read -r debian fedora arch alpine how; do
		[ -n "$debian" ] || continue
		present "$how" && continue
		case $1 in
		1) printf '%s ' "$debian" ;;
		2) printf '%s ' "$fedora" ;;
		3) printf '%s ' "$arch" ;;
		4) printf '%s ' "$alpine" ;;
		esac
	done
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		die "This needs root, and there is no sudo. As root: $*"
	fi
}

# Installs what is missing of the list $1, or says what is.
install_missing() {
	packages=$(printf '%s\n' "$1" | missing 1)
	[ -n "$packages" ] || return 0
	say "Missing: $packages"
	if ! command -v apt-get >/dev/null 2>&1; then
		say "Install these, then start again:"
		say "  Debian   $packages"
		say "  Fedora   dnf install $(printf '%s\n' "$1" | missing 2)"
		say "  Arch     pacman -S $(printf '%s\n' "$1" | missing 3)"
		say "  Alpine   apk add $(printf '%s\n' "$1" | missing 4)"
		say "  macOS    brew install autoconf automake pkgconf ncurses curl libxml2 sqlite zstd jansson libunistring gumbo-parser cmocka"
		say "           and configure --without-seccomp"
		exit 1
	fi
	say "Installing them (apt-get)…"
	# shellcheck disable=SC2086
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 || {
		as_root apt-get update -qq || die "apt-get update failed: is the network up?"
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null ||
			die "apt-get could not install: $packages"
	}
}

# Tries to install what would be of use; it does without.
install_wanted() {
	packages=$(printf '%s\n' "$wants" | missing 1)
	[ -n "$packages" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 ||
		say "Not installed, and not needed: $packages"
}

jobs() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1
}

# Is file $1 newer than $2?
newer() {
	[ -n "$(find "$1" -newer "$2" 2>/dev/null)" ]
}

# Builds in folder $1; configure's arguments follow.
build_in() {
	folder=$1
	shift
	# What the tools print is shown only when they fail, or when LEDE_VERBOSE is set.
	log=$folder/build.log
	mkdir -p "$folder" || exit 1
	if [ ! -x configure ] || newer configure.ac configure || newer Makefile.am Makefile.in; then
		say "Preparing…"
		quietly autoreconf -fi
	fi
	if [ ! -f "$folder/Makefile" ] || newer configure "$folder/config.status"; then
		install_wanted
		say "Configuring…"
		(cd "$folder" && log=build.log quietly ../configure "$@") || exit 1
	fi
	make -s -C "$folder" -q >/dev/null 2>&1 && return 0
	say "Building…"
	quietly make -s -C "$folder" -j "$(jobs)"
}

quietly() {
	if [ -n "${LEDE_VERBOSE:-}" ]; then
		"$@"
	else
		"$@" >>"$log" 2>&1
	fi || {
		[ -n "${LEDE_VERBOSE:-}" ] || tail -n 40 "$log" >&2
		die "Failed: $*"
	}
}
