"""The highest log-likelihood of a model, by Nelder and Mead's search in the logarithms of its parameters."""

from collections import Counter
from math import exp, log

from .histories import History
from .models import MODELS

STARTS = {"nbd": (0.5, 8.0), "pareto-nbd": (0.6, 10.0, 0.6, 10.0), "bg-nbd": (0.4, 8.0, 0.8, 2.5),
          "mbg-nbd": (0.6, 8.0, 0.8, 2.0)}


def best_log_likelihood(model: str, base: list[History]) -> float:
    return best_fit(model, base)[0]


def best_fit(model: str, base: list[History]) -> tuple[float, tuple[float, ...]]:
    """The log-likelihood and the parameters."""
    counts = Counter(base)

    def loss(place: tuple[float, ...]) -> float:
        if max(map(abs, place)) > 20:
            return float("inf")
        process = MODELS[model](*map(exp, place))
        return -sum(count * process.log_likelihood(history) for history, count in counts.items())

    best = tuple(map(log, STARTS[model]))
    value = float("inf")
    while True:
        best, found = search(loss, best)
        if value - found < 1e-7:
            return -found, tuple(map(exp, best))
        value = found


def search(loss, start: tuple[float, ...], size: float = 0.3) -> tuple[tuple[float, ...], float]:
    """One search, until all corners of the simplex are as good as equal."""
    points = [start] + [tuple(x + size * (i == j) for i, x in enumerate(start)) for j in range(len(start))]
    simplex = sorted((loss(point), point) for point in points)
    while simplex[-1][0] - simplex[0][0] > 1e-10:
        *kept, (worst, last) = simplex
        centre = tuple(sum(point[i] for _, point in kept) / len(kept) for i in range(len(last)))

        def at(step: float) -> tuple[float, tuple[float, ...]]:
            point = tuple(c + step * (c - x) for c, x in zip(centre, last))
            return loss(point), point

        new = at(1.0)
        if new[0] < kept[0][0]:
            new = min(new, at(2.0))
        elif new[0] >= kept[-1][0]:
            new = at(0.5) if new[0] < worst else at(-0.5)
            if new[0] >= worst:
                best = kept[0][1]
                shrunk = [tuple((b + x) / 2 for b, x in zip(best, point)) for _, point in simplex[1:]]
                simplex = sorted([kept[0], *((loss(point), point) for point in shrunk)])
                continue
        simplex = sorted([*kept, new])
    return simplex[0][1], simplex[0][0]
