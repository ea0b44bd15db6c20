"""Who comes back? Retention of a cohort day, reactivation of a stage (METRICS.md §3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist

from .calendar import ONE_DAY
from .lifecycle import stages
from .orders import Orders

Z_95 = NormalDist().inv_cdf(0.975)


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a proportion (1927)."""
    share, z2 = numerator / denominator, Z_95**2
    centre = share + z2 / (2 * denominator)
    half = Z_95 * sqrt(share * (1 - share) / denominator + z2 / (4 * denominator**2))
    low, high = ((centre + sign * half) / (1 + z2 / denominator) for sign in (-1, 1))
    return (0.0 if numerator == 0 else low), (1.0 if numerator == denominator else high)


@dataclass(frozen=True)
class Rate:
    numerator: int
    denominator: int
    state: str = "complete"

    def value(self) -> float | None:
        """0/0 is no value, and so is a window of which nothing has been seen."""
        if self.denominator == 0 or self.state == "unobserved":
            return None
        return self.numerator / self.denominator

    def interval(self) -> tuple[float, float] | tuple[None, None]:
        return (None, None) if self.value() is None else wilson(self.numerator, self.denominator)


@dataclass(frozen=True)
class Returns:
    """Some purchase day d with D + first ≤ d ≤ D + last, for a cohort of buyers of day D."""

    kind: str
    first: int
    last: int

    def state(self, cohort: date, observed_through: date) -> str:
        if observed_through >= cohort + timedelta(days=self.last):
            return "complete"
        seen = observed_through >= cohort + timedelta(days=self.first)
        return "partial" if seen else "unobserved"


def within(days: int) -> Returns:
    return Returns("within", 1, days)


def on(days: int) -> Returns:
    return Returns("on", days, days)


def on_or_after(days: int, horizon: int) -> Returns:
    return Returns("onOrAfter", days, horizon)


def bracket(first: int, last: int) -> Returns:
    return Returns("bracket", first, last)


def retention(orders: Orders, cohort: date, returns: Returns, observed_through: date) -> Rate:
    base = [
        {purchase.day for purchase in purchases}
        for purchases in orders.through(observed_through).by_customer().values()
        if any(purchase.day == cohort for purchase in purchases)
    ]
    return retained(base, cohort, returns, observed_through)


def retained(base: list[set[date]], cohort: date, returns: Returns, observed_through: date) -> Rate:
    first, last = (cohort + timedelta(days=days) for days in (returns.first, returns.last))
    returned = sum(any(first <= day <= last for day in days) for days in base)
    return Rate(returned, len(base), returns.state(cohort, observed_through))


def pooled_retention(orders: Orders, returns: Returns, observed_through: date) -> Rate:
    """Σ numerators / Σ denominators over every cohort day whose cell is complete."""
    buyers: dict[date, list[set[date]]] = {}
    for purchases in orders.through(observed_through).by_customer().values():
        days = {purchase.day for purchase in purchases}
        for day in days:
            buyers.setdefault(day, []).append(days)
    cells = [retained(base, day, returns, observed_through) for day, base in buyers.items()]
    complete = [cell for cell in cells if cell.state == "complete"]
    return Rate(sum(cell.numerator for cell in complete), sum(cell.denominator for cell in complete))


def reactivation(
    orders: Orders, stage: str, start: date, horizon_days: int, observed_through: date
) -> Rate:
    """Those in `stage` the day before `start` who purchase in [start, start + horizon)."""
    seen = orders.through(observed_through)
    base = {customer for customer, name in stages(seen, start - ONE_DAY).items() if name == stage}
    end = start + timedelta(days=horizon_days)
    buyers = {purchase.customer for purchase in seen.purchases if start <= purchase.day < end}
    if observed_through >= end - ONE_DAY:
        state = "complete"
    else:
        state = "partial" if observed_through >= start else "unobserved"
    return Rate(len(base & buyers), len(base), state)
