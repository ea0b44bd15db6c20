"""The shop as a whole: inspect, activity, concentration."""

from datetime import date
from fractions import Fraction

from ..activity import Activity, activity as activity_in, next_period_repurchase
from ..calendar import end_of, windows
from ..concentration import Head, fewest_for, gini, net_revenues, top
from ..orders import Orders
from ..retention import Rate
from .fields import Fields, Options, as_of, day, money


def inspect(orders: Orders, options: Options) -> Fields:
    account = orders.account
    everything = activity_in(orders, date.min, date.max)
    return {
        "records": account.records, "loaded": account.loaded, "skipped": dict(account.skipped),
        "rejected": account.rejected.total(), "blank": account.blank, "lines": account.loaded,
        "orders": everything.orders, "customers": everything.customers,
        "firstDay": str(min(order.day for order in orders.purchases)),
        "lastDay": str(orders.last_day()), "revenue": money(orders, everything.revenue),
        "currency": orders.schema.currency, "scale": orders.schema.scale,
    }


def activity(orders: Orders, options: Options) -> Fields:
    first, through = day(options["from"]), day(options["through"])
    spans = list(windows(first, through, options["every"])) if "every" in options else [(first, end_of(through))]
    last = as_of(orders, options)
    seen = orders.through(last)
    found = [activity_in(seen, start, end) for start, end in spans]

    def next_fields(window: Activity) -> Fields:
        """Who of the window's buyers buys in the period after it; nobody asks that of a single window."""
        if "every" not in options:
            return {"returningCustomers": None, "repurchaseRate": None, "repurchaseState": None}
        # Steps from the first day, as the windows: the period after the last one is not in the series.
        after = next(end for start, end in windows(first, date(2999, 12, 31), options["every"]) if start == window.end)
        rate = next_period_repurchase(seen, window.start, window.end, after)
        state = state_of(window.end, after, last)
        return {"returningCustomers": rate.numerator, "repurchaseState": state,
                "repurchaseRate": Rate(rate.numerator, rate.denominator, state).value()}

    return {"windows": [
        {"start": str(window.start), "end": str(window.end), "customers": window.customers,
         "orders": window.orders, "repeatCustomers": window.repeat_customers,
         "revenue": money(orders, window.revenue), "repeatRate": window.repeat_rate().value(),
         "revenuePerCustomer": None if (arpu := window.revenue_per_customer()) is None else money(orders, arpu),
         "averageOrderValue": money(orders, Fraction(window.sales, window.orders)) if window.orders else None,
         "ordersPerCustomer": window.orders / window.customers if window.customers else None,
         "state": state_of(window.start, window.end, last), **next_fields(window)}
        for window in found
    ]}


def state_of(start: date, end: date, last: date) -> str:
    return "complete" if end <= end_of(last) else "partial" if start <= last else "unobserved"


def concentration(orders: Orders, options: Options) -> Fields:
    revenues = net_revenues(orders, as_of(orders, options))
    count, total = len(revenues), sum(revenues)

    def row(head: Head) -> Fields:
        return {"customers": head.customers, "customerShare": head.customers / count,
                "revenue": money(orders, head.revenue), "revenueShare": head.revenue / total}

    return {
        "asOf": str(as_of(orders, options)), "customers": count, "revenue": money(orders, total),
        "gini": float(gini(revenues)),
        "top": [row(top(revenues, Fraction(percent, 100))) for percent in (1, 5, 10, 20, 50)],
        "fewest": [row(fewest_for(revenues, Fraction(percent, 100))) for percent in (50, 80, 95)],
    }


def pyramid(orders: Orders, options: Options) -> Fields:
    """Key: those ahead bring less than 80 %; main: less than 95 %. Equals are of one level."""
    last = as_of(orders, options)
    revenues = net_revenues(orders, last)
    total = sum(revenues)
    levels = {"key": 0, "main": 0, "small": 0}
    for revenue in revenues:
        ahead = sum(other for other in revenues if other > revenue)
        levels["key" if 100 * ahead < 80 * total else "main" if 100 * ahead < 95 * total else "small"] += 1
    return {"asOf": str(last), "levels": levels}
