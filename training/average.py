"""Averages the weights of two students of one frame: between two conventions, better than either.

    python average.py ONE OTHER OUT [--share 0.3]
"""

import argparse
import json
from pathlib import Path

import numpy as np

import frame


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("one")
    parser.add_argument("other")
    parser.add_argument("out")
    parser.add_argument("--share", type=float, default=0.3, help="of the other")
    args = parser.parse_args()
    one, other = (dict(np.load(Path(folder) / "weights.npz")) for folder in (args.one, args.other))
    mixed = {key: ((1 - args.share) * one[key] + args.share * other[key]).astype("f") for key in one}
    described = json.loads((Path(args.one) / "frame.json").read_text())
    moves = {int(kind): labels for kind, labels in described["moves"].items()}
    nlp = frame.build(moves, described["tags"], described["hidden"], described["pieces"])
    frame.put(nlp, mixed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "frame.json").write_text(json.dumps(described))
    np.savez(out / "weights.npz", **mixed)
    nlp.to_disk(out / "pipeline")


if __name__ == "__main__":
    main()
