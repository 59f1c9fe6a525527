"""Scores parses: UPOS, UAS, LAS on base labels without punctuation, F by relation.

    python score.py PIPELINE TREEBANKS [--split test|selection] [--own FOLDER]

Gold tokens, one sentence a document.
"""

import argparse
from collections import Counter

import labels

SHOWN = ("appos", "nsubj", "obj", "obl", "conj", "ccomp", "xcomp", "advcl", "acl", "parataxis", "nmod")


class Score:
    """Adds up what is right."""

    def __init__(self):
        self.words = self.all = self.pos = self.uas = self.las = 0
        self.gold, self.said, self.hit = Counter(), Counter(), Counter()

    def add(self, sentence, heads, deps, pos=None):
        """Compares one sentence; heads as in `conllu.Sentence`."""
        for i, (head, dep) in enumerate(zip(sentence.heads, sentence.deps)):
            gold, said = labels.base(dep), labels.base(deps[i])
            self.all += 1
            self.pos += pos is not None and pos[i] == sentence.pos[i]
            if gold == "punct":
                continue
            right = heads[i] == head
            self.words += 1
            self.uas += right
            self.las += right and gold == said
            self.gold[gold] += 1
            self.said[said] += 1
            self.hit[gold] += right and gold == said

    def f(self, relation):
        """F of a base relation, head and label."""
        total = self.gold[relation] + self.said[relation]
        return 200 * self.hit[relation] / total if total else 0.0

    def line(self):
        """One line of figures."""
        rate = lambda n, of: f"{100 * n / max(of, 1):.2f}"
        named = " ".join(f"{r} {self.f(r):.0f}" for r in SHOWN)
        return (f"UPOS {rate(self.pos, self.all)} UAS {rate(self.uas, self.words)} "
                f"LAS {rate(self.las, self.words)} | {named}")


def pipeline(nlp, sentences):
    """Scores a spaCy pipeline."""
    from spacy.tokens import Doc

    score = Score()
    docs = [Doc(nlp.vocab, words=s.words, spaces=s.spaces) for s in sentences]
    with nlp.select_pipes(enable=["tok2vec", "morphologizer", "parser"]):
        for s, doc in zip(sentences, nlp.pipe(docs, batch_size=64)):
            score.add(s, [t.head.i for t in doc], [t.dep_ for t in doc], [t.pos_ for t in doc])
    return score


def main():
    import spacy

    import treebanks

    parser = argparse.ArgumentParser()
    parser.add_argument("pipeline")
    parser.add_argument("treebanks")
    parser.add_argument("--split", default="test", choices=("test", "selection"))
    args = parser.parse_args()
    nlp = spacy.load(args.pipeline)
    for name, sentences in getattr(treebanks, args.split)(args.treebanks).items():
        print(f"{name:8} {pipeline(nlp, sentences).line()}", flush=True)


if __name__ == "__main__":
    main()
