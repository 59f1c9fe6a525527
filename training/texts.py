"""Reads news texts into sentences of tokens, as the pipeline's tokenizer cuts them.

A corpus is a `.jsonl.gz` file with `title` and `text` a line.  White-space
tokens stay: the student meets them at run time; the teacher does not see them.
"""

import csv
import gzip
import json
import random
import re
from pathlib import Path

GLUED = re.compile(r"(?<=[a-zéèàç»\")])([.!?…])(?=[A-ZÉÀÊÇ«][a-zéèàç' ’])")
ENDS = {".", "!", "?", "…", "...", "!...", "?..."}
CLOSING = {"»", '"', "”", ")", "]", "’"}
SHORT = re.compile(r"^(?:[A-ZÉ]|M|MM|Mme|Mmes|Mlle|Dr|Me|Mgr|St|art|cf|etc|vs)\.?$")


def kept_back():
    """The articles (file, record) whose names are for measuring: nothing is learnt from them."""
    with open(Path(__file__).parent / "names" / "test.tsv", encoding="utf-8", newline="") as file:
        return {(row["file"], int(row["record"])) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def articles(folder, seed=7):
    """Yields titles and texts of all corpora of a folder, in a fixed random order, without those kept back."""
    rows = []
    for path in sorted(Path(folder).glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                row = json.loads(line)
                if row.get("language", "fr") == "fr":
                    rows.append((path.name, number, row.get("title") or "", row.get("text") or ""))
    random.Random(seed).shuffle(rows)
    without = kept_back()
    for file, number, title, text in rows:
        if (file, number) in without:
            continue
        for piece in (title, *text.split("\n")):
            if piece.strip():
                yield GLUED.sub(r"\1 ", piece.strip())


def _ends_here(doc, i):
    """Tells whether a sentence ends after token i."""
    token = doc[i]
    back = i
    while back > 0 and (doc[back].text in CLOSING or doc[back].is_space):
        back -= 1
    if doc[back].text not in ENDS and not (back == i and token.text in ENDS):
        return False
    if not token.whitespace_ and not (i + 1 < len(doc) and doc[i + 1].is_space):
        return False
    after = next((t for t in doc[i + 1 :] if not t.is_space), None)
    if after is None or after.text in CLOSING:
        return False
    if back > 0 and doc[back].text == "." and SHORT.match(doc[back - 1].text):
        return False
    return after.text[0].isupper() or after.text[0] in "«\"“-–—([" or after.text[0].isdigit()


def sentences(doc):
    """Cuts a tokenized text into spans of tokens."""
    start = 0
    for i in range(len(doc)):
        if _ends_here(doc, i):
            yield doc[start : i + 1]
            start = i + 1
    if start < len(doc):
        yield doc[start : len(doc)]
