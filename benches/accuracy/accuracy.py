"""Measures the model runtime on hand-annotated treebanks, in both modes: `make accuracy`.

Tokens are given, a sentence is a document of its own, and relations count by their base. UAS and LAS are also given
without the tokens that the treebank calls punctuation. Lemmas of merged tokens ("du") are not counted. How far the two
modes agree is measured on running text: entities by span and label (F1 of fast against exact), and heads with labels.
`--models fr,other` compares models, named as in the models' folder; `--by-relation` adds a table of F1 by relation.
Exits with 1 where fast loses more than 0.2 points of UAS or LAS, or its entities' F1 is further than that from 100 %.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import treebank

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "GSD test": "French-GSD-fr_gsd-ud-test.conllu",
    "Sequoia test": "French-Sequoia-fr_sequoia-ud-test.conllu",
    "PUD, even": "French-PUD-even-sentences.conllu",
}
MODES = ["exact", "fast"]
# The most points by which fast may differ.
BAR = 0.2
COLUMNS = ["UPOS", "UAS", "LAS", "UAS, no punct", "LAS, no punct", "lemma"]


def main():
    arguments = read_arguments()
    folder = arguments.suites / "ud_fr"
    if not folder.is_dir():
        sys.exit(f"no treebanks in {folder}: give the folder with --suites")
    program = built()
    gold = {name: treebank.sentences(folder / file) for name, file in FILES.items()}
    worst = 0.0
    for name in arguments.models.split(","):
        model = arguments.folder / f"{name}.model"
        if not model.is_file():
            sys.exit(f"{model}: there is no such model; see `relata model install`")
        worst = max(worst, measure(program, model, gold, arguments.by_relation))
        worst = max(worst, agreement(program, model, texts(arguments.suites / "corpora", arguments.words)))
    print(f"\nfast differs by {worst:.2f} points at the most (bar {BAR})")
    sys.exit(1 if worst > BAR + 1e-9 else 0)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", default="fr", help="names of models, with commas")
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("RELATA_MODELS", ROOT / "models")))
    parser.add_argument("--by-relation", action="store_true", help="print F1 by relation")
    parser.add_argument("--words", type=int, default=200_000, help="words of running text on which modes are compared")
    parser.add_argument("--suites", type=Path, default=ROOT.parent / "shared" / "suites")
    return parser.parse_args()


def built():
    build = ["cargo", "build", "--quiet", "--release", "-p", "relata-nlp", "--example", "analyse"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "release" / "examples" / "analyse"


def analysed(program, model, mode, inputs):
    lines = "".join(json.dumps(given) + "\n" for given in inputs)
    run = subprocess.run([program, model, mode], input=lines, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def measure(program, model, gold, by_relation):
    """Prints the tables of one model; gives how far fast lies below exact in UAS or LAS."""
    print(f"\n{model.stem:24}" + "".join(f"{column:>15}" for column in COLUMNS))
    worst, relations = 0.0, {}
    for name, sentences in gold.items():
        given = [{"words": [[token.word, token.space_after] for token in sentence]} for sentence in sentences]
        scores = {}
        for mode in MODES:
            found = analysed(program, model, mode, given)
            scores[mode] = score(sentences, found)
            print(f"{name + ', ' + mode:24}" + "".join(f"{scores[mode][column]:15.2f}" for column in COLUMNS))
            relations[name, mode] = relation_scores(sentences, found)
        losses = [scores["exact"][column] - scores["fast"][column] for column in COLUMNS if "AS" in column]
        worst = max(worst, *losses)
    if by_relation:
        print_relations(relations)
    return worst


def pairs(sentences, found):
    for sentence, doc in zip(sentences, found, strict=True):
        for at, (token, row) in enumerate(zip(sentence, doc["tokens"], strict=True)):
            yield at, token, row


def score(sentences, found):
    same, every = Counter(), Counter()

    def count(column, right):
        every[column] += 1
        same[column] += right

    for _, token, (pos, head, relation, lemma) in pairs(sentences, found):
        attached = head == token.head
        labelled = attached and treebank.base(relation) == token.relation
        count("UPOS", pos == token.pos)
        count("UAS", attached)
        count("LAS", labelled)
        if token.relation != "punct":
            count("UAS, no punct", attached)
            count("LAS, no punct", labelled)
        if token.lemma is not None:
            count("lemma", lemma.lower() == token.lemma.lower())
    return {column: 100 * same[column] / max(every[column], 1) for column in COLUMNS}


def relation_scores(sentences, found):
    """Gives for each relation how often it stands in the treebank, and F1 of head and label."""
    wanted, given, both = Counter(), Counter(), Counter()
    for _, token, (_, head, relation, _) in pairs(sentences, found):
        wanted[token.relation] += 1
        given[treebank.base(relation)] += 1
        both[token.relation] += head == token.head and treebank.base(relation) == token.relation
    return {name: (wanted[name], 200 * both[name] / (wanted[name] + given[name])) for name in wanted}


def print_relations(relations):
    names = sorted({name for scores in relations.values() for name in scores})
    heads = [f"{treebank_name}, {mode}" for treebank_name, mode in relations]
    print(f"\n{'F1 (count)':14}" + "".join(f"{head:>22}" for head in heads))
    for name in names:
        cells = (scores.get(name) for scores in relations.values())
        print(f"{name:14}" + "".join(f"{cell[1]:15.1f} ({cell[0]:4})" if cell else " " * 22 for cell in cells))


def texts(folder, words):
    """Gives so many words of running text, half of either corpus."""
    chosen = []
    for file in ("tv.jsonl.gz", "rss.jsonl.gz"):
        left = words // 2
        with gzip.open(folder / file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if left <= 0:
                    break
                if row["text"]:
                    chosen.append({"text": f"{row['title']}\n\n{row['text']}"})
                    left -= len(chosen[-1]["text"].split())
    return chosen


def agreement(program, model, given):
    """Prints how far the two modes agree on running text; gives how far the entities' F1 is from 100."""
    exact, fast = (analysed(program, model, mode, given) for mode in MODES)
    count, same, shared, total = 0, Counter(), 0, 0
    for one, other in zip(exact, fast, strict=True):
        for a, b in zip(one["tokens"], other["tokens"], strict=True):
            count += 1
            same["part of speech"] += a[0] == b[0]
            same["head and label"] += a[1:3] == b[1:3]
            same["lemma"] += a[3] == b[3]
        a, b = ({tuple(entity) for entity in doc["entities"]} for doc in (one, other))
        shared, total = shared + len(a & b), total + len(a) + len(b)
    shares = ", ".join(f"{name} {100 * right / count:.2f} %" for name, right in same.items())
    f1 = 200 * shared / max(total, 1)
    print(f"\n{model.stem}: fast against exact on {count} tokens: {shares}, entities F1 {f1:.2f} %")
    return 100 - f1


if __name__ == "__main__":
    main()
