"""Scores the teacher as it annotates silver text (best projective tree).

    python score_teacher.py CHECKPOINT TREEBANKS [--split test|selection]
"""

import argparse
import copy

import silver
import treebanks
from score import Score


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("treebanks")
    parser.add_argument("--split", default="test", choices=("test", "selection"))
    args = parser.parse_args()
    annotator = silver.Annotator(args.checkpoint)
    for name, sentences in getattr(treebanks, args.split)(args.treebanks).items():
        score = Score()
        blank = [copy.deepcopy(s) for s in sentences]
        for gold, said in zip(sentences, blank):
            said.gold, said.pos, said.feats, said.heads, said.deps = gold, [], [], [], []
        for said in annotator.annotate(blank):
            score.add(said.gold, said.heads, said.deps, said.pos)
        print(f"{name:8} {score.line()}", flush=True)


if __name__ == "__main__":
    main()
