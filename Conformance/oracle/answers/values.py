"""What customers have brought: value."""

from fractions import Fraction

from ..grouping import groups
from ..orders import Orders
from ..value import PARTS, Columns, Value, add_referrals, values
from .fields import Fields, Options, as_of, money

NEEDED = {"crossSell": ("category",), "serviceCost": ("service-cost",), "referrals": ("referrer",),
          "priceSensitivity": ("list-price", "discount")}


def missing(options: Options) -> list[str]:
    return [part for part in PARTS if part in NEEDED and not any(name in options for name in NEEDED[part])]


def found(orders: Orders, options: Options) -> dict[str, Value]:
    columns = Columns(
        options.get("category"), options.get("list-price"), options.get("discount"),
        tuple(filter(None, [options.get("cost")])), tuple(filter(None, [options.get("service-cost")])))
    customers = values(orders, as_of(orders, options), columns)
    if "referrer" in options:
        share = Fraction(options.get("referral-share", "1"))
        add_referrals(customers, orders.customer_values(options["referrer"]), share)
    return customers


def fields(orders: Orders, worth: Value, options: Options) -> Fields:
    absent = missing(options)
    parts = {part: None if part in absent else money(orders, getattr(worth, part)) for part in PARTS}
    return {"customers": worth.customers, "orders": worth.orders, **parts, "laterMargin": money(orders, worth.later()),
            "margin": money(orders, worth.margin()), "refunds": money(orders, worth.refunds),
            "value": money(orders, worth.value())}


def value(orders: Orders, options: Options) -> Fields:
    customers = found(orders, options)
    everyone = Value()
    for worth in customers.values():
        everyone.add(worth)
    answer = {"asOf": str(as_of(orders, options)), "basis": "margin" if "cost" in options else "revenue",
              "total": fields(orders, everyone, options)}
    if "by" in options:
        placed, sums = groups(orders, options["by"], as_of(orders, options)), dict[str, Value]()
        for customer, worth in customers.items():
            sums.setdefault(placed[customer], Value()).add(worth)
        answer["groups"] = [{"name": name, **fields(orders, worth, options)} for name, worth in sorted(sums.items())]
    return answer


def value_rows(orders: Orders, options: Options) -> list[Fields]:
    absent = missing(options)
    return [
        {"customer_id": id, "orders": worth.orders,
         **{f"clv{place}": "" if part in absent else money(orders, getattr(worth, part))
            for place, part in enumerate(PARTS, start=1)},
         "later_margin": money(orders, worth.later()), "margin": money(orders, worth.margin()),
         "refunds": money(orders, worth.refunds), "value": money(orders, worth.value())}
        for id, worth in sorted(found(orders, options).items())]
