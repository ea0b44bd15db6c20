"""Purchase histories: x, t_x and T of every customer, in the unit of the model (METRICS.md §8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from .orders import Orders

DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


@dataclass(frozen=True, order=True)
class History:
    frequency: int
    recency: float
    age: float


def histories(orders: Orders, end: date, unit: str) -> list[History]:
    """Of all customers who have bought by a day; purchases of a day are one."""
    return sorted(histories_by_customer(orders, end, unit).values())


def histories_by_customer(orders: Orders, end: date, unit: str) -> dict[str, History]:
    days: dict[str, set[date]] = defaultdict(set)
    for purchase in orders.purchases:
        if purchase.day <= end:
            days[purchase.customer].add(purchase.day)
    length = DAYS[unit]
    return {
        id: History(len(seen) - 1, (max(seen) - min(seen)).days / length, (end - min(seen)).days / length)
        for id, seen in days.items()}
