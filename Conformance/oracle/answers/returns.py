"""Who comes back: retention, reactivation, cohorts, second-purchase."""

from ..cohorts import monthly_cohorts
from ..orders import Orders
from ..retention import on, reactivation as reactivation_of, retention as retention_of, within
from ..survival import kaplan_meier, purchase_durations
from .fields import Fields, Options, day, money, observed_through, rate_fields


def retention(orders: Orders, options: Options) -> Fields:
    cohort, end = day(options["cohort"]), observed_through(orders, options)
    cells = []
    for flag, kind in (("within", within), ("on", on)):
        for days in map(int, options[flag].split(",") if flag in options else []):
            rate = retention_of(orders, cohort, kind(days), end)
            cells.append({"kind": flag, "days": days, "returned": rate.numerator,
                          "base": rate.denominator, **rate_fields(rate)})
    return {"cohort": options["cohort"], "cells": cells}


def reactivation(orders: Orders, options: Options) -> Fields:
    start, horizon = day(options["start"]), int(options["horizon"])
    answer: Fields = {"start": options["start"], "horizonDays": horizon}
    for key, stage in (("silentRecall", "silent"), ("wake", "sleeping"), ("activation", "lost")):
        rate = reactivation_of(orders, stage, start, horizon, observed_through(orders, options))
        answer[key] = {"responders": rate.numerator, "base": rate.denominator, **rate_fields(rate)}
    return answer


def cohorts(orders: Orders, options: Options) -> Fields:
    return {"cohorts": [
        {"start": str(cohort.start), "customers": cohort.customers, "periods": [
            {"offset": cell.offset, "customers": cell.customers, "orders": cell.orders,
             "revenue": money(orders, cell.revenue), "state": cell.state}
            for cell in cohort.cells]}
        for cohort in monthly_cohorts(orders, observed_through(orders, options))]}


def second_purchase(orders: Orders, options: Options) -> Fields:
    durations = purchase_durations(orders, observed_through(orders, options))
    rows = []
    for step in kaplan_meier(durations, int(options["days"])):
        low, high = step.interval()
        rows.append({"day": step.day, "probability": step.probability(), "low": low, "high": high,
                     "atRisk": step.at_risk})
    return {"curve": rows}
