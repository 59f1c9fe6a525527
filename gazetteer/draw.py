#!/usr/bin/env python3
"""Draws rows whose only source is `own`, at random, to be checked against a source or written a second time.

    draw.py [--seed N] [--count N] [--whole]

Prints the keys of the rows alone (table, entity; office and `of` where it is a term), so that a second writer does
not see what the first one wrote; with `--whole` it prints the rows.
"""
import argparse
import random

from refresh import COLUMNS, HERE, read

KEYS = {"people": ["entity"], "offices": ["entity", "office", "of"], "bodies": ["entity"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    rows = [(table, row) for table in KEYS for row in read(HERE / f"{table}.tsv", COLUMNS[table])]
    own = sorted((row for row in rows if row[1]["source"] == "own"), key=lambda row: [row[0], *row[1].values()])
    for table, row in sorted(random.Random(given.seed).sample(own, given.count), key=lambda row: str(row)):
        cells = row.values() if given.whole else (row[key] for key in KEYS[table])
        print(table, *cells, sep="\t")


if __name__ == "__main__":
    main()
