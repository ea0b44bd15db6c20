"""What came of a campaign? Response, lift over a control, cost, profit, break-even (METRICS.md §7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

from .calendar import ONE_DAY
from .orders import Orders
from .retention import Rate


@dataclass(frozen=True)
class Response:
    rate: Rate
    orders: int
    revenue: int


@dataclass(frozen=True)
class Cell:
    targets: Response
    controls: Response | None
    others: int


def response(orders: Orders, asked: set[str], start: date, end: date, state: str, strangers: int = 0) -> Response:
    """The purchases of those asked in [start, end); refunds count for those who bought."""
    bought = [order for order in orders.purchases if order.customer in asked and start <= order.day < end]
    buyers = {order.customer for order in bought}
    back = [order for order in orders.refunds if order.customer in buyers and start <= order.day < end]
    revenue = sum(order.amount for order in bought) - sum(order.amount for order in back)
    return Response(Rate(len(buyers), len(asked) + strangers, state), len(bought), revenue)


def cell(
    orders: Orders, members: set[str], targets: set[str], controls: set[str] | None, start: date,
    horizon: int, observed_through: date, strangers: tuple[int, int] = (0, 0),
) -> Cell:
    seen = orders.through(observed_through)
    end = start + timedelta(days=horizon)
    state = "complete" if observed_through >= end - ONE_DAY else "partial" if observed_through >= start else "unobserved"
    known = {order.customer for order in seen.purchases if order.day < start}
    lists = targets | (controls or set())
    return Cell(
        response(seen, targets & members, start, end, state, strangers[0]),
        None if controls is None else response(seen, controls & members, start, end, state, strangers[1]),
        len((known & members) - lists))


def newcombe(first: Rate, second: Rate) -> tuple[float, float]:
    """Newcombe (1998), method 10: the hybrid of two Wilson intervals."""
    share, other = first.numerator / first.denominator, second.numerator / second.denominator
    (low, high), (other_low, other_high) = first.interval(), second.interval()
    return (max(-1, share - other - sqrt((share - low)**2 + (other_high - other)**2)),
            min(1, share - other + sqrt((high - share)**2 + (other - other_low)**2)))


@dataclass(frozen=True)
class Costs:
    """In major units of money."""

    contact: Fraction
    fixed: Fraction
    per_response: Fraction | None
    share: Fraction | None
    decimals: int  # of the finest amount

    def margin(self, answer: Response, scale: int) -> Fraction:
        if self.per_response is not None:
            return self.per_response * answer.rate.numerator
        return self.share * Fraction(answer.revenue, 10**scale)

    def break_even(self, total: Response, scale: int) -> Fraction | None:
        if self.per_response is None and total.rate.numerator == 0:
            return None
        each = self.per_response if self.per_response is not None else (
            self.margin(total, scale) / total.rate.numerator)
        return self.contact / each if each > 0 else None
