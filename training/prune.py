"""Leaves out the parser's rarest moves: 48 scores fill one panel of the runtime's kernels, 49 take two.

    python prune.py STUDENT OUT --silver FILE… [--moves 48]

Moves are counted in silver news text; speech alone has most of those that go.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

import conllu
import frame


def counts(files):
    """Counts (kind, label) of all arcs."""
    found = Counter()
    for file in files:
        for s in conllu.read(file):
            for i, (head, dep) in enumerate(zip(s.heads, s.deps)):
                if head != i:
                    found[2 if head > i else 3, dep] += 1
    return found


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
    args = parser.parse_args()
    described = json.loads((Path(args.student) / "frame.json").read_text())
    moves = {int(k): v for k, v in described["moves"].items()}
    size = (described["hidden"], described["pieces"])
    old = frame.build(moves, described["tags"], *size).get_pipe("parser").move_names
    fewer = kept(moves, counts(args.silver), args.moves)
    nlp = frame.build(fewer, described["tags"], *size)
    names = nlp.get_pipe("parser").move_names
    print("left out:", sorted(set(old) - set(names)))
    arrays = dict(np.load(Path(args.student) / "weights.npz"))
    rows = [old.index(n) for n in names]
    arrays["upper.w"], arrays["upper.b"] = arrays["upper.w"][rows], arrays["upper.b"][rows]
    frame.put(nlp, arrays)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "frame.json").write_text(json.dumps({**described, "moves": fewer}))
    np.savez(out / "weights.npz", **arrays)
    nlp.to_disk(out / "pipeline")


if __name__ == "__main__":
    main()
