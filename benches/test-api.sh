#!/usr/bin/env bash
# usage: benches/test-api.sh RELATA SCHEMATHESIS: serves the examples and asks what the API's description allows, and more.
set -euo pipefail
relata=$(realpath "$1")
schemathesis=$(realpath "$2")
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
"$relata" read "$top/examples" --into "$work/c.db" > "$work/read.log" 2>&1 || test $? = 1
"$relata" serve "$work/c.db" --port 0 > "$work/address" 2> "$work/serve.log" &
server=$!
for _ in $(seq 100); do
  test -s "$work/address" && break
  sleep 0.1
done
address=$(head -1 "$work/address")
cd "$work"
# Reading in merges all articles each time: it is tried by the program's own tests.
"$schemathesis" run "${address}api/v1/openapi.json" \
  --header 'X-Relata: 1' --exclude-path /api/v1/read \
  --checks not_a_server_error --max-examples "${EXAMPLES:-25}" --seed 1 --workers 2 --no-color \
  > "$work/report" 2>&1 || { tail -80 "$work/report"; cat "$work/serve.log"; exit 1; }
tail -15 "$work/report"
