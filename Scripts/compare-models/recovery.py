"""How often 95 % intervals hold the parameters that simulated customers have: `make recovery`.

For each seed customers are simulated who follow a model exactly, in continuous time, and the model
is fitted. An interval is exp(ln estimate ± 1.96 standard errors ÷ estimate). Over many seeds it must
hold the true parameter in 95 of 100 cases, give or take chance: the exit code is 1 where a share is
further off than four standard deviations of a share of so many seeds.

Then shops that do what a model says are forecast half a year ahead, and what their customers then do
is held against the intervals of orders, buyers and revenue.
"""

import argparse
import math
import sys
import tempfile
from pathlib import Path

import numpy as np

from compare_models import OURS, Worker
from customers import write

NAMES = {
    "bg-nbd": ["r", "alpha", "a", "b"], "mbg-nbd": ["r", "alpha", "a", "b"],
    "pareto-nbd": ["r", "alpha", "s", "beta"],
}
TRUE = {
    "bg-nbd": (0.6, 8.0, 0.9, 2.5), "mbg-nbd": (0.8, 8.0, 0.9, 2.0),
    "pareto-nbd": (0.8, 10.0, 0.9, 15.0),
}


def customers(model: str, count: int, generator: np.random.Generator) -> tuple:
    """x, the time of the last purchase, and T of customers who follow a model."""
    r, alpha, third, fourth = TRUE[model]
    rate = generator.gamma(r, 1 / alpha, count)
    age = generator.uniform(40, 78, count)
    frequency = np.zeros(count, dtype=np.int64)
    recency = np.zeros(count)
    if model == "pareto-nbd":
        end = np.minimum(age, generator.exponential(1, count) / generator.gamma(
            third, 1 / fourth, count))
        most = np.full(count, np.iinfo(np.int64).max)
    else:
        end = age
        leaving = generator.beta(third, fourth, count)
        # How many purchases there are before the customer is gone, the first one aside.
        most = generator.geometric(np.maximum(leaving, 1e-12))
        if model == "mbg-nbd":
            most -= 1
    time = np.zeros(count)
    active = most > 0
    while active.any():
        time[active] += generator.exponential(1, active.sum()) / rate[active]
        active &= time <= end
        frequency[active] += 1
        recency[active] = time[active]
        active &= frequency < most
    return frequency, recency, age


def forecasts(model: str, seeds: int, count: int, off: float) -> bool:
    """Whether intervals of forecasts hold what happens too often or too seldom."""
    worker = Worker(OURS, "forecasts", greets=False)
    held = dict.fromkeys(["orders", "buyers", "revenue"], 0)
    known = dict.fromkeys(held, 0)
    for seed in range(1, seeds + 1):
        answer = worker.tell(model, count, seed, *TRUE[model])
        for name, interval in answer.items():
            if interval is not None:
                low, actual, high = interval
                known[name] += 1
                held[name] += low <= actual <= high
    worker.close()
    wrong = False
    for name, count in held.items():
        share = count / max(1, known[name])
        is_off = abs(share - 0.95) > off or known[name] < 0.98 * seeds
        wrong = wrong or is_off
        print(f"  forecast {name:7} in {100 * share:5.1f} % of {known[name]} intervals"
              f"{'  WRONG' if is_off else ''}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--customers", type=int, default=2000)
    asked = parser.parse_args()
    off = 4 * math.sqrt(0.95 * 0.05 / asked.seeds)
    wrong = False
    print(f"{asked.seeds} seeds of {asked.customers} customers; 95 % ± {100 * off:.1f} % is chance")
    for model, names in NAMES.items():
        held, logs, undetermined = np.zeros(4), [], 0
        for seed in range(asked.seeds):
            generator = np.random.default_rng([seed, len(model)])
            with tempfile.TemporaryDirectory() as folder:
                write(Path(folder), customers(model, asked.customers, generator))
                worker = Worker(OURS, folder, 1)
                answer = worker.tell("fit", model)
                worker.close()
            if answer["standardErrors"] is None:
                undetermined += 1
                continue
            for place, name in enumerate(names):
                estimate = answer["parameters"][name]
                width = 1.959964 * answer["standardErrors"][place] / estimate
                held[place] += abs(math.log(TRUE[model][place] / estimate)) <= width
            logs.append([answer["parameters"][name] for name in names])
        fitted = asked.seeds - undetermined
        middle = np.median(logs, axis=0)
        print(f"\n{model}: {undetermined} seeds without standard errors")
        for place, name in enumerate(names):
            share = held[place] / fitted
            is_off = abs(share - 0.95) > off
            wrong = wrong or is_off
            print(f"  {name:6} {TRUE[model][place]:5} median {middle[place]:8.4f}, in "
                  f"{100 * share:5.1f} % of the intervals{'  WRONG' if is_off else ''}")
        wrong = forecasts(model, asked.seeds, asked.customers, off) or wrong
        wrong = wrong or undetermined > 0.02 * asked.seeds
    sys.exit(wrong)


if __name__ == "__main__":
    main()
