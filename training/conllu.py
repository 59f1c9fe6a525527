"""Reads CoNLL-U into sentences whose tokens are those of the pipeline's tokenizer.

Contracted words ("du", "auquel") are one token with the attributes of the
part that is attached outside, as `spacy convert --merge-subtokens` has it.
"""

from dataclasses import dataclass, field
from pathlib import Path

import labels


@dataclass
class Sentence:
    """Parallel lists over tokens; heads are indices, the root's is its own."""

    words: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    pos: list = field(default_factory=list)
    feats: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    deps: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    source: str = ""


def _blocks(path):
    rows = []
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            rows.append(line.split("\t"))
    if rows:
        yield rows


def _groups(rows):
    """Yields (surface row, rows of the parts) for each surface token."""
    words = {int(r[0]): r for r in rows if r[0].isdigit()}
    covered = set()
    spans = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            spans[first] = (row, last)
    for number, row in words.items():
        if number in covered:
            continue
        if number in spans:
            surface, last = spans[number]
            covered.update(range(number, last + 1))
            yield surface, [words[i] for i in range(number, last + 1)]
        else:
            yield row, [row]


def _lead(parts):
    """Picks the part that is attached outside its group."""
    inside = {p[0] for p in parts}
    return next((p for p in parts if p[6] not in inside), parts[0])


def sentence(rows, source):
    """Builds one sentence of one CoNLL-U block."""
    groups = list(_groups(rows))
    place = {p[0]: i for i, (_, parts) in enumerate(groups) for p in parts}
    out = Sentence(source=source)
    for i, (surface, parts) in enumerate(groups):
        lead = _lead(parts)
        merged = {}
        for part in parts:
            for name, values in labels.features(part[3], part[5], part[9]).items():
                merged.setdefault(name, set()).update(values)
        form = surface[1].replace("\\n", "\n").replace("\\t", "\t")
        out.words.append(form if lead[3] == "SPACE" else form.replace("\u00a0", " "))
        out.spaces.append("SpaceAfter=No" not in surface[9])
        out.pos.append(lead[3])
        out.feats.append(labels.joined(merged))
        out.heads.append(i if lead[6] == "0" else place[lead[6]])
        out.deps.append(labels.relation(lead[7]))
        out.lemmas.append(" ".join(p[2] for p in parts))
    return out


def read(path, source=""):
    """Reads all sentences of a file; those of no token are left out."""
    made = (sentence(rows, source) for rows in _blocks(path))
    return [s for s in made if s.words]
