"""Purchase models, straight from their definitions: a customer buys at a rate λ and leaves at a rate μ, or
with a probability p after a purchase. λ and μ are gamma distributed, p beta distributed.

What the papers write with hypergeometric functions is integrated here over when a customer leaves, or over p.
"""

from collections.abc import Callable
from math import cos, exp, expm1, inf, lgamma, log, log1p, pi

from .histories import History

Function = Callable[[float], float]


def legendre(count: int) -> list[tuple[float, float]]:
    """Gauss and Legendre's places and weights on −1 … 1, by Newton's method."""
    places = []
    for index in range(count):
        x = cos(pi * (index + 0.75) / (count + 0.5))
        for _ in range(60):
            last, value = 0.0, 1.0
            for degree in range(1, count + 1):
                last, value = value, ((2 * degree - 1) * x * value - (degree - 1) * last) / degree
            slope = count * (x * value - last) / (x * x - 1)
            x -= value / slope
        places.append((x, 2 / ((1 - x * x) * slope * slope)))
    return places


PLACES = legendre(20)


def integral(function: Function, start: float, end: float, panels: int = 6) -> float:
    """Over panels of equal length."""
    half = (end - start) / panels / 2
    return sum(
        half * weight * function(start + half * (2 * panel + 1 + place))
        for panel in range(panels) for place, weight in PLACES)


def beta_mean(a: float, b: float, function: Function) -> float:
    """The mean of function(p), by the trapezoidal rule in ln(p ÷ (1 − p))."""
    def logarithm(place: float) -> float:
        return -a * log1p(exp(-place)) - b * log1p(exp(place))

    total = weights = 0.0
    least = logarithm(log(a / b)) - 50
    for step in range(-800, 801):
        place = step / 10
        if logarithm(place) > least:
            weight = exp(logarithm(place))
            total += weight * function(1 / (1 + exp(-place)))
            weights += weight
    return total / weights


class NBD:
    names = ("r", "alpha")

    def __init__(self, r: float, alpha: float):
        self.r, self.alpha = r, alpha

    def log_alive(self, history: History) -> float:
        """ln of the likelihood of the purchases and of being there at the end."""
        x = history.frequency
        return (lgamma(self.r + x) - lgamma(self.r) + self.r * log(self.alpha)
                - (self.r + x) * log(self.alpha + history.age))

    def log_likelihood(self, history: History) -> float:
        return self.log_alive(history)

    def alive(self, history: History) -> float:
        return 1.0

    def _living(self, history: History) -> tuple[float, float]:
        return self.r + history.frequency, self.alpha + history.age

    def expected(self, history: History, horizon: float) -> float:
        shape, rate = self._living(history)
        return shape * horizon / rate

    def discounted(self, history: History, horizon: float, discount: float) -> float:
        shape, rate = self._living(history)
        return shape / rate * -expm1(-discount * horizon) / discount

    def buys(self, history: History, start: float, end: float) -> float:
        """The probability of a purchase between two times after the end of observation."""
        shape, rate = self._living(history)
        return self.alive(history) * -expm1(-shape * log1p((end - start) / rate))


