"""Who is worth what now? Recency, frequency, monetary: scales, scores, segments (METRICS.md §5)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import fmean, median

from .orders import Order, Orders, grouped

Cuts = list[Fraction]
Scores = tuple[int, int, int]
SegmentMap = Callable[[Scores], str]
DIMENSIONS = ("daysSinceLastOrder", "frequency", "monetary")


@dataclass(frozen=True)
class Values:
    """One customer's R, F and M; money in minor units."""

    days_since_last_order: int
    frequency: int
    monetary: Fraction
    revenue: int


def monetary(name: str, purchases: Sequence[int], refunded: int) -> Fraction:
    """The sum is net of refunds; mean, median and max are of the purchases themselves."""
    if name == "sum":
        return Fraction(sum(purchases) - refunded)
    if name == "mean":
        return Fraction(sum(purchases), len(purchases))
    if name == "median":
        return median(Fraction(amount) for amount in purchases)
    if name == "max":
        return Fraction(max(purchases))
    raise ValueError(f"no monetary value is called {name}")


def values(
    orders: Orders, as_of: date, monetary_name: str = "sum", refunds: str = "net"
) -> dict[str, Values]:
    seen = orders.through(as_of)
    refunded: dict[str, list[Order]] = grouped(seen.refunds) if refunds == "net" else {}
    result = {}
    for customer, bought in seen.by_customer().items():
        amounts = [order.amount for order in bought]
        back = sum(order.amount for order in refunded.get(customer, []))
        result[customer] = Values(
            (as_of - bought[-1].day).days, len(bought), monetary(monetary_name, amounts, back),
            sum(amounts) - back)
    return result


def columns(customers: Iterable[Values]) -> dict[str, list[Fraction]]:
    rows = [(Fraction(v.days_since_last_order), Fraction(v.frequency), v.monetary) for v in customers]
    return {name: [row[index] for row in rows] for index, name in enumerate(DIMENSIONS)}


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Hyndman and Fan's type 7, the default of R and numpy: linear at h = (n − 1)p."""
    h = (len(ordered) - 1) * share
    below = h.numerator // h.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (h - below) * (ordered[above] - ordered[below])


def quantile_cuts(data: Iterable[Fraction], bins: int) -> Cuts:
    ordered = sorted(data)
    return [quantile(ordered, Fraction(i, bins)) for i in range(1, bins)]


@dataclass(frozen=True)
class Scale:
    """Cuts per dimension. `right_closed`: a value equal to a cut gets the lower bin."""

    cuts: dict[str, Cuts]
    right_closed: bool = True

    def bin(self, dimension: str, value: Fraction) -> int:
        cuts = self.cuts[dimension]
        return 1 + sum(cut < value if self.right_closed else cut <= value for cut in cuts)

    def scores(self, customer: Values) -> Scores:
        """5 is best in all three, so the bins of days are counted from the other end."""
        days, frequency, money = (
            self.bin(name, column[0]) for name, column in columns([customer]).items()
        )
        return len(self.cuts["daysSinceLastOrder"]) + 2 - days, frequency, money


def quantile_scale(customers: Iterable[Values], bins: int = 5) -> Scale:
    return Scale({name: quantile_cuts(data, bins) for name, data in columns(customers).items()})


def r_compatible_scale(customers: Iterable[Values], money_scale: int, bins: int = 5) -> Scale:
    """R's `rfm`: every cut plus 1 (one whole unit of money), intervals [lo, hi)."""
    plus = {"daysSinceLastOrder": 1, "frequency": 1, "monetary": 10**money_scale}
    exact = quantile_scale(customers, bins).cuts
    shifted = {name: [cut + plus[name] for cut in cuts] for name, cuts in exact.items()}
    return Scale(shifted, right_closed=False)


@dataclass(frozen=True)
class Segment:
    name: str
    customers: int
    orders: int
    revenue: int
    median_values: tuple[Fraction, ...]

    def average_order_value(self) -> Fraction:
        return Fraction(self.revenue, self.orders)


def summary(customers: dict[str, Values], segments: dict[str, str]) -> list[Segment]:
    members: dict[str, list[Values]] = defaultdict(list)
    for customer, name in segments.items():
        members[name].append(customers[customer])
    return [
        Segment(
            name, len(group), sum(v.frequency for v in group), sum(v.revenue for v in group),
            tuple(median(column) for column in columns(group).values()))
        for name, group in sorted(members.items())
    ]


def heat_map(customers: dict[str, Values], scale: Scale) -> dict[tuple[int, int], float]:
    """Mean M, in minor units, by (R score, F score)."""
    cells: dict[tuple[int, int], list[Fraction]] = defaultdict(list)
    for customer in customers.values():
        recency, frequency, _ = scale.scores(customer)
        cells[recency, frequency].append(customer.monetary)
    return {cell: fmean(amounts) for cell, amounts in cells.items()}


def mean_cuts(customers: Iterable[Values]) -> dict[str, Fraction]:
    return {name: sum(data) / Fraction(len(data)) for name, data in columns(customers).items()}


def eight_type(customer: Values, cuts: dict[str, Fraction]) -> str:
    """The Chinese 8-type model: near is R < cut, high is F ≥ cut and M ≥ cut."""
    near = customer.days_since_last_order < cuts["daysSinceLastOrder"]
    frequent = customer.frequency >= cuts["frequency"]
    kind = {(True, True): "价值", (False, True): "保持", (True, False): "发展", (False, False): "挽留"}
    return ("重要" if customer.monetary >= cuts["monetary"] else "一般") + kind[near, frequent]
