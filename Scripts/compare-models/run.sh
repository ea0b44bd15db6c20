#!/bin/sh
# Prepares the peer and our program, then compares them. Arguments: see compare_models.py. With
# `recovery` first, simulates customers and looks for their parameters instead: see recovery.py.
set -eu
cd "$(dirname "$0")/../.."
venv=.venv-compare-models
requirements=Scripts/compare-models/requirements.txt

if ! cmp --silent "$requirements" "$venv/installed.txt"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  cp "$requirements" "$venv/installed.txt"
fi
swift build --configuration release --package-path Benchmarks --product clientele-models >&2
script=compare_models.py
if [ "${1:-}" = recovery ]; then
  shift
  script=recovery.py
fi
exec "$venv/bin/python" "Scripts/compare-models/$script" "$@"
