"""Who will buy: propensity."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, fsum, log

from ..calendar import end_of
from ..orders import Orders
from ..propensity import FEATURES, PLAIN, Judgement, Model, figures, fitted, judged, top_shares
from ..retention import Rate, Z_95
from .fields import Fields, Options, as_of, day, rate_fields


def days_of(orders: Orders, options: Options) -> tuple[date, date, date, int]:
    """Today, the day it is judged by, the day it is fitted to, and how long the windows are."""
    last, days = as_of(orders, options), int(options.get("days", "90"))
    judge = day(options["judge-as-of"]) if "judge-as-of" in options else last - timedelta(days=days)
    fit = day(options["fit-as-of"]) if "fit-as-of" in options else judge - timedelta(days=days)
    return last, judge, fit, days


def model_of(orders: Orders, options: Options) -> Model:
    _, _, fit, days = days_of(orders, options)
    names = options["features"].split(",") if "features" in options else FEATURES
    return fitted(orders, fit, days, float(options.get("penalty", "1")), names)


def window(when: date, days: int) -> Fields:
    return {"start": str(end_of(when)), "end": str(end_of(when) + timedelta(days=days))}


def base_fields(bought: int, customers: int) -> Fields:
    return {"buyers": bought, "customers": customers, **rate_fields(Rate(bought, customers))}


def propensity(orders: Orders, options: Options) -> Fields:
    last, judge, fit, days = days_of(orders, options)
    model = model_of(orders, options)
    share = model.base.numerator / model.base.denominator
    chances = [model.probability(values) for values in figures(orders, last).values()]
    return {
        "asOf": str(last), "days": days,
        "model": {
            "fittedAsOf": str(fit), **window(fit, days), "penalty": float(options.get("penalty", "1")),
            "logLikelihood": model.log_likelihood,
            "nullLogLikelihood": model.base.numerator * log(share)
            + (model.base.denominator - model.base.numerator) * log(1 - share),
            "intercept": model.coefficients[0], "interceptStandardError": model.errors[0],
            "terms": [
                {"name": name, "own": False, "scale": "plain" if name in PLAIN else "logarithm", "coefficient": beta,
                 "standardError": error, "low": beta - Z_95 * error, "high": beta + Z_95 * error,
                 "coefficientPerUnit": beta / deviation}
                for name, beta, error, deviation in
                zip(model.names, model.coefficients[1:], model.errors[1:], model.deviations)],
            **base_fields(model.base.numerator, model.base.denominator)},
        "evaluation": evaluation(judged(orders, model, judge, days), judge, days, options),
        "scores": {**window(last, days), "customers": len(chances), "expectedBuyers": fsum(chances)},
    }


def evaluation(judgement: Judgement, when: date, days: int, options: Options) -> Fields:
    count, found = len(judgement.pairs), judgement.found
    capture = Fraction(options.get("capture", "0.95"))
    smallest, best = judgement.smallest_count(capture), ceil(capture * found)
    auc, low, high = judgement.auc()
    gains = []
    for step in range(1, 21):
        share = Fraction(step, 20)
        captured = judgement.captured(share * count) / found
        gains.append({"customerShare": float(share), "buyerShare": float(captured), "lift": float(captured / share),
                      "bestBuyerShare": float(min(1, share * count / found))})
    return {
        "asOf": str(when), **window(when, days), "expectedBuyers": fsum(chance for chance, _ in judgement.pairs),
        "auc": auc, "aucLow": low, "aucHigh": high, "gini": 2 * auc - 1,
        "kolmogorovSmirnov": judgement.kolmogorov_smirnov(), "logLoss": judgement.log_loss(),
        "baseLogLoss": judgement.base_log_loss(), "brierScore": judgement.brier_score(),
        "capture": {"buyerShare": float(capture), "customers": smallest, "customerShare": smallest / count,
                    "bestCustomers": best, "bestCustomerShare": best / count},
        "gains": gains, **base_fields(found, count)}


def propensity_rows(orders: Orders, options: Options) -> list[Fields]:
    model = model_of(orders, options)
    chances = {id: model.probability(values) for id, values in figures(orders, as_of(orders, options)).items()}
    shares = top_shares(chances)
    return [{"customer_id": id, "probability": chance, "top_share": shares[id]}
            for id, chance in sorted(chances.items())]
