"""The student in PyTorch: the arithmetic of spaCy's tok2vec, parser and morphologizer.

Given documents as ids of word types (`lexicon.py`), it yields rows, the table
of the parser's lower layer, and scores of joint tags.  Weights carry the keys
of `frame.parts`; T tokens, M rows with padding, H hidden, P pieces.
"""

import torch
from torch import nn
from torch.nn import functional as F

PAD = 4


def maxout(x, weights, bias):
    """x: …×I, weights O×P×I: the largest of P products."""
    o, p, i = weights.shape
    flat = F.linear(x, weights.transpose(0, 1).reshape(o * p, i), bias.t().reshape(-1))
    best = flat[..., :o]
    for piece in range(1, p):
        best = torch.maximum(best, flat[..., piece * o : (piece + 1) * o])
    return best


class Student(nn.Module):
    """Weights as in the frame; `hashes` and `vectors` are set by the lexicon."""

    def __init__(self, arrays, dropout=0.1):
        super().__init__()
        self.w = nn.ParameterDict(
            {k.replace(".", "_"): nn.Parameter(torch.from_numpy(v).clone()) for k, v in arrays.items()}
        )
        tables = [k for k in arrays if k.startswith("table")]
        self.sizes = [arrays[k].shape[0] for k in tables]
        self.depth = sum(k.startswith("layer") and k.endswith(".w") for k in arrays) - 1
        self.dropout = dropout

    def arrays(self):
        """Gives the weights back under the frame's keys."""
        return {k.replace("_", "."): v.detach().numpy() for k, v in self.w.items()}

    def _layer(self, i, x):
        w = self.w
        out = maxout(x, w[f"layer{i}_w"], w[f"layer{i}_b"])
        out = F.layer_norm(out, out.shape[-1:], w[f"layer{i}_gain"], w[f"layer{i}_shift"], 1e-8)
        return F.dropout(out, self.dropout, self.training)

    def types(self, rows, vectors):
        """Embeds word types.  rows: types × features × 4 (places in the joined tables); vectors: types × 300."""
        table = torch.cat([self.w[f"table{i}"] for i in range(len(self.sizes))])
        n, features, four = rows.shape
        bags = F.embedding_bag(rows.reshape(-1, four), table, mode="sum").view(n, -1)
        mixed = torch.cat([bags, vectors @ self.w["vectors"].t()], 1)
        return self._layer(0, mixed)

    def encode(self, typed, place, total):
        """Lays typed rows (T×width) into `total` rows at `place`, runs the windows, takes them out."""
        x = typed.new_zeros(total, typed.shape[1]).index_copy(0, place, typed)
        edge = x.new_zeros(1, x.shape[1])
        for i in range(1, self.depth + 1):
            wide = torch.cat([torch.cat([edge, x[:-1]]), x, torch.cat([x[1:], edge])], 1)
            x = x + self._layer(i, wide)
        return x[place]

    def lower(self, rows):
        """Rows T×width to the table T×8×(P·H), pieces apart, and what absent words add."""
        w = self.w
        f, h, p, i = w["lower_w"].shape
        flat = w["lower_w"].permute(0, 2, 1, 3).reshape(f * p * h, i)
        table = F.linear(F.linear(rows, w["reduce_w"], w["reduce_b"]), flat).view(-1, f, p * h)
        return table, w["lower_pad"][0].permute(0, 2, 1).reshape(f, p * h), w["lower_b"].t().reshape(-1)

    def moves(self, table, absent, bias, named):
        """Scores of the moves in states that name 8 words each (−1 for none)."""
        w = self.w
        f, wide = absent.shape
        all_rows = torch.cat([table, absent[None]]).view(-1, wide)
        at = torch.where(named < 0, len(table), named) * f + torch.arange(f)
        sums = F.embedding_bag(at, all_rows, mode="sum") + bias
        h = w["upper_w"].shape[1]
        hidden = sums[:, :h]
        for piece in range(1, wide // h):
            hidden = torch.maximum(hidden, sums[:, piece * h : (piece + 1) * h])
        return F.linear(F.dropout(hidden, self.dropout, self.training), w["upper_w"], w["upper_b"])

    def tags(self, rows):
        """Scores of the joint tags."""
        return F.linear(rows, self.w["tag_w"], self.w["tag_b"])
