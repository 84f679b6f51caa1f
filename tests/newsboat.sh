#!/bin/sh
# Coming from newsboat: tests/newsboat/ has its files; cache.db was made by newsboat 2.21 (the addresses
# of feeds were changed then). No network.
set -u
: "${lede:?names the program to test}"
srcdir=$(cd "${srcdir:-.}" && pwd)
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
cd "$home" || exit 1
XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state
XDG_CACHE_HOME=$home/cache HOME=$home LEDE_DATADIR=$srcdir
export XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME HOME LEDE_DATADIR
ours=$XDG_CONFIG_HOME/lede
tab=$(printf '\t')
n=0

# holds NAME COMMAND...: the command succeeds.
holds()
{
	name=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; fi
}

# prints NAME STATUS ARGS...: what lede prints is on standard input; the home's path is HOME.
prints()
{
	name=$1 status=$2
	shift 2
	cat >wanted
	"$lede" "$@" >out 2>&1 </dev/null
	got=$?
	sed "s|$home|HOME|g" out >shown
	n=$((n + 1))
	if [ $got -eq "$status" ] && cmp -s shown wanted; then
		echo "ok $n - $name"
	else
		echo "# exit status $got, wanted $status"
		diff wanted shown | sed 's/^/# /'
		echo "not ok $n - $name"
	fi
}

# is NAME FILE: the file holds just what is on standard input, the home's path as HOME.
is()
{
	cat >wanted
	sed "s|$home|HOME|g" "$2" >shown
	holds "$1" diff wanted shown
}

