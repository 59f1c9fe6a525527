#!/usr/bin/env python3
"""Fits packs/*/confidence.tsv: how often careful readers accept reports that are told in a given way.

usage: benches/fit_confidence.py CHRONICLE [VERDICTS...] [--floor F] [--least N] [--out TABLE]

CHRONICLE is what `relata read … --into CHRONICLE` made of the articles; the reports that were marked in its web app as
right or wrong count. So do those of the VERDICTS files: a line is a report's id, a tab, and `right` or `wrong`; `make
sample-reports` prints the ids of what a reader is given. Reports that the chronicle no longer has are passed over. Prints how many were read, the area under the ROC curve over ten parts that leave whole
articles out, and which share is accepted among the surest; --out writes the table. A trait that fewer than N reports
(25 by default) have, gets no weight.
"""
import argparse
import collections
import json
import pathlib
import sqlite3

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

TOLD, SHARES, STRENGTH = "told as: ", (1, 0.95, 0.9, 0.85, 0.8, 0.7), 0.1


def judged(chronicle, files):
    """The traits of each judged report, whether it was accepted, and its article."""
    verdicts = [line.split("\t")[:2] for file in files for line in pathlib.Path(file).read_text("utf8").splitlines()]
    found = []
    with sqlite3.connect(chronicle) as store:
        verdicts += store.execute("SELECT record_id, verdict FROM marks WHERE record = 'report'").fetchall()
        for report, verdict in verdicts:
            row = store.execute("SELECT document, evidence FROM reports WHERE report = ?", (report,)).fetchone()
            told = [line for line in json.loads(row[1]) if line.startswith(TOLD)] if row else []
            found += [(line.removeprefix(TOLD).split(", "), verdict == "right", row[0]) for line in told]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chronicle")
    parser.add_argument("verdicts", nargs="*")
    parser.add_argument("--floor", type=float, default=0.45)
    parser.add_argument("--least", type=int, default=25)
    parser.add_argument("--out")
    args = parser.parse_args()
    found = judged(args.chronicle, args.verdicts)
    counts = collections.Counter(trait for traits, _, _ in found for trait in traits)
    common = [{trait: 1.0 for trait in traits if counts[trait] >= args.least} for traits, _, _ in found]
    accepted, articles = [ok for _, ok, _ in found], [article for _, _, article in found]
    names = DictVectorizer()
    rows, model = names.fit_transform(common), LogisticRegression(C=STRENGTH, max_iter=5000)
    sure = cross_val_predict(model, rows, accepted, cv=GroupKFold(10), groups=articles, method="predict_proba")[:, 1]
    print(f"{len(found)} reports, area {roc_auc_score(accepted, sure):.3f}")
    order = sorted(range(len(found)), key=lambda at: -sure[at])
    for share in SHARES:
        kept = order[: int(len(order) * share)]
        print(f"the surest {share:.0%} (from {sure[kept[-1]]:.2f}): {sum(accepted[at] for at in kept) / len(kept):.3f} accepted")
    if args.out:
        model.fit(rows, accepted)
        weights = dict(zip(names.feature_names_, model.coef_[0])) | {"bias": model.intercept_[0], "floor": args.floor}
        lines = [f"{trait}\t{weight:.2f}\town" for trait, weight in sorted(weights.items()) if abs(weight) >= 0.005]
        pathlib.Path(args.out).write_text("\n".join(["trait\tweight\tsource", *lines]) + "\n", "utf8")


if __name__ == "__main__":
    main()
