"""Who is worth what now? Recency, frequency, monetary: scales, scores, segments (METRICS.md §5)."""

from collections import Counter, defaultdict
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


def means_cuts(data: Iterable[Fraction], bins: int) -> Cuts:
    """One-dimensional k-means, solved exactly: of all divisions of the sorted values into `bins` stretches the
    one whose squared distances to the means of the stretches add up to least. Equal values stay together."""
    counts = sorted(Counter(data).items())
    sums = [(0, Fraction(0), Fraction(0))]
    for value, count in counts:
        size, total, squares = sums[-1]
        sums.append((size + count, total + count * value, squares + count * value * value))

    def distances(first: int, end: int) -> Fraction:
        size, total, squares = (b - a for a, b in zip(sums[first], sums[end]))
        return squares - total * total / size

    # best[end]: the least for the first values, and where the last stretch begins.
    best: list[tuple[Fraction, list[int]]] = [(distances(0, end), []) for end in range(1, len(counts) + 1)]
    for stretch in range(1, min(bins, len(counts))):
        best = [(Fraction(0), [])] * stretch + [
            min(((best[start - 1][0] + distances(start, end), best[start - 1][1] + [start])
                 for start in range(stretch, end)), key=lambda found: found[0])
            for end in range(stretch + 1, len(counts) + 1)]
    # A cut is the highest value below it: scales are closed on the right.
    return [counts[start - 1][0] for start in best[-1][1]]


def means_scale(customers: Iterable[Values], bins: int = 5) -> Scale:
    return Scale({name: means_cuts(data, bins) for name, data in columns(customers).items()})


@dataclass(frozen=True)
class NestedScale:
    """F is cut within the customers of one R, M within those of one R and F."""

    by_days: Cuts
    by_frequency: dict[int, Cuts]
    by_money: dict[tuple[int, int], Cuts]

    @property
    def cuts(self) -> dict[str, Cuts]:
        """Those that everyone shares."""
        return {"daysSinceLastOrder": self.by_days, "frequency": [], "monetary": []}

    def scores(self, customer: Values) -> Scores:
        def bin(cuts: Cuts, value: Fraction | int) -> int:
            return 1 + sum(cut < value for cut in cuts)

        r = len(self.by_days) + 2 - bin(self.by_days, customer.days_since_last_order)
        f = bin(self.by_frequency[r], customer.frequency)
        return r, f, bin(self.by_money[r, f], customer.monetary)


def nested_scale(customers: Iterable[Values], bins: int = 5) -> NestedScale:
    customers = list(customers)
    scale = NestedScale(quantile_cuts((Fraction(c.days_since_last_order) for c in customers), bins), {}, {})
    shared = Scale({"daysSinceLastOrder": scale.by_days, "frequency": [], "monetary": []})
    rows: dict[int, list[Values]] = defaultdict(list)
    for customer in customers:
        rows[shared.scores(customer)[0]].append(customer)
    cells: dict[tuple[int, int], list[Values]] = defaultdict(list)
    for r, row in rows.items():
        cuts = scale.by_frequency[r] = quantile_cuts((Fraction(c.frequency) for c in row), bins)
        for customer in row:
            cells[r, 1 + sum(cut < customer.frequency for cut in cuts)].append(customer)
    for cell, members in cells.items():
        scale.by_money[cell] = quantile_cuts((c.monetary for c in members), bins)
    return scale


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
