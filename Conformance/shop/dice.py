"""A seeded random number generator."""

from collections.abc import Iterable
from typing import Any

Weighted = Iterable[tuple[Any, int]]


class Dice:
    """SplitMix64 (Steele, Lea, Flood 2014). Whole numbers only, so every machine agrees."""

    def __init__(self, seed: int):
        self.state = seed

    def below(self, bound: int) -> int:
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
        return (z ^ (z >> 31)) % bound

    def happens(self, per_10_000: int) -> bool:
        return self.below(10_000) < per_10_000

    def pick(self, weighted: Weighted) -> Any:
        left = self.below(sum(weight for _, weight in weighted))
        for value, weight in weighted:
            left -= weight
            if left < 0:
                return value
