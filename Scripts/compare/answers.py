"""What an answer looks like, so that different programs can be compared: whole numbers in a fixed
order, and one checksum over all of them.

    W1   a row a customer, by number: last day, orders, revenue, scores R, F, M
    W2   24 snapshots × 7 stages, then 23 movements × 8 × 8 (from, to; 7 stands for no stage)
    W3   for each cohort month, and each month from it on: customers, revenue
    W4   for each day: its customers, and those of them who came back within 30 days
    W5   for each month: buyers, those with two orders or more in it, revenue
    W6   a row a customer, by id: first day, last day, orders, revenue

Days are counted from 1970-01-01, revenue in cents.
"""

import datetime

import numpy as np

from data import DAY_COUNT, FIRST_DAY, LAST_DAY

MONTH_COUNT = 36  # 2023-11 through 2026-10
SNAPSHOT_COUNT = 24
RETURN_DAYS = 30


def month_start(month: int) -> datetime.date:
    """The first day of a month, counted from 0 for the data's first."""
    years, index = divmod(10 + month, 12)
    return datetime.date(2023 + years, index + 1, 1)


def day_number(day: datetime.date) -> int:
    return (day - datetime.date(1970, 1, 1)).days


# The stages are those at the end of each of the last 24 months.
SNAPSHOT_MONTHS = range(MONTH_COUNT - SNAPSHOT_COUNT + 1, MONTH_COUNT + 1)


def checksum(values: np.ndarray) -> str:
    """A sum over all values, each mixed with its place: SplitMix64's mixer, modulo 2⁶⁴."""
    total = np.uint64(0)
    flat = np.ascontiguousarray(values, dtype=np.int64).reshape(-1).view(np.uint64)
    with np.errstate(over="ignore"):
        for start in range(0, len(flat), 1 << 22):
            part = flat[start:start + (1 << 22)]
            places = np.arange(start + 1, start + 1 + len(part), dtype=np.uint64)
            mixed = part + places * np.uint64(0x9E3779B97F4A7C15)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            total += (mixed ^ (mixed >> np.uint64(31))).sum(dtype=np.uint64)
    return f"{int(total):016x}"


def rows_by_customer(customer: np.ndarray, columns: list[np.ndarray]) -> np.ndarray:
    """W1 and W6: one row a customer, in the order of customers."""
    order = np.argsort(customer, kind="stable")
    assert np.array_equal(customer[order], np.arange(len(customer))), "customers are missing"
    return np.stack([np.asarray(column).astype(np.int64)[order] for column in columns], axis=1)


def stages(snapshot, origin, target, count) -> np.ndarray:
    """W2, from the number of customers for each snapshot's place, and stage before and at it.

    At snapshot 0 nobody has a stage before. Who has no stage at either is not counted.
    """
    cells = np.zeros((SNAPSHOT_COUNT, 8, 8), dtype=np.int64)
    np.add.at(cells, (snapshot, origin, target), count)
    cells[:, 7, 7] = 0
    return np.concatenate([cells.sum(axis=1)[:, :7].reshape(-1), cells[1:].reshape(-1)])


def triangle(cohort, month, customers, revenue) -> np.ndarray:
    """W3, from rows of cells that are not empty."""
    cells = np.zeros((MONTH_COUNT, MONTH_COUNT, 2), dtype=np.int64)
    cells[cohort, month, 0] = customers
    cells[cohort, month, 1] = revenue
    return cells[np.triu_indices(MONTH_COUNT)].reshape(-1)


def by_day(day, *columns) -> np.ndarray:
    """W4, from rows of days with a customer."""
    return _by_place(np.asarray(day) - FIRST_DAY, DAY_COUNT, columns)


def by_month(month, *columns) -> np.ndarray:
    """W5, from rows of months with a customer."""
    return _by_place(month, MONTH_COUNT, columns)


def _by_place(place, count: int, columns) -> np.ndarray:
    cells = np.zeros((count, len(columns)), dtype=np.int64)
    for index, column in enumerate(columns):
        cells[place, index] = column
    return cells.reshape(-1)
