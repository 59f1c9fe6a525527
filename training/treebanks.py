"""Which treebank serves for what: training, selection, or the final test.

Training: Sequoia train, GSD dev, the even sentences of PUD, FQB, Rhapsodie
train, ParisStories train, the own treebank's `train` half.  Every tenth
sentence of GSD dev and of PUD, and Sequoia dev, select among variants; once
the settings stand, Sequoia dev teaches the student too.  GSD test and Sequoia
test are read by `score.py` alone.
"""

from pathlib import Path

import conllu

TRAIN = {
    "sequoia": "French-Sequoia-fr_sequoia-ud-train.conllu",
    "gsd": "French-GSD-fr_gsd-ud-dev.conllu",
    "pud": "French-PUD-even-sentences.conllu",
    "fqb": "French-FQB-fr_fqb-ud-test.conllu",
    "rhapsodie": "French-Rhapsodie-fr_rhapsodie-ud-train.conllu",
    "parisstories": "French-ParisStories-fr_parisstories-ud-train.conllu",
}
SEQUOIA_DEV = "French-Sequoia-fr_sequoia-ud-dev.conllu"
TEST = {
    "gsd": "French-GSD-fr_gsd-ud-test.conllu",
    "sequoia": "French-Sequoia-fr_sequoia-ud-test.conllu",
}
SHARED = ("gsd", "pud")
NAMES = tuple(TRAIN) + ("own",)


def _kept(name, index):
    return name in SHARED and index % 10 == 9


def training(folder, own=None, dev=False):
    """Reads the training sentences, those for selection left out; `dev` adds Sequoia dev."""
    found = conllu.read(Path(folder) / SEQUOIA_DEV, "sequoia") if dev else []
    for name, file in TRAIN.items():
        rows = conllu.read(Path(folder) / file, name)
        found += [s for i, s in enumerate(rows) if not _kept(name, i)]
    for path in sorted(Path(own).glob("train*.conllu")) if own else []:
        found += conllu.read(path, "own")
    return found


def selection(folder):
    """Reads the sentences that select among variants, by treebank."""
    found = {"sequoia": conllu.read(Path(folder) / SEQUOIA_DEV, "sequoia")}
    for name in SHARED:
        rows = conllu.read(Path(folder) / TRAIN[name], name)
        found[name] = [s for i, s in enumerate(rows) if _kept(name, i)]
    return found


def test(folder):
    """Reads the test parts, by treebank; never for training or selection."""
    return {n: conllu.read(Path(folder) / f, n) for n, f in TEST.items()}
