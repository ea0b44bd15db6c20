"""Who will buy in the coming days? A logistic regression on features of the purchase history."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import copysign, exp, fsum, log, log1p, sqrt

from .calendar import end_of
from .orders import Orders, grouped
from .retention import Rate, Z_95

FEATURES = ("purchaseDays", "repeatBuyer", "daysSinceLastOrder", "daysSinceFirstOrder", "gapsSinceLastOrder",
            "averageOrderValue", "ordersInLast30Days", "ordersInLast90Days", "ordersInLast365Days")
PLAIN = ("repeatBuyer",)
Vector = list[float]


def figures(orders: Orders, as_of: date) -> dict[str, dict[str, float]]:
    """The features of everyone who has bought by a day."""
    seen = orders.through(as_of)
    refunds = grouped(seen.refunds)
    found = {}
    for id, bought in seen.by_customer().items():
        days = sorted({order.day for order in bought})
        gap = (days[-1] - days[0]).days / (len(days) - 1) if len(days) > 1 else 0
        since = (as_of - days[-1]).days
        net = sum(order.amount for order in bought) - sum(order.amount for order in refunds.get(id, []))
        spend = net / 10**orders.schema.scale
        values = {
            "orders": len(bought), "purchaseDays": len(days), "repeatBuyer": int(len(days) > 1),
            "daysSinceLastOrder": since, "daysSinceFirstOrder": (as_of - days[0]).days, "averageGapDays": gap,
            "gapsSinceLastOrder": since / gap if gap else 0, "netSpend": spend,
            "averageOrderValue": spend / len(bought),
            "largestOrder": max(order.amount for order in bought) / 10**orders.schema.scale,
            "refunds": len(refunds.get(id, []))}
        for span in (30, 90, 365):
            values[f"ordersInLast{span}Days"] = sum(order.day > as_of - timedelta(days=span) for order in bought)
        found[id] = {name: value if name in PLAIN else copysign(log1p(abs(value)), value)
                     for name, value in values.items()}
    return found


def buyers(orders: Orders, as_of: date, days: int) -> set[str]:
    end = end_of(as_of) + timedelta(days=days)
    return {order.customer for order in orders.purchases if as_of < order.day < end}


def solved(matrix: list[Vector], right: Vector) -> Vector:
    """Gauss's elimination, the largest pivot first."""
    rows = [row + [value] for row, value in zip(matrix, right)]
    for place in range(len(rows)):
        best = max(range(place, len(rows)), key=lambda row: abs(rows[row][place]))
        rows[place], rows[best] = rows[best], rows[place]
        for row in range(len(rows)):
            if row != place:
                factor = rows[row][place] / rows[place][place]
                rows[row] = [x - factor * y for x, y in zip(rows[row], rows[place])]
    return [row[-1] / row[place] for place, row in enumerate(rows)]


@dataclass
class Model:
    names: Sequence[str]
    means: Vector
    deviations: Vector
    coefficients: Vector  # the intercept first
    errors: Vector
    log_likelihood: float
    base: Rate

    def probability(self, values: dict[str, float]) -> float:
        odds = self.coefficients[0] + fsum(
            beta * (values[name] - mean) / deviation for name, mean, deviation, beta in
            zip(self.names, self.means, self.deviations, self.coefficients[1:]))
        return 1 / (1 + exp(-odds))


def fitted(orders: Orders, as_of: date, days: int, penalty: float, names: Sequence[str] = FEATURES) -> Model:
    rows, chosen = figures(orders, as_of), buyers(orders, as_of, days)
    columns = [[rows[id][name] for id in rows] for name in names]
    means = [fsum(column) / len(column) for column in columns]
    deviations = [sqrt(fsum((x - mean) ** 2 for x in column) / len(column)) for column, mean in zip(columns, means)]
    design = [[1.0, *((rows[id][name] - mean) / deviation for name, mean, deviation in zip(names, means, deviations))]
              for id in rows]
    outcomes = [int(id in chosen) for id in rows]
    size = len(names) + 1
    beta = [0.0] * size
    for _ in range(60):
        chances = [1 / (1 + exp(-fsum(b * x for b, x in zip(beta, row)))) for row in design]
        slope = [fsum(row[i] * (y - p) for row, y, p in zip(design, outcomes, chances)) - penalty * beta[i] * (i > 0)
                 for i in range(size)]
        information = [[fsum(row[i] * row[j] * p * (1 - p) for row, p in zip(design, chances)) + penalty * (i == j > 0)
                        for j in range(size)] for i in range(size)]
        step = solved(information, slope)
        beta = [b + s for b, s in zip(beta, step)]
        if max(map(abs, step)) < 1e-14:
            break
    inverse = [solved(information, [float(i == j) for j in range(size)])[i] for i in range(size)]
    likelihood = fsum(log(p if y else 1 - p) for p, y in zip(chances, outcomes))
    return Model(names, means, deviations, beta, [sqrt(value) for value in inverse], likelihood,
                 Rate(sum(outcomes), len(outcomes)))


