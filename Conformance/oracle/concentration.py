"""How few customers bring how much? Lorenz curve, Gini, 20/80 (METRICS.md §4)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from .orders import Orders, grouped


def net_revenues(orders: Orders, as_of: date) -> list[int]:
    """Purchases less refunds of each customer with a purchase, largest first."""
    seen = orders.through(as_of)
    refunds = grouped(seen.refunds)
    return sorted((
        sum(order.amount for order in bought) - sum(order.amount for order in refunds.get(customer, []))
        for customer, bought in seen.by_customer().items()
    ), reverse=True)


@dataclass(frozen=True)
class Head:
    """The customers with the highest revenue."""

    customers: int
    revenue: int


def gini(revenues: list[int]) -> Fraction:
    """Mean absolute difference of two customers, over twice the mean. No small-sample factor."""
    n, total = len(revenues), sum(revenues)
    weighted = sum((2 * rank - n - 1) * value for rank, value in enumerate(sorted(revenues), start=1))
    return Fraction(weighted, n * total)


def top(revenues: list[int], share: Fraction) -> Head:
    """The top `share` of customers, rounded up to a whole customer."""
    count = ceil(share * len(revenues))
    return Head(count, sum(revenues[:count]))


def fewest_for(revenues: list[int], share: Fraction) -> Head:
    """The fewest customers that bring at least `share` of the revenue."""
    brought = 0
    for count, revenue in enumerate(revenues, start=1):
        brought += revenue
        if brought >= share * sum(revenues):
            return Head(count, brought)
    raise ValueError("no customers bring that share")
