#!/bin/sh
# The commands as a reader and a script meet them: exit status, what is said and where, and that
# files are left as they should be. No network.
set -u
: "${lede:?names the program to test}"
srcdir=$(cd "${srcdir:-.}" && pwd)
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
cd "$home" || exit 1
XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_STATE_HOME=$home/state
XDG_CACHE_HOME=$home/cache HOME=$home LEDE_DATADIR=$srcdir
export XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME HOME LEDE_DATADIR
urls=$XDG_CONFIG_HOME/lede/urls
tab=$(printf '\t')
n=0

# check NAME STATUS OUT ERR ARGS...: OUT and ERR are patterns (of case) for all that was printed.
check()
{
	name=$1 status=$2 out=$3 err=$4
	shift 4
	n=$((n + 1))
	"$lede" "$@" >out 2>err </dev/null
	got=$?
	ok=not
	# shellcheck disable=SC2254
	if [ $got -eq "$status" ]; then
		case $(cat out) in $out) case $(cat err) in $err) ok= ;; esac ;; esac
	fi
	[ -z "$ok" ] || { echo "# exit status $got, wanted $status"; sed 's/^/# out: /' out; sed 's/^/# err: /' err; }
	echo "${ok:+not }ok $n - $name"
}

# holds NAME COMMAND...: the command succeeds.
holds()
{
	name=$1
	shift
	n=$((n + 1))
	if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; fi
}

# is NAME FILE: the file holds just what is on standard input.
is()
{
	cat >wanted
	holds "$1" cmp "$2" wanted
}

start_anew()
{
	rm -rf "$home/config" "$home/data"
	mkdir -p "$XDG_CONFIG_HOME/lede"
}

feed()
{
	printf '<rss version="2.0"><channel><title>%s</title>' "$1"
	shift
	for title; do
		printf '<item><guid>%s</guid><title>%s</title></item>' "$title" "$title"
	done
	printf '</channel></rss>\n'
}

