#!/usr/bin/env python3
"""Compare quotations with those annotated in French novels and print one figure a line.

usage: quotes_litbank.py RELATA FOLDER [--misses]

FOLDER holds brat files, NAME.txt with NAME.ann, as fr-litbank gives them (lattice-8094/fr-litbank, CC BY-SA 2.0 FR):
`Citation` is a quotation, perhaps in several parts, `Entite` the mention of its speaker, joined to it by `Source`.
RELATA is the program; its models are found as it finds them. --misses lists what is missing, extra and wrongly
given, by mark.

A quotation is found where the words in the parts of one of the program's utterances share at least four fifths with
its own: the letters and digits in both, over those in either. Marks, dashes and spaces do not count. Quotations are
told apart by their first sign: « », another mark, a dash, or none. Those with none are indirect speech, which the
annotation gives only here and there, and of dialogue by dashes the paragraph: both are shown, none has a bar.
The speaker is right where the mention that the program names and an annotated one overlap; it is asked for only of
quotations that are found and whose annotation has a speaker.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

NEAR = 0.8
OPENING = {"«": "guillemets", "“": "other", "”": "other", "„": "other", '"': "other", "‹": "other"}
DASHES = "-–—―"


def annotations(path):
    """The quotations of a file: parts, and the spans of who is named as their speaker."""
    spans, speakers = {}, {}
    for line in path.read_text(encoding="utf8").splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            kind, _, places = fields[1].partition(" ")
            spans[fields[0]] = (kind, [tuple(map(int, p.split())) for p in places.split(";")])
        elif line.startswith("R"):
            kind, one, other = fields[1].split()
            if kind == "Source":
                who, what = one.partition(":")[2], other.partition(":")[2]
                speakers.setdefault(what, []).append(who)
    found = []
    for name, (kind, parts) in spans.items():
        if kind == "Citation":
            named = [p for who in speakers.get(name, []) if who in spans for p in spans[who][1]]
            found.append({"parts": parts, "speakers": named})
    return found


def mark_of(text, start, end):
    """How a stretch is marked: by the sign that it begins with, or that stands before it."""
    inside = text[start:end].lstrip(" \u00a0\u202f" + DASHES)
    dash = text[start:end].lstrip()[:1] in tuple(DASHES)
    if inside[:1] in OPENING:
        return OPENING[inside[:1]]
    before = text[:start].rstrip(" \u00a0\u202f")
    if before[-1:] in OPENING:
        return OPENING[before[-1]]
    if dash or (before[-1:] in tuple(DASHES) and before[-2:-1] in ("", "\n", " ", "\u00a0")):
        return "dashes"
    return "none"


def letters(text, parts):
    return {i for a, b in parts for i in range(a, b) if text[i].isalnum()}


def predictions(rows, text):
    """The program's quotations, the parts of an utterance as one."""
    joined = {}
    for row in rows:
        joined.setdefault(row.get("utterance") or row["quote"], []).append(row)
    for parts in joined.values():
        places = [(p["span"]["start"], p["span"]["end"]) for p in parts]
        named = [(p["speaker_span"]["start"], p["speaker_span"]["end"]) for p in parts if p.get("speaker_span")]
        marks = "none" if parts[0]["kind"] == "indirect" else mark_of(text, *min(places))
        yield {"parts": places, "speakers": named, "mark": marks, "letters": letters(text, places)}


def pairs(wanted, given):
    """Each quotation with the free one of the program that is most like it."""
    close = []
    for i, want in enumerate(wanted):
        for j, got in enumerate(given):
            either = len(want["letters"] | got["letters"])
            share = len(want["letters"] & got["letters"]) / either if either else 0
            if share >= NEAR:
                close.append((-share, i, j))
    taken, used = {}, set()
    for _, i, j in sorted(close):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken


def overlap(one, other):
    return any(a < d and c < b for a, b in one for c, d in other)


def read(relata, folder):
    """The texts as the program holds them, with its quotations, by name."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        with open(work / "texts.jsonl", "w", encoding="utf8") as out:
            for path in sorted(folder.glob("*.txt")):
                text = path.read_bytes().decode("utf8").replace("\r", " ")
                out.write(json.dumps({"document": path.stem, "text": text, "language": "fr"}, ensure_ascii=False) + "\n")
        subprocess.run([relata, "read", work / "texts.jsonl", "--into", work / "texts.db"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([relata, "export", work / "texts.db", "--to", work / "out"], check=True, stdout=subprocess.DEVNULL)
        rows = lambda name: [json.loads(l) for l in open(work / "out" / f"{name}.jsonl", encoding="utf8")]
        texts = {a["document"]: a["text"] for a in rows("articles")}
        quotes = {}
        for quote in rows("quotes"):
            quotes.setdefault(quote["document"], []).append(quote)
        return texts, quotes


def show(kind, name, text, item):
    words = " … ".join(text[a:b].replace("\n", " ") for a, b in item["parts"])
    named = " / ".join(text[a:b] for a, b in item["speakers"])
    print(f"  {item['mark']} {kind} {name} {item['parts'][0][0]} {words[:150]!r} [{named}]")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    relata, folder, misses = sys.argv[1], pathlib.Path(sys.argv[2]), "--misses" in sys.argv
    texts, quotes = read(relata, folder)
    counts = {m: dict.fromkeys(("gold", "found", "extra", "named", "right"), 0) for m in ("guillemets", "other", "dashes", "none")}
    for path in sorted(folder.glob("*.ann")):
        name, text = path.stem, texts[path.stem]
        wanted = annotations(path)
        for want in wanted:
            want["mark"] = mark_of(text, *want["parts"][0])
            want["letters"] = letters(text, want["parts"])
        given = list(predictions(quotes.get(name, []), text))
        taken = pairs(wanted, given)
        for i, want in enumerate(wanted):
            count = counts[want["mark"]]
            count["gold"] += 1
            if i not in taken:
                misses and show("missed", name, text, want)
                continue
            count["found"] += 1
            if want["speakers"]:
                right = overlap(want["speakers"], given[taken[i]]["speakers"])
                count["named"] += 1
                count["right"] += right
                if misses and not right:
                    show("speaker", name, text, {**want, "speakers": want["speakers"] + given[taken[i]]["speakers"]})
        for j, got in enumerate(given):
            if j not in taken.values():
                counts[got["mark"]]["extra"] += 1
                misses and show("extra", name, text, got)
    for mark, count in counts.items():
        ratio = lambda a, b: f"{a / b:.3f}" if b else "-"
        print(f"quotes_litbank.{mark}.gold\t{count['gold']}")
        print(f"quotes_litbank.{mark}.precision\t{ratio(count['found'], count['found'] + count['extra'])}")
        print(f"quotes_litbank.{mark}.recall\t{ratio(count['found'], count['gold'])}")
        print(f"quotes_litbank.{mark}.speaker\t{ratio(count['right'], count['named'])}")


if __name__ == "__main__":
    main()
