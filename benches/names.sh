#!/usr/bin/env bash
# Scores how the frequent names of a corpus resolve. usage: names.sh RELATA
set -eu
here=$(cd "$(dirname "$0")" && pwd)
corpus=${CORPUS:-$here/../../shared/suites/corpora/rss.jsonl.gz}
if [ ! -f "$corpus" ]; then
  echo "names: $corpus is missing; the corpus lies outside the repository" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Every sixth article holds each of the names.
gzip -dc "$corpus" | awk 'NR % 6 == 0' > "$work/articles.jsonl"
"$1" read "$work/articles.jsonl" --into "$work/names.db" > /dev/null
"$1" export "$work/names.db" --to "$work/export" > /dev/null
python3 "$here/names/names.py" "$work/export" --wrong
