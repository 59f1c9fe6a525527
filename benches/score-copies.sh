#!/usr/bin/env bash
# usage: benches/score-copies.sh RELATA
# Reads the articles of one season and compares the groups of copies with pairs found by brute force. The articles lie
# beside the repository, in ../shared, because they belong to their publishers.
set -euo pipefail
relata=$(realpath "$1")
top=$(cd "$(dirname "$0")/.." && pwd)
suite=$(realpath -m "$top/../shared/suites/wire_copies")
scorer=$(realpath -m "$top/../shared/score/copies.py")
if [ ! -f "$suite/pairs.tsv" ] || [ ! -f "$scorer" ]; then
  echo "score-copies: $suite and $scorer are not there; there is nothing to compare with" >&2
  exit 1
fi
export RELATA_MODELS=${RELATA_MODELS:-$top/models}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zcat "$suite/articles.jsonl.gz" > "$work/articles.jsonl"
# Some records have no text and are named on standard error: exit status 1.
"$relata" read "$work/articles.jsonl" --language fr --into "$work/copies.db" > "$work/log" 2>&1 || [ $? -eq 1 ]
"$relata" export "$work/copies.db" --to "$work/export" > /dev/null
python3 "$scorer" "$suite" "$work/export"
