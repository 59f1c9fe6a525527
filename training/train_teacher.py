"""Trains the teacher on the treebanks; resumes from its last checkpoint.

    python train_teacher.py TREEBANKS OUT [--own FOLDER] [--epochs N]

Processes share each batch: each computes its part on one core over the same
weights in shared memory, and the gradients are added up.  On a busy machine
that loses far less than splitting each matrix product between cores.
"""

import argparse
import os
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

from pathlib import Path

import torch

import batches
import e5
import labels
import treebanks
from parallel import Mate
from teacher import Teacher

SPEECH = ("rhapsodie", "parisstories")


def loss_of(model, batch):
    """Sums the losses of heads, relations and tags over the words of a batch."""
    arcs, parts, tags = model(batch)
    there = batch["words"]
    relations = model.labels(parts, batch["heads"])
    total = torch.nn.functional.cross_entropy(arcs[there], batch["heads"][there])
    for scores, fit in ((relations, batch["labels"]), (tags, batch["tags"])):
        scores, fit = scores[there], fit[there]
        told = fit.any(-1)
        inside = scores.masked_fill(~fit, -1e9).logsumexp(-1) - scores.logsumexp(-1)
        total = total - inside[told].mean()
    return total


def optimiser(model, encoder=8e-5, heads=1e-3, fall=0.9):
    """AdamW whose rate falls from the upper layers to the lower."""
    groups, rest = [], []
    depth = len(model.layers)
    rate = lambda i: encoder * fall ** (depth - 1 - i)
    for i, layer in enumerate(model.layers):
        groups.append({"params": list(layer.parameters()), "lr": rate(i)})
    low = [*model.delta.parameters(), *model.pos.parameters(), *model.norm.parameters()]
    groups.append({"params": low, "lr": rate(-1)})
    inside = {id(p) for g in groups for p in g["params"]}
    rest = [p for p in model.parameters() if id(p) not in inside and p.requires_grad]
    groups.append({"params": rest, "lr": heads})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


@torch.no_grad()
def measure(model, inventory, pieces, sentences):
    """Head, base relation and POS accuracy without punctuation, greedy heads."""
    model.eval()
    right = [0, 0, 0]
    total = 0
    cut = [(pieces.sentence(s.words, s.spaces), s) for s in sentences]
    for group in batches.chunks(cut, 4000, lambda c: len(c[0][0])):
        batch = batches.inputs([c for c, _ in group], [0] * len(group))
        arcs, parts, tags = model(batch)
        heads = arcs.argmax(-1)
        relations = model.labels(parts, heads).argmax(-1)
        for (_, s), hs, rs, ts in zip(group, heads.tolist(), relations.tolist(), tags.argmax(-1).tolist()):
            for i, (gold, dep) in enumerate(zip(s.heads, s.deps)):
                if dep == "punct":
                    continue
                total += 1
                head = hs[i] - 1 if hs[i] else i
                same = labels.base(inventory.relations[rs[i]]) == labels.base(dep)
                right[0] += head == gold
                right[1] += head == gold and same
                right[2] += inventory.tags[ts[i]].split("|")[0] == s.pos[i]
    return [round(100 * r / total, 2) for r in right]


def save(path, model, inventory, pieces_seen, optimiser_state=None, epoch=0):
    """Writes everything that decoding or resuming needs."""
    state = {k: v for k, v in model.state_dict().items() if k != "word.weight"}
    kept = {"model": state, "seen": pieces_seen, "epoch": epoch, "optimiser": optimiser_state,
            "inventory": (inventory.relations, inventory.tags, inventory.treebanks)}
    torch.save(kept, str(path) + ".part")
    Path(str(path) + ".part").rename(path)


def load(path):
    """Reads a checkpoint: model, inventory, pieces, and the raw dictionary."""
    kept = torch.load(path, weights_only=False)
    sizes, pieces, tensors = e5.load()
    inventory = batches.Inventory(*kept["inventory"])
    sizes["vocabulary"] = len(tensors["emb.word"])
    model = Teacher(sizes, kept["seen"], len(inventory.relations), len(inventory.tags), len(inventory.treebanks))
    model.load_state_dict(kept["model"], strict=False)
    model.word.weight.data.copy_(torch.from_numpy(tensors["emb.word"]))
    return model, inventory, pieces, kept


