"""Clientele and lifetimes fit the same customers in the same run: `make compare-models`.

Every fit and every scoring of all customers is run RUNS times by each program in turn, and the
median counts; what takes the peer longer than a minute, it does once. Our answers must be right, or
the exit code is 1, as it is when a goal is missed and `--goals report` was not said.

Scoring begins with what each program's own summary of orders gives: for the peer columns of x, t_x
and T, for us a table of the distinct histories and each customer's row in it, which serves all
models and figures. What it takes with making that table included is shown as well, and is no goal.

Right is: at the peer's parameters we have its log-likelihood, P(alive) and expected purchases, to a
relative 1e-6; and our own parameters are no less likely than the peer's.
"""

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from customers import cdnow, simulated, write

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / ".build/compare-models"
OURS = ROOT / "Benchmarks/.build/release/clientele-models"
MODELS = ["bg-nbd", "mbg-nbd", "pareto-nbd"]
GOAL = 10
# Smaller bases are scored in milliseconds, which are shown and are no goal.
SCORED_BASE = 1_000_000
# How often at least everyone is scored.
SCORINGS = 5
# The peer's works that take longer than so many seconds are run once.
PATIENCE = 60


class Worker:
    """A program in a process of its own, told what to do line by line."""

    def __init__(self, *command: object, greets: bool = True):
        self._process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        self.greeting = self._read() if greets else {}

    def _read(self) -> dict:
        line = self._process.stdout.readline()
        answer = json.loads(line) if line else {"error": "it ended"}
        if "error" in answer:
            sys.exit(f"{self._process.args[0]}: {answer['error']}")
        return answer

    def tell(self, *words: object) -> dict:
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


class Comparison:
    def __init__(self, runs: int, threads: int):
        self._runs = runs
        self._threads = threads
        self.faults: list[str] = []
        self.missed: list[str] = []
        self.rows: list[list[str]] = []

    def base(self, name: str, folder: Path) -> None:
        us = Worker(OURS, folder, self._threads)
        peer = Worker(sys.executable, HERE / "lifetimes_peer.py", folder)
        for model in MODELS:
            print(f"{name}, {model} …", file=sys.stderr)
            fits = self._take(f"{name}, fit", us, peer, "fit", model)
            scores = self._take(f"{name}, score", us, peer, "score", model)
            self._check(f"{name}, {model}", us, model, fits, scores)
        us.close()
        peer.close()

    def _take(self, name: str, us: Worker, peer: Worker, verb: str, model: str) -> tuple:
        """The last answers of both, after running in turn."""
        ours, theirs = [us.tell(verb, model)], [peer.tell(verb, model)]
        # A score is taken in milliseconds, of which one alone tells nothing.
        wanted = self._runs if verb == "fit" else max(self._runs, SCORINGS)
        while len(ours) < wanted:
            ours.append(us.tell(verb, model))
            if theirs[0]["seconds"] < PATIENCE:
                theirs.append(peer.tell(verb, model))
        our, their = (statistics.median(run["seconds"] for run in runs) for runs in (ours, theirs))
        ratio = their / our
        is_goal = verb == "fit" or us.greeting["customers"] >= SCORED_BASE
        if is_goal and ratio < GOAL:
            self.missed.append(f"{name} {model}: {ratio:.1f} ×, wanted {GOAL} ×")
        mark = ("✓" if ratio >= GOAL else "✗") if is_goal else ""
        runs = "" if len(theirs) == len(ours) else " (1 run)"
        self.rows.append([
            name, model, seconds(our), seconds(their) + runs,
            f"{ratio:,.1f} × {mark}".strip()])
        if verb == "score":
            # Whoever has columns only, and scores them once, pays for the table as well.
            # By itself: between scores it would leave them cold caches and pages to fill.
            whole = our + statistics.median(
                us.tell("group", model)["seconds"] for _ in range(SCORINGS))
            self.rows.append([
                f"{name} from columns", model, seconds(whole), seconds(their) + runs,
                f"{their / whole:,.1f} ×"])
        return ours[-1], theirs[-1]

    def _check(self, name: str, us: Worker, model: str, fits: tuple, scores: tuple) -> None:
        our, their = fits
        if our["logLikelihood"] < their["logLikelihood"] - 1e-6 * abs(their["logLikelihood"]):
            self.faults.append(
                f"{name}: log-likelihood {our['logLikelihood']}, {their['logLikelihood']} by "
                "lifetimes")
        at = us.tell("at", model, *their["parameters"].values())
        for figure, found, expected in [
            ("log-likelihood", at["logLikelihood"], their["logLikelihood"]),
            *((each, at[each], scores[1][each]) for each in ("alive", "expected")),
        ]:
            if scores[1]["notFinite"] and figure != "log-likelihood":
                print(f"{name}: {scores[1]['notFinite']} figures of lifetimes are not finite, so "
                      f"{figure} is not compared")
            elif not abs(found - expected) <= 1e-6 * abs(expected):
                self.faults.append(f"{name}: {figure} {found}, {expected} by lifetimes")
        if scores[0]["notFinite"] or at["notFinite"]:
            self.faults.append(f"{name}: a figure is not finite")
        difference = our["logLikelihood"] - their["logLikelihood"]
        print(f"{name}: log-likelihood {our['logLikelihood']:.6f}, {difference:+.6f} to lifetimes")


def seconds(value: float) -> str:
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value * 1000:.0f} ms"


def table(header: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[place]) for row in [header, *rows]) for place in range(len(header))]
    print()
    for row in [header, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--customers", default="100000,1000000", help="of simulated bases")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--grain", choices=["day", "exact"], default="day",
        help="whether simulated times are days, as those of orders are, or all different")
    parser.add_argument("--cdnow", type=Path, default=ROOT.parent / "shared/data/cdnow/orders.csv")
    parser.add_argument("--goals", choices=["demand", "report"], default="demand")
    asked = parser.parse_args()
    # Both programs share the same processors; lifetimes uses one of them.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:asked.threads])

    bases = []
    found = cdnow(asked.cdnow)
    if found is None:
        print(f"{asked.cdnow} is not here: CDNOW is left out", file=sys.stderr)
    else:
        bases.append(("CDNOW", found))
    for count in (int(each) for each in asked.customers.split(",") if each):
        bases.append((f"{count:,} simulated", simulated(count, asked.seed, asked.grain)))
    comparison = Comparison(asked.runs, asked.threads)
    load = os.getloadavg()[0]
    for name, columns in bases:
        folder = BUILD / name.replace(" ", "-").replace(",", "")
        write(folder, columns)
        comparison.base(name, folder)

    print(f"\nSeed {asked.seed}, grain {asked.grain}, {asked.threads} threads, medians of "
          f"{asked.runs}, of scores {max(asked.runs, SCORINGS)}; lifetimes 0.11.3; "
          f"{datetime.date.today()}; load average {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    table(["work", "model", "Clientele", "lifetimes", "ratio"], comparison.rows)
    print()
    for fault in comparison.faults:
        print(f"WRONG: {fault}")
    for missed in comparison.missed:
        print(f"missed: {missed}")
    if not comparison.faults and not comparison.missed:
        print("All answers are right, and all goals are met.")
    sys.exit(bool(comparison.faults or (comparison.missed and asked.goals == "demand")))


if __name__ == "__main__":
    main()
