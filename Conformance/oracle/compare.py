"""The first difference between an expected answer and a found one, or None."""

import re
from decimal import Decimal
from math import isclose
from typing import Any

RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE = 1e-9, 1e-12
# Of a fitted model: searches end within 1e-7 of the highest log-likelihood, which is flat there.
ESTIMATE_TOLERANCE = 1e-3
ESTIMATES = ("expectedPurchases", "mae", "rmse", "bias", "correlation")
DECIMAL = re.compile(r"-?\d+\.\d+")

# Rows of these lists are matched by their key, so their order is free.
ROW_KEYS = {
    "snapshots": ("asOf",), "transitions": ("from", "to"), "windows": ("start",), "segments": ("name",),
    "cells": ("kind", "days"), "cohorts": ("start",), "periods": ("offset", "start"), "curve": ("day",),
    "rows": ("customer_id", "day", "tag"), "tiers": ("name",), "movements": ("from", "to"), "tags": ("name",),
    "overlaps": ("first", "second"), "groups": ("name",), "states": ("start",),
}
Row = dict[str, Any]
# A column with more than these is one of estimates.
MOST_MONEY_DECIMALS = 6


def says_nothing(list_name: str, row: Row) -> bool:
    """Rows that may be left out: nobody moved, nobody is there, nothing has begun."""
    if list_name in ("transitions", "segments", "cohorts"):
        return row.get("customers") == 0
    return list_name == "periods" and row.get("state") == "unobserved"


def is_close(expected: float, found: Any) -> bool:
    if isinstance(found, bool) or not isinstance(found, int | float):
        return False
    return isclose(expected, found, rel_tol=RELATIVE_TOLERANCE, abs_tol=ABSOLUTE_TOLERANCE)


def is_same(expected: Any, found: Any) -> bool:
    """Counts and texts exactly, money as the same decimal, other numbers within the tolerance."""
    if isinstance(expected, float):
        return is_close(expected, found)
    if isinstance(expected, str) and isinstance(found, str):
        both_decimal = DECIMAL.fullmatch(expected) and DECIMAL.fullmatch(found)
        if both_decimal and len(expected.partition(".")[2]) > MOST_MONEY_DECIMALS:
            return is_close(float(expected), float(found))
        return expected == found or bool(both_decimal and Decimal(expected) == Decimal(found))
    return type(expected) is type(found) and expected == found


def difference(expected: Any, found: Any, path: str = "") -> str | None:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key not in found:
                return f"{path}.{key}: missing".lstrip(".")
            if first := difference(value, found[key], f"{path}.{key}".lstrip(".")):
                return first
        return None
    if isinstance(expected, list) and isinstance(found, list):
        name = path.rsplit(".", 1)[-1]
        if name in ROW_KEYS:
            return row_difference(name, expected, found, path)
        if len(expected) != len(found):
            return f"{path}: expected {len(expected)} values, found {len(found)}"
        differences = (difference(pair[0], pair[1], f"{path}[{i}]") for i, pair in enumerate(zip(expected, found)))
        return next(filter(None, differences), None)
    if path.startswith("thresholds.monetary"):  # cuts, which only need to be printed closely enough
        is_decimal = isinstance(found, str) and DECIMAL.fullmatch(found)
        is_right = bool(is_decimal) and is_close(float(expected), float(found))
    elif "comparisons" in path and path.rsplit(".", 1)[-1] in ESTIMATES:
        is_right = isclose(expected, found, rel_tol=ESTIMATE_TOLERANCE, abs_tol=ESTIMATE_TOLERANCE)
    else:
        is_right = is_same(expected, found)
    return None if is_right else f"{path}: expected {expected}, found {found}"


def row_difference(name: str, expected: list[Row], found: list[Any], path: str) -> str | None:
    if not all(isinstance(row, dict) for row in found):
        return f"{path}: expected objects"

    def keyed(rows: list[Row]) -> dict[tuple[Any, ...], Row]:
        return {tuple(row.get(key) for key in ROW_KEYS[name]): row for row in rows if not says_nothing(name, row)}

    wanted, given = keyed(expected), keyed(found)
    if len(given) < sum(not says_nothing(name, row) for row in found):
        return f"{path}: two rows with one key"
    if name == "curve":
        wanted = steps_only(wanted, given)
    for key, row in wanted.items():
        where = f"{path}[{' '.join(map(str, key))}]"
        if key not in given:
            return f"{where}: missing"
        if first := difference(row, given[key], where):
            return first
    extra = given.keys() - wanted.keys()
    return f"{path}: {sorted(map(str, extra))[0]} is not expected" if extra else None


def steps_only(wanted: dict[tuple[Any, ...], Row], given: dict[tuple[Any, ...], Row]) -> dict[tuple[Any, ...], Row]:
    """A curve may leave out the days on which it does not move."""
    kept, before = {}, 0.0
    for key, row in wanted.items():
        if key in given or row["probability"] != before:
            kept[key] = row
        before = row["probability"]
    return kept