def fresh(sentences):
    """Builds a new teacher on the pieces of the training text."""
    sizes, pieces, tensors = e5.load()
    sizes["vocabulary"] = len(tensors["emb.word"])
    inventory = batches.Inventory.of(sentences, treebanks.NAMES)
    seen = {p for s in sentences for p in pieces.sentence(s.words, s.spaces)[0]} | {batches.MASK}
    model = Teacher(sizes, seen, len(inventory.relations), len(inventory.tags), len(inventory.treebanks))
    model.load_encoder(tensors)
    return model, inventory, pieces, {"seen": seen, "epoch": 0, "optimiser": None}


def epoch_groups(cut, epoch):
    """Batches of an epoch; the two speech treebanks take turns."""
    rng = batches.shuffled(epoch)
    left_out = SPEECH[epoch % 2]
    chosen = [c for c in cut if c[1].source != left_out]
    return batches.chunks(chosen, 2030, lambda c: len(c[0][0]), rng), rng


def half_step(model, inventory, group, rng, share):
    """Computes the gradients of one part of a batch; returns its loss."""
    if not group:
        model.zero_grad(set_to_none=False)
        return 0.0
    batch = batches.inputs([c for c, _ in group], [inventory.treebank[s.source] for _, s in group], rng)
    batches.targets(batch, [s for _, s in group], inventory)
    model.zero_grad(set_to_none=True)
    loss = loss_of(model, batch)
    (loss * share).backward()
    return loss.item()


def run_epoch(model, mates, work, groups, rng, opt, schedule):
    """One pass; prints the loss every 20 batches."""
    started, mean = time.time(), 0.0
    model.train()
    for i, group in enumerate(groups):
        parts = 1 + len(mates)
        jobs = [(group[k::parts], rng.random(), 1 / parts) for k in range(parts)]
        for mate, job in zip(mates, jobs[1:]):
            mate.send(job)
        losses = [work(jobs[0])] + [mate.receive() for mate in mates]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        opt.step()
        schedule.step()
        mean += (sum(losses) / len(losses) - mean) / min(i + 1, 20)
        if i % 20 == 0:
            print(f"  {i}/{len(groups)} loss {mean:.3f} {time.time() - started:.0f}s", flush=True)


def rates(lengths, cycle, warm=0.08, fall=0.7):
    """The rate's share by step: each cycle of epochs (of `lengths` steps) rises, falls to nothing, and peaks lower."""
    cycles = [sum(lengths[i : i + cycle]) for i in range(0, len(lengths), cycle)]

    def share(step):
        for number, steps in enumerate(cycles):
            if step < steps:
                return fall**number * min(step / (warm * steps), (steps - step) / ((1 - warm) * steps))
            step -= steps
        return 0.0

    return share


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("treebanks")
    parser.add_argument("out")
    parser.add_argument("--own")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--cycle", type=int, default=5, help="epochs until the rate starts anew, lower")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    sentences = treebanks.training(args.treebanks, args.own)
    out = Path(args.out)
    model, inventory, pieces, kept = load(out) if out.exists() else fresh(sentences)
    cut = [(pieces.sentence(s.words, s.spaces), s) for s in sentences]
    cut = [c for c in cut if len(c[0][0]) < 400]
    plan = [epoch_groups(cut, e) for e in range(args.epochs)]
    opt = optimiser(model)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, rates([len(groups) for groups, _ in plan], args.cycle))
    if kept["optimiser"]:
        opt.load_state_dict(kept["optimiser"][0])
        schedule.load_state_dict(kept["optimiser"][1])
    work = lambda job: half_step(model, inventory, job[0], batches.shuffled(job[1]), job[2])
    mates = [Mate(model.share_memory(), work) for _ in range(args.processes - 1)]
    held = treebanks.selection(args.treebanks)
    for epoch in range(kept["epoch"], args.epochs):
        started = time.time()
        run_epoch(model, mates, work, *plan[epoch], opt, schedule)
        states = (opt.state_dict(), schedule.state_dict())
        save(out, model, inventory, kept["seen"], states, epoch + 1)
        figures = {n: measure(model, inventory, pieces, s) for n, s in held.items()}
        print(f"epoch {epoch + 1} {time.time() - started:.0f}s UAS LAS UPOS {figures}", flush=True)


if __name__ == "__main__":
    main()
