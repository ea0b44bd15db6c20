#!/bin/sh
# Asks the command every question of the suite, compares the answers with those of the second program,
# and holds all of them against their schemas. What judges schemas is installed beside, pinned.
set -eu
cd "$(dirname "$0")/.."
venv=.venv-conformance
requirements=Conformance/requirements.txt

if ! cmp --silent "$requirements" "$venv/installed.txt"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  cp "$requirements" "$venv/installed.txt"
fi
"$venv/bin/python" Conformance/check_schemas.py "$@"
"$venv/bin/python" Conformance/conform.py "$@"
