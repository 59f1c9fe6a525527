#!/usr/bin/env python3
"""Score how names resolve: the share of the names of two tables that an export gives the right kind and country.

usage: names.py EXPORT [--wrong]

EXPORT holds `entities.jsonl` of articles that hold the names. `names.tsv` and `fresh.tsv` are random samples of 200 of
the 1,000 spans that the French model marks most often as persons, places and organisations in a corpus of news feeds,
without a name in common: `kind` lists the kinds that are right, `none` where the words are no name; `country` is empty
where a name alone has none. The names of `fresh.tsv` were written down before the program was tried on them, and it
scored 0.905 (181) then; since, both have been looked at. Of a name's mentions the kind and country that most have count.
"""
import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent


def plain(name):
    name = re.sub(r"^(?:l'|le |la |les )", "", name.replace("’", "'"), flags=re.IGNORECASE)
    return name.strip()


def resolved(export):
    """The kinds and countries of each mention's words, counted."""
    found = collections.defaultdict(collections.Counter)
    with open(pathlib.Path(export) / "entities.jsonl", encoding="utf-8") as file:
        for entity in map(json.loads, file):
            for mention in entity["mentions"]:
                found[plain(mention["text"])][entity["kind"], entity.get("country") or ""] += 1
    return found


def score(table, found):
    """Prints the share of a table's names that are found right, and with `--wrong` the others."""
    right, wrong = 0, []
    rows = (HERE / f"{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for name, kinds, country in (row.split("\t") for row in rows):
        got = found[plain(name)].most_common(1)
        kind, code = got[0][0] if got else ("none", "")
        good = kind in kinds.split("|") and (not country or kind == "none" or code in country.split("|"))
        right += good
        if not good:
            wrong.append(f"  {name}: {kind} {code or '-'}, not {kinds} {country or '-'}")
    if "--wrong" in sys.argv:
        print("\n".join(wrong))
    print(f"{table}.right\t{right / len(rows):.3f}\t({right} of {len(rows)})")


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    found = resolved(sys.argv[1])
    for table in ["names", "fresh"]:
        score(table, found)


if __name__ == "__main__":
    main()
