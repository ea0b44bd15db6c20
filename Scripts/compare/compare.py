"""Clientele and its peers on the same orders, in the same run: `make compare`.

Every work is run RUNS times by each program in turn, and the median counts. All answers must be
equal, or the exit code is 1, as it is when a goal is missed and `--goals report` was not said.
"""

import argparse
import datetime
import os
import statistics
import sys
import time
from pathlib import Path

from data import SHAPES, counts, generate
from machine import processor
from report import Report
from workers import PEERS, Worker, bind, ours, peer

BUILD = Path(__file__).resolve().parent.parent.parent / ".build/compare"

# Each goal: our work, the peers' works whose fastest are summed, and how many times faster.
RATIOS = [
    ("W1", ["W1"], 4, "RFM with quintiles, from raw columns, clustering included"),
    ("W1:table", ["W1"], 25, "RFM with quintiles, from the table"),
    ("W2", ["W2"], 20, "stages at 24 month starts, 23 migrations"),
    ("W3", ["W3"], 25, "monthly cohort triangle"),
    ("W4", ["W4"], 15, "retention of every cohort day, ours for N = 1…90, theirs for 30"),
    ("W5", ["W5"], 25, "monthly buyers, repeat buyers, revenue"),
    ("W1-W5", ["W1", "W2", "W3", "W4", "W5"], 15, "all five from raw columns, one pass"),
    ("W7", ["W1", "W2", "W3", "W4", "W5"], 30, "append 1 % and ask all five again"),
    ("W6", ["W6"], 2, "CSV file to clustered table and W1"),
]
# What takes turns: everybody's ways of doing one work.
OURS = {
    "W1": ["W1", "W1:table", "W1-W5", "W7"], "W2": ["W2", "W2:daily"], "W3": ["W3"], "W4": ["W4"],
    "W5": ["W5"], "W6": ["W6", "W6:no-order-ids"],
}
PARTS = ["cluster", "columns"]
FROM_TABLE = ["W1:table", "W2", "W2:daily", "W3", "W4", "W5", "scan"]
# Seconds between two programs' runs: engines give memory back, and end threads, behind an answer.
PAUSE = 0.3


class Measurement:
    """What all runs took, and the checksums of what they answered."""

    def __init__(self) -> None:
        # For each program and its way of doing a work, all runs.
        self.runs: dict[tuple[str, str], list[dict]] = {}
        # Ways whose answer is comparable.
        self.comparable: set[tuple[str, str]] = set()
        # For each work the checksums of its answer, and who gave them.
        self.answers: dict[str, dict[str, list[str]]] = {}

    def take(self, turns: list[tuple[Worker, str]], runs: int) -> None:
        """Runs ways of doing a work in turn."""
        for _ in range(runs):
            for worker, way in turns:
                time.sleep(PAUSE)
                self.runs.setdefault((worker.name, way), []).append(worker.tell("run", way))

    def check(self, worker: Worker, way: str) -> None:
        """Keeps what a way answers, after a run that does not count: the first is slower."""
        worker.tell("run", way)
        if not worker.works[way]:
            return
        self.comparable.add((worker.name, way))
        for work, checksum in worker.tell("check", way)["checksums"].items():
            givers = self.answers.setdefault(work, {}).setdefault(checksum, [])
            givers.append(f"{worker.name} {way}")

    def seconds(self, name: str, way: str) -> float:
        return statistics.median(run["seconds"] for run in self.runs[name, way])

    def best(self, name: str, way: str) -> float:
        return min(run["seconds"] for run in self.runs[name, way])

    def peak(self, name: str, way: str) -> int:
        return max(run["peakBytes"] for run in self.runs[name, way])

    def ways(self, work: str) -> list[tuple[str, str]]:
        """Every program's ways of doing a work, the fastest first."""
        found = [place for place in self.runs if place[1].partition(":")[0] == work]
        return sorted(found, key=lambda place: self.seconds(*place))

    def fastest_peer(self, work: str) -> tuple[str, str]:
        return next(place for place in self.ways(work)
                    if place[0] != "Clientele" and place in self.comparable)


