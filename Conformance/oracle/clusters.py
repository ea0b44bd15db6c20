"""Customers with similar R, F and M: k-means from so many starts that nothing better is to be expected."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, dist, fsum, log1p, sqrt
from random import Random

from .rfm import Values

Point = tuple[float, ...]
STARTS = 60


def standardised(customers: Sequence[Values], money_scale: int, logarithms: str) -> list[Point]:
    """R, F and M, some as ln(1 + x), less their means, by their standard deviations."""
    columns = []
    for letter, values in (("r", [c.days_since_last_order for c in customers]), ("f", [c.frequency for c in customers]),
                           ("m", [float(c.monetary / 10**money_scale) for c in customers])):
        column = [copysign(log1p(abs(x)), x) if letter in logarithms else float(x) for x in values]
        mean = fsum(column) / len(column)
        deviation = sqrt(fsum((x - mean) ** 2 for x in column) / len(column))
        columns.append([(x - mean) / deviation if deviation else 0.0 for x in column])
    return list(zip(*columns))


@dataclass
class Clusters:
    centres: list[Point]
    places: list[int]  # of each customer
    inertia: float


def squared(a: Point, b: Point) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b))


def nearest(point: Point, centres: list[Point]) -> int:
    return min(range(len(centres)), key=lambda place: squared(point, centres[place]))


def k_means(points: list[Point], count: int) -> Clusters:
    """The best of many searches, each from centres drawn among far customers."""
    weights = Counter(points)
    distinct = sorted(weights)
    dice, best = Random(20261031), None
    for _ in range(STARTS):
        centres = [dice.choice(distinct)]
        while len(centres) < count:
            gaps = [weights[point] * min(squared(point, centre) for centre in centres) for point in distinct]
            centres.append(dice.choices(distinct, gaps)[0])
        before: list[int] = []
        while (places := [nearest(point, centres) for point in distinct]) != before:
            before = places
            for place in range(count):
                members = [point for point, own in zip(distinct, places) if own == place]
                if members:
                    size = sum(weights[point] for point in members)
                    centres[place] = tuple(
                        fsum(weights[point] * point[axis] for point in members) / size for axis in range(3))
        inertia = fsum(weights[point] * squared(point, centres[place]) for point, place in zip(distinct, places))
        if best is None or inertia < best.inertia:
            best = Clusters(list(centres), places, inertia)
    order = sorted(range(count), key=lambda place: -best.centres[place][2])
    own = {point: order.index(place) for point, place in zip(distinct, best.places)}
    return Clusters([best.centres[place] for place in order], [own[point] for point in points], best.inertia)


def silhouettes(points: list[Point], clusters: Clusters) -> list[float]:
    """How much nearer each customer is to the own cluster than to the next (Rousseeuw 1987)."""
    sizes = Counter(clusters.places)
    found = []
    for point, own in zip(points, clusters.places):
        sums = [0.0] * len(clusters.centres)
        for other, place in zip(points, clusters.places):
            sums[place] += dist(point, other)
        if sizes[own] == 1:
            found.append(0.0)
            continue
        inside = sums[own] / (sizes[own] - 1)
        outside = min(sums[place] / sizes[place] for place in sizes if place != own)
        found.append((outside - inside) / max(inside, outside) if max(inside, outside) else 0.0)
    return found


def calinski_harabasz(points: list[Point], clusters: Clusters) -> float:
    """The variance between clusters by that within; the mean of all is 0."""
    count, all_of_it = len(clusters.centres), fsum(squared(point, (0.0, 0.0, 0.0)) for point in points)
    between = all_of_it - clusters.inertia
    return (between / (count - 1)) / (clusters.inertia / (len(points) - count))
