#!/usr/bin/env python3
"""Time expressions of sentences in the manner of the news, each with the values that a reader gives them.

usage: score.py RELATA [LANGUAGE] [--misses]

Reads benches/times/LANGUAGE.tsv: the day of publication, a sentence with its expressions in brackets, their TIMEX3
values parted by bars. An expression is right where one of the program's overlaps it and has its value. Prints the F1
of the values and that of the values whose extents agree too.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def cases(language):
    path = pathlib.Path(__file__).with_name(f"{language}.tsv")
    for line in path.read_text(encoding="utf8").splitlines()[1:]:
        day, marked, values = line.split("\t")
        spans, text = [], ""
        for piece in re.split(r"(\[[^]]*\])", marked):
            if piece.startswith("["):
                spans.append((len(text), len(text) + len(piece) - 2))
                piece = piece[1:-1]
            text += piece
        yield day, text, list(zip(spans, values.split("|"), strict=True))


def read(relata, language, suite):
    with tempfile.TemporaryDirectory() as work:
        with open(f"{work}/in.jsonl", "w", encoding="utf8") as out:
            for number, (day, text, _) in enumerate(suite):
                record = {"document": f"{number:04}", "published": day, "language": language, "text": text}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        subprocess.run([relata, "read", f"{work}/in.jsonl", "--into", f"{work}/x.db"], check=True, capture_output=True)
        subprocess.run([relata, "export", f"{work}/x.db", "--to", f"{work}/x"], check=True, capture_output=True)
        found = {}
        with open(f"{work}/x/times.jsonl", encoding="utf8") as lines:
            for line in lines:
                time = json.loads(line)
                span = time["span"]
                found.setdefault(int(time["document"]), []).append((span["start"], span["end"], time["value"]))
    return found


def main():
    misses = "--misses" in sys.argv
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not arguments:
        raise SystemExit(__doc__)
    language = arguments[1] if len(arguments) > 1 else "en"
    suite = list(cases(language))
    found = read(arguments[0], language, suite)
    wanted = produced = right = exact = 0
    for number, (day, text, expected) in enumerate(suite):
        times = found.get(number, [])
        wanted, produced = wanted + len(expected), produced + len(times)
        for (start, end), value in expected:
            overlapping = [t for t in times if t[0] < end and start < t[1]]
            good = [t for t in overlapping if t[2] == value]
            right += bool(good)
            exact += any(t[:2] == (start, end) for t in good)
            if misses and not good:
                print(f"  {day} {text[start:end]!r} {value}, not {[(text[a:b], v) for a, b, v in times]}: {text}")
    f1 = lambda hit: 2 * hit / (produced + wanted)
    print(f"times.{language}.sentences\t{len(suite)}\ntimes.{language}.value_f1\t{f1(right):.3f}\ntimes.{language}.strict_value_f1\t{f1(exact):.3f}")


if __name__ == "__main__":
    main()
