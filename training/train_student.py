"""Trains the student on gold and silver sentences; writes its weights all along.

    python train_student.py TREEBANKS OUT --silver FILE… --steps N [--start WEIGHTS]

Each state is one that the student itself reaches; what it should have done
there comes from the dynamic oracle (`arcs.c`).  Averaged weights are kept.
"""

import argparse
import json
import os
import random
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import numpy as np
import torch
from spacy.pipeline._parser_internals.nonproj import projectivize

import arcs
import conllu
import frame
import labels
import score
import treebanks
from lexicon import Lexicon, layout, typed
from parallel import Mate
from student import Student


class Item:
    """A sentence as arrays."""

    def __init__(self, sentence, lexicon, moves, tags):
        heads, _ = projectivize(list(sentence.heads), list(sentence.deps))
        self.ids = lexicon.doc(sentence.words, sentence.spaces)
        self.heads = np.array(heads, np.int32)
        self.labels = moves.gold(heads, sentence.deps)
        self.tags = np.array([tags.get(f"{p}|{f}", -1) for p, f in zip(sentence.pos, sentence.feats)], np.int64)


def documents(items, rng, single=0.7):
    """Groups neighbouring items into documents of one to four sentences, shuffled."""
    out, at = [], 0
    while at < len(items):
        count = 1 if rng.random() < single else rng.randint(2, 4)
        out.append(items[at : at + count])
        at += count
    rng.shuffle(out)
    return out


def endless(items, rng):
    """Yields documents without end."""
    while True:
        yield from documents(items, rng)


def batch_of(streams, sizes):
    """Takes documents from each stream until its number of tokens is reached."""
    out = []
    for stream, size in zip(streams, sizes):
        tokens = 0
        while tokens < size:
            doc = next(stream)
            out.append(doc)
            tokens += sum(len(i.ids) for i in doc)
    return out


def joined(docs):
    """Gold heads within documents, labels, sentence starts and tags of all tokens."""
    heads, labels, starts, tags = [], [], [], []
    for doc in docs:
        at = 0
        for item in doc:
            heads.append(item.heads + at)
            labels.append(item.labels)
            start = np.zeros(len(item.ids), np.int8)
            start[0] = 1
            starts.append(start)
            tags.append(item.tags)
            at += len(item.ids)
    return tuple(np.concatenate(x) for x in (heads, labels, starts, tags))


def network(student, table, absent, bias):
    """The arrays that the C code scores with."""
    plain = lambda t: np.ascontiguousarray(t.detach().numpy(), np.float32)
    upper = np.ascontiguousarray(student.w["upper_w"].detach().numpy().T)
    return plain(table), plain(absent), plain(bias), upper, plain(student.w["upper_b"])


def loss_of(student, lexicon, moves, docs, share, follow):
    """Computes gradients of a part of a batch; returns its loss a token."""
    ids, offsets, places, total = layout([np.concatenate([i.ids for i in d]) for d in docs])
    heads, labels, starts, tags = joined(docs)
    rows = student.encode(typed(student, lexicon, ids), places, total)
    table, absent, bias = student.lower(rows)
    lead = (np.random.default_rng(len(ids)).random(len(docs)) < follow).astype(np.uint8)
    named, valid, cheap, _, _ = arcs.run(offsets, moves, network(student, table, absent, bias), (heads, labels, starts), lead)
    scores = student.moves(table, absent, bias, torch.from_numpy(named.astype(np.int64)))
    allowed = torch.from_numpy(valid[:, moves.kinds].astype(bool))
    right = torch.from_numpy(cheap.astype(bool))
    lost = scores.masked_fill(~allowed, -1e9).logsumexp(1) - scores.masked_fill(~right, -1e9).logsumexp(1)
    tag = torch.nn.functional.cross_entropy(student.tags(rows), torch.from_numpy(tags), ignore_index=-1, reduction="sum")
    loss = (lost.sum() + tag) / len(ids)
    student.zero_grad(set_to_none=True)
    (loss * share).backward()
    return loss.item()


@torch.no_grad()
def measure(student, lexicon, moves, tags, sentences):
    """Scores sentences, one a document."""
    student.eval()
    found = score.Score()
    for at in range(0, len(sentences), 64):
        group = sentences[at : at + 64]
        ids, offsets, places, total = layout([lexicon.doc(s.words, s.spaces) for s in group])
        rows = student.encode(typed(student, lexicon, ids), places, total)
        _, _, _, heads, labels = arcs.run(offsets, moves, network(student, *student.lower(rows)))
        said = student.tags(rows).argmax(1).tolist()
        for s, a, b in zip(group, offsets, offsets[1:]):
            deps = ["ROOT" if l < 0 else moves.labels[l] for l in labels[a:b]]
            found.add(s, heads[a:b].tolist(), deps, [tags[t].split("|")[0] for t in said[a:b]])
    student.train()
    return found


def inventory(sentences, least=40):
    """Counts moves by kind and label, and joint tags, of gold and silver."""
    moves = {0: {"": 1}, 1: {"": 1}, 2: {"dep": 1}, 3: {"dep": 1}, 4: {"ROOT": 1}}
    tags = {}
    for s in sentences:
        for i, (head, dep, pos, feats) in enumerate(zip(s.heads, s.deps, s.pos, s.feats)):
            if head != i:
                kind = moves[2 if head > i else 3]
                kind[dep] = kind.get(dep, 0) + 1
            tags[f"{pos}|{feats}"] = tags.get(f"{pos}|{feats}", 0) + 1
    for kind in (2, 3):
        moves[kind] = {l: n for l, n in moves[kind].items() if n >= least or l == "dep"}
    return moves, sorted(t for t, n in tags.items() if n >= 5 and t.split("|")[0] != "_")


