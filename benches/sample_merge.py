#!/usr/bin/env python3
"""Draws what a reader checks by hand of the chronicle of one month.

usage: benches/sample_merge.py RELATA [--seed N] [--month YYYY-MM] [--to DIR] [--chronicle DB]

Reads the items of the month (June 2024 by default) of ../shared/suites/corpora/rss.jsonl.gz, or takes a chronicle that is
there, and writes four lists as Markdown, into DIR or on standard output: the 30 largest stories; the items of 10 of them;
100 merged events with two reports or more; 100 pairs of events of one day and one pair of parties that were left apart.
The same seed draws the same numbers. The corpora lie beside the repository because they belong to their publishers.
"""
import argparse
import datetime
import gzip
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
CORPUS = TOP.parent / "shared/suites/corpora/rss.jsonl.gz"
LARGEST, READ, DRAWN = 30, 10, 100
NARROW = 3  # days: an event that may lie on more is of no one day


def rows(folder, name):
    with open(folder / f"{name}.jsonl", encoding="utf8") as file:
        return [json.loads(line) for line in file]


def chronicle(relata, month, folder):
    if not CORPUS.is_file():
        raise SystemExit(f"sample-merge: {CORPUS} is not there; there is nothing to read")
    source = folder / f"{month}.jsonl"
    with gzip.open(CORPUS, "rt", encoding="utf8") as lines, open(source, "w", encoding="utf8") as file:
        file.writelines(line for line in lines if (json.loads(line).get("published") or "").startswith(month))
    path = folder / "month.db"
    subprocess.run([relata, "read", str(source), "--into", str(path)], stdout=subprocess.DEVNULL, check=True)
    return path


class Export:
    def __init__(self, relata, path, folder):
        subprocess.run([relata, "export", str(path), "--to", str(folder)], stdout=subprocess.DEVNULL, check=True)
        self.articles = {a["document"]: a for a in rows(folder, "articles")}
        self.reports = {r["report"]: r for r in rows(folder, "reports")}
        self.events = rows(folder, "events")
        self.stories = sorted(rows(folder, "stories"), key=lambda s: (-len(s["documents"]), s["story"]))

    def item(self, document):
        article = self.articles[document]
        text = " ".join(article["text"].split())
        return f"{(article.get('published') or {}).get('from')} {article.get('publisher')}: {text[:260]}"

    def report(self, ident):
        report = self.reports[ident]
        article = self.articles[report["document"]]
        span = report["span"]
        clause = " ".join(article["text"][span["start"]:span["end"]].split())
        title = " ".join((article.get("title") or "").split())
        names = lambda side: ", ".join(p["name"] for p in report[side]) or "–"
        return (f"{report['type']} {report.get('mode') or ''} {report['status']} «{report['trigger']['text']}» "
                f"{names('sources')} > {names('targets')} | {article.get('publisher')} | {title} | … {clause[:220]}")


def lands(parties):
    return frozenset(p.get("country") or p["entity"] for p in parties)


def pair(event):
    """The two sides of an event that has two, whichever way round."""
    one, other = lands(event["sources"]), lands(event["targets"])
    return frozenset([one, other]) if one and other and len(one | other) > 1 else None


def apart(events):
    """All pairs of events of one pair of parties whose days meet."""
    days = lambda e: (e["when"]["from"], e["when"]["to"])
    held = {}
    for event in events:
        when = event.get("when")
        if pair(event) and when and (length(when) <= NARROW):
            held.setdefault(tuple(sorted(tuple(sorted(side)) for side in pair(event))), []).append(event)
    for key in sorted(held):
        for a, b in itertools.combinations(sorted(held[key], key=lambda e: e["event"]), 2):
            if days(a)[0] <= days(b)[1] and days(b)[0] <= days(a)[1]:
                yield a, b


def length(when):
    day = datetime.date.fromisoformat
    return (day(when["to"]) - day(when["from"])).days + 1


def write(export, draw, out):
    with out("stories.md") as file:
        print("| | items | from | to | title |\n|---|---|---|---|---|", file=file)
        for number, story in enumerate(export.stories[:LARGEST], 1):
            print(f"| {number} | {len(story['documents'])} | {story['from']} | {story['to']} | {story['title']} |", file=file)
    with out("story-items.md") as file:
        for number in sorted(draw.sample(range(min(LARGEST, len(export.stories))), READ)):
            story = export.stories[number]
            print(f"\n## {number + 1}. {story['title']} ({len(story['documents'])})", file=file)
            for document in story["documents"]:
                print(f"- {export.item(document)}", file=file)
    merged = sorted((e for e in export.events if len(e["reports"]) > 1), key=lambda e: e["event"])
    with out("merged.md") as file:
        print(f"{len(merged)} events of two reports or more, {DRAWN} drawn", file=file)
        for number, event in enumerate(draw.sample(merged, min(DRAWN, len(merged))), 1):
            print(f"\n## {number}. {event['event']} {event['type']} {event['when'] and event['when']['from']}", file=file)
            for ident in event["reports"][:8]:
                print(f"- {export.report(ident)}", file=file)
    pairs = list(apart(export.events))
    with out("apart.md") as file:
        print(f"{len(pairs)} pairs of events of one day and one pair of parties, {DRAWN} drawn", file=file)
        for number, both in enumerate(draw.sample(pairs, min(DRAWN, len(pairs))), 1):
            print(f"\n## {number}. {both[0]['event']} {both[1]['event']}", file=file)
            for side, event in zip("AB", both):
                for ident in event["reports"][:2]:
                    print(f"- {side}: {export.report(ident)}", file=file)


class Standard:
    """Standard output in the place of a file."""
    def __enter__(self):
        return sys.stdout

    def __exit__(self, *_):
        print()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("relata")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--month", default="2024-06")
    parser.add_argument("--to", type=pathlib.Path)
    parser.add_argument("--chronicle", type=pathlib.Path)
    options = parser.parse_args()
    relata = str(pathlib.Path(options.relata).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        path = options.chronicle or chronicle(relata, options.month, folder)
        export = Export(relata, path, folder / "export")
    if options.to:
        options.to.mkdir(parents=True, exist_ok=True)
        out = lambda name: open(options.to / name, "w", encoding="utf8")
    else:
        out = lambda name: Standard()
    write(export, random.Random(options.seed), out)


if __name__ == "__main__":
    main()
