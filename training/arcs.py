"""The transition system and Eisner's algorithm in C (`arcs.c`), built when first used."""

import ctypes
import subprocess
from pathlib import Path

import numpy as np

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
HERE = Path(__file__).parent


def _library():
    out = HERE / "build" / "arcs.so"
    source = HERE / "arcs.c"
    if not out.exists() or out.stat().st_mtime < source.stat().st_mtime:
        out.parent.mkdir(exist_ok=True)
        command = ["cc", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
        subprocess.run([*command, "-o", str(out), str(source), "-lm"], check=True)
    library = ctypes.CDLL(str(out))
    library.run.restype = ctypes.c_long
    return library


LIBRARY = _library()


def _at(array, kind):
    """Pointer to a contiguous array of that type; None stays."""
    if array is None:
        return None
    assert array.dtype == kind and array.flags.c_contiguous
    return array.ctypes.data_as(ctypes.c_void_p)


class Moves:
    """The parser's moves in the order of its scores."""

    def __init__(self, names):
        kinds = {"S": SHIFT, "D": REDUCE, "L": LEFT, "R": RIGHT, "B": BREAK}
        split = [n.split("-", 1) for n in names]
        self.labels = sorted({s[1] for s in split if len(s) > 1} | {"dep"})
        self.number = {l: i for i, l in enumerate(self.labels)}
        self.kinds = np.array([kinds[s[0]] for s in split], np.int32)
        self.numbers = np.array([self.number[s[1]] if len(s) > 1 else -1 for s in split], np.int32)
        self.known = {(int(k), int(l)) for k, l in zip(self.kinds, self.numbers)}

    def gold(self, heads, deps):
        """Label numbers of a tree; `dep` where the parser has no such move."""
        out = []
        for i, (head, dep) in enumerate(zip(heads, deps)):
            kind = BREAK if head == i else LEFT if head > i else RIGHT
            number = self.number.get(dep, -1)
            out.append(number if (kind, number) in self.known else self.number["dep"])
        return np.array(out, np.int32)


def run(offsets, moves, net, gold=None, follow=None, fixed=None):
    """Parses documents.

    net: table T×8×(P·H), absent 8×(P·H), bias, upper H×moves, its bias (float32
    arrays).  gold: (heads, labels, starts) of all tokens, heads within the
    document.  Returns (named, valid, cheapest, heads, labels); the first three
    are empty without gold.
    """
    tokens, docs = int(offsets[-1]), len(offsets) - 1
    room = 6 * tokens + 64 if gold else 1 << 40
    count = room if gold else 1
    named = np.empty((count, 8), np.int32)
    valid, cheap = np.empty((count, 5), np.uint8), np.empty((count, len(moves.kinds)), np.uint8)
    heads, labels = np.empty(tokens, np.int32), np.empty(tokens, np.int32)
    table, absent, bias, upper, upper_bias = net
    hidden = upper.shape[0]
    fixed = np.zeros(tokens, np.int8) if fixed is None else fixed
    if not gold:
        named = np.empty((1, 8), np.int32)
    made = LIBRARY.run(
        docs, _at(np.ascontiguousarray(offsets, np.int64), np.int64), _at(fixed, np.int8),
        *((_at(gold[0], np.int32), _at(gold[1], np.int32), _at(gold[2], np.int8)) if gold else (None,) * 3),
        _at(follow, np.uint8), *(_at(a, np.float32) for a in (table, absent, bias, upper, upper_bias)),
        hidden, len(bias) // hidden, len(moves.kinds), _at(moves.kinds, np.int32), _at(moves.numbers, np.int32),
        ctypes.c_long(room), _at(named, np.int32), _at(valid, np.uint8), _at(cheap, np.uint8),
        _at(heads, np.int32), _at(labels, np.int32))
    if made < 0:
        raise RuntimeError("the parser made more moves than there was room for")
    return named[:made], valid[:made], cheap[:made], heads, labels


def eisner(scores):
    """Best projective tree of scores [child][head], n+1 × n+1, place 0 the root; heads of places 1…n."""
    scores = np.ascontiguousarray(scores, np.float32)
    n = len(scores) - 1
    heads = np.zeros(n + 1, np.int32)
    LIBRARY.eisner(ctypes.c_int(n), _at(scores, np.float32), _at(heads, np.int32))
    return heads[1:]
