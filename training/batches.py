"""Turns sentences into padded tensors for the teacher, some 2,000 pieces at a time."""

import random

import torch

import labels

MASK, PAD = 250001, 1


class Inventory:
    """Numbers the relations, the joint tags and the treebanks."""

    def __init__(self, relations, tags, treebanks):
        self.relations, self.tags, self.treebanks = relations, tags, treebanks
        self.relation = {r: i for i, r in enumerate(relations)}
        self.tag = {t: i for i, t in enumerate(tags)}
        self.treebank = {t: i + 1 for i, t in enumerate(treebanks)}
        self.by_pos = {}
        for i, tag in enumerate(tags):
            self.by_pos.setdefault(tag.split("|")[0], []).append(i)

    @classmethod
    def of(cls, sentences, treebanks):
        """Collects relations and tags that occur at least three times."""
        counts, relations = {}, set()
        for s in sentences:
            relations.update(d for d in s.deps if d not in labels.OPEN)
            for pos, feats in zip(s.pos, s.feats):
                tag = f"{pos}|{feats}"
                counts[tag] = counts.get(tag, 0) + 1
        plain = {f"{t.split('|')[0]}|" for t in counts}
        tags = sorted(plain | {t for t, n in counts.items() if n >= 3})
        return cls(sorted(relations), tags, list(treebanks))

    def relations_of(self, name):
        """Ids of the relations that a treebank's name may stand for."""
        return [self.relation[r] for r in labels.OPEN.get(name, (name,)) if r in self.relation]

    def tags_of(self, pos, feats, source):
        """Ids of the joint tags that fit; all of the part of speech where features are not told."""
        untold = source == "pud" or (pos == "PROPN" and source != "sequoia")
        tag = f"{pos}|{feats}"
        return [self.tag[tag]] if tag in self.tag and not untold else self.by_pos.get(pos, [])


def chunks(items, limit, length, rng=None):
    """Groups items of like length so that count × longest stays under `limit`."""
    order = sorted(items, key=lambda i: length(i) + (rng.random() * 3 if rng else 0))
    out, group = [], []
    for item in order:
        if group and (len(group) + 1) * length(item) > limit:
            out.append(group)
            group = []
        group.append(item)
    out += [group] if group else []
    if rng:
        rng.shuffle(out)
    return out


def _full(rows, pad, dtype=torch.long):
    width = max(map(len, rows))
    return torch.tensor([list(r) + [pad] * (width - len(r)) for r in rows], dtype=dtype)


def inputs(cut, treebanks, rng=None):
    """Builds the encoder's tensors; `rng` masks pieces and forgets treebanks."""
    ids = [[MASK if rng and rng.random() < 0.05 and 0 < i < len(c[0]) - 1 else p
            for i, p in enumerate(c[0])] for c in cut]
    batch = {"ids": _full(ids, PAD)}
    batch["pieces"] = _full([[True] * len(i) for i in ids], False, torch.bool)
    batch["first"] = _full([[0] + c[1] for c in cut], 0)
    batch["last"] = _full([[0] + c[2] for c in cut], 0)
    batch["heads_open"] = _full([[True] * (len(c[1]) + 1) for c in cut], False, torch.bool)
    batch["words"] = batch["heads_open"][:, 1:]
    batch["treebank"] = torch.tensor([0 if rng and rng.random() < 0.5 else t for t in treebanks])
    return batch


def targets(batch, sentences, inventory):
    """Adds gold heads (0 for the root) and masks of fitting relations and tags."""
    batch["heads"] = _full([[0 if h == i else h + 1 for i, h in enumerate(s.heads)] for s in sentences], 0)
    b, w = batch["heads"].shape
    batch["labels"] = torch.zeros(b, w, len(inventory.relations), dtype=torch.bool)
    batch["tags"] = torch.zeros(b, w, len(inventory.tags), dtype=torch.bool)
    for i, s in enumerate(sentences):
        for j, (dep, pos, feats) in enumerate(zip(s.deps, s.pos, s.feats)):
            batch["labels"][i, j, inventory.relations_of(dep)] = True
            batch["tags"][i, j, inventory.tags_of(pos, feats, s.source)] = True
    return batch


def shuffled(seed):
    """A generator of random numbers of its own."""
    return random.Random(seed)
