"""Given CoNLL-U files; yields sentences of tokens as spaCy's own converter makes them with `--merge-subtokens`.

A word that is written as one but analysed as several ("du") becomes one token with the part of speech, head and
relation of the word among them that lies nearest to the root, the first of equals. Relations are cut to their base
("nsubj:pass" to "nsubj").
"""

from typing import NamedTuple


class Token(NamedTuple):
    word: str
    space_after: bool
    pos: str
    # The number of the head in the sentence, from 0; its own at the root.
    head: int
    relation: str
    # None where the token was merged: it has no lemma of its own.
    lemma: str | None
    # Whether it is marked as the subject of a verb that reports speech.
    speaker: bool


def base(relation):
    return relation.split(":")[0].lower()


def sentences(path):
    """Reads a file as a list of sentences, each a list of tokens."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    rows = ([line.split("\t") for line in block.splitlines() if line[:1].isdigit()] for block in blocks)
    return [merged(block) for block in rows if block]


def merged(rows):
    words = [row for row in rows if row[0].isdigit()]
    # The row that stands for each word in the text: a range's, or its own.
    spans, at = [], 0
    ranges = {int(row[0].split("-")[0]): row for row in rows if "-" in row[0]}
    while at < len(words):
        whole = ranges.get(at + 1, words[at])
        end = int(whole[0].split("-")[1]) if "-" in whole[0] else at + 1
        spans.append((at, end, whole))
        at = end
    place = [number for number, (start, end, _) in enumerate(spans) for _ in range(start, end)]
    return [token(words, place, span) for span in spans]


def token(words, place, span):
    start, end, whole = span
    root = min(range(start, end), key=lambda word: depth(words, word))
    head, own = int(words[root][6]) - 1, place[root]
    return Token(
        word=whole[1],
        space_after="SpaceAfter=No" not in whole[9],
        pos=words[root][3],
        head=place[head] if head >= 0 else own,
        relation=base(words[root][7]),
        lemma=words[root][2] if end - start == 1 else None,
        speaker="Speaker=Yes" in words[root][9],
    )


def depth(words, word):
    steps, head = 0, int(words[word][6])
    while head and steps < len(words):
        steps, head = steps + 1, int(words[head - 1][6])
    return steps
