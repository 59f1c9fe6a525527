"""Given the corpora folder and an annotated half, yields its sentences with their texts and name spans."""

import csv
import gzip
import hashlib
import json
from pathlib import Path


def read_corpus(folder, name):
    """The records of one corpus, in the order of the file."""
    with gzip.open(Path(folder) / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_half(folder, table):
    """The annotated sentences of one table as (text, {(start, end, label), …}); offsets count code points of the text.

    A sentence whose text is not the one that was annotated is an error: the corpora are then of another version.
    """
    corpora, sentences = {}, []
    with open(table, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["file"] not in corpora:
                corpora[row["file"]] = read_corpus(folder, row["file"])
            text = corpora[row["file"]][int(row["record"])][row["field"]][int(row["start"]) : int(row["end"])]
            if hashlib.sha256(text.encode()).hexdigest()[:12] != row["hash"]:
                raise ValueError(f"{table}: {row['file']} record {row['record']} is not the text that was annotated")
            sentences.append((text, set(map(read_span, row["names"].split()))))
    return sentences


def read_span(written):
    """`3-11:PER` as (3, 11, "PER")."""
    place, label = written.split(":")
    start, end = place.split("-")
    return int(start), int(end), label
