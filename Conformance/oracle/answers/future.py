"""What customers will do: clv and forecast, at given parameters; clv and compare-models, fitted."""

import json
from datetime import date, timedelta
from math import log

from ..calendar import end_of, windows
from ..cases import RULES
from ..comparison import Forecasts
from ..fitting import best_fit, best_log_likelihood
from ..grouping import groups
from ..histories import DAYS, histories, histories_by_customer
from ..models import MODELS, NBD
from ..orders import Orders
from .fields import Fields, Options, as_of, day
from .groups import hidden


def stored_process(options: Options) -> tuple[str, NBD]:
    """A model and its parameters from a file, which is in weeks."""
    stored = json.loads((RULES / options["model"]).read_text())
    process = MODELS[stored["model"]]
    return stored["model"], process(*(stored["parameters"][name] for name in process.names))


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
    name, process = stored_process(options)
    horizon = float(options["horizon"])
    rate = log(1 + float(options.get("discount", "0.1"))) * DAYS[unit] / DAYS["year"]
    known = {history: (process.alive(history), process.expected(history, horizon),
                       process.discounted(history, horizon, rate)) for history in set(base)}
    sums = [sum(known[history][place] for history in base) for place in range(3)]
    return {**answer, "model": name,
            "expected": dict(zip(("alive", "purchases", "discountedPurchases"), sums))}


def forecast(orders: Orders, options: Options) -> Fields:
    """Sums over customers of what they are expected to buy in each period after the calibration."""
    end = day(options["calibration-end"]) if "calibration-end" in options else as_of(orders, options)
    name, process = stored_process(options)
    base = histories_by_customer(orders, end, "week")
    first, count = end_of(end), int(options.get("periods", "12"))
    every = windows(first, date(2999, 12, 31), options.get("every", "month"))
    spans = [next(every) for _ in range(count)]
    spans.append((spans[0][0], spans[-1][1]))
    times = [((start - first).days / 7, (stop - first).days / 7) for start, stop in spans]
    known = {history: [(process.expected(history, stop) - (process.expected(history, start) if start else 0),
                        process.buys(history, start, stop)) for start, stop in times]
             for history in set(base.values())}

    def sums(ids: list[str]) -> list[Fields]:
        return [{"start": str(span[0]), "end": str(span[1]),
                 "orders": {"value": sum(known[base[id]][place][0] for id in ids)},
                 "buyers": {"value": sum(known[base[id]][place][1] for id in ids)}, "revenue": None}
                for place, span in enumerate(spans)]

    def fields(ids: list[str]) -> Fields:
        *periods, total = sums(ids)
        return {"customers": len(ids), "periods": periods, "total": total}

    answer = {"model": name, "unit": "week", "calibrationEnd": str(end), **fields(sorted(base))}
    if "by" in options:
        own = {id: group for id, group in groups(orders, options["by"], end).items() if id in base}
        names = sorted(set(own.values()))
        members = [sorted(id for id in own if own[id] == group) for group in names]
        too_few = hidden([*map(len, members), len(base.keys() - own.keys())], int(options.get("smallest-group", "1")))
        answer["by"] = options["by"]
        answer["groups"] = [
            {"name": group, **({"suppressed": True} if is_hidden else fields(ids))}
            for group, ids, is_hidden in zip(names, members, too_few)]
    return answer


def compare_models(orders: Orders, options: Options) -> Fields:
    """Each model as fitted here: what depends on where exactly the optimum lies agrees only so closely."""
    last, unit = as_of(orders, options), options.get("unit", "week")
    comparisons = []
    for text in options["calibration-end"].split(","):
        end = day(text)
        until = last
        if "holdout" in options:
            until = end + timedelta(days=round(float(options["holdout"]) * DAYS[unit]))
        base = histories_by_customer(orders, end, unit)
        later: dict[str, set[date]] = {id: set() for id in base}
        for order in orders.purchases:
            if end < order.day <= until and order.customer in later:
                later[order.customer].add(order.day)
        actual = {id: len(days) for id, days in later.items()}
        models = []
        for name in options["models"].split(","):
            likelihood, parameters = best_fit(name, sorted(base.values()))
            process, size = MODELS[name](*parameters), len(parameters)
            length = (until - end).days / DAYS[unit]
            known = {history: process.expected(history, length) for history in set(base.values())}
            forecasts = Forecasts([(known[history], actual[id]) for id, history in base.items()])
            models.append({
                "model": name, "logLikelihood": likelihood, "aic": 2 * size - 2 * likelihood,
                "bic": size * log(len(base)) - 2 * likelihood,
                "expectedPurchases": sum(known[history] for history in base.values()),
                "actualPurchases": sum(actual.values()), **forecasts.errors(),
                "correlation": forecasts.correlation(), "auc": forecasts.auc(), "gini": forecasts.gini(),
                "gains": forecasts.gains()})

        def best(key: str) -> str:
            return min(models, key=lambda model: model[key])["model"]
        comparisons.append({
            "calibrationEnd": text, "holdoutEnd": str(until), "unit": unit, "customers": len(base),
            "repeatCustomers": sum(history.frequency > 0 for history in base.values()),
            "holdoutPurchases": sum(actual.values()), "models": models, "bestByAIC": best("aic"),
            "bestByBIC": best("bic"), "bestInHoldout": best("mae"), "failures": []})
    return {"comparisons": comparisons}