@dataclass
class Judgement:
    """Probabilities and what came, and the share of buyers that was there to be learnt."""

    pairs: list[tuple[float, int]]
    known_share: float

    @property
    def found(self) -> int:
        return sum(outcome for _, outcome in self.pairs)

    def ties(self) -> list[tuple[int, int]]:
        """How many customers and buyers have each probability, the highest first."""
        counts: dict[float, list[int]] = {}
        for chance, outcome in self.pairs:
            tie = counts.setdefault(chance, [0, 0])
            tie[0] += 1
            tie[1] += outcome
        return [(count, bought) for _, (count, bought) in sorted(counts.items(), reverse=True)]

    def captured(self, customers: Fraction) -> Fraction:
        """Buyers among so many of the best; of equals a like share."""
        left, found = customers, Fraction(0)
        for count, bought in self.ties():
            taken = min(left, count)
            found += Fraction(bought) * taken / count
            left -= taken
        return found

    def smallest_count(self, share: Fraction) -> int:
        return next(count for count in range(len(self.pairs) + 1) if self.captured(Fraction(count)) >= share * self.found)

    def auc(self) -> tuple[float, float, float]:
        """With DeLong's interval: the variances of each customer's share of pairs that are ordered rightly."""
        yes = [chance for chance, outcome in self.pairs if outcome]
        no = [chance for chance, outcome in self.pairs if not outcome]

        def order(a: float, b: float) -> float:
            return (a > b) + (a == b) / 2
        of_yes = [fsum(order(a, b) for b in no) / len(no) for a in yes]
        of_no = [fsum(order(a, b) for a in yes) / len(yes) for b in no]
        mean = fsum(of_yes) / len(yes)

        def variance(values: Vector) -> float:
            return fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
        half = Z_95 * sqrt(variance(of_yes) / len(yes) + variance(of_no) / len(no))
        return mean, max(0.0, mean - half), min(1.0, mean + half)

    def kolmogorov_smirnov(self) -> float:
        bought = others = 0
        most = 0.0
        for count, found in self.ties():
            bought, others = bought + found, others + count - found
            most = max(most, abs(bought / self.found - others / (len(self.pairs) - self.found)))
        return most

    def log_loss(self) -> float:
        return -fsum(log(chance if outcome else 1 - chance) for chance, outcome in self.pairs) / len(self.pairs)

    def base_log_loss(self) -> float:
        """Had everyone been given the share of buyers that the model was fitted to."""
        share = self.known_share
        return -fsum(log(share if outcome else 1 - share) for _, outcome in self.pairs) / len(self.pairs)

    def brier_score(self) -> float:
        return fsum((chance - outcome) ** 2 for chance, outcome in self.pairs) / len(self.pairs)


def judged(orders: Orders, model: Model, as_of: date, days: int) -> Judgement:
    chosen = buyers(orders, as_of, days)
    pairs = [(model.probability(values), int(id in chosen)) for id, values in figures(orders, as_of).items()]
    return Judgement(pairs, model.base.numerator / model.base.denominator)


def top_shares(chances: dict[str, float]) -> dict[str, float]:
    """The share of the customers with a probability as high or higher."""
    counts = Counter(chances.values())
    above, shares = 0, {}
    for chance in sorted(counts, reverse=True):
        above += counts[chance]
        shares[chance] = above / len(chances)
    return {id: shares[chance] for id, chance in chances.items()}
