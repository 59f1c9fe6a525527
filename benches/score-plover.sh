#!/usr/bin/env bash
# usage: benches/score-plover.sh RELATA [--misses]
# Reads the sentences of the PLOVER gold standard records with the program and compares its reports with the records. The
# records and their scorer lie beside the repository, in ../shared.
set -euo pipefail
relata=$(realpath "$1")
shift
top=$(cd "$(dirname "$0")/.." && pwd)
shared=$(realpath -m "$top/../shared")
suite=$shared/suites/plover_gsr/dev.json
if [ ! -f "$shared/score/plover.py" ] || [ ! -f "$suite" ]; then
  echo "score-plover: $shared with its suites/ and score/plover.py is not there; there is nothing to compare with" >&2
  exit 1
fi
export RELATA_MODELS=${RELATA_MODELS:-$top/models}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$shared/score/plover.py" articles "$suite" > "$work/articles.jsonl"
"$relata" read "$work/articles.jsonl" --into "$work/plover.db" > /dev/null
"$relata" export "$work/plover.db" --to "$work/plover" > /dev/null
python3 "$shared/score/plover.py" score "$suite" "$work/plover" "$@"
