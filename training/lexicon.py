"""Word types and documents as arrays, with the features and hashes of spaCy.

A type is a word and whether a space follows; its hashed rows and its static
vector are computed once.
"""

import numpy as np
import torch
from thinc.api import NumpyOps

import frame

PAD = 4


class Lexicon:
    """Collects types; `rows` and `vectors` turn them into tensors."""

    def __init__(self, nlp, component="tok2vec"):
        self.nlp, self.ids, self.found = nlp, {}, []
        found = frame.nodes(nlp.get_pipe(component).model, "hashembed")
        self.seeds = [n.attrs["seed"] for n in found]
        self.sizes = [n.get_param("E").shape[0] for n in found]
        self.cache = None

    def doc(self, words, spaces):
        """Ids of the types of a document."""
        return np.array([self._id(w, bool(s)) for w, s in zip(words, spaces)], np.int64)

    def _id(self, word, space):
        key = (word, space)
        if key not in self.ids:
            lex = self.nlp.vocab[word]
            self.ids[key] = len(self.found)
            self.found.append((lex.norm, lex.prefix, lex.suffix, lex.shape, int(space), int(lex.is_space), lex.orth))
            self.cache = None
        return self.ids[key]

    def freeze(self):
        """Computes rows (types × 6 × 4, int64) and vector places (types, −1 for none)."""
        if self.cache:
            return self.cache
        keys = np.array(self.found, dtype=np.uint64)
        ops, start, out = NumpyOps(), 0, []
        for column, (seed, size) in enumerate(zip(self.seeds, self.sizes)):
            hashed = ops.hash(np.ascontiguousarray(keys[:, column]), seed) % size
            out.append(hashed.astype(np.int64) + start)
            start += size
        rows = torch.from_numpy(np.stack(out, 1))
        table = self.nlp.vocab.vectors
        place = table.find(keys=[int(k) for k in keys[:, -1]])
        self.cache = rows, torch.from_numpy(np.asarray(place, np.int64)), torch.from_numpy(np.asarray(table.data))
        return self.cache


def layout(docs):
    """Places of the tokens among padded rows; returns (all ids, offsets, places, total)."""
    sizes = np.array([len(d) for d in docs])
    offsets = np.concatenate([[0], sizes.cumsum()])
    shift = np.repeat(PAD * np.arange(1, len(docs) + 1), sizes)
    places = np.arange(offsets[-1]) + shift
    return np.concatenate(docs), offsets, torch.from_numpy(places), int(offsets[-1] + PAD * (len(docs) + 1))


def typed(student, lexicon, ids):
    """Rows of all tokens of a batch without context (T×width), each type computed once."""
    rows, place, table = lexicon.freeze()
    unique, back = np.unique(ids, return_inverse=True)
    unique = torch.from_numpy(unique)
    places = place[unique]
    vectors = table[places.clamp(min=0)] * (places >= 0)[:, None]
    return student.types(rows[unique], vectors)[torch.from_numpy(back.reshape(-1))]
