"""Where is each customer? Stages, snapshots, migration, period states (METRICS.md §2)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from .calendar import end_of, subtract
from .orders import Orders

ACTIVE = ("newOneTime", "newRepeat", "existingOneTime", "existingRepeat")
STAGES = ACTIVE + ("silent", "sleeping", "lost")
NONE = "none"
DEFAULT_BOUNDARIES = ("3m", "6m", "12m")


def stage(purchase_days: Iterable[date], as_of: date, boundaries: Sequence[str] = DEFAULT_BOUNDARIES) -> str:
    """The stage of a customer with one entry per purchase in `purchase_days`."""
    end = end_of(as_of)
    days = [day for day in purchase_days if day < end]
    if not days:
        return NONE
    first, last = min(days), max(days)
    active_start, silent_start, sleeping_start = (subtract(end, span) for span in boundaries)
    if last >= active_start:
        recent_count = sum(day >= active_start for day in days)
        age = "new" if first >= active_start else "existing"
        return age + ("OneTime" if recent_count == 1 else "Repeat")
    if last >= silent_start:
        return "silent"
    return "sleeping" if last >= sleeping_start else "lost"


def stages(
    orders: Orders, as_of: date, boundaries: Sequence[str] = DEFAULT_BOUNDARIES
) -> dict[str, str]:
    """Every customer's stage, `none` included."""
    return {
        customer: stage([purchase.day for purchase in purchases], as_of, boundaries)
        for customer, purchases in orders.by_customer().items()
    }


def snapshot(
    orders: Orders, as_of: date, boundaries: Sequence[str] = DEFAULT_BOUNDARIES
) -> dict[str, int]:
    """Customers in each stage."""
    counts = Counter(stages(orders, as_of, boundaries).values())
    return {name: counts[name] for name in STAGES}


def migration(orders: Orders, base: date, later: date) -> Counter[tuple[str, str]]:
    """Customers from stage to stage; nobody goes from `none` to `none`."""
    before, after = stages(orders, base), stages(orders, later)
    moves = Counter((before[customer], after[customer]) for customer in after)
    del moves[NONE, NONE]
    return moves


def period_states(orders: Orders, starts: Sequence[date], end: date) -> dict[str, list[int]]:
    """new, returning, resurrecting and dormant customers of the periods that begin at `starts`.

    New is the first purchase ever; dormant left the period before and did not buy in this one.
    """
    ends = [*starts[1:], end]
    buyers = [
        {purchase.customer for purchase in orders.purchases if start <= purchase.day < stop}
        for start, stop in zip(starts, ends)
    ]
    first = {customer: bought[0].day for customer, bought in orders.by_customer().items()}
    states: dict[str, list[int]] = {"new": [], "returning": [], "resurrecting": [], "dormant": []}
    for start, active, before in zip(starts, buyers, [set(), *buyers]):
        new = {customer for customer in active if first[customer] >= start}
        returning = active & before
        states["new"].append(len(new))
        states["returning"].append(len(returning))
        states["resurrecting"].append(len(active - new - returning))
        states["dormant"].append(len(before - active))
    return states
