#!/usr/bin/env python3
"""Lists of feeds that come out of lede as they went in: every OPML file below the given folders is
imported into an empty home and exported again; addresses, titles, folders, pages, categories and all
attributes without a namespace must be the same. Prints the files that differ, and a count; `make conformance` runs it."""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree


PLACED = {"xmlurl", "url", "htmlurl", "title", "text", "category"}


def words(text):
    return " ".join((text or "").split())


def feeds_below(node, folders, out):
    for child in node:
        if not isinstance(child.tag, str) or child.tag.lower() != "outline":
            continue
        about = {name.lower(): value for name, value in child.attrib.items() if "}" not in name}
        url = (about.get("xmlurl") or about.get("url") or "").strip()
        name = words(about.get("title")) or words(about.get("text"))
        if url.lower().startswith(("http:", "https:")):
            categories = about.get("category", "").split(",")
            categories = sorted(c.strip().lstrip("/") for c in categories if c.strip())
            # OPML wants a name: without one it is the address.
            rest = {key: words(value) for key, value in about.items() if key not in PLACED}
            if rest.get("type") == "rss":
                del rest["type"]
            rest["text"] = words(about.get("text")) or name or url
            out.append((url, name or url, folders, about.get("htmlurl", "").strip(),
                        tuple(categories), tuple(sorted(rest.items()))))
        feeds_below(child, folders if url or not name else folders + (name,), out)


def feeds_of(data):
    """None if it is no OPML, or none that this parser reads."""
    try:
        root = tree.fromstring(data.lstrip())
    except tree.ParseError:
        return None
    if root.tag.lower() != "opml":
        return None
    out = []
    for body in root:
        if isinstance(body.tag, str) and body.tag.lower() == "body":
            feeds_below(body, (), out)
    return sorted(out)


def round_trip(lede, path):
    with tempfile.TemporaryDirectory() as home:
        env = dict(os.environ, HOME=home)
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            env[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
        taken = subprocess.run([lede, "import", path], env=env, capture_output=True, check=False)
        if taken.returncode:
            return None
        given = subprocess.run([lede, "export", "--secrets"], env=env, capture_output=True,
                               check=True)
        return feeds_of(given.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lede", required=True)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    same = count = 0
    for folder in options.folders:
        for path in sorted(pathlib.Path(folder).rglob("*.opml")):
            before = feeds_of(path.read_bytes())
            if not before:
                continue
            count += 1
            after = round_trip(os.path.abspath(options.lede), path)
            if after == before:
                same += 1
                continue
            print(f"{path.name} differs")
            for feed in before:
                if not after or feed not in after:
                    print("  went in: ", *feed, sep=" ")
            for feed in after or []:
                if feed not in before:
                    print("  came out:", *feed, sep=" ")
    print(f"opml: {same} of {count} lists come out as they went in")
    return 0


if __name__ == "__main__":
    sys.exit(main())