start_anew()
{
	rm -rf "$home/config" "$home/data" "$home/.newsboat"
	mkdir -p "$home/.newsboat"
	cp "$srcdir"/tests/newsboat/* "$home/.newsboat"
	chmod -R u+w "$home/.newsboat"
}

prints 'without newsboat there is nothing to import' 1 import newsboat <<'END'
lede: newsboat's files are neither in ~/.config/newsboat nor in ~/.newsboat; name them: --urls FILE --cache FILE --config FILE
END

start_anew
prints 'a dry run tells what would be' 0 import newsboat --dry-run <<'END'
nothing is written; this is what would be:
HOME/.newsboat/urls: 5 feeds for HOME/config/lede/urls
HOME/.newsboat/cache.db: 6 articles of 2 feeds; 3 marked read, 1 deleted, 2 with flags as tags
  4 articles of feeds that are not subscribed stay there
HOME/.newsboat/config: 12 lines for HOME/config/lede/newsboat.config
  not taken over:
  HOME/.newsboat/colours:2: bookmark-autopilot: the command of bookmark-program runs at once, without questions
  HOME/.newsboat/colours:4: pb-purge: it is podboat's: e puts an episode into its queue
  HOME/.newsboat/config:11: cleanup-on-quit: lede never deletes articles by itself
  HOME/.newsboat/config:14: there is no option "colour"; did you mean colors?
END
holds 'and writes nothing' test ! -e "$home/config" -a ! -e "$home/data"

prints 'all is taken over' 0 import newsboat <<'END'
HOME/.newsboat/urls: 5 feeds added to HOME/config/lede/urls
HOME/.newsboat/cache.db: 6 articles of 2 feeds, 6 new here; 3 marked read, 1 deleted, 2 with flags as tags
  4 articles of feeds that are not subscribed stay there
HOME/.newsboat/config: 12 lines taken over to HOME/config/lede/newsboat.config
  not taken over:
  HOME/.newsboat/colours:2: bookmark-autopilot: the command of bookmark-program runs at once, without questions
  HOME/.newsboat/colours:4: pb-purge: it is podboat's: e puts an episode into its queue
  HOME/.newsboat/config:11: cleanup-on-quit: lede never deletes articles by itself
  HOME/.newsboat/config:14: there is no option "colour"; did you mean colors?
END
holds 'the subscriptions are the same file' cmp "$ours/urls" "$srcdir/tests/newsboat/urls"
is 'the config includes what was taken over' "$ours/config" <<'END'
include newsboat.config
END
is 'which says what has no effect' "$ours/newsboat.config" <<'END'
# Taken over from HOME/.newsboat/config. What lede has otherwise or not at all is commented out.
keys newsboat
theme mono
# colours first
# From HOME/.newsboat/colours:
color listnormal white default
# Not taken over: bookmark-autopilot: the command of bookmark-program runs at once, without questions
# bookmark-autopilot yes
bind-key x delete
# Not taken over: pb-purge: it is podboat's: e puts an episode into its queue
# bind-key X pb-purge
browser "w3m %u"
bind-key j down
bind-key ^B bookmark
macro v set browser "mpv %u" ; open-in-browser ; set browser "w3m %u" -- "play"
unbind-key C
color listfocus black color110 bold
highlight articlelist "harbour" red default
ignore-article "regex:https?://.*video.*" "title =~ \"#shorts\""
# Not taken over: cleanup-on-quit: lede never deletes articles by itself
# cleanup-on-quit no
articlelist-format "%4i %f %D %t"
text-width 0
# Not taken over: there is no option "colour"; did you mean colors?
# colour listnormal red default
END
prints 'unread ones are those that were' 0 search unread <<END
2026-11-20 08:00${tab}Der Kurier${tab}Schnee auf der Mole${tab}https://kurier.example/schnee
2026-11-19 17:00${tab}The "Post"${tab}The Harbour Hour, episode 212${tab}https://harbourpost.example/hour-212
2026-11-18 17:00${tab}The "Post"${tab}Advertorial: a better anchor${tab}https://harbourpost.example/anchor
END
prints 'what was deleted is not there, a title is plain text' 0 search read <<END
2026-11-21 08:00${tab}Der Kurier${tab}Die Fähre, die man mit der Glocke ruft${tab}https://kurier.example/faehre
2026-11-20 09:00${tab}The "Post"${tab}Tides & tables for December${tab}https://harbourpost.example/tides
END
prints 'flags are tags' 0 search tag:k <<END
2026-11-21 08:00${tab}Der Kurier${tab}Die Fähre, die man mit der Glocke ruft${tab}https://kurier.example/faehre
END
prints 'articles have their text' 0 search hinüber läutet <<END
2026-11-21 08:00${tab}Der Kurier${tab}Die Fähre, die man mit der Glocke ruft${tab}https://kurier.example/faehre
END
prints 'a second time changes nothing' 0 import newsboat --urls .newsboat/urls --cache .newsboat/cache.db <<'END'
.newsboat/urls: 0 feeds added to HOME/config/lede/urls, 5 are there already
.newsboat/cache.db: 6 articles of 2 feeds, 0 new here; 0 marked read, 0 deleted, 0 with flags as tags
  4 articles of feeds that are not subscribed stay there
END
holds 'nor in the subscriptions' cmp "$ours/urls" "$srcdir/tests/newsboat/urls"

# Damage in the middle: the head is still a database's.
printf 'https://gone.example/feed.xml\n' >>"$ours/urls"
dd if=/dev/zero of=.newsboat/cache.db bs=4096 seek=2 count=12 conv=notrunc 2>/dev/null
prints 'a damaged cache is told' 1 import newsboat --cache .newsboat/cache.db <<'END'
lede: .newsboat/cache.db is damaged or no cache of newsboat's; nothing was taken over. Save what is whole in it with: sqlite3 .newsboat/cache.db .recover | sqlite3 NEW, then give --cache NEW
END
prints 'and nothing of it is in the library' 1 search feed:gone <<'END'
lede search: nothing found
END
prints 'what is no database is told' 1 import newsboat --cache .newsboat/urls <<'END'
lede: .newsboat/urls is damaged or no cache of newsboat's; nothing was taken over. Save what is whole in it with: sqlite3 .newsboat/urls .recover | sqlite3 NEW, then give --cache NEW
END
prints 'a cache that is not there, too' 1 import newsboat --cache none.db <<'END'
lede: can't read none.db: No such file or directory
END

# What is there stays.
start_anew
mkdir -p "$ours"
printf '# mine\nhttps://mine.example/ Own\nhttps://kurier.example/atom Other' >"$ours/urls"
echo 'text-width 72' >"$ours/config"
"$lede" import newsboat >out 2>&1
is 'lines of ours stay, and those that are missing come behind them' "$ours/urls" <<'END'
# mine
https://mine.example/ Own
https://kurier.example/atom Other
https://harbourpost.example/feed.xml News local "~The \"Post\""
"query:Long and new:unread = \"yes\" and (tags # \"local\" or age between 0:2)" "~Today"
"exec:~/bin/tides --days 3" "~Tides" local
"filter:~/bin/drop-ads -v:https://noisy.example/rss?x=1" "cool stuff"
END
is 'settings of ours win' "$ours/config" <<'END'
include newsboat.config
text-width 72
END

# newsboat's file may stay the one of both.
start_anew
mkdir -p "$ours"
# shellcheck disable=SC2088
echo 'urls-file ~/.newsboat/urls' >"$ours/config"
"$lede" import newsboat >out 2>&1
holds 'with one file for both nothing is copied' test ! -e "$ours/urls"
prints 'articles are taken over all the same' 0 search anchor <<END
2026-11-18 17:00${tab}The "Post"${tab}Advertorial: a better anchor${tab}https://harbourpost.example/anchor
END
"$lede" remove https://kurier.example/atom >out 2>&1
sed 's|^https://kurier|# unsubscribed: &|' "$srcdir/tests/newsboat/urls" >wanted
holds 'its other lines stay as they are' cmp .newsboat/urls wanted

# Places: those of the XDG standard come first, a cache may be elsewhere.
start_anew
mkdir -p config/newsboat elsewhere
mv .newsboat/cache.db elsewhere/my.db
printf 'https://harbourpost.example/feed.xml\n' >config/newsboat/urls
# shellcheck disable=SC2088
printf 'cache-file "~/elsewhere/my.db"\n' >config/newsboat/config
prints 'the files are found where newsboat has them' 0 import newsboat <<'END'
HOME/config/newsboat/urls: 1 feed added to HOME/config/lede/urls
HOME/elsewhere/my.db: 4 articles of 1 feed, 4 new here; 2 marked read, 1 deleted, 1 with flags as tags
  6 articles of feeds that are not subscribed stay there
HOME/config/newsboat/config: 0 lines taken over to HOME/config/lede/newsboat.config
  not taken over:
  HOME/config/newsboat/config:1: cache-file: lede import newsboat reads it; lede has a library of its own
END

# The first start: script(1) gives it a terminal. Each key waits for what is shown before it.
mkfifo typed
sees()
{
	tries=600
	until grep -q "$1" said || [ $tries -eq 0 ]; do
		sleep 0.1
		tries=$((tries - 1))
	done
	[ $tries -gt 0 ]
}

# offer NAME "TEXT=KEY TEXT=KEY..." COMMAND...: the command succeeds when all is typed and lede has ended.
offer()
{
	name=$1 keys=$2
	shift 2
	n=$((n + 1))
	if ! command -v script >/dev/null; then
		echo "ok $n - $name # SKIP script is not installed"
		return
	fi
	: >said
	TERM=xterm script -qefc "$lede" /dev/null <typed >said 2>&1 &
	exec 3>typed
	seen=yes
	for key in $keys; do
		if sees "${key%=*}"; then printf '%s' "${key#*=}" >&3; else seen=; fi
	done
	exec 3>&-
	[ -n "$seen" ] || kill $!
	wait $!
	if [ -n "$seen" ] && "$@"; then echo "ok $n - $name"; else
		tail -5 said | sed 's/^/# /'
		echo "not ok $n - $name"
	fi
}
start_anew
offer 'a first start offers to take over, and leaves with q' later=q test ! -e "$ours/urls"
offer 'later is no answer for ever' 'later=l FEEDS=Q' test ! -e "$ours/urls"
offer 'no is' 'never=n FEEDS=Q' test -e "$XDG_STATE_HOME/lede/newsboat-declined"
offer 'and then it starts as ever' 'FEEDS=Q' test ! -e "$ours/urls"
rm -rf "$XDG_STATE_HOME"
offer 'yes takes all over' 'later=y key=x FEEDS=Q' cmp "$ours/urls" "$srcdir/tests/newsboat/urls"

# A run on a terminal by itself: what is told when an update is done, and an article for a command.
told=$home/told.txt
start_anew
mkdir -p "$ours"
cat >feed.xml <<'END'
<rss version="2.0"><channel><title>Tides</title><link>https://tides.example/</link><description/>
<item><title>High water</title><guid isPermaLink="false">1</guid><description>At noon.</description></item>
<item><title>Low water</title><guid isPermaLink="false">2</guid><description>At six.</description></item>
</channel></rss>
END
echo "file://$home/feed.xml" >"$ours/urls"
# shellcheck disable=SC2016
printf '#!/bin/sh\necho "$#: $1" >%s\n' "$told" >notifier
chmod +x notifier
cat >"$ours/config" <<END
notify-program ~/notifier
notify-format "%d new in %D (%n unread in %f); \$(touch $home/oops)"
notify-xterm yes
notify-beep yes
refresh-on-startup yes
END
offer 'notices go out when an update is done' 'new.articles=Q' test -e feed.xml
tries=100
until [ -s "$told" ] || [ $tries -eq 0 ]; do
	sleep 0.1
	tries=$((tries - 1))
done
if command -v script >/dev/null; then
	is 'to the program, as one argument that no shell reads' "$told" <<'END'
1: 2 new in 1 (2 unread in 1); $(touch HOME/oops)
END
	holds 'and to the window' grep -q "$(printf '\033]2;2 new in 1')" said
	echo 'run-on-startup open ; open ; pipe-to "cat >piped.txt" ; hard-quit' >"$ours/config"
	offer 'a start can hand an article to a command' '1049l=' grep -q 'At noon' piped.txt
fi

# A config as people have them: each line works, or is named with a reason.
start_anew
rm -rf "$ours"
cat >.newsboat/config <<'END'
auto-reload yes
reload-time 60
reload-threads 100
download-retries 4
download-timeout 60
prepopulate-query-feeds yes
notify-program "/usr/bin/notify-send"
notify-always yes
external-url-viewer "urlscan -dc -r 'linkhandler {}'"
bind-key j down
bind-key j next articlelist
bind-key J next-feed articlelist
bind-key ^F pagedown
bind-key U show-urls
bind-key D pb-download
bind-key t set-tag
bind-key o open-in-browser-noninteractively article
color listfocus black yellow standout bold
color background default default
highlight article "\\[image\\ [0-9]+\\]" green default bold
highlight feedlist ".*(0/0))" black
browser "env A=\"b c\" firefox %u >/dev/null 2>&1 &"
macro v set browser "setsid -f mpv" ; open-in-browser ; set browser "firefox %u"
macro t toggle-article-read "read" ; next ; pipe-to "cat >>~/read.txt"
macro g goto-url
define-filter "new ones" "unread = \"yes\""
proxy localhost:3128
proxy-type socks5h
use-proxy no
ssl-verifypeer no
confirm-exit yes
scrolloff 5
cleanup-on-quit yes
feed-sort-order unreadarticlecount-desc
article-sort-order flags
miniflux-url "https://m.example"
frobnicate yes
bind-key x frobnicate articlelist
bind-key y open nowhere
macro z open ; frobnicate
color listnormal pink default
highlight article "(" red
ignore-article "*" "titel =~ \"x\""
highlight-article "title =~ \"(\"" red default
END
prints 'a config as people have them is understood, or told why not' 0 import newsboat --config .newsboat/config <<'END'
.newsboat/config: 29 lines taken over to HOME/config/lede/newsboat.config
  not taken over:
  .newsboat/config:4: download-retries: a feed that failed is tried again later, by itself
  .newsboat/config:6: prepopulate-query-feeds: their counts are always there
  .newsboat/config:15: pb-download: it is podboat's: e puts an episode into its queue
  .newsboat/config:30: ssl-verifypeer: for all feeds lede does not; for one: feed ADDRESS insecure yes
  .newsboat/config:33: cleanup-on-quit: lede never deletes articles by itself
  .newsboat/config:35: article-sort-order: by date or by title; gs sorts a list otherwise
  .newsboat/config:36: miniflux-url: lede has no account there yet; its feeds can be subscribed to one by one, or imported as OPML
  .newsboat/config:37: there is no option "frobnicate"
  .newsboat/config:38: there is no action "frobnicate"; ? lists those there are
  .newsboat/config:39: there is no screen "nowhere"; there are feeds, articles, reader, links, help, log
  .newsboat/config:40: there is no action "frobnicate"; ? lists those there are
  .newsboat/config:41: a colour is black to white, color0 to color255, #RRGGBB or default, not "pink"
  .newsboat/config:42: "(" is no regular expression: Unmatched ( or \(
  .newsboat/config:43: column 2: lede has no attribute "titel" to filter by; words to search for go in quotes
  .newsboat/config:44: column 1: /(/ is no regular expression: Unmatched ( or \(
END
# Later on, the doctor tells it.
cp .newsboat/config "$ours/config"
printf '"query:Odd:titel =~ 1"\n' >"$ours/urls"
prints 'the doctor tells what is not understood' 1 doctor config <<'END'
config: what is not understood, and not obeyed:
  HOME/config/lede/config:37: there is no option "frobnicate"
  HOME/config/lede/config:38: there is no action "frobnicate"; ? lists those there are
  HOME/config/lede/config:39: there is no screen "nowhere"; there are feeds, articles, reader, links, help, log
  HOME/config/lede/config:40: there is no action "frobnicate"; ? lists those there are
  HOME/config/lede/config:41: a colour is black to white, color0 to color255, #RRGGBB or default, not "pink"
  HOME/config/lede/config:42: "(" is no regular expression: Unmatched ( or \(
  HOME/config/lede/config:43: column 2: lede has no attribute "titel" to filter by; words to search for go in quotes
  HOME/config/lede/config:44: column 1: /(/ is no regular expression: Unmatched ( or \(
config: what has no effect, and why:
  HOME/config/lede/config:4: download-retries: a feed that failed is tried again later, by itself
  HOME/config/lede/config:6: prepopulate-query-feeds: their counts are always there
  HOME/config/lede/config:15: pb-download: it is podboat's: e puts an episode into its queue
  HOME/config/lede/config:30: ssl-verifypeer: for all feeds lede does not; for one: feed ADDRESS insecure yes
  HOME/config/lede/config:33: cleanup-on-quit: lede never deletes articles by itself
  HOME/config/lede/config:35: article-sort-order: by date or by title; gs sorts a list otherwise
  HOME/config/lede/config:36: miniflux-url: lede has no account there yet; its feeds can be subscribed to one by one, or imported as OPML
config: searches in urls that find nothing:
  HOME/config/lede/urls:1: query Odd: column 1: lede has no attribute "titel" to filter by; words to search for go in quotes
END
printf 'text-width 70\n# caf\351\n' >.newsboat/config
rm -rf "$ours"
"$lede" import newsboat >out 2>&1
prints 'a line that is no text is left out, and does not come back' 1 search nothing <<'END'
lede search: nothing found
END

# Back again: newsboat itself opens what was written.
start_anew
"$lede" import newsboat >out 2>&1
prints 'what came from newsboat goes back as it was' 0 export newsboat <<'END'
HOME/.newsboat/cache.db: 6 articles of lede's; 0 added, 0 changed
  as it was before it is HOME/.newsboat/cache.db.before-lede-1
END
prints 'and into a new cache' 0 export newsboat --cache new.db <<'END'
new.db: 6 articles of lede's; 6 added, 0 changed
END
n=$((n + 1))
if command -v newsboat >/dev/null; then
	grep -E 'harbour|kurier' .newsboat/urls | sed 's/!//' >both
	for cache in .newsboat/cache.db new.db; do
		newsboat -u both -c $cache -C /dev/null -x print-unread
	done >said 2>&1
	printf '3 unread articles\n3 unread articles\n' >wanted
	diff wanted said && echo "ok $n - newsboat has the same unread" ||
		echo "not ok $n - newsboat has the same unread"
	# What has nothing but a title is there once.
	rm -rf "$home/config" "$home/data"
	mkdir -p "$ours"
	cat >bare.xml <<-'END'
	<rss version="2.0"><channel><title>Bare</title><link>https://b.example/</link><description/>
	<item><title>Slack water</title><description>At three.</description></item>
	<item><title>Ebb</title><guid isPermaLink="false">e</guid><description>At four.</description></item>
	</channel></rss>
	END
	echo "file://$home/bare.xml" >"$ours/urls"
	"$lede" update >out 2>&1
	"$lede" export newsboat --cache bare.db >out 2>&1
	newsboat -u "$ours/urls" -c bare.db -C /dev/null -x reload
	newsboat -u "$ours/urls" -c bare.db -C /dev/null -x print-unread >said
	n=$((n + 1))
	echo '2 unread articles' | diff - said && echo "ok $n - and each article once" ||
		echo "not ok $n - and each article once"
else
	echo "ok $n - newsboat has the same unread # SKIP newsboat is not installed"
fi

echo "1..$n"
