"""Relationship phases (考察期, 形成期, 稳定期, 退化期), by the rule that the documentation states."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from .calendar import add, end_of
from .orders import Orders

NAMES = ("exploration", "formation", "stability", "decline")


def direction(latest: int, earlier: Sequence[int], tolerance: Fraction) -> int:
    """1 rising, -1 falling, 0 level: the latest period against the mean of the earlier ones."""
    if not earlier:
        return 1 if latest > 0 else 0
    mean = max(Fraction(0), Fraction(sum(earlier), len(earlier)))
    if latest > mean * (1 + tolerance):
        return 1
    return -1 if latest < mean * (1 - tolerance) else 0


def phases(
    orders: Orders, as_of: date, period: str = "3m", count: int = 4,
    tolerance: Fraction = Fraction(1, 4), few: int = 2,
) -> dict[str, str]:
    """The phase of everyone who has bought by the day."""
    seen, end = orders.through(as_of), end_of(as_of)
    bounds = [end] + [add(end, period, times=-number) for number in range(1, count + 1)]

    def place(day: date) -> int:
        """0 for the latest period; `count` for days before all."""
        return next((number for number in range(count) if bounds[number + 1] <= day), count)

    refunds: dict[str, list[tuple[int, int]]] = {}
    for refund in seen.refunds:
        refunds.setdefault(refund.customer, []).append((place(refund.day), refund.amount))
    result = {}
    for customer, bought in seen.by_customer().items():
        places = [place(order.day) for order in bought]
        number, spend = [0] * (count + 1), [0] * (count + 1)
        for where, order in zip(places, bought):
            number[where] += 1
            spend[where] += order.amount
        for where, amount in refunds.get(customer, []):
            spend[where] -= amount
        earlier = slice(1, min(max(places), count - 1) + 1)
        course = direction(number[0], number[earlier], tolerance) + direction(spend[0], spend[earlier], tolerance)
        total, brought = sum(number[:count]), sum(spend[:count])
        if total == 0 or course < 0:
            result[customer] = "decline"
        elif total <= few or brought <= 0:
            result[customer] = "exploration"
        else:
            result[customer] = "formation" if course > 0 else "stability"
    return result
