#!/usr/bin/env bash
# Installs the peers into .venv-compare, builds our side, and compares: see compare.py. `make
# compare` calls this; its variables are the options here.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=.venv-compare
requirements=Scripts/compare/requirements.txt

if ! cmp --silent "$requirements" "$venv/installed.txt"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  cp "$requirements" "$venv/installed.txt"
fi
swift build --configuration release --package-path Benchmarks --product clientele-compare >&2
exec "$venv/bin/python" Scripts/compare/compare.py "$@"
