"""lifetimes 0.11.3, told what to do on standard input, as `clientele-models` is.

    lifetimes_peer.py DATA
    fit bg-nbd | mbg-nbd | pareto-nbd
    score bg-nbd | …        after a fit: P(alive) and purchases expected in 39 units, of everyone
"""

import json
import logging
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
FITTERS = {
    "bg-nbd": BetaGeoFitter, "mbg-nbd": ModifiedBetaGeoFitter, "pareto-nbd": ParetoNBDFitter,
}
HORIZON = 39


def log_likelihood(model: str, fitter, frequency, recency, age) -> float:
    """Of the whole base in its own unit, at the parameters that were found."""
    values = fitter.params_.to_numpy()
    if model == "pareto-nbd":
        each = fitter._conditional_log_likelihood(values, frequency, recency, age)
        return float(np.sum(each))
    # lifetimes has the mean of the negative one, without a penalty.
    weights = np.ones_like(age)
    return -float(
        fitter._negative_log_likelihood(np.log(values), frequency, recency, age, weights, 0.0)
    ) * len(age)


def main() -> None:
    folder = Path(sys.argv[1])
    frequency = np.fromfile(folder / "frequency.i64", dtype="<i8")
    recency = np.fromfile(folder / "recency.f64", dtype="<f8")
    age = np.fromfile(folder / "age.f64", dtype="<f8")
    fitters: dict = {}
    print(json.dumps({"customers": len(age)}), flush=True)
    for line in sys.stdin:
        verb, model = line.split()
        if verb == "fit":
            fitter = FITTERS[model](penalizer_coef=0.0)
            start = time.perf_counter()
            fitter.fit(frequency, recency, age)
            seconds = time.perf_counter() - start
            fitters[model] = fitter
            answer = {
                "seconds": seconds,
                "parameters": fitter.params_.to_dict(),
                "logLikelihood": log_likelihood(model, fitter, frequency, recency, age),
            }
        else:
            fitter = fitters[model]
            start = time.perf_counter()
            alive = fitter.conditional_probability_alive(frequency, recency, age)
            expected = fitter.conditional_expected_number_of_purchases_up_to_time(
                HORIZON, frequency, recency, age)
            seconds = time.perf_counter() - start
            answer = {
                "seconds": seconds, "alive": float(np.nansum(alive)),
                "expected": float(np.nansum(expected)),
                "notFinite": int(np.sum(~np.isfinite(alive)) + np.sum(~np.isfinite(expected))),
            }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
