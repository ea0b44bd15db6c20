"""The same question of every group: each is a shop with the orders of its own customers, or its own orders."""

from collections.abc import Callable
from datetime import date

from ..calendar import ONE_DAY
from ..grouping import groups
from ..orders import Order, Orders
from .customers import scored
from .fields import Fields, Options, as_of, day, money
from .membership import carried, ladder_of
from ..rfm import summary
from ..tiers import NONE, histories, tier_on

Answer = Callable[[Orders, Options], Fields]
ORDERS_ARE_DIVIDED = {"activity"}


def last_seen(command: str, orders: Orders, options: Options) -> date:
    flag = {"lifecycle": "through", "migration": "to"}.get(command, "observed-through")
    return day(options[flag]) if flag in options else as_of(orders, options)


def grouping_day(command: str, orders: Orders, options: Options) -> date:
    """The day whose stages and the like divide customers: that before what is asked about."""
    last = last_seen(command, orders, options)
    if "grouped-as-of" in options:
        return min(last, day(options["grouped-as-of"]))
    if command == "migration":
        return day(options["from"])
    if command == "reactivation":
        return day(options["start"]) - ONE_DAY
    return min(last, day(options["cohort"])) if command == "retention" and "cohort" in options else last


def placed(command: str, orders: Orders, options: Options) -> dict[str, str]:
    """The group of each customer who has one."""
    by, when = options["by"], grouping_day(command, orders, options)
    word, _, name = by.partition(":")
    if word == "tier":
        ladder = ladder_of(orders, options)
        tiers = {id: tier_on(changes, when) for id, changes in histories(orders, ladder, when).items()}
        return {id: ladder.names[tier] for id, tier in tiers.items() if tier != NONE}
    if word == "tag":
        _, tags = carried(orders, {**options, "as-of": str(when)})
        return {id: name for id, own in tags.items() if name in own}
    is_of_day = word in ("stage", "segment", "rfm", "cohort")
    return groups(orders, by, when if is_of_day else last_seen(command, orders, options))


def part(orders: Orders, belongs: Callable[[Order], bool]) -> Orders:
    return Orders(orders.schema, list(filter(belongs, orders.purchases)), list(filter(belongs, orders.refunds)),
                  orders.account)


def hidden(counts: list[int], smallest: int) -> list[bool]:
    """Groups that are too small; if it is only one, those of the next size as well."""
    small = [0 < count < smallest for count in counts]
    if sum(small) == 1:
        shown = [count for count, is_small in zip(counts, small) if count and not is_small]
        small = [is_small or count in shown and count == min(shown) for count, is_small in zip(counts, small)]
    return small


def grouped(command: str, answer: Answer) -> Answer:
    def of_all(orders: Orders, options: Options) -> Fields:
        total = answer(orders, options)
        if "by" not in options:
            return total
        last = last_seen(command, orders, options)
        by = options["by"]
        # Purchases after the last day are not seen, and nor is who makes them.
        buyers = set(orders.through(last).by_customer())
        if command in ORDERS_ARE_DIVIDED and by in orders.schema.order_dimensions:
            names = sorted({order.columns[by] for order in orders.through(last).purchases})
            shops = {name: part(orders, lambda order, name=name: order.columns[by] == name) for name in names}
            counts = [len(shop.through(last).by_customer()) for shop in shops.values()]
        else:
            own = {id: name for id, name in placed(command, orders, options).items() if id in buyers}
            names = sorted(set(own.values()))
            shops = {name: part(orders, lambda order, name=name: own.get(order.customer) == name) for name in names}
            shops[""] = part(orders, lambda order: order.customer not in own)
            counts = [sum(group == name for group in own.values()) for name in names] + [len(buyers - own.keys())]
            names = [*names, ""]
        too_few = hidden(counts, int(options.get("smallest-group", "1")))
        rows = []
        for name, count, is_hidden in zip(names, counts, too_few):
            if count:
                fields = {"suppressed": True} if is_hidden else {"customers": count, **ask(command, answer, orders, shops[name], options)}
                rows.append((name, fields))
        divided = command in ORDERS_ARE_DIVIDED and by in orders.schema.order_dimensions
        result = {"by": by, **total,
                  "groups": [{"name": name, **fields} for name, fields in rows if name or divided]}
        if not divided and rows and rows[-1][0] == "":
            result["ungrouped"] = rows[-1][1]
        return result
    return of_all


def ask(command: str, answer: Answer, orders: Orders, shop: Orders, options: Options) -> Fields:
    if command != "rfm":
        return answer(shop, options)
    # Scores and segments are those among everyone.
    customers, _, segments = scored(orders, options)
    own = {id: value for id, value in customers.items() if id in shop.by_customer()}
    return {"segments": [
        {"name": segment.name, "customers": segment.customers, "orders": segment.orders,
         "revenue": money(orders, segment.revenue),
         "averageOrderValue": money(orders, segment.average_order_value())}
        for segment in summary(own, {id: segments[id] for id in own}) if segment.customers]}
