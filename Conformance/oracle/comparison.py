"""Which model of purchases foretold what came? Errors, and how well customers were ranked."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, sqrt


@dataclass
class Forecasts:
    """What was expected of each customer after the calibration, and what came."""

    pairs: list[tuple[float, int]]

    def mean(self, figure: Callable[[float, int], float]) -> float:
        return fsum(figure(expected, actual) for expected, actual in self.pairs) / len(self.pairs)

    def errors(self) -> dict[str, float]:
        return {"mae": self.mean(lambda expected, actual: abs(expected - actual)),
                "rmse": sqrt(self.mean(lambda expected, actual: (expected - actual) ** 2)),
                "bias": self.mean(lambda expected, actual: expected - actual)}

    def correlation(self) -> float:
        """Pearson's."""
        x, y = self.mean(lambda expected, _: expected), self.mean(lambda _, actual: actual)
        product = self.mean(lambda expected, actual: (expected - x) * (actual - y))
        return product / sqrt(self.mean(lambda expected, _: (expected - x) ** 2)
                              * self.mean(lambda _, actual: (actual - y) ** 2))

    def auc(self) -> float:
        """How often a buyer stands before someone who did not buy; equals half the time."""
        yes = [expected for expected, actual in self.pairs if actual]
        no = [expected for expected, actual in self.pairs if not actual]
        return sum((a > b) + (a == b) / 2 for a in yes for b in no) / (len(yes) * len(no))

    def curve(self, value: Callable[[int], int], order: Callable[[float, int], float]) -> list[tuple[int, Fraction]]:
        """How much the best bring together, from none to all; customers of equal rank in one step."""
        steps: dict[float, list[int]] = {}
        for expected, actual in self.pairs:
            step = steps.setdefault(order(expected, actual), [0, 0])
            step[0] += 1
            step[1] += value(actual)
        points, total = [(0, Fraction(0))], sum(value(actual) for _, actual in self.pairs)
        for _, (count, brought) in sorted(steps.items(), reverse=True):
            points.append((points[-1][0] + count, points[-1][1] + Fraction(brought, total)))
        return points

    def among_best(self, share: Fraction, value: Callable[[int], int]) -> Fraction:
        wanted = share * len(self.pairs)
        points = self.curve(value, lambda expected, _: expected)
        for (first, low), (last, high) in zip(points, points[1:]):
            if wanted <= last:
                return low + (high - low) * (wanted - first) / (last - first)
        return Fraction(1)

    def gini(self) -> float:
        """The area above the diagonal of the curve of purchases, by that of the best ranking."""
        def area(points: list[tuple[int, Fraction]]) -> Fraction:
            return sum(((last - first) * (low + high) / 2 for (first, low), (last, high) in zip(points, points[1:])),
                       Fraction(0)) / len(self.pairs) - Fraction(1, 2)
        return float(area(self.curve(lambda actual: actual, lambda expected, _: expected))
                     / area(self.curve(lambda actual: actual, lambda _, actual: actual)))

    def gains(self) -> list[dict[str, float]]:
        buyers = sum(actual > 0 for _, actual in self.pairs)
        rows = []
        for share in (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2)):
            found = self.among_best(share, lambda actual: int(actual > 0))
            rows.append({
                "share": float(share), "buyers": float(found), "lift": float(found / share),
                "mostBuyers": float(min(1, share * len(self.pairs) / buyers)),
                "purchases": float(self.among_best(share, lambda actual: actual))})
        return rows
