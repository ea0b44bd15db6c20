"""When does the second purchase day come? Kaplan–Meier with right-censoring (METRICS.md §4)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from .orders import Orders
from .retention import Z_95


@dataclass(frozen=True)
class Duration:
    days: int
    happened: bool  # False: censored


@dataclass(frozen=True)
class Step:
    day: int
    at_risk: int
    events: int
    survival: float
    standard_error: float | None  # Greenwood (1926); none once nobody is left

    def probability(self) -> float:
        """Share that has made the purchase by this day."""
        return 1 - self.survival

    def interval(self) -> tuple[float, float] | tuple[None, None]:
        if self.standard_error is None:
            return None, None
        half = Z_95 * self.standard_error
        return max(0.0, self.probability() - half), min(1.0, self.probability() + half)


def kaplan_meier(durations: Iterable[Duration], through: int) -> list[Step]:
    """One step per day from 0. At risk on a day: everyone whose duration is not shorter."""
    durations = list(durations)
    events = Counter(duration.days for duration in durations if duration.happened)
    endings = Counter(duration.days for duration in durations)
    at_risk, survival, variance = len(durations), 1.0, 0.0
    steps = []
    for day in range(through + 1):
        if events[day]:
            survivors = at_risk - events[day]
            survival *= survivors / at_risk
            variance += events[day] / (at_risk * survivors) if survivors else float("inf")
        has_error = variance != float("inf")
        error = survival * sqrt(variance) if has_error else None
        steps.append(Step(day, at_risk, events[day], survival, error))
        at_risk -= endings[day]
    return steps


def purchase_durations(orders: Orders, observed_through: date, ordinal: int = 2) -> list[Duration]:
    """Days from the purchase day before the `ordinal`-th to it, of everyone who has one before it; censored
    at the observation end."""
    durations = []
    for purchases in orders.through(observed_through).by_customer().values():
        days = sorted({purchase.day for purchase in purchases})
        if len(days) >= ordinal - 1:
            happened = len(days) >= ordinal
            end = days[ordinal - 1] if happened else observed_through
            durations.append(Duration((end - days[ordinal - 2]).days, happened))
    return durations
