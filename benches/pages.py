#!/usr/bin/env python3
"""Articles taken out of web pages: quality and pages a second, beside trafilatura and newspaper4k on the same pages.

usage: pages.py RELATA SUITE [--misses]

SUITE holds expected.json and the pages (FILE.html.gz). The F1 of the text is that of multisets of four words; titles must be
the same but for signs, days the same. Each program gets the page unpacked, in one process, and is timed without its start.
"""
import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def grams(text):
    words = re.findall(r"\w+", (text or "").casefold())
    return collections.Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def flat(text):
    return re.sub(r"\W+", " ", (text or "").casefold()).strip()


def score(expected, found):
    f1 = titles = days = dated = 0
    for page in expected:
        got = found.get(page["file"], {})
        want, have = grams(" ".join(page["paragraphs"])), grams(got.get("text"))
        both = sum((want & have).values())
        f1 += 2 * both / (sum(want.values()) + sum(have.values()))
        titles += flat(page["title"]) == flat(got.get("title"))
        if page.get("published"):
            dated += 1
            days += (got.get("published") or "")[:10] == page["published"][:10]
    count = len(expected)
    return f1 / count, titles / count, days / max(1, dated)


def of_relata(program, pages):
    with tempfile.TemporaryDirectory() as folder:
        for name, html in pages.items():
            (pathlib.Path(folder) / name.removesuffix(".gz")).write_bytes(html)
        run = lambda: subprocess.run([program, "extract", folder], capture_output=True, check=False).stdout
        run()
        start = time.perf_counter()
        out = run()
        seconds = time.perf_counter() - start
    found = {}
    for line in out.splitlines():
        article = json.loads(line)
        found[article["document"] + ".gz"] = article
    return found, seconds


def of_trafilatura(pages):
    import trafilatura

    found, seconds = {}, 0
    for name, html in pages.items():
        start = time.perf_counter()
        got = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
        seconds += time.perf_counter() - start
        if got:
            got = got if isinstance(got, dict) else got.as_dict()
            found[name] = {"text": got.get("text"), "title": got.get("title"), "published": got.get("date")}
    return found, seconds


def of_newspaper(pages):
    import newspaper

    found, seconds = {}, 0
    for name, html in pages.items():
        start = time.perf_counter()
        article = newspaper.Article("https://example.org/", fetch_images=False)
        try:
            article.download(input_html=html.decode("utf8", "replace"))
            article.parse()
        except Exception:
            continue
        finally:
            seconds += time.perf_counter() - start
        day = article.publish_date and str(article.publish_date)
        found[name] = {"text": article.text, "title": article.title, "published": day}
    return found, seconds


def main():
    words = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(words) != 2:
        raise SystemExit(__doc__)
    suite = pathlib.Path(words[1])
    expected = json.loads((suite / "expected.json").read_text("utf8"))
    pages = {e["file"]: gzip.decompress((suite / e["file"]).read_bytes()) for e in expected}
    print(f"{len(pages)} pages\n{'program':<14}{'text F1':>9}{'title':>8}{'day':>8}{'pages/s':>9}")
    for name, run in [("relata", lambda p: of_relata(words[0], p)), ("trafilatura", of_trafilatura), ("newspaper4k", of_newspaper)]:
        try:
            found, seconds = run(pages)
        except ImportError as error:
            print(f"{name:<14} {error}")
            continue
        f1, title, day = score(expected, found)
        print(f"{name:<14}{f1:>9.3f}{title:>8.3f}{day:>8.3f}{len(pages) / seconds:>9.1f}")
        if "--misses" in sys.argv and name == "relata":
            for page in expected:
                f1, title, day = score([page], found)
                got = found.get(page["file"], {})
                if f1 < 0.93 or title < 1 or day < 1:
                    print(f"  {page['file']}: text {f1:.3f} title {title:.0f} day {day:.0f} {got.get('title')!r} {got.get('published')}")


if __name__ == "__main__":
    main()
