"""Leaves out the rarest moves and tags: 48 scores fill one panel of the runtime's kernels, 49 take two.

    python prune.py STUDENT OUT --silver FILE… [--moves 48] [--tags 192]

Both are counted in silver news text; speech alone has most of the moves that go, and nothing the tags.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

import conllu
import frame
import labels


def counts(files):
    """Counts (kind, label) of all arcs, and all joint tags."""
    found, tags = Counter(), Counter()
    for file in files:
        for s in conllu.read(file):
            labels.name_appositions(s)
            tags.update(f"{pos}|{feats}" for pos, feats in zip(s.pos, s.feats))
            for i, (head, dep) in enumerate(zip(s.heads, s.deps)):
                if head != i:
                    found[2 if head > i else 3, dep] += 1
    return found, tags


def kept(moves, found, size):
    """The `size` moves that the text needs most; `dep` and those without a label stay."""
    fixed = {0: moves[0], 1: moves[1], 4: moves[4], 2: {"dep": 1}, 3: {"dep": 1}}
    rows = [(found[k, l], k, l) for k in (2, 3) for l in moves[k] if l != "dep"]
    for _, kind, label in sorted(rows, reverse=True)[: size - 5]:
        fixed[kind][label] = moves[kind][label]
    return fixed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("student")
    parser.add_argument("out")
    parser.add_argument("--silver", nargs="+", required=True)
    parser.add_argument("--moves", type=int, default=48)
    parser.add_argument("--tags", type=int, default=192)
    args = parser.parse_args()
    described = json.loads((Path(args.student) / "frame.json").read_text())
    moves = {int(k): v for k, v in described["moves"].items()}
    size = (described["hidden"], described["pieces"])
    old = frame.build(moves, described["tags"], *size).get_pipe("parser").move_names
    arcs, seen = counts(args.silver)
    fewer, tags = kept(moves, arcs, args.moves), described["tags"]
    often = set(sorted(tags, key=lambda tag: -seen[tag])[: args.tags])
    few = [tag for tag in tags if tag in often]
    nlp = frame.build(fewer, few, *size)
    names = nlp.get_pipe("parser").move_names
    print("left out:", sorted(set(old) - set(names)))
    arrays = dict(np.load(Path(args.student) / "weights.npz"))
    rows = [old.index(n) for n in names]
    arrays["upper.w"], arrays["upper.b"] = arrays["upper.w"][rows], arrays["upper.b"][rows]
    rows = [tags.index(tag) for tag in few]
    arrays["tag.w"], arrays["tag.b"] = arrays["tag.w"][rows], arrays["tag.b"][rows]
    frame.put(nlp, arrays)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "frame.json").write_text(json.dumps({**described, "moves": fewer, "tags": few}))
    np.savez(out / "weights.npz", **arrays)
    nlp.to_disk(out / "pipeline")


if __name__ == "__main__":
    main()
