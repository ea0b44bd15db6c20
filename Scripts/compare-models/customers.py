"""Customers whose histories are fitted: those of CDNOW where they are here, and simulated ones."""

import csv
import datetime
from pathlib import Path

import numpy as np

WEEK = 7.0
# Of the Pareto/NBD and MBG/NBD processes that simulated customers follow, in weeks.
PARETO = (0.55, 10.6, 0.61, 11.7)


def cdnow(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """The 23,570 customers of CDNOW through 1997-09-30, or None."""
    if not path.exists():
        return None
    end = datetime.date(1997, 9, 30)
    days: dict[str, set[int]] = {}
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            text = row["date"]
            day = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
            if day <= end:
                days.setdefault(row["customer_id"], set()).add((end - day).days)
    frequency = np.array([len(seen) - 1 for seen in days.values()], dtype=np.int64)
    age = np.array([max(seen) for seen in days.values()], dtype=np.float64)
    last = np.array([min(seen) for seen in days.values()], dtype=np.float64)
    return frequency, (age - last) / WEEK, age / WEEK


def simulated(
    count: int, seed: int, grain: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pareto/NBD customers who began over a year and were watched for two, by the day or exactly."""
    generator = np.random.default_rng(seed)
    r, alpha, s, beta = PARETO
    rate = generator.gamma(r, 1 / alpha, count)
    leaving = generator.exponential(1, count) / generator.gamma(s, 1 / beta, count)
    age = generator.uniform(52, 104, count)
    if grain == "day":
        age = np.ceil(age * WEEK) / WEEK
    active = np.minimum(leaving, age)
    purchases = generator.poisson(rate * active)
    # Times of purchases are uniform over the time that the customer was there.
    owner = np.repeat(np.arange(count), purchases)
    time = generator.uniform(0, 1, owner.size) * active[owner]
    if grain == "exact":
        frequency = purchases
        recency = np.zeros(count)
        np.maximum.at(recency, owner, time)
        return frequency.astype(np.int64), recency, age
    # One purchase a day at most, none on the day of the first.
    day = np.minimum(np.ceil(time * WEEK), np.round(age[owner] * WEEK)).astype(np.int64)
    keep = day > 0
    pairs = np.unique(owner[keep] * 4096 + day[keep])
    owner, day = pairs // 4096, pairs % 4096
    frequency = np.bincount(owner, minlength=count).astype(np.int64)
    recency = np.zeros(count)
    np.maximum.at(recency, owner, day)
    return frequency, recency / WEEK, age


def write(folder: Path, columns: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """As `clientele-models` reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    frequency, recency, age = columns
    frequency.astype("<i8").tofile(folder / "frequency.i64")
    recency.astype("<f8").tofile(folder / "recency.f64")
    age.astype("<f8").tofile(folder / "age.f64")
