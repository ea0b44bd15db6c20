#!/usr/bin/env bash
# Opens reports in a real browser and looks at them: see browser_test.py; draws their charts with
# Vega-Lite: see charts.py. `make browser-test` calls this. With `picture` behind the command, as in
# `make picture`, it takes the README's picture instead: see picture.py. Installs the browser from the
# system's packages and what drives it into .venv-browser.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=.venv-browser
requirements=Scripts/browser/requirements.txt

if ! command -v chromedriver >/dev/null || ! fc-list :lang=zh-cn 2>/dev/null | grep -q .; then
  sudo=$([ "$(id -u)" = 0 ] || echo sudo)
  [ -n "$(ls /var/lib/apt/lists/*Packages* 2>/dev/null)" ] || $sudo apt-get update >&2
  $sudo apt-get install --yes --no-install-recommends \
    chromium chromium-driver fontconfig fonts-noto-cjk python3-venv >&2
fi
if ! cmp --silent "$requirements" "$venv/installed.txt"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" >&2
  cp "$requirements" "$venv/installed.txt"
fi
if [ "${2:-test}" = picture ]; then
  exec "$venv/bin/python" Scripts/browser/picture.py --command "$1" \
    --picture Documentation/report.png
fi
"$venv/bin/python" Scripts/browser/charts.py --command "$1" --pictures .build/browser
exec "$venv/bin/python" Scripts/browser/browser_test.py --command "$1" --pictures .build/browser
