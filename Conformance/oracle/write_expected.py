"""Writes expected/ from the oracle, or with --check says whether it still agrees.

    python3 -m Conformance.oracle.write_expected [--check] [--data DIR]
"""

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

from .answers import CSV_ANSWERS, JSON_ANSWERS
from .cases import DATA_SETS, OUTSIDE_DATA, Case
from .orders import Orders

LINE_WIDTH = 140


def json_text(value: Any, margin: str = "") -> str:
    """JSON with what fits on one line on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= LINE_WIDTH or not isinstance(value, dict | list):
        return line
    inner = margin + " "
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {json_text(item, inner)}" for key, item in value.items()]
    else:
        rows = [json_text(item, inner) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    body = f",\n{inner}".join(rows)
    return f"{opening}\n{inner}{body}\n{margin}{closing}"


def csv_text(rows: list[dict[str, Any]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def answer_text(orders: Orders, case: Case) -> str:
    if case.format == "csv":
        return csv_text(CSV_ANSWERS[case.command](orders, case.options))
    return json_text(JSON_ANSWERS[case.command](orders, case.options)) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--data", type=Path, default=OUTSIDE_DATA)
    options = parser.parse_args()
    stale = 0
    for data_set in DATA_SETS:
        if not data_set.path(options.data).exists():
            print(f"skipped {data_set.name}: {data_set.file} is not there")
            continue
        orders = data_set.orders(options.data)
        if not orders.account.balances():
            raise SystemExit(f"{data_set.name}: the account of records does not balance")
        for case in data_set.cases():
            path, text = data_set.expected(case), answer_text(orders, case)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale += 1
                print(f"{'stale' if options.check else 'wrote'} {data_set.name}/{path.name}")
                if not options.check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
    print(f"{stale} of the expected files {'differ from the oracle' if options.check else 'written'}")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
