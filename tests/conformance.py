#!/usr/bin/env python3
"""Measures lede with the scorers of a corpus folder and holds the figures against tests/floors.

  conformance.py --lede PATH --shared DIR --floors FILE [--only WORD]

Each line of FILE is "name floor": a percentage that must be reached. Names are feeds, feeds.CATEGORY,
zyte, mozilla, mozilla.WHAT (the share of it that is kept), trafilatura, embeds, plaintext, hostile.GROUP. Without
the folder nothing is measured, which is said. Ends with "N passed, N failed".
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile


def floors(path):
    found = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.split("#")[0].split()
            if len(line) == 2:
                found[line[0]] = float(line[1])
    return found


def run(argv):
    done = subprocess.run([sys.executable] + argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("utf-8", "replace")


def feeds(lede, corpus, out):
    print(run([corpus + "/score_feeds.py", "--lede", lede, "--cases", corpus + "/feeds", "--jobs", "2", "--json", out]))
    with open(out, encoding="utf-8") as f:
        got = json.load(f)
    figures = {"feeds": got["overall_percent"]}
    for name, row in got["categories"].items():
        figures["feeds." + name] = 100.0 * row["passed"] / row["total"]
    return figures


def articles(lede, corpus, out):
    print(run([corpus + "/score_extract.py", "--lede", lede, "--cases", corpus + "/articles", "--jobs", "2", "--show",
               "--json", out]))
    with open(out, encoding="utf-8") as f:
        got = json.load(f)
    figures = {name: 100.0 * row["f1"] for name, row in got["summary"].items()}
    for name, row in got["summary"].items():
        for what, (kept, known) in row.get("kept", {}).items():
            figures[name + "." + what] = 100.0 * kept / known
    return figures


def hostile(lede, folder, group):
    text = run([folder + "/check.py", "--lede", lede, "--groups", group, "--jobs", "2"])
    print(text[-4000:])
    count = re.findall(r"(\d+) passed, (\d+) failed", text)
    if not count:
        return {}
    passed, failed = map(int, count[-1])
    return {"hostile." + group: 100.0 * passed / max(1, passed + failed)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--lede", required=True)
    ap.add_argument("--shared", required=True)
    ap.add_argument("--floors", required=True)
    ap.add_argument("--only", default="")
    a = ap.parse_args()
    corpus, lede = a.shared + "/corpus", os.path.abspath(a.lede)
    if not os.path.isdir(corpus):
        print("conformance is skipped: there is no corpus in %s (set SHARED to the folder that holds one)" % a.shared)
        print("0 passed, 0 failed, 1 skipped")
        return 0
    wanted = {k: v for k, v in floors(a.floors).items() if a.only in k}
    got = {}
    with tempfile.TemporaryDirectory() as tmp:
        if any(k.startswith("feeds") for k in wanted):
            got.update(feeds(lede, corpus, tmp + "/feeds.json"))
        if any(k.split(".")[0] in ("zyte", "mozilla", "trafilatura", "embeds", "plaintext") for k in wanted):
            got.update(articles(lede, corpus, tmp + "/articles.json"))
        for k in wanted:
            if k.startswith("hostile."):
                got.update(hostile(lede, a.shared + "/hostile", k.split(".")[1]))
    passed = failed = 0
    for name, floor in wanted.items():
        ok = name in got and got[name] + 1e-9 >= floor
        passed += ok
        failed += not ok
        print("%s %-24s %6.2f  floor %6.2f" % ("ok    " if ok else "FAILED", name, got.get(name, -1), floor))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
