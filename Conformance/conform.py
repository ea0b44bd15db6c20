"""Asks the `clientele` command every question of the suite and compares its answers with the oracle's.

    python3 Conformance/conform.py --command PATH [--data DIR] [--only lifecycle,rfm]

Exits 1 if an answer differs or none could be compared. A command or option that is not there yet (exit
code 64) is counted as missing, and a data set that is not there as skipped.
"""

import argparse
import csv
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from oracle.cases import DATA_SETS, OUTSIDE_DATA, ROOT, Case, DataSet
from oracle.compare import difference
from schemas import Schemas, name_of

USAGE_ERROR = 64
SECONDS_ALLOWED = 300


def parsed(text: str, case: Case) -> object:
    if case.format == "json":
        return json.loads(text)
    return {"rows": list(csv.DictReader(io.StringIO(text), strict=True))}


def verdict(command: Path, data_set: DataSet, case: Case, data: Path, schemas: Schemas) -> tuple[str, str]:
    words = [case.command, str(data_set.path(data)), *data_set.flags, *case.arguments()]
    try:
        # Lists of customers are named from the repository's folder.
        run = subprocess.run(
            [str(command), *words], capture_output=True, timeout=SECONDS_ALLOWED, encoding="utf-8", cwd=ROOT)
    except subprocess.TimeoutExpired:
        return "FAIL", f"no answer in {SECONDS_ALLOWED} s"
    complaint = next(iter(run.stderr.strip().splitlines()), "")
    if run.returncode == USAGE_ERROR:
        return "missing", complaint
    if run.returncode != 0:
        return "FAIL", f"exit code {run.returncode}: {complaint}"
    try:
        found = parsed(run.stdout, case)
    except (ValueError, csv.Error) as error:
        return "FAIL", f"the output is not {case.format}: {error}"
    if case.format == "json" and (complaint := schemas.complaint(name_of(words), found)):
        return "FAIL", complaint
    expected = parsed(data_set.expected(case).read_text(encoding="utf-8"), case)
    first = difference(expected, found)
    return ("FAIL", first) if first else ("PASS", "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=OUTSIDE_DATA)
    parser.add_argument("--only", default="", help="commands, separated by commas")
    options = parser.parse_args()
    options.data = options.data.resolve()
    command, only = options.command.resolve(), set(filter(None, options.only.split(",")))
    if not command.is_file():
        parser.error(f"there is no command at {options.command}")
    if unknown := only - {case.command for data_set in DATA_SETS for case in data_set.cases()}:
        parser.error(f"the suite has no command {', '.join(sorted(unknown))}")
    counts: Counter[str] = Counter()
    schemas = Schemas()
    for data_set in DATA_SETS:
        if not data_set.path(options.data).exists():
            counts["skipped data sets"] += 1
            print(f"{data_set.name:14} skipped: {data_set.path(options.data)} is not there")
            continue
        for case in data_set.cases():
            if not only or case.command in only:
                outcome, reason = verdict(command, data_set, case, options.data, schemas)
                counts[outcome] += 1
                print(f"{data_set.name:14} {case.name:22} {outcome:8} {reason}".rstrip(), flush=True)
    print(", ".join(f"{name}: {counts[name]}" for name in ("PASS", "FAIL", "missing", "skipped data sets")))
    return 1 if counts["FAIL"] or not counts["PASS"] else 0


if __name__ == "__main__":
    sys.exit(main())
