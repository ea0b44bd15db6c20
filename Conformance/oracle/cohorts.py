"""What becomes of those who first bought in one month? The cohort triangle (METRICS.md §4)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from .calendar import add_months, end_of, month_of
from .orders import Orders
from .retention import Rate


@dataclass(frozen=True)
class Cell:
    offset: int
    customers: int
    orders: int
    revenue: int
    state: str
    cumulative: int
    members: int
    first_revenue: int
    kept: int
    first_kept: int

    def retention(self) -> Rate:
        return Rate(self.customers, self.members, self.state)

    def net_revenue_retention(self) -> float | None:
        return self.revenue / self.first_revenue if self.first_revenue > 0 else None

    def gross_revenue_retention(self) -> float | None:
        return self.kept / self.first_kept if self.first_kept > 0 else None


@dataclass(frozen=True)
class Cohort:
    start: date
    customers: int
    cells: list[Cell]


def offset_between(start: date, day: date) -> int:
    """Whole calendar months from the month `start` to the month of `day`."""
    return 12 * (day.year - start.year) + day.month - start.month


def monthly_cohorts(orders: Orders, observed_through: date) -> list[Cohort]:
    """Cohorts by month of first purchase, cells for every month that has begun."""
    seen = orders.through(observed_through)
    born = {customer: month_of(bought[0].day) for customer, bought in seen.by_customer().items()}
    return [
        cohort(seen, {customer for customer, month in born.items() if month == start}, start, observed_through)
        for start in sorted(set(born.values()))
    ]


def cohort(orders: Orders, members: set[str], start: date, observed_through: date) -> Cohort:
    buyers: dict[int, set[str]] = {}
    counts: Counter[int] = Counter()
    revenue: Counter[tuple[str, int]] = Counter()  # of each customer in each period
    for order in orders.purchases:
        if order.customer in members:
            offset = offset_between(start, order.day)
            buyers.setdefault(offset, set()).add(order.customer)
            counts[offset] += 1
            revenue[order.customer, offset] += order.amount
    for refund in orders.refunds:
        if refund.customer in members:
            revenue[refund.customer, offset_between(start, refund.day)] -= refund.amount
    # What a customer brought in a period, nothing where more was paid back.
    gains = {(customer, offset): max(0, revenue[customer, offset])
             for customer in members for offset in range(offset_between(start, observed_through) + 1)}
    cells, cumulative = [], 0
    for offset in range(offset_between(start, observed_through) + 1):
        is_over = add_months(start, offset + 1) <= end_of(observed_through)
        state = "complete" if is_over else "partial"
        brought = sum(revenue[customer, offset] for customer in members)
        cumulative += brought
        kept = sum(min(gains[customer, offset], gains[customer, 0]) for customer in members)
        cells.append(Cell(
            offset, len(buyers.get(offset, ())), counts[offset], brought, state, cumulative, len(members),
            sum(revenue[customer, 0] for customer in members), kept,
            sum(gains[customer, 0] for customer in members)))
    return Cohort(start, len(members), cells)
