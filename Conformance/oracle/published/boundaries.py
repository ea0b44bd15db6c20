"""Boundary days worked by hand (research/lifecycle.md §2.8; METRICS.md §2)."""

from datetime import date

from ..calendar import end_of, subtract
from ..lifecycle import DEFAULT_BOUNDARIES, stage
from .checks import Checks

CUTS = {
    "2024-05-31": "2024-03-01 2023-12-01 2023-06-01",
    "2024-05-30": "2024-02-29 2023-11-30 2023-05-31",
    "2024-05-29": "2024-02-29 2023-11-30 2023-05-30",
    "2024-02-28": "2023-11-29 2023-08-29 2023-02-28",
    "2024-02-29": "2023-12-01 2023-09-01 2023-03-01",
}
STAGES = {  # of a customer whose only purchase was on that day, as of 2024-05-31
    "2024-05-31": "newOneTime", "2024-03-01": "newOneTime", "2024-02-29": "silent", "2023-12-01": "silent",
    "2023-11-30": "sleeping", "2023-06-01": "sleeping", "2023-05-31": "lost", "2024-06-01": "none",
}


def check(checks: Checks) -> None:
    checks.equal("2024-05-31 less 6 months", str(subtract(date(2024, 5, 31), "6m")), "2023-11-30")
    for as_of, cuts in CUTS.items():
        end = end_of(date.fromisoformat(as_of))
        found = " ".join(str(subtract(end, span)) for span in DEFAULT_BOUNDARIES)
        checks.equal(f"lifecycle cuts as of {as_of}", found, cuts)
    for day, name in STAGES.items():
        found = stage([date.fromisoformat(day)], date(2024, 5, 31))
        checks.equal(f"stage as of 2024-05-31 of one purchase on {day}", found, name)
