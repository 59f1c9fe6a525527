#!/usr/bin/env python3
"""Given dated transcripts with their days hidden, measures the days that the program finds for them.

usage: dating.py RELATA [SHARED] [--offset N] [--misses]

Reads 2,000 articles of SHARED/suites/corpora/tv.jsonl.gz (every tenth, from --offset on) without day and
address. Prints how many get an interval narrower than a year, how many of those intervals hold the true day, and
how wide they are. The texts belong to their publishers and lie outside the repository.
"""
import datetime
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile

COUNT, STEP, YEAR = 2000, 10, 365


def articles(path, offset):
    with gzip.open(path, "rt", encoding="utf8") as lines:
        every_tenth = (json.loads(line) for n, line in enumerate(lines) if n % STEP == offset)
        chosen = [article for article in every_tenth if article.get("text", "").strip()][:COUNT]
    for number, article in enumerate(chosen):
        yield f"tv-{number:04}", article


def read(relata, chosen):
    """The intervals that the program finds, by document, and how each is known."""
    with tempfile.TemporaryDirectory() as folder:
        source, database, export = (os.path.join(folder, name) for name in ("in.jsonl", "dating.db", "out"))
        with open(source, "w", encoding="utf8") as out:
            for document, article in chosen:
                hidden = {k: article[k] for k in ("title", "text", "publisher", "language") if article.get(k)}
                out.write(json.dumps({"document": document, **hidden}, ensure_ascii=False) + "\n")
        subprocess.run([relata, "read", source, "--into", database], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([relata, "export", database, "--to", export], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(export, "articles.jsonl"), encoding="utf8") as lines:
            found = {row["document"]: row["published"] for row in map(json.loads, lines)}
    return found


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not args:
        raise SystemExit(__doc__)
    offset = int(sys.argv[sys.argv.index("--offset") + 1]) if "--offset" in sys.argv else 0
    args = [a for a in args if a != str(offset)] if "--offset" in sys.argv else args
    shared = args[1] if len(args) > 1 else os.path.join(os.path.dirname(__file__), "..", "..", "shared")
    path = os.path.join(shared, "suites", "corpora", "tv.jsonl.gz")
    if not os.path.exists(path):
        raise SystemExit(f"dating: {os.path.realpath(path)} is not there; there is nothing to date")
    chosen = list(articles(path, offset))
    found = read(args[0], chosen)
    day = datetime.date.fromisoformat
    widths, held, hows = [], 0, {}
    for document, article in chosen:
        published = found.get(document)
        if not published:
            continue
        first, last, true = day(published["from"]), day(published["to"]), day(article["published"][:10])
        width = (last - first).days + 1
        if width >= YEAR:
            continue
        good = first <= true <= last
        widths.append(width)
        held += good
        how = hows.setdefault(published["how"], [0, 0])
        how[0] += good
        how[1] += 1
        if "--misses" in sys.argv and not good:
            print(f"  {document} {true} not in {first}..{last} ({published['how']}): {article['title'][:70]}")
    share = lambda part, whole: part / whole if whole else 0.0
    print(f"dating.dated\t{share(len(widths), len(chosen)):.3f}\tof {len(chosen)}")
    print(f"dating.held\t{share(held, len(widths)):.3f}\tof {len(widths)}")
    for how, (good, all_of) in sorted(hows.items()):
        print(f"dating.held_{how}\t{share(good, all_of):.3f}\tof {all_of}")
    print(f"dating.median_days\t{statistics.median(widths) if widths else 0:g}")


if __name__ == "__main__":
    main()
