"""Worked examples of other systems (lifecycle_examples.json)."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ..calendar import add_months
from ..lifecycle import period_states
from ..retention import on, on_or_after, retention
from ..survival import Duration, kaplan_meier
from .checks import Checks, orders_on


def check(checks: Checks, data: Path) -> None:
    examples = json.loads((data / "lifecycle_examples.json").read_text())
    for name in ("posthog_lifecycle_day", "posthog_lifecycle_month", "posthog_lifecycle_week_sunday",
                 "posthog_lifecycle_week_monday", "posthog_lifecycle_week_boundary"):
        check_states(checks, name, **examples[name])
    check_kaplan_meier(checks, "statsmodels_km_1", **examples["statsmodels_km_1"])
    check_kaplan_meier(checks, "statsmodels_km_2", **examples["statsmodels_km_2"])
    check_retention(checks, examples)


def check_states(checks: Checks, name: str, input: dict[str, Any], expected: dict[str, Any], **_: Any) -> None:
    count = len(expected["new"])
    first = date.fromisoformat(expected.get("periods", [input["from"]])[0])
    if input["unit"] == "month":
        starts = [add_months(first, n) for n in range(-1, count + 1)]
    else:
        length = timedelta(days={"day": 1, "week": 7}[input["unit"]])
        starts = [first + n * length for n in range(-1, count + 1)]
    orders = orders_on(input.get("events") or input["events_noon_utc"])
    found = period_states(orders, starts[:-1], starts[-1])
    for state in ("new", "returning", "resurrecting", "dormant"):
        checks.equal(f"{name}: {state}", found[state][1:], [abs(n) for n in expected[state]])


def check_kaplan_meier(
    checks: Checks, name: str, input: dict[str, Any], expected: dict[str, Any], **_: Any
) -> None:
    durations = [Duration(t, bool(event)) for t, event in zip(input["t"], input["event"])]
    steps = kaplan_meier(durations, max(input["t"]))
    at = [steps[time] for time in expected["times"]]
    checks.equal(f"{name}: at risk", [step.at_risk for step in at], expected["n_risk"])
    checks.equal(f"{name}: survival", [round(step.survival, 7) for step in at], expected["S"])
    errors = [None if step.standard_error is None else round(step.standard_error, 7) for step in at]
    checks.equal(f"{name}: Greenwood", errors, expected["se"])


def check_retention(checks: Checks, examples: dict[str, Any]) -> None:
    example = examples["posthog_retention_day_recurring"]
    base, n = date.fromisoformat(example["input"]["base"]), example["input"]["n"]
    orders = orders_on(on_offsets(base, example["input"]["active_day_offsets"]))
    end, rows = base + timedelta(days=n), []
    for i in range(n):
        cells = [retention(orders, base + timedelta(days=i), on(k), end) for k in range(n - i)]
        rows.append([cell.numerator for cell in cells])
    checks.equal("posthog_retention_day_recurring", rows, example["expected"])

    example = examples["posthog_retention_on_or_after"]
    first, n = example["input"]["first_day_offset"], example["input"]["n"]
    orders, rows = orders_on(on_offsets(base, example["input"]["active_day_offsets"])), []
    for i in range(n):
        day = base + timedelta(days=first + i)
        cells = [retention(orders, day, on_or_after(k, n - 1 - i), end) for k in range(n - i)]
        rows.append([cell.numerator for cell in cells])
    checks.equal("posthog_retention_on_or_after", rows, example["expected"])


def on_offsets(base: date, offsets: dict[str, list[int]]) -> dict[str, list[str]]:
    return {customer: [str(base + timedelta(days=n)) for n in days] for customer, days in offsets.items()}
