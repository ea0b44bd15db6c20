"""CDNOW: stages, months, returns (research/lifecycle.md §3.2)."""

import json
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

from ..activity import activity, next_period_repurchase, total
from ..calendar import add_months
from ..cases import data_set
from ..cycle import nearest_rank, purchase_gaps
from ..lifecycle import STAGES, period_states, snapshot
from ..orders import Orders
from ..retention import on, pooled_retention, reactivation, retention, within
from ..survival import kaplan_meier, purchase_durations
from .checks import Checks

END = date(1998, 6, 30)
SNAPSHOTS = {
    "1997-03-31": [18504, 5066, 0, 0, 0, 0, 0],
    "1997-12-31": [0, 0, 2582, 1639, 2200, 17149, 0],
    "1998-03-31": [0, 0, 2365, 1452, 2267, 3442, 14044],
    "1998-05-30": [0, 0, 2274, 1407, 1921, 3065, 14903],
    "1998-06-30": [0, 0, 2090, 1227, 2057, 2958, 15238],
}
RESPONSES = {  # within 30, 60, 90 days of 1998-04-01, then the base
    "sleeping": [177, 303, 509, 3442], "lost": [184, 335, 459, 14044], "silent": [247, 427, 578, 2267],
}


def check(checks: Checks, data: Path) -> None:
    orders = data_set("cdnow").orders(data)
    published = json.loads((data / "lifecycle_examples.json").read_text())["cdnow_monthly_states"]["expected"]
    check_totals(checks, orders)
    check_months(checks, orders, published)
    check_returns(checks, orders)


def check_totals(checks: Checks, orders: Orders) -> None:
    customers = orders.by_customer()
    found = [orders.account.records, len(customers), total(orders.purchases)]
    checks.equal("CDNOW records, customers, cents", found, [69659, 23570, 250031563])
    checks.equal("CDNOW orders of 0", sum(order.amount == 0 for order in orders.purchases), 80)
    one_day = sum(bought[0].day == bought[-1].day for bought in customers.values())
    checks.equal("CDNOW customers whose first day is their last", one_day, 12054)
    sizes = Counter(len(bought) for bought in customers.values())
    checks.equal("CDNOW customers with one order", sizes[1], 11908)
    for as_of, counts in SNAPSHOTS.items():
        stages = snapshot(orders, date.fromisoformat(as_of))
        checks.equal(f"CDNOW stages as of {as_of}", [stages[name] for name in STAGES], counts)
    gaps = purchase_gaps(orders)
    quantiles = [nearest_rank(gaps, Fraction(percent, 100)) for percent in (25, 50, 75, 90)]
    checks.equal("CDNOW gaps, quartiles and 90 %", quantiles, [12, 34, 94, 200])


def check_months(checks: Checks, orders: Orders, published: dict[str, list[int]]) -> None:
    months = [add_months(date(1997, 1, 1), n) for n in range(19)]
    states = period_states(orders, months[:-1], months[-1])
    for name, key in (("new", "new"), ("active", "returning"), ("return", "resurrecting")):
        checks.equal(f"CDNOW monthly {name}", states[key], published[name])
    born, inactive = 0, []
    for month in range(18):
        inactive.append(born - states["returning"][month] - states["resurrecting"][month])
        born += states["new"][month]
    checks.equal("CDNOW monthly unactive", inactive, published["unactive"])
    repurchase = next_period_repurchase(orders, months[0], months[1], months[2])
    checks.equal("CDNOW 回购率 1997-01", (repurchase.numerator, repurchase.denominator), (1157, 7846))
    january = [
        activity(orders, months[0], months[1], unit).repeat_customers for unit in ("orders", "purchaseDays")]
    checks.equal("CDNOW 1997-01 repeat customers, by orders and by days", january, [844, 753])
    quarter = activity(orders, date(1998, 4, 1), date(1998, 7, 1))
    by_days = activity(orders, date(1998, 4, 1), date(1998, 7, 1), "purchaseDays")
    found = [quarter.customers, quarter.repeat_customers, by_days.repeat_customers, quarter.revenue]
    checks.equal("CDNOW 1998-04 to 06: buyers, repeat, repeat by days, cents", found, [3317, 1227, 1189, 21333048])


def check_returns(checks: Checks, orders: Orders) -> None:
    for stage, published in RESPONSES.items():
        rates = [reactivation(orders, stage, date(1998, 4, 1), days, END) for days in (30, 60, 90)]
        found = [rate.numerator for rate in rates] + [rates[0].denominator]
        checks.equal(f"CDNOW {stage} who respond", found, published)
    wake = reactivation(orders, "sleeping", date(1998, 4, 1), 30, END)
    checks.printed("CDNOW Wilson interval of 177/3442", wake.interval(), "0.044532 0.059315")
    for name, kind, published in (("within", within, [2, 12, 41, 66, 81]), ("on", on, [2, 2, 1, 1, 1])):
        cells = [retention(orders, date(1997, 1, 15), kind(days), END) for days in (1, 7, 30, 90, 180)]
        checks.equal(f"CDNOW 1997-01-15 {name}", [cell.numerator for cell in cells], published)
        checks.equal(f"CDNOW 1997-01-15 {name}, buyers", {cell.denominator for cell in cells}, {246})
    pooled = pooled_retention(orders, within(30), END)
    checks.equal("CDNOW pooled within 30", (pooled.numerator, pooled.denominator), (20188, 65636))
    curve = kaplan_meier(purchase_durations(orders, END), 365)
    shares = [curve[day].probability() for day in (30, 60, 90, 180, 365)]
    checks.printed("CDNOW second purchase, Kaplan–Meier", shares, "0.1745863 0.2515486 0.2921935 0.3745015 0.4586339")
