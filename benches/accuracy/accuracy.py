"""Measures the model runtime on hand-annotated texts, in both modes: `make accuracy`.

Treebanks: tokens are given, a sentence is a document of its own, and relations count by their base. UAS and LAS are also
given without the tokens that the treebank calls punctuation. Lemmas of merged tokens ("du") are not counted; those of
verbs are also given as the program finds them, with its table of verbs. Sentences: F1 of their starts, ten sentences a
document. Speakers: the share of subjects marked in our own treebank that are found, with their verb. Names: F1 of span
and label in the sentences of `training/names/test.tsv`. How far the two modes agree is measured on running text:
entities by span and label (F1 of fast against exact), and heads with labels. `--models fr-news-1.0,other` compares
models, named as in the models' folder; `--by-relation` adds a table of F1 by relation. Exits with 1 where fast loses more
than 0.2 points of UAS or LAS, or its entities' F1 is further than that from 100 %.
"""

import argparse
import gzip
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import treebank

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "training" / "own"
NAMES = ROOT / "training" / "names"
sys.path.insert(0, str(NAMES))

import sentences as names  # noqa: E402

# None of these is trained on.
FILES = {"GSD test": "French-GSD-fr_gsd-ud-test.conllu", "Sequoia test": "French-Sequoia-fr_sequoia-ud-test.conllu"}
MODES = ["exact", "fast"]
# The most points by which fast may differ.
BAR = 0.2
COLUMNS = ["UPOS", "UAS", "LAS", "UAS, no punct", "LAS, no punct", "lemma", "verbs' lemma", "sentences"]
VERBS = ("VERB", "AUX")


def main():
    arguments = read_arguments()
    folder = arguments.suites / "ud_fr"
    if not folder.is_dir():
        sys.exit(f"no treebanks in {folder}: give the folder with --suites")
    program = built()
    gold = {name: treebank.sentences(folder / file) for name, file in FILES.items()}
    gold["own, test"] = [s for path in sorted(OWN.glob("test-*.conllu")) for s in treebank.sentences(path)]
    named = names.read_half(arguments.suites / "corpora", NAMES / "test.tsv")
    worst = 0.0
    for name in arguments.models.split(","):
        model = next((p for p in (arguments.folder / f"{name}.{e}" for e in ("zip", "model")) if p.is_file()), None)
        if model is None:
            sys.exit(f"{arguments.folder}: there is no model {name}; see `relata model install`")
        worst = max(worst, measure(program, model, gold, arguments.by_relation))
        measure_names(program, model, named)
        worst = max(worst, agreement(program, model, texts(arguments.suites / "corpora", arguments.words)))
    print(f"\nfast differs by {worst:.2f} points at the most (bar {BAR})")
    sys.exit(1 if worst > BAR + 1e-9 else 0)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", default="fr-news-1.0,fr-md", help="names of models, with commas")
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("RELATA_MODELS", ROOT / "models")))
    parser.add_argument("--by-relation", action="store_true", help="print F1 by relation")
    parser.add_argument("--words", type=int, default=200_000, help="words of running text on which modes are compared")
    parser.add_argument("--suites", type=Path, default=ROOT.parent / "shared" / "suites")
    return parser.parse_args()


def built():
    build = ["cargo", "build", "--quiet", "--release", "-p", "relata-nlp", "-p", "relata-cli", "--bins", "--examples"]
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
        given = [{"words": words(sentence)} for sentence in sentences]
        scores = {}
        for mode in MODES:
            found = analysed(program, model, mode, given)
            scores[mode] = score(sentences, found)
            scores[mode]["sentences"] = starts(program, model, mode, sentences)
            scores[mode]["verbs' lemma"] = verbs(program, model, mode, sentences)
            print(f"{name + ', ' + mode:24}" + "".join(f"{scores[mode][column]:15.2f}" for column in COLUMNS))
            relations[name, mode] = relation_scores(sentences, found)
            print_speakers(name, sentences, found)
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

    for _, token, (pos, head, relation, lemma, _) in pairs(sentences, found):
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
    return {column: 100 * same[column] / max(every[column], 1) for column in every}


