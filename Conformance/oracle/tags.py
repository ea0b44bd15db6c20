"""Tags: rules over one customer's figures, dimensions and days, read from their JSON (METRICS.md §6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .calendar import add_months, end_of, subtract
from .lifecycle import stage
from .orders import Order
from .tiers import CHINESE_STAGES

SCORES = {"rScore": 0, "fScore": 1, "mScore": 2}
MONEY = {"netSpend", "spend", "refunded", "averageOrderValue", "largestOrder", "smallestOrder"}
Rule = dict[str, Any]


def words(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value


def calendar_period(name: str, as_of: date) -> tuple[date, date]:
    """The first day inside and the first day after of this or the last week, month, quarter or year."""
    is_last, kind = name.startswith("last"), name[4:].lower()
    if kind == "week":
        start = as_of - timedelta(days=as_of.weekday())
        return (start - timedelta(days=7), start) if is_last else (start, start + timedelta(days=7))
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    start = date(as_of.year, (as_of.month - 1) // months * months + 1, 1)
    return (add_months(start, -months), start) if is_last else (start, add_months(start, months))


def in_period(day: date, test: Rule, as_of: date) -> bool:
    end = end_of(as_of)
    if "within" in test:
        return subtract(end, test["within"]) <= day
    if "between" in test:
        longer, shorter = test["between"]
        return subtract(end, longer) <= day < subtract(end, shorter)
    if "in" in test:
        start, stop = calendar_period(test["in"], as_of)
        return start <= day < stop
    first, last = (test.get(key) for key in ("from", "through"))
    return ((first is None or date.fromisoformat(first) <= day)
            and (last is None or day <= date.fromisoformat(last)))


def fits_values(values: dict[str, str], tests: Rule) -> bool:
    def fits(value: str, wanted: Any) -> bool:
        if isinstance(wanted, dict):
            return value not in words(wanted["not"])
        return value in words(wanted)
    return all(fits(values[name], wanted) for name, wanted in tests.items())


def in_bounds(value: Fraction | None, test: Rule, unit: int) -> bool:
    if value is None:
        return False
    bounds = {key: Fraction(test[key]) * unit for key in ("atLeast", "above", "atMost", "below", "is") if key in test}
    return (value >= bounds.get("atLeast", value) and value <= bounds.get("atMost", value)
            and not ("above" in bounds and value <= bounds["above"])
            and not ("below" in bounds and value >= bounds["below"]) and value == bounds.get("is", value))


@dataclass(frozen=True)
class Customer:
    """Someone who has bought, with everything by the as-of day in the order of days."""

    purchases: Sequence[Order]
    refunds: Sequence[Order]
    values: dict[str, str]  # of dimensions of customers
    tier: str | None
    segment: str
    scores: tuple[int, int, int]
    as_of: date
    unit: int  # minor units in a major one
    boundaries: Sequence[str]

    def metric(self, name: str, test: Rule) -> Fraction | None:
        def chosen(orders: Sequence[Order]) -> list[Order]:
            return [order for order in orders
                    if in_period(order.day, test, self.as_of) and fits_values(order.values, test.get("where", {}))]

        bought, returned = chosen(self.purchases), chosen(self.refunds)
        days = sorted({order.day for order in bought})
        gaps = [(later - day).days for day, later in zip(days, days[1:])]
        spend, refunded = (sum(order.amount for order in orders) for orders in (bought, returned))
        amounts = [order.amount for order in bought]
        if name in ("orders", "purchaseDays", "refunds", "netSpend", "spend", "refunded"):
            return Fraction({"orders": len(bought), "purchaseDays": len(days), "refunds": len(returned),
                             "netSpend": spend - refunded, "spend": spend, "refunded": refunded}[name])
        if name.endswith("GapDays"):
            return None if not gaps else {
                "averageGapDays": Fraction(sum(gaps), len(gaps)), "longestGapDays": Fraction(max(gaps)),
                "shortestGapDays": Fraction(min(gaps)), "lastGapDays": Fraction(gaps[-1])}[name]
        return None if not bought else {
            "daysSinceLastOrder": Fraction((self.as_of - days[-1]).days),
            "daysSinceFirstOrder": Fraction((self.as_of - days[0]).days),
            "averageOrderValue": Fraction(spend - refunded, len(bought)),
            "largestOrder": Fraction(max(amounts)), "smallestOrder": Fraction(min(amounts))}[name]

    def fits(self, rule: Rule, carried: list[str]) -> bool:
        return all(self.fits_one(key, wanted, carried) for key, wanted in rule.items())

    def fits_one(self, key: str, wanted: Any, carried: list[str]) -> bool:
        if key == "all":
            return all(self.fits(rule, carried) for rule in wanted)
        if key == "any":
            return any(self.fits(rule, carried) for rule in wanted)
        if key == "not":
            return not self.fits(wanted, carried)
        if key == "tag":
            return wanted in carried
        if key == "stage":
            now = stage([order.day for order in self.purchases], self.as_of, self.boundaries)
            return now in [CHINESE_STAGES.get(name, name) for name in words(wanted)]
        if key == "tier":
            return self.tier in words(wanted)
        if key == "segment":
            return self.segment in words(wanted)
        if key == "customer":
            return fits_values(self.values, wanted)
        if key in ("firstOrder", "lastOrder"):
            by_day_and_size = sorted(
                self.purchases, key=lambda order: (order.day, order.amount, sorted(order.values.items())))
            return fits_values(by_day_and_size[0 if key == "firstOrder" else -1].values, wanted)
        if key in ("firstOrderDay", "lastOrderDay"):
            days = [order.day for order in self.purchases]
            return in_period((min if key == "firstOrderDay" else max)(days), wanted, self.as_of)
        if key in SCORES:
            return in_bounds(Fraction(self.scores[SCORES[key]]), wanted, 1)
        return in_bounds(self.metric(key, wanted), wanted, self.unit if key in MONEY else 1)

    def tags(self, rules: list[Rule]) -> list[str]:
        carried: list[str] = []
        for tag in rules:
            if self.fits(tag["when"], carried):
                carried.append(tag["name"])
        return carried
