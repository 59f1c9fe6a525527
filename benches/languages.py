#!/usr/bin/env python3
"""How fast the whole path reads English beside French, in words a second, as a ratio in one run.

usage: languages.py RELATA [SHARED]

The texts of each language are those of the pages of SHARED/suites/news_html (../shared by default), repeated to about
150,000 words, or else the example articles. Each language is read three times in turn by the program's own `stats`, on
one thread, and the median counts, so that other work on the machine weighs on both alike.
"""
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
WORDS, TURNS = 150_000, 3
# Of the words of a text that is English or French, so many are "the" or "de".
SHARE = 0.02


def pages(shared):
    """The texts of the pages by language, as hand-made marks give them; pages in other languages are left out."""
    path = shared / "suites/news_html/expected.json"
    if not path.is_file():
        return examples()
    texts = {"en": [], "fr": []}
    for row in json.loads(path.read_text(encoding="utf8")):
        text = "\n\n".join(row["paragraphs"])
        words = text.lower().split()
        for language, word in (("en", "the"), ("fr", "de")):
            if words.count(word) > len(words) * SHARE:
                texts[language].append(text)
    return texts


def examples():
    """The texts of the repository's own articles by language."""
    texts = {"en": [], "fr": []}
    for path in sorted((TOP / "examples").glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            texts["en" if row.get("language") == "en" else "fr"].append(row["text"])
    return texts


def repeated(texts, language, path):
    """Writes the texts again and again until they hold enough words."""
    count, number = 0, 0
    with path.open("w", encoding="utf8") as out:
        while count < WORDS:
            text = texts[number % len(texts)]
            row = {"document": str(number), "published": "2024-06-03", "language": language, "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count, number = count + len(text.split()), number + 1


def speed(relata, path):
    """Words a second, as `stats` counts and times them."""
    told = subprocess.run([relata, "stats", str(path)], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"^all +[\d.]+ +[\d.]+% +(\d+)", told, re.M).group(1))


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    relata, shared = sys.argv[1], pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else TOP.parent / "shared")
    texts, found = pages(shared), {"en": [], "fr": []}
    with tempfile.TemporaryDirectory() as folder:
        paths = {language: pathlib.Path(folder) / f"{language}.jsonl" for language in texts}
        for language, path in paths.items():
            repeated(texts[language], language, path)
        for _ in range(TURNS):
            for language, path in paths.items():
                found[language].append(speed(relata, path))
    middle = {language: statistics.median(values) for language, values in found.items()}
    for language, value in middle.items():
        print(f"languages.{language}_words_a_second\t{value:.0f}")
    print(f"languages.english_beside_french\t{middle['en'] / middle['fr']:.3f}")


if __name__ == "__main__":
    main()
