#!/usr/bin/env bash
# Builds the documentation of the public modules into .build/docs. A warning is an error: a link
# that leads nowhere, a parameter that is not there any more.
set -euo pipefail
cd "$(dirname "$0")/.."
modules=(Clientele ClienteleCSV ClienteleReport ClienteleFixtures)
graphs=.build/docs-symbols
docc=$(command -v docc || xcrun --find docc)

swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >&2
rm -rf "$graphs" .build/docs
mkdir -p "$graphs"
for module in "${modules[@]}"; do
  # Also what a module adds to another one's types: MODULE@OTHER.symbols.json.
  cp .build/*/symbolgraph/"$module"{,@Clientele*}.symbols.json "$graphs" 2>/dev/null || true
done

"$docc" convert Sources/Clientele/Clientele.docc --additional-symbol-graph-dir "$graphs" \
  --fallback-display-name Clientele --fallback-bundle-identifier clientele \
  --fallback-default-module-kind Module \
  --output-path .build/docs --warnings-as-errors
echo "The documentation is in .build/docs; to read it:"
echo "  python3 -m http.server --directory .build/docs    then /documentation/clientele"
