#!/usr/bin/env bash
# Counts the instructions of the hot kernels with callgrind, on one thread and a small fixed shop,
# and compares them with Benchmarks/instructions.tsv: none may have grown by more than 5 %. Counts
# do not depend on what else the machine does; seconds do. They do depend on the compiler, whose
# version stands in the file: with another one there is nothing to compare, and the script says so.
#
#   Scripts/callgrind.sh            compare
#   Scripts/callgrind.sh --write    write the file anew
set -euo pipefail
cd "$(dirname "$0")/.."
counts=Benchmarks/instructions.tsv
program=Benchmarks/.build/release/clientele-instructions
kernels=(clustering appending rfm lifecycle-24 lifecycle-daily cohorts activity retention)
limit_percent=5

compiler="Swift $(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' | head -1), $(uname -m)"
if [ "${1:-}" != --write ]; then
  if [ "$(head -1 "$counts")" != "# $compiler" ]; then
    echo "$counts was counted with $(head -1 "$counts" | cut -c3-), this is $compiler: not compared"
    exit
  elif ! command -v valgrind >/dev/null; then
    echo "valgrind is missing (apt-get install valgrind): not compared"
    exit
  fi
fi
swift build --configuration release --package-path Benchmarks --product clientele-instructions >&2

# The instructions inside the one function that is counted, and all that it calls.
count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    --toggle-collect='*measuredKernel*' "$program" "$1" 2>&1 | sed -n 's/.*Collected : //p'
}

new=$(for kernel in "${kernels[@]}"; do printf '%s\t%s\n' "$kernel" "$(count "$kernel")"; done)
if [ "${1:-}" = --write ]; then
  printf '# %s\nkernel\tinstructions\n%s\n' "$compiler" "$new" >"$counts"
  cat "$counts"
  exit
fi

failed=0
while IFS=$'\t' read -r kernel now; do
  before=$(awk -v kernel="$kernel" '$1 == kernel { print $2 }' "$counts")
  [ -n "$before" ] || { echo "$kernel is not in $counts" >&2; exit 1; }
  [ "$now" -gt 0 ] || { echo "$kernel: nothing was counted" >&2; exit 1; }
  verdict=ok
  if [ $((now * 100)) -gt $((before * (100 + limit_percent))) ]; then verdict=GREW; failed=1; fi
  printf '%-16s %14d %14d  %s\n' "$kernel" "$before" "$now" "$verdict"
done <<<"$new"
exit $failed
