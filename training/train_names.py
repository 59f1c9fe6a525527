"""Trains the recogniser of names further, on silver sentences and the gold half.

    python train_names.py PIPELINE OUT --silver FILE --names FOLDER --corpora FOLDER --steps N

A state names three words: the next one, the first of the open name, and the
one before the next.  States are those of the gold tags; moves are spaCy's.
"""

import argparse
import os
import random
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import numpy as np
import spacy
import torch

import frame
import names_data
from lexicon import Lexicon, layout, typed
from student import Student


def moves_of(tags):
    """BILUO names of the moves that make BIO tags, and the start of the open name (−1 for none)."""
    moves, opened = ["O"] * len(tags), [-1] * len(tags)
    for start, end, label in names_data.spans(tags):
        for i in range(start, end):
            place = "U" if end - start == 1 else "B" if i == start else "L" if i == end - 1 else "I"
            moves[i] = f"{place}-{label}"
            opened[i] = start if i > start else -1
    return moves, opened


class Item:
    """A document as arrays: types, moves, and the words that each state names."""

    def __init__(self, named, lexicon, number, names):
        self.ids = lexicon.doc(named.words, named.spaces)
        moves, opened = moves_of(named.tags)
        self.moves = np.array([number[m] for m in moves], np.int64)
        at = np.arange(len(moves))
        opened = np.array(opened)
        self.named = np.stack([at, opened, np.where(opened < 0, -1, at - 1)], 1)
        self.valid = np.array([_valid(moves[i], opened[i], names) for i in at])


def _valid(move, opened, names):
    if opened >= 0:
        label = move.split("-")[1]
        return [n in (f"I-{label}", f"L-{label}") for n in names]
    return [n[0] in "BUO" and n != "U-" for n in names]


def loss_of(student, lexicon, items):
    """Loss a token of a batch."""
    ids, offsets, places, total = layout([i.ids for i in items])
    rows = student.encode(typed(student, lexicon, ids), places, total)
    table, absent, bias = student.lower(rows)
    shifted = [np.where(i.named < 0, -1, i.named + at) for i, at in zip(items, offsets)]
    scores = student.moves(table, absent, bias, torch.from_numpy(np.concatenate(shifted)))
    allowed = torch.from_numpy(np.concatenate([i.valid for i in items]))
    gold = torch.from_numpy(np.concatenate([i.moves for i in items]))
    return torch.nn.functional.cross_entropy(scores.masked_fill(~allowed, -1e9), gold)


def batch_of(rng, parts, sizes):
    """Draws items until each part's number of tokens is reached."""
    out = []
    for part, size in zip(parts, sizes):
        tokens = 0
        while tokens < size:
            out.append(rng.choice(part))
            tokens += len(out[-1].ids)
    return out


def measure(nlp, sentences):
    """F of exact names with labels, by the pipeline itself."""
    from spacy.tokens import Doc

    said = []
    with nlp.select_pipes(enable=["ner"]):
        for s in sentences:
            doc = nlp(Doc(nlp.vocab, words=s.words, spaces=s.spaces))
            said.append([f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc])
    return names_data.f_score([s.tags for s in sentences], said)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pipeline")
    parser.add_argument("out")
    for name in ("--silver", "--names", "--corpora"):
        parser.add_argument(name, required=True)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--tokens", type=int, nargs=2, default=(300, 1700), help="gold and silver tokens a batch")
    parser.add_argument("--all", action="store_true", help="train on all of the gold half")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(7)
    rng = random.Random(7)
    nlp = spacy.load(args.pipeline)
    gold = names_data.gold(args.names, args.corpora, nlp.make_doc)
    held = gold[::5]
    taught = gold if args.all else [s for i, s in enumerate(gold) if i % 5]
    names = nlp.get_pipe("ner").move_names
    names.insert(names.index("O"), "U-")  # a move for blocked names, which spaCy does not list
    number = {n: i for i, n in enumerate(names)}
    lexicon = Lexicon(nlp, "ner")
    parts = [[Item(s, lexicon, number, names) for s in part] for part in (taught, names_data.silver(args.silver))]
    lexicon.freeze()
    student = Student(frame.weights(nlp, frame.name_parts), 0.15)
    averaged = {k: v.detach().clone() for k, v in student.w.items()}
    optimiser = torch.optim.Adam(student.parameters(), lr=args.rate, betas=(0.9, 0.99), fused=True)
    warm = args.steps // 20 + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min(n / warm, max(0.0, (args.steps - n) / (args.steps - warm))))
    print(f"0 F on held-out gold {measure(nlp, held):.1f}", flush=True)
    started, mean = time.time(), 0.0
    for step in range(args.steps):
        loss = loss_of(student, lexicon, batch_of(rng, parts, args.tokens))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            for k, v in student.w.items():
                averaged[k].lerp_(v, 1 - min(0.998, (step + 1) / (step + 10)))
        mean += (loss.item() - mean) / min(step + 1, 50)
        if (step + 1) % 200 == 0 or step + 1 == args.steps:
            frame.put(nlp, {k.replace("_", "."): v.numpy() for k, v in averaged.items()}, frame.name_parts)
            print(f"{step + 1} loss {mean:.4f} F on held-out gold {measure(nlp, held):.1f} {time.time() - started:.0f}s", flush=True)
    nlp.to_disk(args.out)


if __name__ == "__main__":
    main()
