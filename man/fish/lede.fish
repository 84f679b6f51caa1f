# lede(1) completion for fish; made by `make tables`.
complete -c lede -n __fish_use_subcommand -a add -d 'subscribe to a feed, or to those of a page'
complete -c lede -n '__fish_seen_subcommand_from add' -f
complete -c lede -n '__fish_seen_subcommand_from add' -l folder -d 'put it into this folder; "News/Local" is one within another'
complete -c lede -n '__fish_seen_subcommand_from add' -l tag -d 'give it this tag; may be given several times'
complete -c lede -n '__fish_seen_subcommand_from add' -l title -d 'call it so, whatever it calls itself'
complete -c lede -n '__fish_seen_subcommand_from add' -l choose -d 'of several feeds take this one, or "1,3"; else a terminal is asked, and without one the first is taken'
complete -c lede -n '__fish_seen_subcommand_from add' -l all -d 'take all of them'
complete -c lede -n '__fish_seen_subcommand_from add' -l catalogue -d 'look for WORDs in a list of well-known feeds and add the one that is found, or those of the given numbers; print the list if there are no WORDs'
complete -c lede -n __fish_use_subcommand -a daemon -d 'keep feeds fresh until it is told to end'
complete -c lede -n '__fish_seen_subcommand_from daemon' -f
complete -c lede -n __fish_use_subcommand -a doctor -d 'look for what is wrong, explain it, and mend it'
complete -c lede -n '__fish_seen_subcommand_from doctor' -f
complete -c lede -n '__fish_seen_subcommand_from doctor' -l apply -d 'mend what needs no judgement without asking: feeds that have moved, and the library'
complete -c lede -n __fish_use_subcommand -a export -d 'print the subscriptions as OPML, or tell newsboat what is read'
complete -c lede -n '__fish_seen_subcommand_from export' -l secrets -d 'with the names and passwords that stand in addresses; else they stay out'
complete -c lede -n '__fish_seen_subcommand_from export' -l cache -d 'newsboat\'s cache.db; one that is not there is made'
complete -c lede -n __fish_use_subcommand -a extract -d 'print the main article of a web page or a text file'
complete -c lede -n '__fish_seen_subcommand_from extract' -l url -d 'where the page came from: what relative addresses in it refer to'
complete -c lede -n '__fish_seen_subcommand_from extract' -l format -d 'json (with what is known about the article), html, text or markdown; json if not given'
complete -c lede -n __fish_use_subcommand -a help -d 'print how lede or one of its commands is called'
complete -c lede -n '__fish_seen_subcommand_from help' -f
complete -c lede -n __fish_use_subcommand -a import -d 'subscribe to the feeds of an OPML file or another list, or take over what newsboat has'
complete -c lede -n '__fish_seen_subcommand_from import' -l dry-run -d 'say what would be taken over, and write nothing'
complete -c lede -n '__fish_seen_subcommand_from import' -l urls -d 'newsboat\'s subscriptions'
complete -c lede -n '__fish_seen_subcommand_from import' -l cache -d 'its articles, and what is read'
complete -c lede -n '__fish_seen_subcommand_from import' -l config -d 'its settings'
complete -c lede -n __fish_use_subcommand -a list -d 'print the feeds, or the articles that a query finds'
complete -c lede -n '__fish_seen_subcommand_from list' -f
complete -c lede -n '__fish_seen_subcommand_from list' -l health -d 'only those that have trouble or moved: what, since when, how often, when the next try is, and what to do'
complete -c lede -n '__fish_seen_subcommand_from list' -l json -d 'an object a line: url, title, health (good, new, moved or failed), checked, due, moved_to, trouble, since, failures, advice, site, folder, tags, unread, total, newest; what is empty is left out. Of articles: id, title, url, author, published, seen, feed, feed_url, unread, starred, later, tags, words, summary'
complete -c lede -n '__fish_seen_subcommand_from list' -l format -d 'a line for each article: %t title, %u address, %a author, %d date, %f feed, %F its address, %s how it begins, %n minutes to read, %m marks (USL: unread, starred, later), %T tags, %i number, %% a percent sign, \\t a tab, \\n a new line'
complete -c lede -n '__fish_seen_subcommand_from list' -l limit -d 'no more than the first N'
complete -c lede -n __fish_use_subcommand -a parse -d 'print a feed as JSON Feed, or the feeds that a page names'
complete -c lede -n '__fish_seen_subcommand_from parse' -l url -d 'where the feed came from: what relative addresses in it refer to'
complete -c lede -n '__fish_seen_subcommand_from parse' -l content-type -d 'what the server called it, with its charset'
complete -c lede -n '__fish_seen_subcommand_from parse' -l discover -d 'TARGET is a web page; print the addresses of its feeds, one a line'
complete -c lede -n __fish_use_subcommand -a remove -d 'unsubscribe from a feed, named by its address or title'
complete -c lede -n '__fish_seen_subcommand_from remove' -f
complete -c lede -n __fish_use_subcommand -a rules -d 'print the rules, and how many articles each would find'
complete -c lede -n '__fish_seen_subcommand_from rules' -f
complete -c lede -n __fish_use_subcommand -a search -d 'print the articles that a query finds, best first'
complete -c lede -n '__fish_seen_subcommand_from search' -f
complete -c lede -n __fish_use_subcommand -a show -d 'print an article or a feed as text'
complete -c lede -n '__fish_seen_subcommand_from show' -l width -d 'cells a line; else those of the terminal, or 80'
complete -c lede -n __fish_use_subcommand -a undo -d 'take back what was done to articles'
complete -c lede -n '__fish_seen_subcommand_from undo' -f
complete -c lede -n '__fish_seen_subcommand_from undo' -l redo -d 'do again what was taken back'
complete -c lede -n '__fish_seen_subcommand_from undo' -l list -d 'print what was done, the latest first: date, done or undone, and what, with a tab between'
complete -c lede -n __fish_use_subcommand -a update -d 'fetch all feeds'
complete -c lede -n '__fish_seen_subcommand_from update' -f
complete -c lede -n '__fish_seen_subcommand_from update' -l quiet -d '(or -q) say nothing but what failed'
complete -c lede -n '__fish_seen_subcommand_from update' -l json -d 'print what happens as JSON, an object a line; their "event" is feed (its url, title, health, trouble and so on as list --json has them, and new: how many articles came in), progress (feeds, done, new, failed, bytes; once a second), and end (the same, left_alone, seconds)'
complete -c lede -n '__fish_seen_subcommand_from update' -l only -d 'only feeds that it means: words of title, address, folder or tags, feed:NAME, in:FOLDER, tag:NAME, url:PART, /REGEX/, unread, newer:30d or older:30d (by the newest article), -TERM, OR, ( )'
complete -c lede -n '__fish_seen_subcommand_from update' -l due -d 'only feeds whose time has come, by their own rhythm and what their servers ask for: for cron and timers'
complete -c lede -n '__fish_seen_subcommand_from update' -l force -d 'also feeds that are given up; but where a server asked to be left alone for a time, it is'
complete -c lede -n '__fish_seen_subcommand_from update' -l jobs -d '(or -j) so many downloads at once, whatever the option connections says'
complete -c lede -n '__fish_seen_subcommand_from update' -l strict -d 'exit with status 3 if some feeds failed'
complete -c lede -n '__fish_seen_subcommand_from help' -a 'add daemon doctor export extract help import list parse remove rules search show undo update'
