"""What customers will do: clv, at given parameters or fitted."""

import json
from math import log

from ..cases import RULES
from ..fitting import best_log_likelihood
from ..histories import DAYS, histories
from ..models import MODELS
from ..orders import Orders
from .fields import Fields, Options, as_of, day


def clv(orders: Orders, options: Options) -> Fields:
    end = day(options["calibration-end"]) if "calibration-end" in options else as_of(orders, options)
    unit = options.get("unit", "week")
    base = histories(orders, end, unit)
    answer = {"unit": unit, "calibrationEnd": str(end), "customers": len(base),
              "repeatCustomers": sum(history.frequency > 0 for history in base), "histories": len(set(base))}
    if not options["model"].endswith(".json"):
        value = best_log_likelihood(options["model"], base)
        size = len(MODELS[options["model"]].names)
        return {**answer, "model": options["model"], "logLikelihood": value, "aic": 2 * size - 2 * value,
                "bic": size * log(len(base)) - 2 * value}
    stored = json.loads((RULES / options["model"]).read_text())
    process = MODELS[stored["model"]](*(stored["parameters"][name] for name in MODELS[stored["model"]].names))
    horizon = float(options["horizon"])
    rate = log(1 + float(options.get("discount", "0.1"))) * DAYS[unit] / DAYS["year"]
    known = {history: (process.alive(history), process.expected(history, horizon),
                       process.discounted(history, horizon, rate)) for history in set(base)}
    sums = [sum(known[history][place] for history in base) for place in range(3)]
    return {**answer, "model": stored["model"],
            "expected": dict(zip(("alive", "purchases", "discountedPurchases"), sums))}
