"""R's `rfm` on its own sample (research/rfm.md §3.1, §2.1, §2.6 and §3.5; golden_r_*.csv)."""

import csv
import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

from ..cases import data_set
from ..money import decimal_string, minor_units
from ..rfm import (
    DIMENSIONS, Scale, Values, eight_type, heat_map, mean_cuts, quantile_cuts, quantile_scale, r_compatible_scale,
    summary, values)
from ..segment_maps import R_0_2, R_0_3, SEGMENT_OF_CODE, Boxes, segment_in
from .checks import Checks

AS_OF = date(2006, 12, 31)
MTCARS_MILES = (
    "21 21 22.8 21.4 18.7 18.1 14.3 24.4 22.8 19.2 17.8 16.4 17.3 15.2 10.4 10.4 14.7 32.4 30.4 33.9 21.5 15.5 15.2"
    " 13.3 19.2 27.3 26 30.4 15.8 19.7 15 21.4")
EIGHT_TYPES = {
    "重要价值": 274, "一般挽留": 222, "一般发展": 185, "重要保持": 125, "一般价值": 102, "一般保持": 39, "重要挽留": 28,
    "重要发展": 20,
}
SCORE_COUNTS = {
    "daysSinceLastOrder": [197, 200, 199, 199, 200], "frequency": [268, 187, 176, 244, 120],
    "monetary": [200, 200, 198, 202, 195],
}


def check(checks: Checks, data: Path) -> None:
    def table(name: str) -> list[dict[str, str]]:
        with (data / "rfm" / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    cuts = quantile_cuts(map(Fraction, MTCARS_MILES.split()), bins=5)
    checks.printed("R rfm cuts of mtcars$mpg, less its 1", [float(cut) for cut in cuts], "15.20 17.92 21.00 24.08")
    orders = data_set("rfm").orders(data)
    customers = values(orders, AS_OF)
    scale = r_compatible_scale(customers.values(), orders.schema.scale)
    found = (len(customers), sum(customer.frequency for customer in customers.values()))
    checks.equal("R rfm customers and orders", found, (995, 4906))
    check_thresholds(checks, scale, table("golden_r_thresholds.csv"))
    check_scores(checks, customers, scale, table("golden_r_scores.csv"))
    check_segments(checks, "0.3", R_0_3, customers, scale, table("golden_r_segments_030.csv"))
    check_segments(checks, "0.2", R_0_2, customers, scale, table("golden_r_segments_022.csv"))
    check_medians(checks, customers, scale, table("golden_r_segment_medians_030.csv"))
    check_heat_map(checks, customers, scale, table("golden_r_heatmap.csv"))
    check_right_closed(checks, customers, scale)
    types = Counter(eight_type(customer, mean_cuts(customers.values())) for customer in customers.values())
    checks.equal("R rfm 8 types", dict(types), EIGHT_TYPES)
    codes = json.loads((data / "rfm" / "segment_map_125_codes.json").read_text(encoding="utf-8"))
    checks.equal("125-code map", SEGMENT_OF_CODE, codes)


def segments(boxes: Boxes, customers: dict[str, Values], scale: Scale) -> dict[str, str]:
    return {id: segment_in(boxes, scale.scores(customer)) for id, customer in customers.items()}


def check_thresholds(checks: Checks, scale: Scale, golden: list[dict[str, str]]) -> None:
    for name, column, unit in zip(DIMENSIONS, ("recency", "frequency", "monetary"), (1, 1, 100)):
        published = [float(row[f"{column}_upper"]) for row in golden[:-1]]
        found = [float(cut / unit) for cut in scale.cuts[name]]
        close = all(abs(a - b) < 1e-9 for a, b in zip(found, published, strict=True))
        checks.equal(f"R rfm thresholds of {column}", found if not close else published, published)


def check_scores(
    checks: Checks, customers: dict[str, Values], scale: Scale, golden: list[dict[str, str]]
) -> None:
    published, found = {}, {}
    names = {"segment_030": R_0_3, "segment_022": R_0_2}
    for row in golden:
        id = row["customer_id"]
        published[id] = (
            *(int(row[name]) for name in ("recency_days", "transaction_count", "amount", "rfm_score")),
            *(row[name] for name in names))
    for id, customer in customers.items():
        r, f, m = scores = scale.scores(customer)
        found[id] = (
            customer.days_since_last_order, customer.frequency, customer.monetary / 100, 100 * r + 10 * f + m,
            *(segment_in(boxes, scores) for boxes in names.values()))
    checks.equal("R rfm days, orders, amount, score and both segments of every customer", found, published)
    for index, name in enumerate(DIMENSIONS):
        counts = Counter(scale.scores(customer)[index] for customer in customers.values())
        checks.equal(f"R rfm scores, {name}", [counts[score] for score in range(1, 6)], SCORE_COUNTS[name])


def check_segments(
    checks: Checks, version: str, boxes: Boxes, customers: dict[str, Values], scale: Scale,
    golden: list[dict[str, str]],
) -> None:
    found = {
        s.name: (s.customers, s.orders, s.revenue, decimal_string(s.average_order_value(), 2))
        for s in summary(customers, segments(boxes, customers, scale))
    }
    published = {
        row["segment"]: (int(row["customers"]), int(row["orders"]), minor_units(row["revenue"], 2),
                         decimal_string(minor_units(row["aov"], 2), 2))
        for row in golden
    }
    checks.equal(f"R rfm {version} segments: customers, orders, revenue, average order", found, published)


def check_medians(
    checks: Checks, customers: dict[str, Values], scale: Scale, golden: list[dict[str, str]]
) -> None:
    rows = summary(customers, segments(R_0_3, customers, scale))
    found = {row.name: [float(v / unit) for v, unit in zip(row.median_values, (1, 1, 100))] for row in rows}
    columns = ("recency_days", "transaction_count", "amount")
    published = {row["segment_030"]: [float(row[name]) for name in columns] for row in golden}
    checks.equal("R rfm 0.3 medians of R, F, M per segment", found, published)


def check_heat_map(
    checks: Checks, customers: dict[str, Values], scale: Scale, golden: list[dict[str, str]]
) -> None:
    found = {cell: round(mean / 100, 9) for cell, mean in heat_map(customers, scale).items()}
    published = {
        (float(row["recency_score"]), float(row["frequency_score"])): round(float(row["amount"]), 9)
        for row in golden
    }
    checks.equal("R rfm heat map", found, published)
    checks.printed("R rfm sum of the heat map", [sum(found.values())], "12633.7125")


def check_right_closed(checks: Checks, customers: dict[str, Values], r_scale: Scale) -> None:
    """Plain type 7, right-closed, differs from R's for 1 customer in R, none in F and 2 in M."""
    plain = quantile_scale(customers.values())
    moved = [
        sum(plain.scores(customer)[index] != r_scale.scores(customer)[index] for customer in customers.values())
        for index in range(3)
    ]
    checks.equal("R rfm customers that right-closed cuts score otherwise", moved, [1, 0, 2])
