"""How long do customers wait? Gaps between successive purchase days (METRICS.md §4)."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from .orders import Orders


def purchase_gaps(orders: Orders) -> list[int]:
    """Days between successive purchase days of one customer, of all customers, shortest first."""
    gaps = []
    for purchases in orders.by_customer().values():
        days = sorted({purchase.day for purchase in purchases})
        gaps += [(later - earlier).days for earlier, later in zip(days, days[1:])]
    return sorted(gaps)


def nearest_rank(ordered: Sequence[int], share: Fraction) -> int:
    """The smallest value that at least `share` of the values do not exceed."""
    return ordered[max(1, ceil(share * len(ordered))) - 1]