def compare(folder: Path, threads: int, runs: int) -> tuple[Measurement, list[Worker]]:
    us = ours(folder, threads)
    workers = [us, *(peer(name, folder, threads) for name in PEERS)]
    measured = Measurement()
    for work, ways in OURS.items():
        print(f"{work} …", file=sys.stderr)
        turns = [(us, way) for way in ways]
        turns += [(worker, way) for worker in workers[1:] for way in worker.variants(work)]
        for worker, way in turns:
            measured.check(worker, way)
        measured.take(turns, runs)
    print("scans and parts …", file=sys.stderr)
    for way in ["scan", "sum", *PARTS]:
        measured.check(us, way)
    measured.take([(us, way) for way in PARTS], runs)
    # Thousandths of a second: both numbers of threads in turn, and more often.
    for way in ["sum", *FROM_TABLE]:
        measured.take([(us, f"{way} 1"), (us, f"{way} {threads}")], 2 * runs + 1)
    for worker in workers:
        worker.close()
    for way in ("memory", "memory:file"):
        fresh = ours(folder, threads)
        measured.take([(fresh, way)], 1)
        fresh.close()
    return measured, workers


def growth(sizes: list[int], asked: argparse.Namespace) -> dict[str, list[float]]:
    """Our seconds per order for each work and number of orders."""
    found: dict[str, list[float]] = {}
    for size in sizes:
        facts = counts(size, None, asked.shape)
        folder = BUILD / f"growth-{asked.shape}-{size}-{asked.seed}"
        generate(folder, *facts, asked.seed, asked.shape, is_csv_wanted=False)
        worker = ours(folder, asked.threads)
        measured = Measurement()
        for way in ["cluster", "W1", "W1-W5", "W7", *FROM_TABLE]:
            # A small table's scan takes less than a millisecond: more runs, and one to warm up.
            worker.tell("run", way)
            measured.take([(worker, way)], 5 * asked.runs if size < 10**7 else asked.runs)
            found.setdefault(way, []).append(measured.seconds("Clientele", way) / facts[0])
        worker.close()
    return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--orders", type=int, default=20_000_000)
    parser.add_argument("--customers", type=int, help="a tenth of the orders, if not said")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shape", choices=SHAPES, default="plain")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--goals", choices=["demand", "report"], default="demand")
    parser.add_argument("--growth", help="numbers of orders, as in 1000000,10000000,100000000")
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    bind(asked.threads)
    orders, customers = counts(asked.orders, asked.customers, asked.shape)
    folder = BUILD / f"{asked.shape}-{orders}-{customers}-{asked.seed}"
    print(f"{orders:,} orders of {customers:,} customers …", file=sys.stderr)
    generate(folder, orders, customers, asked.seed, asked.shape)
    load = os.getloadavg()[0]
    measured, workers = compare(folder, asked.threads, asked.runs)

    report = Report(measured, orders, asked.threads)
    report.heading(
        f"{orders:,} orders of {customers:,} customers, shape {asked.shape}, seed {asked.seed}, "
        f"{asked.threads} threads each, medians of {asked.runs}",
        f"{', '.join(worker.version for worker in workers[1:])}; {processor()}, "
        f"{len(os.sched_getaffinity(0))} processors; {datetime.date.today()}; "
        f"load average {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    report.answers()
    report.ratios(RATIOS)
    report.daily()
    report.times(list(OURS))
    report.scans(FROM_TABLE)
    report.memory(workers)
    if asked.growth:
        sizes = [int(size) for size in asked.growth.split(",")]
        report.growth(sizes, growth(sizes, asked))
    report.verdict()
    sys.exit(report.exit_code(asked.goals == "demand"))


if __name__ == "__main__":
    main()
