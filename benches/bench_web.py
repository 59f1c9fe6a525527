#!/usr/bin/env python3
"""How fast the views of the web app are answered by a large chronicle while another process writes it.

usage: benches/bench_web.py RELATA [--articles 50000] [--seconds 60] [--clients 20] [--chronicle FILE]

Reads articles of ../shared/suites/corpora into a chronicle (kept in target/bench-web, and used again), serves it, and lets
clients ask without pause, each over a connection of its own, while `relata read` takes more articles in. Prints for each
view the requests, the median and the 99th percentile in milliseconds, and the size of the answer; ends with 1 where a
median is over 100 ms or a 99th percentile over 400 ms. The corpora lie beside the repository because they belong to their
publishers.
"""
import argparse
import gzip
import http.client
import itertools
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from bench_merge import TOP, articles, write

MEDIAN, TAIL = 100.0, 400.0
# Articles of each reading that goes on beside the questions.
BATCH = 300


def chronicle(relata, path, items, count):
    """A chronicle of `count` articles; made where it is not there yet, or holds fewer."""
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    source, draft = path.parent / "items.jsonl", path.parent / "draft.db"
    write(source, items[:count])
    for old in path.parent.glob("draft.db*"):
        old.unlink()
    done = subprocess.run([relata, "read", str(source), "--into", str(draft)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode > 1:
        raise SystemExit(f"bench-web: reading the articles ended with {done.returncode}")
    draft.rename(path)


def writer(relata, path, items, folder, stop, runs):
    """Reads one batch after the other into the chronicle, until it is told to stop."""
    for number in range(0, len(items), BATCH):
        if stop.is_set():
            return
        source = folder / f"more-{number}.jsonl"
        write(source, items[number:number + BATCH])
        subprocess.run([relata, "read", str(source), "--into", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with runs.get_lock():
            runs.value += 1


def serve(relata, path):
    server = subprocess.Popen([relata, "serve", str(path), "--port", "0"], stdout=subprocess.PIPE, text=True)
    address = urllib.parse.urlsplit(server.stdout.readline().strip())
    if address.port is None:
        raise SystemExit("bench-web: the server did not start")
    return server, address.port


def ask(connection, path, unpacked=True):
    """The answer's status, its size as it came, and the answer."""
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    packed = unpacked and response.headers.get("content-encoding") == "gzip"
    return response.status, len(body), gzip.decompress(body) if packed else body


def known(port):
    """Names, ids and words of the chronicle, of which questions are made."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    get = lambda path: json.loads(ask(connection, "/api/v1/" + path)[2])
    events = [e for p in ("events?order=-day&limit=500", "events?limit=500", "events?q=guerre&limit=500") for e in get(p)["items"]]
    span = get("meta")["published"]
    return {
        "events": [e["event"] for e in events],
        "places": sorted({e["place"]["name"] for e in events if e["place"]}) or ["Paris"],
        "articles": [a["id"] for a in get("articles?limit=500")["items"]],
        "quotes": [q["quote"] for q in get("quotes?limit=500&variants=true")["items"]] or [q["quote"] for q in get("quotes?limit=500")["items"]],
        "stories": [s["story"] for s in get("stories?limit=300")["items"]],
        "entities": [e["entity"] for e in get("entities?limit=300")["items"]],
        "pairs": [(p["one"], p["other"]) for p in get(f"pairs?limit=100&from={span['from']}&to={span['to']}")["items"]],
        "words": "accord guerre président élection grève attaque ministre victime réforme procès incendie sommet".split(),
        "years": list(range(int(span["from"][:4]), int(span["to"][:4]) + 1)),
    }


def views(k, draw):
    """For each view a question, drawn anew."""
    code = lambda text: urllib.parse.quote(text, safe="")
    who, year = code(draw.choice(k["entities"])), draw.choice(k["years"])
    one, other = draw.choice(k["pairs"])
    word = code(draw.choice(k["words"]))
    return {
        "timeline": f"events?order=-day&limit=100&actor={who}",
        "timeline, all": f"events?order=-day&limit=100&from={year}-01-01&to={year}-12-31",
        "timeline, words": f"events?q={word}&limit=50",
        "histogram": f"histogram?step={draw.choice(['day', 'week', 'month'])}&actor={one}",
        "event": f"events/{code(draw.choice(k['events']))}",
        "relation": f"relations?a={one}&b={other}&step={draw.choice(['week', 'month'])}",
        "pairs": f"pairs?from={year}-01-01&to={year}-12-31",
        "network": f"network?actor={who}&limit=60",
        "map": f"places?from={year}-01-01&to={year}-12-31",
        "articles": f"articles?q={word}&limit=50",
        "article": f"articles/{code(draw.choice(k['articles']))}",
        "quotations": f"quotes?by={draw.choice([one, other])}&q={word}",
        "quotation": f"quotes/{code(draw.choice(k['quotes']))}",
        "figures": f"figures?conflicts=true&limit=50",
        "figures, of": f"figures?of={code(draw.choice(['personne', 'million', 'emploi', 'mort']))}",
        "stories": "stories?limit=50",
        "story": f"stories/{code(draw.choice(k['stories']))}",
        "completion": f"entities?q={code(draw.choice('abcdefgilmnoprst') + draw.choice('aeiou'))}&limit=10",
        "search": f"search?q={word}",
        "open": "open?limit=50",
        "meta": "meta",
        "event page": f"/events/{code(draw.choice(k['events']))}?lang=fr",
        "article page": f"/articles/{code(draw.choice(k['articles']))}?lang=fr",
    }


def client(port, k, seconds, seed, results):
    # All questions are drawn before the first is asked: the clients share the machine with what they measure.
    draw, connection = random.Random(seed), http.client.HTTPConnection("127.0.0.1", port)
    questions = [item for _ in range(100) for item in views(k, draw).items()]
    draw.shuffle(questions)
    times, end = [], time.monotonic() + seconds
    for name, path in itertools.cycle(questions):
        if time.monotonic() > end:
            break
        start = time.perf_counter()
        status, size, _ = ask(connection, path if path.startswith("/") else "/api/v1/" + path, unpacked=False)
        # What a merge has renamed meanwhile is gone: that is an answer too.
        if status not in (200, 404):
            raise SystemExit(f"bench-web: {path} was answered with {status}")
        times.append((name, 1000 * (time.perf_counter() - start), size))
    results.put(times)


def report(times):
    print("view\trequests\tmedian_ms\tp99_ms\tkB")
    missed = []
    for name in dict.fromkeys(name for name, _, _ in sorted(times)):
        took = sorted(t for n, t, _ in times if n == name)
        median, tail = statistics.median(took), took[min(len(took) - 1, int(0.99 * len(took)))]
        size = statistics.mean(s for n, _, s in times if n == name) / 1000
        print(f"{name}\t{len(took)}\t{median:.1f}\t{tail:.1f}\t{size:.1f}", flush=True)
        if median > MEDIAN or tail > TAIL:
            missed.append(name)
    return missed


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("relata")
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--chronicle", type=pathlib.Path, help="another chronicle; it is copied")
    arguments = parser.parse_args()
    relata = os.path.abspath(arguments.relata)
    items = articles()
    count = min(arguments.articles, len(items) - 10 * BATCH)
    path = arguments.chronicle or TOP / f"target/bench-web/{count}.db"
    chronicle(relata, path, items, count)
    with tempfile.TemporaryDirectory(dir=TOP / "target") as folder:
        folder = pathlib.Path(folder)
        copy = folder / "chronicle.db"
        shutil.copy(path, copy)
        server, port = serve(relata, copy)
        try:
            k = known(port)
            stop, runs, results = multiprocessing.Event(), multiprocessing.Value("i", 0), multiprocessing.Queue()
            writing = multiprocessing.Process(target=writer, args=(relata, copy, items[count:], folder, stop, runs))
            writing.start()
            asking = [multiprocessing.Process(target=client, args=(port, k, arguments.seconds, seed, results)) for seed in range(arguments.clients)]
            for process in asking:
                process.start()
            times = [line for _ in asking for line in results.get(timeout=arguments.seconds + 120)]
            stop.set()
            missed = report(times)
            print(f"{len(times) / arguments.seconds:.0f} requests a second; {runs.value} readings of {BATCH} articles ended meanwhile")
            connection = http.client.HTTPConnection("127.0.0.1", port)
            print("".join(line + "\n" for line in ask(connection, "/metrics")[2].decode().splitlines() if line.startswith("relata_renewal")), end="")
            writing.join()
        finally:
            server.terminate()
            server.wait()
    if missed:
        raise SystemExit(f"bench-web: over {MEDIAN:.0f} ms (median) or {TAIL:.0f} ms (99th percentile): {', '.join(missed)}")


if __name__ == "__main__":
    main()
