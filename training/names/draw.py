"""Given the corpora folder, yields the sentences to annotate: one line each on standard output.

Each draw is fixed by its seed; outlets are weighted by the square root of their number of articles, so that small ones
appear; one sentence an article at most, one in four a title. The order of a draw is shuffled and cut in two: the first
half trains, the second is kept unseen.

    python draw.py CORPORA_FOLDER > drawn.tsv
"""

import collections
import hashlib
import random
import re
import sys

from sentences import read_corpus

DRAWS = [(20241121, {"rss.jsonl.gz": 250, "tv.jsonl.gz": 190}), (20241122, {"rss.jsonl.gz": 140, "tv.jsonl.gz": 80})]
TITLES = 0.25
WORDS = range(5, 56)

ABBREVIATION = re.compile(r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|St|Ste|av|apr|art|vol|env|cf|p|n|J|[A-Z])|J\.-[A-Z])\.$")
BREAK = re.compile(r"(?:[.!?…]+[\"»”’)\]]*|[.!?…]+\s[»”])(?:\s+(?=[\"«“(\[–-]?\s?[\dA-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜ])|(?=[A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜ][a-zàâçéèêëîïôöùûü']))|\n+")


def split(text):
    """The stretches (start, end) of a text's sentences, in code points, without white space at their edges."""
    start = 0
    for found in BREAK.finditer(text):
        end = found.start() + len(found.group().rstrip())
        if ABBREVIATION.search(text[start:end]):
            continue
        yield trim(text, start, end)
        start = found.end()
    yield trim(text, start, len(text))


def trim(text, start, end):
    """A stretch without the white space at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def candidates(record):
    """The fields and stretches of one article that are long enough and not too long."""
    fields = {"title": [], "text": []}
    for field, stretches in fields.items():
        for start, end in split(record[field]):
            if len(record[field][start:end].split()) in WORDS:
                stretches.append((field, start, end))
    return fields


def draw(records, name, wanted, chance, seen):
    """The drawn (file, record number, field, start, end, sentence) of one file, none of them `seen` before."""
    outlets = collections.Counter(r["publisher"] for r in records)
    weights = [outlets[r["publisher"]] ** -0.5 for r in records]
    drawn = []
    while len(drawn) < wanted:
        number = chance.choices(range(len(records)), weights)[0]
        fields = candidates(records[number])
        stretches = fields["title" if chance.random() < TITLES else "text"]
        if (name, number) in seen or not stretches:
            continue
        field, start, end = chance.choice(stretches)
        sentence = records[number][field][start:end]
        if sentence not in seen:
            seen |= {(name, number), sentence}
            drawn.append((name, number, field, start, end, sentence))
    return drawn


def main(folder):
    corpora = {name: read_corpus(folder, name) for name in DRAWS[0][1]}
    seen = set()
    for seed, numbers in DRAWS:
        chance = random.Random(seed)
        rows = [row for name, wanted in numbers.items() for row in draw(corpora[name], name, wanted, chance, seen)]
        chance.shuffle(rows)
        for at, (*place, sentence) in enumerate(rows):
            half = "train" if at < len(rows) // 2 else "test"
            print(half, *place, hashlib.sha256(sentence.encode()).hexdigest()[:12], sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