def prepare(args, gold, silver):
    """Builds or reads the frame's description, and the frame with its start weights."""
    folder = Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    described = folder / "frame.json"
    start = Path(args.start) if args.start else None
    if start:
        described = start / "frame.json"
    if described.exists():
        kept = json.loads(described.read_text())
        moves, tags = {int(k): v for k, v in kept["moves"].items()}, kept["tags"]
        hidden, pieces = kept["hidden"], kept["pieces"]
    else:
        moves, tags = inventory(gold + silver)
        hidden, pieces = args.hidden, args.pieces
    (folder / "frame.json").write_text(json.dumps({"moves": moves, "tags": tags, "hidden": hidden, "pieces": pieces}))
    nlp = frame.build(moves, tags, hidden, pieces)
    arrays = frame.weights(nlp)
    rng = np.random.default_rng(7)
    arrays["lower.w"] = rng.normal(0, 0.05, arrays["lower.w"].shape).astype("f")
    arrays["lower.pad"] = rng.normal(0, 0.05, arrays["lower.pad"].shape).astype("f")
    for source in (start, folder):
        if source and (source / "weights.npz").exists():
            kept = dict(np.load(source / "weights.npz"))
            for key, value in kept.items():
                if key.startswith("table"):
                    kept[key] = np.tile(value, (len(arrays[key]) // len(value), 1))
            arrays = {**arrays, **kept}
    return nlp, arrays, tags


def save(folder, averaged):
    """Writes averaged weights, whole or not at all."""
    np.savez(str(folder / "part.npz"), **{k.replace("_", "."): v.numpy() for k, v in averaged.items()})
    (folder / "part.npz").rename(folder / "weights.npz")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("treebanks")
    parser.add_argument("out")
    parser.add_argument("--own")
    parser.add_argument("--gold", help="the gold sentences with open names filled in")
    parser.add_argument("--silver", nargs="*", default=[])
    parser.add_argument("--start")
    parser.add_argument("--name-appositions", action="store_true", help="see labels.py")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--tokens", type=int, nargs=2, default=(800, 1600), help="gold and silver tokens a batch")
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--pieces", type=int, default=3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=200)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    gold = conllu.read(args.gold, "gold") if args.gold else treebanks.training(args.treebanks, args.own)
    silver = [s for f in args.silver for s in conllu.read(f, "silver")]
    if args.name_appositions:
        for sentence in (*gold, *silver):
            labels.name_appositions(sentence)
    nlp, arrays, tags = prepare(args, gold, silver)
    moves = arcs.Moves(nlp.get_pipe("parser").move_names)
    lexicon = Lexicon(nlp)
    number = {t: i for i, t in enumerate(tags)}
    made = [[Item(s, lexicon, moves, number) for s in part] for part in (gold, silver) if part]
    held = treebanks.selection(args.treebanks)
    for part in held.values():
        for s in part:
            lexicon.doc(s.words, s.spaces)
    lexicon.freeze()
    student = Student(arrays, args.dropout)
    averaged = {k: v.detach().clone() for k, v in student.w.items()}
    optimiser = torch.optim.Adam(student.parameters(), lr=args.rate, betas=(0.9, 0.99), eps=1e-8, fused=True)
    warm = min(100, args.steps // 10 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(n / warm, max(0.0, (args.steps - n) / (args.steps - warm))))
    fresh = not args.start
    work = lambda job: loss_of(student, lexicon, moves, job[0], job[1], job[2])
    mates = [Mate(student.share_memory(), work) for _ in range(args.processes - 1)]
    rng = random.Random(7)
    streams = [endless(part, rng) for part in made]
    student.train()
    started, mean = time.time(), 0.0
    for step in range(args.steps):
        docs = batch_of(streams, args.tokens)
        follow = max(0.1, 1 - step / 300) if fresh else 0.1
        parts = 1 + len(mates)
        for k, mate in enumerate(mates):
            mate.send((docs[k + 1 :: parts], 1 / parts, follow))
        losses = [work((docs[::parts], 1 / parts, follow))] + [m.receive() for m in mates]
        torch.nn.utils.clip_grad_norm_(student.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        keep = min(0.999, (step + 1) / (step + 10))
        with torch.no_grad():
            for k, v in student.w.items():
                averaged[k].lerp_(v, 1 - keep)
        mean += (sum(losses) / len(losses) - mean) / min(step + 1, 50)
        if step % 20 == 0:
            print(f"  {step} loss {mean:.3f} {time.time() - started:.0f}s", flush=True)
        if (step + 1) % args.every == 0 or step + 1 == args.steps:
            save(Path(args.out), averaged)
            other = Student({k.replace("_", "."): v.numpy() for k, v in averaged.items()})
            for name, part in held.items():
                print(f"{step + 1} {name:8} {measure(other, lexicon, moves, tags, part).line()}", flush=True)
    nlp_weights = {k.replace("_", "."): v.numpy() for k, v in averaged.items()}
    frame.put(nlp, nlp_weights)
    nlp.to_disk(Path(args.out) / "pipeline")


if __name__ == "__main__":
    main()
