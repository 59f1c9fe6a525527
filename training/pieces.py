"""Cuts words into the pieces of the multilingual encoder (SentencePiece unigram).

The vocabulary and the normalisation lie in the encoder's own file; see `e5.py`.
"""

MARK = "\u2581"


class Pieces:
    """Best segmentation of single words, remembered by word."""

    def __init__(self, vocabulary, scores, normal, unknown):
        """Takes pieces (str), their scores, {code point: replacement}, unknown's id."""
        self.ids = {}
        for i, piece in enumerate(vocabulary):
            self.ids.setdefault(piece, i)
        self.scores, self.normal, self.unknown = scores, normal, unknown
        self.longest = max(map(len, vocabulary))
        self.penalty = min(scores) - 10.0
        self.known = {}

    def word(self, text, spaced):
        """Yields the ids of a word's pieces; `spaced` says that a space precedes it."""
        key = (text, spaced)
        if key not in self.known:
            self.known[key] = self._cut(text, spaced)
        return self.known[key]

    def _cut(self, text, spaced):
        plain = "".join(self.normal.get(c, c) for c in text).strip()
        return self._best((MARK if spaced else "") + plain.replace(" ", MARK) or MARK)

    def _best(self, text):
        n = len(text)
        best, back = [0.0] + [-1e30] * n, [None] * (n + 1)
        for i in range(n):
            for j in range(i + 1, min(n, i + self.longest) + 1):
                found = self.ids.get(text[i:j])
                if found is None or found == self.unknown:
                    if j > i + 1:
                        continue
                    found, gain = self.unknown, self.penalty
                else:
                    gain = self.scores[found]
                if best[i] + gain > best[j]:
                    best[j], back[j] = best[i] + gain, (i, found)
        out, at = [], n
        while at > 0:
            at, found = back[at]
            out.append(found)
        return out[::-1]

    def sentence(self, words, spaces):
        """Returns ids of a sentence between its marks, first and last place of each word."""
        ids, first, last, spaced = [0], [], [], True
        for word, space in zip(words, spaces):
            cut = self.word(word, spaced)
            first.append(len(ids))
            ids += cut
            last.append(len(ids) - 1)
            spaced = space
        return ids + [2], first, last
