"""Given a text and what two programs say of it; counts what is the same, and sorts what is not by kind."""

import collections

BARS = {
    "tokens": 99.99,
    "pos and morph": 99.95,
    "tags": 99.95,
    "head and label": 99.9,
    "entities": 99.9,
    "lemmas": 99.9,
}


class Count:
    """Counts what is the same, and keeps what is not."""

    def __init__(self):
        self.same, self.all, self.differences = 0, 0, []

    def add(self, same, kind, *difference):
        self.all += 1
        self.same += same
        if not same:
            self.differences.append((kind, *difference))

    def share(self):
        return 100 * self.same / max(self.all, 1)

    def kinds(self):
        return collections.Counter(kind for kind, *_ in self.differences).most_common()


def counts():
    return {name: Count() for name in BARS}


def compare(text, theirs, ours, counts):
    data = text.encode()
    by_span = {(token["start"], token["end"]): token for token in ours["tokens"]}
    for span, token in spans(theirs):
        found = by_span.get(span)
        words = data[span[0] : span[1]].decode()
        context = data[max(0, span[0] - 40) : span[1] + 40].decode(errors="ignore").replace("\n", "\\n")
        same = found is not None and found["space_after"] == token["space_after"]
        counts["tokens"].add(same, "cut", words, "", "", context)
        if found is None:
            continue
        for name, view in VIEWS.items():
            a, b = view(token, theirs), view(found, ours)
            kind = kind_of(name, a, b) if a != b else ""
            counts[name].add(a == b, kind, words, a, b, context)
    a, b = entities(theirs), entities(ours)
    for span in sorted(a | b):
        kind = "other label" if any(s[:2] == span[:2] for s in (a - {span}) | (b - {span})) else "other extent"
        counts["entities"].add(span in a and span in b, kind, data[span[0] : span[1]].decode(), span[2], span in a, "")


def kind_of(name, a, b):
    """Names what differs, in few words, so that differences can be counted by kind."""
    if name == "head and label":
        head, label = a[:2] != b[:2], a[2] != b[2]
        start = " and sentence start" if a[3] != b[3] else ""
        return ("head and label" if head and label else "head" if head else "label" if label else "only") + start
    if name == "pos and morph":
        return f"{a[0]} for {b[0]}" if a[0] != b[0] else "features"
    return "other"


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
    "tags": lambda token, record: token["tag"],
    "head and label": head_span,
    "lemmas": lambda token, record: token["lemma"],
}


def report(counts, show):
    """Prints the shares, the kinds and some differences; tells whether all bars are reached."""
    missed = 0
    for name, bar in BARS.items():
        count = counts[name]
        missed += count.share() < bar
        verdict = "ok" if count.share() >= bar else "UNDER THE BAR"
        kinds = ", ".join(f"{kind} {number}" for kind, number in count.kinds()[:6])
        print(f"{name:15} {count.share():8.4f} % of {count.all:8} (bar {bar} %) {verdict}  {kinds}")
        for difference in count.differences[:show]:
            print("    ", *difference, sep="  ")
    return missed == 0
