"""Lets a pipeline find names in news texts, and corrects them by the gazetteer.

    python names_silver.py PIPELINE CORPORA GAZETTEER OUT --words N

Writes CoNLL-U whose MISC column has NER=B-LOC, NER=I-LOC….  What is
corrected, without any list of words of its own:
an article, title or common noun at a name's beginning goes; a single word
that begins a sentence and is no proper noun is no name; what the gazetteer
knows under one label gets that label; inhabitants are MISC.
"""

import argparse
import csv
import itertools
import re
import time
from pathlib import Path

import texts

NAMES = ("name_fr", "also_fr", "capital_fr", "name", "also")
CIVIL = re.compile(r"^(?:MM?|Mmes?|Mlles?|Dr|Me|Mgr)\.?$")


def _table(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _values(row, columns):
    for column in columns:
        yield from filter(None, (row.get(column) or "").split("|"))


def known(folder):
    """Maps names to labels; names with several labels are left out."""
    found = {}
    sources = (("countries.tsv", NAMES, "LOC"), ("places.tsv", ("name_fr",), "LOC"),
               ("bodies.tsv", ("name_fr", "also_fr"), "ORG"), ("people.tsv", ("name",), "PER"),
               ("countries.tsv", ("demonym_fr",), "MISC"), ("blocs.tsv", ("demonym_fr",), "MISC"))
    for file, columns, label in sources:
        for row in _table(folder, file):
            for value in _values(row, columns):
                if value[0].isupper():
                    found.setdefault(value, set()).add(label)
    return {name: labels.pop() for name, labels in found.items() if len(labels) == 1}


def _trimmed(doc, start, end):
    """Leaves out what stands before the first capital: articles, prepositions, titles."""
    while start < end:
        token = doc[start]
        sentence_start = start == 0 or doc[start].is_sent_start
        article = token.lower_ in ("le", "la", "les", "l'", "l’") and (token.text[0].islower() or sentence_start)
        lower = token.text[0].islower() and token.pos_ in ("DET", "ADP", "NOUN", "ADJ", "PRON", "ADV", "VERB", "CCONJ")
        if article or lower or CIVIL.match(token.text) or token.is_space or token.text == ".":
            start += 1
        else:
            break
    while end > start and (doc[end - 1].is_space or doc[end - 1].pos_ in ("ADP", "DET", "PUNCT") and not doc[end - 1].text[0].isupper() and doc[end - 1].text not in ")\"»"):
        end -= 1
    return start, end


def corrected(doc, table):
    """Lists (start, end, label) of a document's names."""
    out = []
    for span in doc.ents:
        start, end = _trimmed(doc, span.start, span.end)
        if start >= end:
            continue
        text, first = doc[start:end].text, doc[start]
        label = table.get(text, span.label_)
        opening = start == 0 or first.is_sent_start or doc[start - 1].text in "«\":-–—."
        common = first.pos_ in ("NOUN", "VERB", "ADJ", "ADV", "ADP", "DET", "PRON", "AUX", "SCONJ", "CCONJ")
        if text not in table and common and end - start == 1 and (opening or first.text[0].islower()):
            continue
        if text not in table and end - start == 1 and first.is_upper and 2 <= len(text) <= 6 and label in ("LOC", "PER"):
            label = "ORG"
        out.append((start, end, label))
    taken = {i for s, e, _ in out for i in range(s, e)}
    for i, token in enumerate(doc):
        if i not in taken and token.text in table and token.pos_ in ("PROPN", "NOUN") and (token.pos_ == "PROPN" or table[token.text] == "MISC"):
            around = [doc[j] for j in (i - 1, i + 1) if 0 <= j < len(doc)]
            if not any(t.pos_ == "PROPN" or t.i in taken for t in around):
                out.append((i, i + 1, table[token.text]))
    return sorted(out)


def rows(doc, spans):
    """One CoNLL-U block with names in MISC."""
    tags = {}
    for start, end, label in spans:
        for i in range(start, end):
            tags[i] = ("B-" if i == start else "I-") + label
    lines = []
    for i, token in enumerate(doc):
        misc = [] if token.whitespace_ else ["SpaceAfter=No"]
        misc += [f"NER={tags[i]}"] if i in tags else []
        text = token.text.replace("\n", "\\n").replace("\t", "\\t")
        lines.append(f"{i + 1}\t{text}\t_\t_\t_\t_\t_\t_\t_\t{'|'.join(misc) or '_'}")
    return "\n".join(lines) + "\n\n"


def main():
    import spacy

    parser = argparse.ArgumentParser()
    parser.add_argument("pipeline")
    parser.add_argument("folder")
    parser.add_argument("gazetteer")
    parser.add_argument("out")
    parser.add_argument("--words", type=int, default=300_000)
    args = parser.parse_args()
    nlp = spacy.load(args.pipeline, exclude=["lemmatizer", "attribute_ruler"])
    table, words, started = known(args.gazetteer), 0, time.time()
    short = (" ".join(t.split(" ")[:80]) for t in texts.articles(args.folder, seed=11))
    with open(args.out, "w", encoding="utf-8") as out:
        for i, doc in enumerate(nlp.pipe(short, batch_size=64)):
            out.write(rows(doc, corrected(doc, table)))
            words += len(doc)
            if i % 500 == 0:
                print(f"{words} words {time.time() - started:.0f}s", flush=True)
            if words > args.words:
                break


if __name__ == "__main__":
    main()
