#!/usr/bin/env bash
# usage: benches/score.sh RELATA [--misses]
# Reads three inputs with the program and compares each with hand-made annotations: the seed articles as plain
# files, the same with their days of publication, and the development articles. The annotations lie beside the
# repository, in ../shared, because the articles belong to their publishers.
set -euo pipefail
relata=$(realpath "$1")
shift
top=$(cd "$(dirname "$0")/.." && pwd)
shared=$(realpath -m "$top/../shared")
if [ ! -d "$shared/gold" ] || [ ! -f "$shared/score/score.py" ]; then
  echo "score: $shared with its gold/, seeds/ and score/ is not there; there is nothing to compare with" >&2
  exit 1
fi
export RELATA_MODELS=${RELATA_MODELS:-$top/models}

python=python3
if ! "$python" -c 'import yaml' 2>/dev/null; then
  python=$top/.venv/score/bin/python
  if [ ! -x "$python" ]; then
    python3 -m venv "$top/.venv/score"
    "$python" -m pip install --quiet --disable-pip-version-check 'PyYAML==6.0.3'
  fi
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The seeds as JSON Lines, each with the day that its annotation gives.
"$python" - "$shared" > "$work/dated.jsonl" <<'PY'
import json, pathlib, sys, yaml
shared = pathlib.Path(sys.argv[1])
for path in sorted(shared.glob("gold/seeds/*.yaml")):
    gold = yaml.safe_load(path.read_text(encoding="utf8"))
    if "doc" not in gold:
        continue
    text = (shared / "seeds" / gold["doc"]).read_bytes().decode("utf8")
    record = {"document": gold["doc"], "text": text}
    if gold.get("published"):
        record["published"] = str(gold["published"])
    print(json.dumps(record, ensure_ascii=False))
PY

score() { # name, input, annotations
  echo "== $1"
  local status=0
  "$relata" read "$2" --into "$work/$1.db" > "$work/$1.log" 2>&1 || status=$?
  if [ "$status" -ne 0 ]; then
    cat "$work/$1.log" >&2
    return 1
  fi
  "$relata" export "$work/$1.db" --to "$work/$1" > /dev/null
  "$python" "$shared/score/score.py" "$work/$1" "$3" --blind "${@:4}"
  echo
}
score seeds "$shared/seeds" "$shared/gold/seeds" "$@"
score seeds-dated "$work/dated.jsonl" "$shared/gold/seeds" "$@"
score dev "$shared/gold/dev/articles.jsonl" "$shared/gold/dev" "$@"