check 'the version is one line' 0 'lede [0-9]*' '' --version
check 'help lists the commands' 0 '*update*fetch all feeds*' '' --help
check 'help tells of one command' 0 'usage: lede update*' '' help update
check 'a command tells of itself' 0 'usage: lede list*' '' list --health --help
check 'so it does in short' 0 'usage: lede list*' '' list -h
for command in $("$lede" help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do "$lede" help "$command"; done >helps
holds 'help of each fits a terminal of 80 columns' awk 'length > 79 {print; bad = 1} END {exit bad || NR < 100}' helps
holds 'what options do stands in a column of its own' \
	awk '/^usage: lede update/ {on = 1} /^usage: lede [^u]/ {on = 0}
		on && /^  --quiet +/ {match($0, /--quiet +/); a = RLENGTH}
		on && /^  --json +/ {match($0, /--json +/); b = RLENGTH}
		END {exit !(a && a == b)}' helps
check 'help of no command is misuse' 2 '' '*no command "nonsense"*' help nonsense
check 'an unknown option is misuse' 2 '' '*--nonsense*lede help*' --nonsense
check 'a mistyped command is misuse' 2 '' '*"updaet" is neither*did you mean lede update?*' updaet
check 'what is nothing like a command leads to help' 2 '' '*"quetzal" is neither*lede help*' quetzal
check 'help knows what was meant' 2 '' '*no command "serach"; did you mean search?*' help serach
check 'a mistyped option tells the right one' 2 '' '*--quite; did you mean --quiet?*usage*' update --quite
check 'also where a value stands behind it' 2 '' '*--limt=3; did you mean --limit?*usage*' list --limt=3
check 'no control character of ours comes back' 2 '' 'lede: "?\[31mx" is neither*' "$(printf '\033[31mx')"
check 'a file that is not there could not be read' 1 '' 'lede*none.html*' show ./none.html
check 'add wants an address' 2 '' '*usage: lede add*' add
holds 'how a command is called fits a terminal' awk 'length > 79 {bad = 1} END {exit bad || NR < 4}' err
check 'add knows its options' 2 '' '*no option --nonsense*' add --nonsense x
check 'an option wants its value' 2 '' '*--folder needs a value*' add --folder
check 'remove wants a feed' 2 '' '*usage: lede remove*' remove
check 'search wants words' 2 '' '*usage: lede search*' search
check 'show asks what is meant' 2 '' '*which article or feed?*usage: lede show*' show
check 'show takes one' 2 '' '*one article or feed at a time*usage: lede show*' show one.xml two.xml
check 'extract asks what is meant' 2 '' '*which article?*usage: lede extract*' extract
check 'parse asks what is meant' 2 '' '*which feed?*usage: lede parse*' parse
check 'import wants a file' 2 '' '*usage: lede import*' import
check 'update takes no names' 2 '' '*usage: lede update*' update harbour
check 'a mistyped name of a check tells the right one' 2 '' '*"fees"; did you mean feeds?*' doctor fees
check 'export takes no names' 2 '' '*usage: lede export*' export file

# The edition that came with lede stands in for subscriptions.
start_anew
check 'update fetches all feeds' 0 '' '3 feeds, [1-9]* new articles, *' update
check 'a second update brings nothing new' 0 '' '3 feeds, 0 new articles, *' update
check 'quiet is quiet' 0 '' '' update --quiet
check 'list prints counts' 0 "[1-9]*${tab}[1-9]*${tab}News${tab}The Harbour Post${tab}file:*" '' list
check 'all is well' 0 '' '' list --health
check 'search prints what it finds' 0 "*${tab}The Harbour Post${tab}Fog keeps ferries*" '' search fog ferries
check 'search takes the words of the filter' 0 "*${tab}Tab & Space${tab}*" '' search in:Science -probe
check 'search that finds nothing says so' 1 '' '*nothing found*' search quetzalcoatl
check 'a query that is none is misuse' 2 '' '*no "autor:"; did you mean author?*' search autor:x
holds 'the library is its owner'\''s alone' [ "$(stat -c %a "$XDG_DATA_HOME/lede/lede.db")" = 600 ]

# Feeds that fail.
start_anew
feed One a b >one.xml
printf 'file:%s/one.xml news\nfile:%s/none.xml\n' "$home" "$home" >"$urls"
check 'one feed of two is enough' 0 '' "file:*none.xml: *2 feeds, 2 new articles, 1 failed*" update
check 'the feed that failed is told of' 0 '*none.xml*failed 1 time in a row*' '' list --health
printf 'file:%s/none.xml\n' "$home" >"$urls"
check 'no feed at all is a failure' 1 '' '*1 failed*' update
check 'which is still told when quiet' 1 '' 'file:*none.xml: *' update --quiet
printf 'exec:touch %s/harm\n' "$home" >"$urls"
check 'no program is run for a feed' 1 '' 'exec:*' update
holds 'and indeed none was' [ ! -e harm ]

# Adding and removing.
start_anew
printf '# mine\nfile:%s/two.xml\ttech "~My Two"' "$home" >"$urls"
feed Two c >two.xml
check 'a feed in a file is added and fetched' 0 '*One*2 articles*added One to*' '' add --folder 'My News' "$PWD/one.xml"
is 'a line was added and nothing else changed' "$urls" <<END
# mine
file:$home/two.xml	tech "~My Two"
file:$home/one.xml "My News"
END
check 'its articles are there' 0 '*a*' '' search title:a
check 'adding again changes nothing' 0 '*already*' '' add "file:$PWD/one.xml"
check 'what is no feed is not added' 1 '' '*names none*' add "file:$srcdir/seeds/notices/winter-ferry.txt"
check 'remove finds a feed by its title' 0 'removed file:*two.xml*' '' remove 'my two'
is 'its line was commented out' "$urls" <<END
# mine
# unsubscribed: file:$home/two.xml	tech "~My Two"
file:$home/one.xml "My News"
END
check 'what was removed comes back' 0 'undone: unsubscribed: my two*' '' undo
is 'where it was' "$urls" <<END
# mine
file:$home/two.xml	tech "~My Two"
file:$home/one.xml "My News"
END
check 'and what was added before goes' 0 'undone: subscribed: file:*one.xml*' '' undo
check 'with its feed' 0 '*two.xml*' '' list
holds 'which is in the list no more' [ "$("$lede" list | grep -c one.xml)" -eq 0 ]
check 'both can be done again' 0 '*done again: subscribed*done again: unsubscribed*' '' undo --redo 2
is 'as they were' "$urls" <<END
# mine
# unsubscribed: file:$home/two.xml	tech "~My Two"
file:$home/one.xml "My News"
END
check 'its articles were there all the time' 0 '*a*' '' search title:a
check 'all that is in the list of what was done' 0 '*done*unsubscribed: my two*done*subscribed: file:*' '' undo --list
cp "$urls" urls.now
printf '# mine\n' >"$urls"
check 'a step whose line is gone is told' 1 '' '*two.xml*' undo
check 'and stays as it was' 0 "*${tab}done${tab}unsubscribed: my two*" '' undo --list
cp urls.now "$urls"
check 'what is not there is not removed' 1 '' '*has no feed*' remove https://nowhere.example/
check 'the catalogue is searched' 0 '*BBC*' '' add --catalogue bbc
check 'by all words' 1 '' '*nothing like that*' add --catalogue bbc quetzalcoatl
holds 'and changes nothing by itself' [ "$(wc -l <"$urls")" -eq 3 ]

# A feed that is there is moved and renamed.
start_anew
printf '# mine\nfile:%s/one.xml News daily "~One" ! # note\nhttps://b.example/\n' "$PWD" >"$urls"
check 'a feed that is there gets another folder' 0 '*changed *' '' add --folder 'Deep sea' --tag daily --tag new "file:$PWD/one.xml"
check 'and another name' 0 '*changed *' '' add --title 'The first' "file:$PWD/one.xml"
is 'all else in its line stays' "$urls" <<END
# mine
file:$PWD/one.xml "Deep sea" daily ! new "~The first" # note
https://b.example/
END

# OPML.
start_anew
printf 'https://a.example/ news extra "~A"\n' >"$urls"
cat >list.opml <<'END'
<opml version="2.0"><body>
<outline text="News" isOpen="true"><outline text="Local &amp; near">
<outline type="rss" text="B &quot;b&quot;" xmlUrl="https://b.example/?x=1&amp;y=2"/></outline>
<outline type="rss" text="A" xmlUrl="https://a.example/"/></outline>
<outline type="rss" text="Root" xmlUrl="http://root.example/"/>
<outline type="rss" text="Bad" xmlUrl="exec:touch harm"/>
<outline type="rss" text="Bad" xmlUrl="file:///etc/passwd"/>
</body></opml>
END
check 'import adds what is new' 0 '*2 added*1 were there already*2 left out*' '' import list.opml
is 'folders come along, programs and files do not' "$urls" <<'END'
https://a.example/ news extra "~A"
https://b.example/?x=1&y=2 "News/Local & near" "~B \"b\""
http://root.example/ ~Root
END
check 'importing again adds nothing, and tells what is not kept' 0 '*0 added*isOpen*' '' import list.opml
check 'export writes OPML' 0 '<?xml*https://b.example/?x=1&amp;y=2*' '' export
cp out exported.opml
cp "$urls" before
rm "$urls"
check 'what was exported' 0 '*3 added*' '' import exported.opml
check 'comes back in an import' 0 '*' '' export
holds 'and gives the same list' cmp -s out exported.opml
rm "$urls"
cat >sites.opml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>lede</title>
  </head>
  <body>
    <outline text="Wind/Water" title="Wind/Water">
      <outline text="Near" title="Near">
        <outline type="rss" text="C" title="C" xmlUrl="https://c.example/feed" htmlUrl="https://c.example/" category="daily,long reads" description="About C &amp; &quot;more&quot;" language="de"/>
      </outline>
    </outline>
    <outline text="Sea" title="Sea">
      <outline type="Atom" text="C!" title="C at sea" xmlUrl="https://c.example/feed" htmlUrl="https://c.example/sea" category="ships"/>
      <outline type="rss" text="D" title="D" xmlUrl="https://d.example/feed" category="Sea"/>
    </outline>
  </body>
</opml>
END
check 'a list with pages, tags, slashes, and a feed in two folders' 0 '*2 added*' '' import sites.opml
is 'the second folder is a tag' "$urls" <<'END'
https://c.example/feed Wind∕Water/Near daily "long reads" Sea ships ~C
https://d.example/feed Sea ~D
END
check 'is given back' 0 '*' '' export
holds 'byte by byte' cmp out sites.opml
cat >"$urls" <<'END'
https://a.example/ Sea "two words" !
"filter:~/bin/drop -v:https://user:pass@b.example/feed" Sea "~B"
"exec:~/bin/tides" ~Tides
file:///var/tides.xml
"query:Today:unread"
END
check 'export keeps what OPML can say' 0 '*category="two words"*xmlUrl="https://b.example/feed"*' \
	'*:1: https://a.example/: others*:2: filter*without the program*:3: exec:*left out*:4: file:*left out*:5: query:*left out*' \
	export
rm "$urls"
cat >feeds <<'END'
# newsraft's
@ Weather and wind < reload-period 30
https://d.example/rss "The Tides" < item-limit 20
https://e.example/rss
$(cat some.xml) "Local"
@ News
https://f.example/atom "F \"f\""
END
check 'feeds of newsraft come in' 0 '*3 feeds: 3 added*1 left out*' '' import feeds
is 'with their sections' "$urls" <<'END'
https://d.example/rss "Weather and wind" "~The Tides"
https://e.example/rss "Weather and wind"
https://f.example/atom News "~F \"f\""
END
rm "$urls"
cat >sfeedrc <<'END'
#sfeedpath="$HOME/.sfeed/feeds"
feeds() {
	# feed <name> <feedurl> [basesiteurl] [encoding]
	feed "G g" "https://g.example/atom.xml"
	feed 'H' 'https://h.example/rss' 'https://h.example/' "iso-8859-1"
}
END
check 'feeds of sfeed come in' 0 '*2 feeds: 2 added*' '' import sfeedrc
is 'with their names' "$urls" <<'END'
https://g.example/atom.xml "~G g"
https://h.example/rss ~H
END
rm "$urls"
printf '# a list\nhttps://i.example/ one two "~I"\nexec:x\nhttps://j.example/ !\n' >some-urls
check 'lines of newsboat come in' 0 '*2 added*1 left out*lede import newsboat --urls*' '' import some-urls
is 'with what stands in them' "$urls" <<'END'
https://i.example/ one two ~I
https://j.example/ !
END
printf 'https://user:secret@b.example/\n' >"$urls"
check 'export keeps passwords out' 0 '*"https://b.example/"*' '' export
check 'unless they are asked for' 0 '*"https://user:secret@b.example/"*' '' export --secrets
check 'what is no list of feeds is refused' 1 '' 'lede: *' import one.xml
check 'a list that is not there, too' 1 '' '*none.opml*' import none.opml

# Mistakes and misfortunes.
start_anew
printf 'text-widht 70\n' >"$XDG_CONFIG_HOME/lede/config"
check 'a mistake in the config is told and goes on' 0 '*Harbour*' '*config:1: there is no option "text-widht"; did you mean text-width?*' list
rm "$XDG_CONFIG_HOME/lede/config"
printf 'This is a letter, longer than the head of a database, and nothing must be written over it, ever.\n' >"$XDG_DATA_HOME/lede/lede.db"
cp "$XDG_DATA_HOME/lede/lede.db" letter
for command in update list 'search x'; do
	# shellcheck disable=SC2086
	check "$command leaves a file alone that is no library" 1 '' '*lede.db*left as it is*' $command
done
holds 'and not a byte was changed' cmp letter "$XDG_DATA_HOME/lede/lede.db"
if [ -w /dev/full ]; then
	n=$((n + 1))
	"$lede" --help >/dev/full 2>err
	if [ $? -eq 1 ] && grep -q "can't write" err; then echo "ok $n - a full disk is told"; else echo "not ok $n - a full disk is told"; fi
	n=$((n + 1))
	for i in 1 2 3 4 5 6 7 8; do printf '%s\n\n' "Paragraph $i of a text.$(printf '%900s' '' | sed 's/   / of/g')"; done >long.txt
	"$lede" show long.txt >/dev/full 2>err
	if [ $? -eq 1 ] && grep -q "can't write" err; then echo "ok $n - by show, too, when it is full half-way"; else echo "not ok $n - by show, too, when it is full half-way"; fi
fi
start_anew
"$lede" update --quiet
check 'articles of a query, a line each' 0 "20*${tab}*${tab}*${tab}https*" '' list in:News --limit 3
check 'no more of them than asked for' 0 '%U--' '' list --limit=1 --format=%%%m -- -starred
check 'in a format of their own' 0 '*Grid operators*${tab}U--' '' list --limit 1 --format '%t${tab}%m' 'title = "Grid operators agree on common reserve after October blackout"'
check 'as JSON, with marks and tags' 0 '{"id":*"unread":true,"starred":false,"later":false,"tags":\[\],"words":*}' '' list --json --limit 1 unread
check 'a term that must not be there is no option' 0 '20*' '' list --limit 1 -starred unread
check 'but a name is' 2 '' '*there is no option --starred*' list --starred
check 'what is found nowhere' 1 '' '' list xyzzyx
check 'a mistake in the query is pointed at' 2 '' '*column 8*^*' list unread autor:x
check 'a format that is none' 2 '' '*there is no %q*' list --format %q unread
check 'a format without a query' 2 '' '*say which*' list --format %t
check 'nothing was done, so there is nothing to undo' 1 '' '*nothing to undo*' undo
check 'nor to do again' 1 '' '*nothing to do again*' undo --redo 3
check 'nor to list' 0 '' '*nothing was done yet*' undo --list
check 'undo takes a number' 2 '' '*number of steps*' undo some
{
	echo '<rss version="2.0"><channel><title>Large</title>'
	awk 'BEGIN { for (i = 0; i < 12000; i++) printf "<item><title>Number %d</title><guid>%d</guid><description>Words of number %d, and some more.</description></item>\n", i, i, i }'
	echo '</channel></rss>'
} >large.xml
"$lede" parse large.xml >large.json
"$lede" parse - <large.xml >piped.json
holds 'a file of more than a megabyte reads as it does through a pipe' cmp large.json piped.json
holds 'and wholly' grep -q '"title": "Number 11999"' large.json
n=$((n + 1))
"$lede" list unread >&- 2>err
if [ $? -eq 1 ] && grep -q "can't write" err; then echo "ok $n - so is a closed standard output"; else echo "not ok $n - so is a closed standard output"; fi
n=$((n + 1))
{ "$lede" search in:News; "$lede" search in:News; } 2>err | true
if [ -s err ]; then echo "not ok $n - a reader that goes away is no error"; else echo "ok $n - a reader that goes away is no error"; fi
if [ -e /proc/self/fd ]; then
	start_anew
	# shellcheck disable=SC2016
	printf '"exec:readlink /proc/$PPID/fd/2 >%s/held"\n' "$home" >"$urls"
	"$lede" update --quiet 2>&-
	holds 'nothing of ours gets the number of a standard file that was closed' grep -qx /dev/null held
fi
echo "1..$n"