def words(sentence):
    return [[token.word, token.space_after] for token in sentence]


def starts(program, model, mode, sentences, size=10):
    """Gives F1 of the starts of sentences in documents of `size` sentences, the first of each left out."""
    groups = [sentences[at : at + size] for at in range(0, len(sentences), size)]
    given = [{"words": [[w, True if n == len(s) - 1 else space] for s in group for n, (w, space) in enumerate(words(s))]}
             for group in groups]
    wanted, said, both = 0, 0, 0
    for group, doc in zip(groups, analysed(program, model, mode, given), strict=True):
        ends = itertools.accumulate(map(len, group[:-1]))
        gold, found = set(ends), {at for at, row in enumerate(doc["tokens"]) if row[4]} - {0}
        wanted, said, both = wanted + len(gold), said + len(found), both + len(gold & found)
    return 200 * both / max(wanted + said, 1)


def verbs(program, model, mode, sentences):
    """Gives the share of verbs and auxiliaries whose lemma the whole program finds."""
    rows = "".join(conllu(sentence) for sentence in sentences)
    relata = program.parent.parent / "relata"
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as file:
        file.write(rows)
        file.flush()
        command = [relata, "parse", "--gold-tokens", file.name, "--models", model.parent, "--mode", mode]
        command += [] if model.suffix == ".zip" else ["--pipeline", model.stem]
        run = subprocess.run([*command, "--language", "fr"], check=True, stdout=subprocess.PIPE, text=True)
    found = [line.split("\t") for line in run.stdout.splitlines() if line[:1].isdigit()]
    tokens = [token for sentence in sentences for token in sentence]
    pairs = [(t, row) for t, row in zip(tokens, found, strict=True) if t.pos in VERBS and t.lemma is not None]
    return 100 * sum(row[2].lower() == t.lemma.lower() for t, row in pairs) / max(len(pairs), 1)


def conllu(sentence):
    """The words of a sentence as CoNLL-U without analysis."""
    line = "{}\t{}\t_\t_\t_\t_\t{}\t{}\t_\t{}\n"
    rows = [(n, t.word, n - 1, "dep" if n > 1 else "root", "_" if t.space_after else "SpaceAfter=No")
            for n, t in enumerate(sentence, 1)]
    return "".join(line.format(*row) for row in rows) + "\n"


def print_speakers(name, sentences, found):
    right = [head == token.head and treebank.base(relation) == token.relation
             for _, token, (_, head, relation, _, _) in pairs(sentences, found) if token.speaker]
    if right:
        print(f"{name + ', speakers':24}{100 * sum(right) / len(right):15.2f} % of {len(right)}")


def measure_names(program, model, named):
    """Prints precision, recall and F1 of names, in both modes."""
    for mode in MODES:
        found = analysed(program, model, mode, [{"text": text} for text, _ in named])
        wanted, said, both = 0, 0, 0
        for (text, gold), doc in zip(named, found, strict=True):
            raw = text.encode()
            place = lambda byte: len(raw[:byte].decode())
            names_said = {(place(start), place(end), label) for start, end, label in doc["entities"]}
            wanted, said, both = wanted + len(gold), said + len(names_said), both + len(gold & names_said)
        rates = (100 * both / max(said, 1), 100 * both / wanted, 200 * both / (said + wanted))
        print(f"{'names, ' + mode:24}" + "precision {:.2f}, recall {:.2f}, F1 {:.2f}".format(*rates))


def relation_scores(sentences, found):
    """Gives for each relation how often it stands in the treebank, and F1 of head and label."""
    wanted, given, both = Counter(), Counter(), Counter()
    for _, token, (_, head, relation, _, _) in pairs(sentences, found):
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
