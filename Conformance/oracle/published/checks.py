"""Compares, counts, prints."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..orders import Account, Order, Orders
from ..schemas import SCHEMAS


class Checks:
    def __init__(self) -> None:
        self.equal_count = 0
        self.different_count = 0

    def equal(self, name: str, computed: Any, published: Any) -> None:
        if computed == published:
            self.equal_count += 1
            print(f"equal      {name}")
        else:
            self.different_count += 1
            print(f"DIFFERENT  {name}\n  published {published}\n  computed  {computed}")

    def printed(self, name: str, computed: Iterable[float | None], published: str) -> None:
        """Numbers as they stand in print, separated by blanks: equal when rounded to their decimals."""
        pairs = list(zip(computed, published.split(), strict=True))
        rounded = [f"{value:.{len(text.partition('.')[2])}f}" for value, text in pairs]
        self.equal(name, " ".join(rounded), published)


def orders_on(days_of_customers: Mapping[str, Iterable[str]]) -> Orders:
    """One purchase of each customer on each of the days."""
    purchases = [
        Order(customer, date.fromisoformat(day), 100)
        for customer, days in days_of_customers.items() for day in days
    ]
    return Orders(SCHEMAS["plain"], purchases, [], Account())
