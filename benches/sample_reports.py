#!/usr/bin/env python3
"""Draws reports that a reader checks by hand: are type, actors and status right?

usage: benches/sample_reports.py RELATA [--seed N] [--count N] [--month YYYY-MM] [--field] [--input FILE] [--packs DIR]

Reads the items of the month (June 2024 by default) of ../shared/suites/corpora/rss.jsonl.gz, or the JSON Lines given, and
prints, three lines each, as many reports as are asked for (200 by default): where from, with the row and the report's id,
the words around the trigger in brackets, and what was made of them. --field takes 500 items of sport, culture and
weather, told by their addresses, and prints all their reports. The same seed draws the same reports of one program. The
corpora lie beside the repository because they belong to their publishers.
"""
import argparse
import gzip
import json
import pathlib
import random
import re
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
CORPUS = TOP.parent / "shared/suites/corpora/rss.jsonl.gz"
FIELD = re.compile(r"/(sports?|culture|meteo|euro|roland-garros|tour-de-france|football|rugby|tennis|cinema|musique|"
                   r"pop-culture|programme-tv|les-jeux-olympiques|jeux-olympiques|people|livres|series?)(/|$)|rmcsport")
ITEMS, AROUND = 500, 110


def items(args, draw):
    if args.input:
        return pathlib.Path(args.input).read_text(encoding="utf8").splitlines()
    if not CORPUS.is_file():
        raise SystemExit(f"sample-reports: {CORPUS} is not there; there is nothing to read")
    with gzip.open(CORPUS, "rt", encoding="utf8") as lines:
        kept = [line.rstrip("\n") for line in lines if args.field or record(line)["published"].startswith(args.month)]
    if not args.field:
        return kept
    return draw.sample([line for line in kept if FIELD.search(record(line)["url"])], ITEMS)


def record(line):
    found = json.loads(line)
    return {"published": found.get("published") or "", "url": found.get("url") or ""}


def export(args, lines, folder):
    source, path, out = folder / "items.jsonl", folder / "items.db", folder / "export"
    source.write_text("".join(line + "\n" for line in lines), encoding="utf8")
    packs = ["--packs", args.packs] if args.packs else []
    subprocess.run([args.relata, "read", str(source), "--into", str(path), *packs], capture_output=True, check=True)
    subprocess.run([args.relata, "export", str(path), "--to", str(out)], capture_output=True, check=True)
    tables = (("articles", "document"), ("reports", "report"))
    return [{row[key]: row for row in map(json.loads, (out / f"{name}.jsonl").open(encoding="utf8"))} for name, key in tables]


def side(parties):
    return ", ".join(f"{p['name']} ({p.get('country') or '-'})" for p in parties) or "-"


def shown(number, report, article):
    text, trigger, span = article["text"], report["trigger"], report["span"]
    start = max(0, min(span["start"], trigger["start"] - AROUND))
    end = max(span["end"], trigger["end"] + AROUND)
    around = f"{text[start:trigger['start']]}[[{trigger['text']}]]{text[trigger['end']:end]}"
    days = report.get("when") or {}
    place = (report.get("place") or {}).get("name")
    kind = "/".join(filter(None, (report["type"], report.get("mode"))))
    day = (article.get("published") or {}).get("from")
    return (f"{number}. {article.get('publisher') or ''} {day} {report['rule']} {report['report']}\n"
            f"   {' '.join(around.split())}\n   => {kind} {report['status']} | {side(report['sources'])} > "
            f"{side(report['targets'])} | {days.get('from')}..{days.get('to')} | {place or '-'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("relata")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--month", default="2024-06")
    parser.add_argument("--field", action="store_true")
    parser.add_argument("--input")
    parser.add_argument("--packs")
    args = parser.parse_args()
    draw = random.Random(args.seed)
    lines = items(args, draw)
    with tempfile.TemporaryDirectory() as folder:
        articles, reports = export(args, lines, pathlib.Path(folder))
    ordered = sorted(reports.values(), key=lambda r: (r["document"], r["trigger"]["start"], r["type"]))
    chosen = ordered if args.field else draw.sample(ordered, min(args.count, len(ordered)))
    print(f"{len(lines)} items, {len(ordered)} reports; seed {args.seed}")
    for number, report in enumerate(chosen, 1):
        print(shown(number, report, articles[report["document"]]))


if __name__ == "__main__":
    main()
