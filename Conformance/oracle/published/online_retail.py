"""UCI Online Retail (research/rfm.md §3.6, research/lifecycle.md §0 and §2.8)."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from ..activity import activity, lifetime_repeat_rate, total
from ..cases import data_set
from ..money import decimal_string
from ..orders import Orders
from ..rfm import DIMENSIONS, quantile_scale, values
from ..segment_maps import segment_of_code
from ..survival import kaplan_meier, purchase_durations
from .checks import Checks

CUTS = {
    "daysSinceLastOrder": "13.8 33 72 180", "frequency": "1 2 3 6",
    "monetary": "250.194 490.096 942.276 2058.426",
}
SCORES = {
    "daysSinceLastOrder": [861, 866, 863, 880, 868], "frequency": [1493, 835, 508, 802, 700],
    "monetary": [868, 867, 868, 867, 868],
}
SEGMENTS = {
    "Champions": 798, "Hibernating": 668, "Lost": 567, "New/Recent Customers": 407, "Loyal": 403,
    "At Risk": 348, "Potential Loyalist": 307, "Need Attention": 254, "Promising": 243,
    "About To Sleep": 220, "Cannot Lose Them": 123,
}


def check(checks: Checks, data: Path) -> None:
    shop = data_set("online-retail")
    orders = shop.orders(data)
    check_totals(checks, orders)
    schema = replace(shop.schema, repeats_are_dropped=True)
    distinct = replace(shop, schema=schema).orders(data)
    found = (len(distinct.by_customer()), pounds(distinct))
    checks.equal("Online Retail without identical lines: customers, gross", found, (4338, "8887208.89"))
    check_rfm(checks, orders)
    check_returns(checks, orders)


def pounds(orders: Orders) -> str:
    """Gross, at the two decimals of the publications; the data has three."""
    return decimal_string(Fraction(total(orders.purchases), 10), 2)


def check_totals(checks: Checks, orders: Orders) -> None:
    checks.equal("Online Retail lines", orders.account.records, 541909)
    checks.equal("Online Retail lines without customer", orders.account.skipped["missingCustomer"], 135080)
    found = (len(orders.by_customer()), pounds(orders))
    checks.equal("Online Retail customers, gross", found, (4338, "8911407.90"))


def check_rfm(checks: Checks, orders: Orders) -> None:
    customers = values(orders, date(2011, 12, 10), refunds="gross")
    scale = quantile_scale(customers.values())
    for name, unit in zip(DIMENSIONS, (1, 1, 1000)):
        checks.printed(f"Online Retail cuts of {name}", [float(cut / unit) for cut in scale.cuts[name]], CUTS[name])
    scores = [scale.scores(customer) for customer in customers.values()]
    for index, name in enumerate(DIMENSIONS):
        counts = Counter(score[index] for score in scores)
        checks.equal(f"Online Retail scores, {name}", [counts[score] for score in range(1, 6)], SCORES[name])
    segments = Counter(map(segment_of_code, scores))
    checks.equal("Online Retail 125-code segments", dict(segments), SEGMENTS)


def check_returns(checks: Checks, orders: Orders) -> None:
    autumn = date(2011, 9, 1), date(2011, 12, 1)
    window, lifetime = activity(orders, *autumn), lifetime_repeat_rate(orders, *autumn)
    found = [window.repeat_customers, lifetime.numerator, window.customers]
    checks.equal("Online Retail 2011-09 to 11: repeat, lifetime repeat, buyers", found, [1361, 2173, 2851])
    durations = purchase_durations(orders, orders.last_day())
    curve = kaplan_meier(durations, 365)
    naive = sum(d.happened and d.days <= 365 for d in durations) / len(durations)
    checks.printed(
        "Online Retail second purchase within 365 days, %: naive, Kaplan–Meier",
        [100 * naive, 100 * curve[365].probability()], "64.3 84.8")
