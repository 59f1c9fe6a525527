#!/usr/bin/env python3
"""Time expressions of an assistant's suite (Duckling's French corpus) against what the program resolves.

usage: duckling.py RELATA [SUITE.json] [--misses]

Each example is read in a sentence that says what an assistant takes for granted, that the time is to come ("Le ministre
sera reçu …"), as an article of the suite's reference day; with --bare it is read without one. It counts as resolved where what was found covers
the expected days: a single day must be met exactly, a stretch by at least half of the days that either has; an
hour must be met where the expression names one, and a part of a day must overlap the expected hours. The reference
time of day is not known to the program, which knows days only: expressions that count minutes or hours from "now"
need their day alone. Where assistant speech and news differ (a bare weekday is always to come for an assistant),
the program keeps to the news; packs/README.md lists where.
"""
import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile

PARTS = {"MO": (4, 12), "MI": (11, 15), "AF": (12, 19), "EV": (17, 24), "NI": (18, 30), "DT": (6, 21)}
FRAME = "Le ministre sera reçu %s."
GRAINS = ("Second", "Minute", "Hour", "Day", "Week", "Month", "Quarter", "Year")


def expected(value):
    """First and last moment, the last one exclusive, and the grain; an open interval has one moment."""
    moments = [moment([int(n) for n in part.split(",")]) for part in re.findall(r"\(([\d, ]+)\)", value)]
    grain = next(g for g in GRAINS if value.rstrip().endswith(g))
    first = moments[0]
    if len(moments) > 1:
        return first, moments[1], grain
    return first, after(first, grain), grain


def moment(parts):
    year, month, day, hour, minute, second = parts
    return dt.datetime(year, month or 1, day or 1, hour, minute, second)


def after(first, grain):
    months = {"Month": 1, "Quarter": 3, "Year": 12}.get(grain)
    if months:
        index = first.year * 12 + first.month - 1 + months
        return first.replace(year=index // 12, month=index % 12 + 1, day=1)
    steps = {"Second": dt.timedelta(seconds=1), "Minute": dt.timedelta(minutes=1), "Hour": dt.timedelta(hours=1),
             "Day": dt.timedelta(days=1), "Week": dt.timedelta(days=7)}
    return first + steps[grain]


def covers(found, first, last, grain, text):
    if not found:
        return False
    days = [(dt.date.fromisoformat(t["from"]), dt.date.fromisoformat(t["to"])) for t in found if t["from"]]
    if not days:
        return False
    a, b = min(d[0] for d in days), max(d[1] for d in days)
    c, d = first.date(), (last - dt.timedelta(seconds=1)).date()
    if "TNI" in "".join(t["value"] for t in found) and a == b - dt.timedelta(days=1):
        b = max(a, min(b, d))  # a night reaches into the next day
    if "OpenInterval" in text:
        return a <= c <= b
    if grain in ("Second", "Minute", "Hour") and (last - first) <= dt.timedelta(days=1):
        return a <= c <= b and (b - a).days <= 1 and hours_fit(found, first, last)
    if c == d:
        return a == c and b == d
    both = (min(b, d) - max(a, c)).days + 1
    either = (max(b, d) - min(a, c)).days + 1
    return both / either >= 0.5


def hours_fit(found, first, last):
    low = first.hour + first.minute / 60
    high = low + (last - first).total_seconds() / 3600
    for time in found:
        clock = re.search(r"T(\d\d):(\d\d)", time["value"])
        part = re.search(r"T(MO|MI|AF|EV|NI|DT)", time["value"])
        if clock:
            at = int(clock[1]) + int(clock[2]) / 60
            if not any(low - 0.02 <= at + shift <= high + 0.02 for shift in (0, 12, -12, 24)):
                return False
        elif part:
            start, end = PARTS[part[1]]
            if min(end, high) <= max(start, low) and min(end, high + 24) <= max(start, low + 24):
                return False
    return True


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not args:
        raise SystemExit(__doc__)
    top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    suite = args[1] if len(args) > 1 else os.path.join(top, "..", "shared", "suites", "duckling_fr", "duckling.json")
    if not os.path.exists(suite):
        raise SystemExit(f"duckling: {os.path.realpath(suite)} is not there; there is nothing to compare with")
    with open(suite, encoding="utf8") as file:
        data = json.load(file)
    day = data["reference"][:10]
    framed = "--bare" not in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        source, database, export = (os.path.join(folder, name) for name in ("in.jsonl", "times.db", "out"))
        with open(source, "w", encoding="utf8") as out:
            for number, example in enumerate(data["examples"]):
                record = {"document": f"{number:04}", "published": day, "language": "fr", "text": FRAME % example["text"] if framed else example["text"]}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        subprocess.run([args[0], "read", source, "--into", database], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([args[0], "export", database, "--to", export], check=True, stdout=subprocess.DEVNULL)
        times = {}
        with open(os.path.join(export, "times.jsonl"), encoding="utf8") as lines:
            for row in map(json.loads, lines):
                times.setdefault(row["document"], []).append(row)
    good = 0
    for number, example in enumerate(data["examples"]):
        found = times.get(f"{number:04}", [])
        first, last, grain = expected(example["value"])
        right = covers(found, first, last, grain, example["value"])
        good += right
        if "--misses" in sys.argv and not right:
            told = [(t["text"], t["value"], t["from"], t["to"]) for t in found]
            print(f"  {example['text']!r}: {told} not {first} .. {last} {grain}")
    print(f"duckling.resolved\t{good / len(data['examples']):.3f}\tof {len(data['examples'])}")


if __name__ == "__main__":
    main()
