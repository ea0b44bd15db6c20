"""Who comes back: retention, reactivation, cohorts, second-purchase."""

from fractions import Fraction

from ..calendar import ONE_DAY, add_months, end_of, month_of
from ..cohorts import monthly_cohorts
from ..cycle import nearest_rank, purchase_gaps
from ..lifecycle import period_states
from ..orders import Orders
from ..retention import on, reactivation as reactivation_of, retention as retention_of, within
from ..survival import kaplan_meier, purchase_durations
from .fields import Fields, Options, as_of, day, money, observed_through, rate_fields


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
             "revenue": money(orders, cell.revenue), "state": cell.state,
             "cumulativeRevenue": money(orders, cell.cumulative),
             "cumulativeRevenuePerCustomer": money(orders, Fraction(cell.cumulative, cell.members)),
             "retentionRate": cell.retention().value(), "netRevenueRetention": cell.net_revenue_retention(),
             "grossRevenueRetention": cell.gross_revenue_retention()}
            for cell in cohort.cells]}
        for cohort in monthly_cohorts(orders, observed_through(orders, options))]}


def second_purchase(orders: Orders, options: Options) -> Fields:
    ordinal = int(options.get("purchase", "2"))
    durations = purchase_durations(orders, observed_through(orders, options), ordinal)
    rows = []
    for step in kaplan_meier(durations, int(options["days"])):
        low, high = step.interval()
        rows.append({"day": step.day, "probability": step.probability(), "low": low, "high": high,
                     "atRisk": step.at_risk, "events": step.events})
    return {"curve": rows}


QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)


def gaps(orders: Orders, options: Options) -> Fields:
    found = purchase_gaps(orders.through(as_of(orders, options)))
    return {"gaps": len(found), "quantiles": [
        {"share": share, "days": nearest_rank(found, Fraction(str(share)))} for share in QUANTILES if found]}


def states(orders: Orders, options: Options) -> Fields:
    """By calendar months, from that of --from through that of E; the month before is known."""
    last = as_of(orders, options)
    seen, starts = orders.through(last), [add_months(month_of(day(options["from"])), -1)]
    while add_months(starts[-1], 1) <= last:
        starts.append(add_months(starts[-1], 1))
    end = add_months(starts[-1], 1)
    found = period_states(seen, starts, end)
    rows = []
    for place, (start, stop) in enumerate(zip(starts, [*starts[1:], end])):
        new, returning, resurrecting, dormant = (found[key][place] for key in found)
        rows.append({
            "start": str(start), "end": str(stop), "new": new, "returning": returning,
            "resurrecting": resurrecting, "dormant": dormant,
            "quickRatio": (new + resurrecting) / dormant if dormant else None,
            "state": "complete" if stop <= end_of(last) else "partial"})
    return {"states": rows[1:]}
