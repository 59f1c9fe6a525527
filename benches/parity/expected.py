"""Writes what spaCy says of a few sentences as CoNLL-U, for the tests of `relata-nlp`.

Run from the repository: `.venv/parity/bin/python benches/parity/expected.py PACKAGE < sentences.txt > expected.conllu`,
a text a line. `make parity` makes the environment.
"""

import sys

import spacy


def main():
    nlp = spacy.load(sys.argv[1])
    for line in sys.stdin:
        for number, sentence in enumerate(nlp(line.strip()).sents, 1):
            write(number, sentence)


def write(number, sentence):
    words = [token for token in sentence if not token.is_space]
    places = {token.i: place for place, token in enumerate(words, 1)}
    print(f"# sent_id = {number}\n# text = {sentence.text.strip()}")
    for token in words:
        head = 0 if token.head == token else places[token.head.i]
        glued = [] if token.whitespace_ or token.i + 1 == len(token.doc) else ["SpaceAfter=No"]
        name = [f"NER={token.ent_iob_}-{token.ent_type_}"] if token.ent_type_ else []
        cells = [
            places[token.i],
            token.text,
            token.lemma_,
            token.pos_,
            token.tag_ or "_",
            str(token.morph) or "_",
            head,
            "root" if head == 0 else token.dep_,
            "_",
            "|".join(glued + name) or "_",
        ]
        print(*cells, sep="\t")
    print()


if __name__ == "__main__":
    main()
