"""CDNOW: R-compatible scores and the 8 types (research/rfm.md §3.4 and §3.5)."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..cases import data_set
from ..orders import Orders
from ..rfm import DIMENSIONS, Values, eight_type, mean_cuts, r_compatible_scale, values
from ..segment_maps import R_0_3, segment_in
from .checks import Checks

R_SEGMENTS = {
    "Potential Loyalist": 8433, "About To Sleep": 6672, "Lost": 4308, "Champions": 2350, "Promising": 951,
    "Loyal Customers": 489, "Can't Lose Them": 184, "Need Attention": 106, "Others": 51,
    "New Customers": 15, "At Risk": 11,
}
R_SCORES = {
    "daysSinceLastOrder": {1: 4539, 2: 4748, 3: 4844, 4: 4720, 5: 4719},
    "frequency": {1: 11908, 3: 4079, 4: 3658, 5: 3925},
    "monetary": {1: 5136, 2: 4491, 3: 4628, 4: 4636, 5: 4679},
}
# The published scores were computed in doubles, where 15.36 + 16.99 falls short of the cut 32.35.
ON_THE_CUT = "00502"
EIGHT_TYPES_BY_DISCS = {
    "一般挽留": 14074, "重要价值": 4554, "一般发展": 3300, "重要保持": 787, "重要发展": 331, "重要挽留": 241,
    "一般价值": 206, "一般保持": 77,
}
EIGHT_TYPES_BY_ORDERS = {
    "一般挽留": 13608, "重要价值": 4617, "一般价值": 1974, "一般发展": 1532, "重要挽留": 579, "一般保持": 543,
    "重要保持": 449, "重要发展": 268,
}


def check(checks: Checks, data: Path) -> None:
    cdnow = data_set("cdnow")
    orders = cdnow.orders(data)
    check_r_compatible(checks, orders)
    check_eight_types(checks, orders, cdnow.path(data))


def check_r_compatible(checks: Checks, orders: Orders) -> None:
    customers = values(orders, date(1998, 7, 1))
    scale = r_compatible_scale(customers.values(), orders.schema.scale)
    checks.equal("CDNOW R cuts of days", scale.cuts["daysSinceLastOrder"], [143, 434, 487, 514])
    dollars = [float(cut / 100) for cut in scale.cuts["monetary"]]
    checks.printed("CDNOW R cuts of dollars", dollars, "16.36 32.35 60.924 134.95")
    scores = [scale.scores(customer) for customer in customers.values()]
    checks.equal("CDNOW customer on a cut of dollars", customers[ON_THE_CUT].monetary, scale.cuts["monetary"][1])
    for index, name in enumerate(DIMENSIONS):
        counts = Counter(score[index] for score in scores)
        if name == "monetary":
            counts.subtract({3: 1, 2: -1})  # ON_THE_CUT, as in doubles
        checks.equal(f"CDNOW R scores, {name}", dict(counts), R_SCORES[name])
    segments = Counter(segment_in(R_0_3, score) for score in scores)
    checks.equal("CDNOW R 0.3 segments", dict(segments), R_SEGMENTS)


def check_eight_types(checks: Checks, orders: Orders, file: Path) -> None:
    customers = values(orders, date(1998, 6, 30))
    cuts = mean_cuts(customers.values())
    found = [float(cuts["daysSinceLastOrder"]), float(cuts["frequency"]), float(cuts["monetary"] / 100)]
    checks.printed("CDNOW means of R, F, M", found, "367.2216 2.95541 106.0804")
    checks.equal("CDNOW 8 types, frequency in orders", type_counts(customers), EIGHT_TYPES_BY_ORDERS)
    discs: Counter[str] = Counter()
    with file.open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            discs[row["customer_id"]] += int(row["n_cds"])
    by_discs = {id: replace(customer, frequency=discs[id]) for id, customer in customers.items()}
    checks.equal("CDNOW 8 types, frequency in CDs", type_counts(by_discs), EIGHT_TYPES_BY_DISCS)


def type_counts(customers: dict[str, Values]) -> dict[str, int]:
    cuts = mean_cuts(customers.values())
    return dict(Counter(eight_type(customer, cuts) for customer in customers.values()))