class Pareto(NBD):
    names = ("r", "alpha", "s", "beta")

    def __init__(self, r: float, alpha: float, s: float, beta: float):
        super().__init__(r, alpha)
        self.s, self.beta = s, beta

    def log_alive(self, history: History) -> float:
        return super().log_alive(history) - self.s * log1p(history.age / self.beta)

    def left(self, history: History) -> float:
        """The likelihood of having left at some time since the last purchase, by that of being alive."""
        shape, s = self.r + history.frequency, self.s

        def at(time: float) -> float:
            return (s / (self.beta + time)
                    * exp(shape * log((self.alpha + history.age) / (self.alpha + time))
                          + s * log((self.beta + history.age) / (self.beta + time))))
        return integral(at, history.recency, history.age)

    def log_likelihood(self, history: History) -> float:
        return self.log_alive(history) + log1p(self.left(history))

    def alive(self, history: History) -> float:
        return 1 / (1 + self.left(history))

    def expected(self, history: History, horizon: float) -> float:
        return self.discounted(history, horizon, 0.0)

    def discounted(self, history: History, horizon: float, discount: float) -> float:
        shape, rate = self._living(history)
        start = self.beta + history.age
        staying = integral(
            lambda time: exp(-discount * time - self.s * log1p(time / start)), 0, horizon)
        return self.alive(history) * shape / rate * staying

    def buys(self, history: History, start: float, end: float) -> float:
        """Whoever leaves within the span has until then to buy."""
        shape, rate = self._living(history)
        begin = self.beta + history.age

        def within(time: float) -> float:
            return -expm1(-shape * log1p(time / rate))

        leaving = integral(
            lambda time: self.s / (begin + time) * exp(-self.s * log1p(time / begin)) * within(time - start),
            start, end)
        staying = exp(-self.s * log1p(end / begin))
        return self.alive(history) * (leaving + staying * within(end - start))


class BetaGeometric(NBD):
    names = ("r", "alpha", "a", "b")
    # Whether the first purchase may be the last.
    leaves_at_once = 0

    def __init__(self, r: float, alpha: float, a: float, b: float):
        super().__init__(r, alpha)
        self.a, self.b = a, b

    def log_alive(self, history: History) -> float:
        stayed = history.frequency + self.leaves_at_once
        return (super().log_alive(history) + lgamma(self.b + stayed) - lgamma(self.b)
                - lgamma(self.a + self.b + stayed) + lgamma(self.a + self.b))

    def left(self, history: History) -> float:
        """The likelihood of having left after the last purchase, by that of being alive."""
        stayed = history.frequency + self.leaves_at_once
        if stayed == 0:
            return 0.0
        shape = self.r + history.frequency
        return self.a / (self.b + stayed - 1) * exp(
            shape * log((self.alpha + history.age) / (self.alpha + history.recency)))

    def log_likelihood(self, history: History) -> float:
        return self.log_alive(history) + log1p(self.left(history))

    def alive(self, history: History) -> float:
        return 1 / (1 + self.left(history))

    def expected(self, history: History, horizon: float) -> float:
        shape, rate = self._living(history)
        stayed = history.frequency + self.leaves_at_once

        # With probability p of leaving, purchases within t are (1 − e^(−λpt)) ÷ p; then the mean over λ.
        def of(p: float) -> float:
            if p * horizon / rate < 1e-12:
                return shape * horizon / rate
            return -expm1(-shape * log1p(p * horizon / rate)) / p
        return self.alive(history) * beta_mean(self.a, self.b + stayed, of)

    def buys(self, history: History, start: float, end: float) -> float:
        shape, rate = self._living(history)
        stayed = history.frequency + self.leaves_at_once

        # Still there at the start with e^(−λp·start), then no purchase with e^(−λ(end − start)); the mean over λ.
        def of(p: float) -> float:
            return (exp(-shape * log1p(p * start / rate))
                    - exp(-shape * log1p((p * start + end - start) / rate)))
        return self.alive(history) * beta_mean(self.a, self.b + stayed, of)

    def discounted(self, history: History, horizon: float, discount: float) -> float:
        shape, rate = self._living(history)
        stayed = history.frequency + self.leaves_at_once

        def of(p: float) -> float:
            return shape / rate * integral(
                lambda time: exp(-discount * time - (shape + 1) * log1p(p * time / rate)), 0, horizon, 1)
        return self.alive(history) * beta_mean(self.a, self.b + stayed, of)


class ModifiedBetaGeometric(BetaGeometric):
    leaves_at_once = 1


MODELS = {"nbd": NBD, "pareto-nbd": Pareto, "bg-nbd": BetaGeometric, "mbg-nbd": ModifiedBetaGeometric}
