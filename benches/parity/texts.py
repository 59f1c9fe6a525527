"""Given the folder of suites; yields texts of a language, drawn the same in every run."""

import gzip
import html.parser
import json
import random
import re

SENTENCE_END = re.compile(r"[.!?…][»”\"')]*\s+(?=[«“\"(]?\s?[^\W\d_a-zà-ÿ])")
# Parts of a page that hold no text, and those after which a line ends.
SILENT = {"script", "style", "noscript", "svg", "template", "iframe"}
BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "td", "br", "article", "section", "figcaption", "blockquote"}
ENGLISH = {"au", "ca", "uk", "us"}


def draw(suites, language, words):
    """Draws texts of about so many words, a share from each source; every second one has its sentences imposed."""
    chance = random.Random(20240601)
    sources = french(suites) if language == "fr" else english(suites) if language == "en" else spanish(suites)
    chosen = []
    for share, texts in sources:
        texts = sorted(texts)
        chance.shuffle(texts)
        wanted = words * share
        for text in texts:
            if wanted <= 0:
                break
            wanted -= len(text.split())
            chosen.append(text)
    return [
        {"text": text, "starts": sentence_starts(text) if number % 2 else None}
        for number, text in enumerate(chosen)
    ]


def french(suites):
    corpora = suites / "corpora"
    return [
        (0.5, [row["text"] for row in rows(corpora / "tv.jsonl.gz")]),
        (0.35, [f"{row['title']}\n\n{row['text']}" for row in rows(corpora / "rss.jsonl.gz")]),
        (0.15, treebank_texts(suites / "ud_fr")),
    ]


def english(suites):
    """All that there is: the pages of English-language publishers, menus and all, and the event data's sentences."""
    pages = json.loads((suites / "news_html" / "expected.json").read_text())
    pages = [page for page in pages if page["country"] in ENGLISH or page["publisher"] == "TheCitizen"]
    pages = [page_text(suites / "news_html" / page["file"]) for page in pages]
    events = json.loads((suites / "plover_gsr" / "dev.json").read_text())
    return [(1, pages), (1, list({event["text"] for event in events}))]


def spanish(suites):
    """spaCy's own example sentences; and French text, which is no Spanish, but asks the same of the arithmetic."""
    from spacy.lang.es import examples

    return [(1, examples.sentences), (0.5, french(suites)[0][1]), (0.5, french(suites)[1][1])]


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["text"]]


def treebank_texts(folder):
    texts = []
    for path in sorted(folder.glob("*.conllu")):
        with open(path, encoding="utf-8") as lines:
            texts += [line[9:].strip() for line in lines if line.startswith("# text = ")]
    return texts


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.silent = [], 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT and self.silent > 0
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data)


def page_text(path):
    page = Page()
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        page.feed(file.read())
    return re.sub(r"\s*\n\s*", "\n", "".join(page.parts)).strip()


def sentence_starts(text):
    """Gives the bytes at which sentences start, by a plain rule: only that both are given the same matters here."""
    ends = [0] + [match.end() for match in SENTENCE_END.finditer(text)]
    return [len(text[:end].encode()) for end in ends]
