#!/usr/bin/env bash
# usage: benches/score-times.sh RELATA [--misses]
# Reads the outside suites of time expressions with the program and prints what it finds and resolves. The suites and
# the scorer of two of them lie beside the repository, in ../shared.
set -euo pipefail
relata=$(realpath "$1")
shift
top=$(cd "$(dirname "$0")/.." && pwd)
shared=$(realpath -m "$top/../shared")
if [ ! -f "$shared/score/times.py" ] || [ ! -d "$shared/suites" ]; then
  echo "score-times: $shared with its suites/ and score/times.py is not there; there is nothing to compare with" >&2
  exit 1
fi
export RELATA_MODELS=${RELATA_MODELS:-$top/models}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for suite in timebank_fr recognizers_fr; do
  echo "== $suite"
  python3 "$shared/score/times.py" articles "$shared/suites/$suite/dev.json" > "$work/$suite.jsonl"
  "$relata" read "$work/$suite.jsonl" --into "$work/$suite.db" > /dev/null
  "$relata" export "$work/$suite.db" --to "$work/$suite" > /dev/null
  python3 "$shared/score/times.py" score "$shared/suites/$suite/dev.json" "$work/$suite" "$@"
done
echo "== duckling_fr"
python3 "$top/benches/duckling.py" "$relata" "$shared/suites/duckling_fr/duckling.json" "$@"
