#!/usr/bin/env bash
# usage: benches/speed.sh RELATA [PATH…]
# Prints the time by stage and the words a second, on one thread: of the paths given, or else of the development
# articles beside the repository, or else of the examples.
set -euo pipefail
relata=$(realpath "$1")
shift
top=$(cd "$(dirname "$0")/.." && pwd)
export RELATA_MODELS=${RELATA_MODELS:-$top/models}
articles=$top/../shared/gold/dev/articles.jsonl
if [ "$#" -eq 0 ]; then
  if [ -f "$articles" ]; then set -- "$articles"; else set -- "$top/examples"; fi
fi
"$relata" stats "$@"
