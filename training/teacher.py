"""The teacher: a multilingual encoder with biaffine arcs and labels, and morphology.

Given batches of `batches.py`, it yields scores of heads, of relations and of
joint tags ("POS|features").  Sizes: B sentences, P pieces, W words, R relations.
"""

import torch
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    """One encoder layer (post-norm), with the names of the 4-bit file."""

    def __init__(self, width, inner, heads, eps):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        """x: B×P×width; mask: B×1×1×P, true where a piece stands."""
        b, p, w = x.shape
        q, k, v = (f(x).view(b, p, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        seen = F.scaled_dot_product_attention(q, k, v, mask).transpose(1, 2).reshape(b, p, w)
        x = self.aln(x + self.drop(self.ao(seen)))
        return self.oln(x + self.drop(self.fo(F.gelu(self.fi(x)))))


def _mlp(width, out):
    return nn.Sequential(nn.Linear(width, out), nn.GELU(), nn.Dropout(0.3))


class Teacher(nn.Module):
    """Encoder, mix of its layers, and the heads.

    `seen` lists the pieces of the training text: only their embeddings learn.
    """

    def __init__(self, sizes, seen, relations, tags, treebanks):
        super().__init__()
        width = sizes["width"]
        table = torch.zeros(sizes["vocabulary"], dtype=torch.long)
        table[torch.tensor(sorted(seen))] = torch.arange(1, len(seen) + 1)
        self.register_buffer("slot", table)
        self.word = nn.Embedding(sizes["vocabulary"], width, _freeze=True)
        self.delta = nn.Embedding(len(seen) + 1, width, padding_idx=0)
        nn.init.zeros_(self.delta.weight)
        self.pos = nn.Embedding(sizes["places"], width)
        self.norm = nn.LayerNorm(width, sizes["eps"])
        self.layers = nn.ModuleList(
            Layer(width, sizes["inner"], sizes["heads"], sizes["eps"]) for _ in range(sizes["layers"])
        )
        self.mix = nn.Parameter(torch.zeros(sizes["layers"] + 1))
        self.scale = nn.Parameter(torch.ones(1))
        self.treebank = nn.Embedding(treebanks + 1, 2 * width, padding_idx=0)
        nn.init.zeros_(self.treebank.weight)
        self.drop = nn.Dropout(0.3)
        self.arc_dep, self.arc_head = _mlp(2 * width, 384), _mlp(2 * width, 384)
        self.lab_dep, self.lab_head = _mlp(2 * width, 128), _mlp(2 * width, 128)
        self.arc = nn.Parameter(torch.zeros(385, 384))
        self.lab = nn.Parameter(torch.zeros(relations, 129, 129))
        nn.init.normal_(self.arc, std=0.02)
        self.tag = nn.Sequential(_mlp(2 * width, 256), nn.Linear(256, tags))

    def load_encoder(self, tensors):
        """Copies the arrays of `e5.load`."""
        put = lambda to, array: to.data.copy_(torch.from_numpy(array))
        width = self.word.weight.shape[1]
        put(self.word.weight, tensors["emb.word"])
        put(self.pos.weight, tensors["emb.pos"] + tensors["emb.type"][:width])
        put(self.norm.weight, tensors["emb.ln.w"])
        put(self.norm.bias, tensors["emb.ln.b"])
        for i, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                part = getattr(layer, name)
                put(part.weight, tensors[f"l{i}.{name}.w"])
                put(part.bias, tensors[f"l{i}.{name}.b"])

    def words(self, batch):
        """Encodes: B×(W+1)×2·width; place 0 stands for the root."""
        ids = batch["ids"]
        places = torch.arange(ids.shape[1])[None]
        x = self.word(ids) + self.delta(self.slot[ids]) + self.pos(places)
        x = self.norm(x)
        mask = batch["pieces"][:, None, None, :]
        weights = self.mix.softmax(0)
        total = weights[0] * x
        for i, layer in enumerate(self.layers):
            x = layer(x, mask)
            total = total + weights[i + 1] * x
        total = total * self.scale
        pick = lambda at: total.gather(1, at[..., None].expand(-1, -1, total.shape[2]))
        both = torch.cat([pick(batch["first"]), pick(batch["last"])], -1)
        return self.drop(both + self.treebank(batch["treebank"])[:, None])

    def forward(self, batch):
        """Returns arc scores B×W×(W+1), label parts, and tag scores B×W×tags."""
        x = self.words(batch)
        dep, head = self.arc_dep(x[:, 1:]), self.arc_head(x)
        one = torch.ones_like(dep[..., :1])
        arcs = (torch.cat([dep, one], -1) @ self.arc) @ head.transpose(1, 2)
        arcs = arcs.float().masked_fill(~batch["heads_open"][:, None], -1e9)
        own = torch.arange(arcs.shape[1])
        arcs[:, own, own + 1] = -1e9
        return arcs, (self.lab_dep(x[:, 1:]), self.lab_head(x)), self.tag(x[:, 1:]).float()

    def labels(self, parts, heads):
        """Scores relations B×W×R for the given heads B×W."""
        dep, head = parts
        head = head.gather(1, heads[..., None].expand(-1, -1, head.shape[2]))
        one = torch.ones_like(dep[..., :1])
        dep, head = torch.cat([dep, one], -1), torch.cat([head, one], -1)
        left = torch.einsum("bwi,rij->bwrj", dep, self.lab)
        return torch.einsum("bwrj,bwj->bwr", left, head.to(left.dtype)).float()
