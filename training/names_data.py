"""Reads sentences with names: silver CoNLL-U (MISC column) and gold offsets into the corpora."""

import importlib.util
from dataclasses import dataclass, field
from pathlib import Path

import conllu

LABELS = ("LOC", "MISC", "ORG", "PER")
TAGS = ("O",) + tuple(f"{b}-{l}" for l in LABELS for b in "BI")


@dataclass
class Named:
    """Tokens, spaces and BIO tags."""

    words: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    source: str = "text"


def silver(path):
    """Reads a file of `names_silver.py`."""
    out = []
    for block in conllu._blocks(path):
        s = Named()
        for row in block:
            misc = row[9].split("|")
            s.words.append(row[1].replace("\\n", "\n").replace("\\t", "\t"))
            s.spaces.append("SpaceAfter=No" not in misc)
            s.tags.append(next((m[4:] for m in misc if m.startswith("NER=")), "O"))
        out.append(s)
    return out


def gold(folder, corpora, make_doc, half="train"):
    """Reads an annotated half (`names/train.tsv`), cut into the pipeline's tokens."""
    spec = importlib.util.spec_from_file_location("sentences", Path(folder) / "sentences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    out = []
    for text, names in module.read_half(corpora, Path(folder) / f"{half}.tsv"):
        doc = make_doc(text)
        tags = ["O"] * len(doc)
        for start, end, label in names:
            span = doc.char_span(start, end, alignment_mode="expand")
            for i in range(span.start, span.end):
                tags[i] = ("B-" if i == span.start else "I-") + label
        out.append(Named([t.text for t in doc], [bool(t.whitespace_) for t in doc], tags))
    return out


def spans(tags):
    """Lists (start, end, label) of BIO tags; an I without its B begins a name."""
    out, start, label = [], None, None
    for i, tag in enumerate([*tags, "O"]):
        same = tag.startswith("I-") and tag[2:] == label
        if start is not None and not same:
            out.append((start, i, label))
            start = label = None
        if tag != "O" and start is None:
            start, label = i, tag[2:]
    return out


def f_score(gold_tags, said_tags):
    """F of exact spans with labels over lists of tag lists."""
    right = said = told = 0
    for g, s in zip(gold_tags, said_tags):
        a, b = set(spans(g)), set(spans(s))
        right, told, said = right + len(a & b), told + len(a), said + len(b)
    return 200 * right / max(1, told + said)
