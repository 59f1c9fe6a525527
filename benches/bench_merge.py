#!/usr/bin/env python3
"""How the cost of one chronicle grows with its articles, and what one more day costs.

usage: benches/bench_merge.py RELATA [SIZE…]

Reads the articles of ../shared/suites/corpora into chronicles of growing size (5,000 to all by default), then a day's 150
items into the largest. Prints a line a size: articles, events, processor seconds of reading and merging, seconds of
merging alone (the chronicle is made anew from what is stored), greatest memory, size of the database. The corpora lie
beside the repository because they belong to their publishers.
"""
import gzip
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
CORPORA = TOP.parent / "shared/suites/corpora"
SIZES = [5_000, 10_000, 20_000, 35_000]
DAY = 150


def articles():
    """All items of the corpora, interleaved by day so that each size is a stretch of the whole."""
    items = []
    for path in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf8") as file:
            for number, line in enumerate(file, 1):
                record = json.loads(line)
                record.setdefault("document", f"{path.name.split('.')[0]}#{number}")
                items.append(record)
    items.sort(key=lambda r: (r.get("published") or "", r["document"]))
    return items


def write(path, records):
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf8")


def run(relata, source, chronicle):
    """Processor seconds and greatest memory (MiB) of reading one file into a chronicle."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [relata, "read", str(source), "--into", str(chronicle)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(f"bench-merge: {' '.join(command)} ended with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def merge_anew(relata, empty, chronicle):
    """Seconds of a merge alone: the chronicle is marked as behind its readings, and nothing new is read."""
    with sqlite3.connect(chronicle) as db:
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('stale', '1')")
    return run(relata, empty, chronicle)[0]


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    relata = os.path.abspath(sys.argv[1])
    if not CORPORA.is_dir():
        raise SystemExit(f"bench-merge: {CORPORA} is not there; there is nothing to read")
    items = articles()
    old, day = items[:-DAY], items[-DAY:]
    sizes = [int(size) for size in sys.argv[2:]] or [*SIZES, len(old)]
    print("articles\tevents\tread_s\tmerge_s\tmemory_mib\tdatabase_mib")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        source, empty, chronicle = folder / "items.jsonl", folder / "empty.jsonl", folder / "chronicle.db"
        write(empty, [])
        read, held = 0.0, 0
        for size in sizes:
            size = min(size, len(old))
            write(source, old[held:size])
            seconds, memory = run(relata, source, chronicle)
            merging = merge_anew(relata, empty, chronicle)
            # Each step merges all; of a chronicle read at once, only the last merge is part.
            read += seconds - merging
            held = size
            with sqlite3.connect(chronicle) as db:
                events = db.execute("SELECT count(*) FROM events").fetchone()[0]
            print(f"{size}\t{events}\t{read + merging:.1f}\t{merging:.1f}\t{memory:.0f}\t{chronicle.stat().st_size / 2**20:.0f}", flush=True)
        write(source, day)
        seconds, _ = run(relata, source, chronicle)
        print(f"one day more\t{len(day)} items\t{seconds:.1f} s\t{100 * seconds / (read + merging):.1f} % of reading all")


if __name__ == "__main__":
    main()
