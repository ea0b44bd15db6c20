"""Days, spans of months, days, weeks or years, and the windows they make (METRICS.md §1)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add(day: date, span: str, times: int = 1) -> date:
    """`day` ⊕ times × span, counted from `day` itself. A span is `3m`, `90d`, `2w` or `1y`."""
    count, unit = int(span[:-1]) * times, span[-1]
    if unit == "m":
        return add_months(day, count)
    if unit == "y":
        return add_months(day, 12 * count)
    return day + timedelta(days=count * {"d": 1, "w": 7}[unit])


def subtract(day: date, span: str) -> date:
    """`day` ⊖ span."""
    return add(day, span, times=-1)


def end_of(as_of: date) -> date:
    """T, the exclusive end that belongs to an inclusive as-of day."""
    return as_of + ONE_DAY


STEPS = {"day": "1d", "week": "1w", "month": "1m", "quarter": "3m", "year": "1y"}


def as_of_days(first: date, through: date, every: str) -> Iterator[date]:
    """As-of days from `first`. Steps are taken from T, so month ends stay month ends."""
    times = 0
    while (as_of := add(end_of(first), STEPS[every], times) - ONE_DAY) <= through:
        yield as_of
        times += 1


def windows(first: date, through: date, every: str) -> Iterator[tuple[date, date]]:
    """Half-open windows that tile [first, through + 1)."""
    end, times = end_of(through), 0
    while (start := add(first, STEPS[every], times)) < end:
        times += 1
        yield start, min(add(first, STEPS[every], times), end)


def month_of(day: date) -> date:
    """The first day of the calendar month."""
    return day.replace(day=1)
