"""What campaigns brought: campaign."""

from fractions import Fraction
from pathlib import Path

from ..calendar import ONE_DAY
from ..campaign import Cell, Costs, Response, cell, newcombe
from ..grouping import groups, names
from ..money import decimal_string
from ..orders import Orders
from .fields import Fields, Options, day, money, observed_through, rate_fields

ROOT = Path(__file__).parents[3]


def ids(path: str) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8").split()


def campaign(orders: Orders, options: Options) -> Fields:
    start, horizon, end = day(options["start"]), int(options["horizon"]), observed_through(orders, options)
    known = {order.customer for order in orders.purchases + orders.refunds}
    lists = {name: ids(options[name]) for name in ("targets", "control") if name in options}
    targets = set(lists["targets"]) & known
    controls = set(lists["control"]) & known if "control" in lists else None
    unknown = {name: len(set(listed) - known) for name, listed in lists.items()}
    counted = options.get("unknown-ids") == "count"
    strangers = (unknown["targets"], unknown.get("control", 0)) if counted else (0, 0)
    costs = costs_of(options, orders.schema.scale)

    def of(members: set[str], asked: tuple[int, int] = (0, 0)) -> Cell:
        return cell(orders, members, targets, controls, start, horizon, end, asked)

    total = of(known, strangers)
    answer: Fields = {
        "start": options["start"], "state": total.targets.rate.state,
        "targets": {"ids": len(lists["targets"]), "customers": len(targets), "unknown": unknown["targets"]},
        "total": fields(orders, total, total, costs, fixed=True),
    }
    if costs and (limit := costs.break_even(total.targets, orders.schema.scale)) is not None:
        answer["breakEvenRate"] = float(limit)
    if "by" not in options:
        return answer
    placed = groups(orders, options["by"], start - ONE_DAY)
    smallest = int(options.get("smallest-group", "1"))
    cells = {name: of({id for id, group in placed.items() if group == name})
             for name in names(orders, options["by"], start - ONE_DAY)}
    rest = of(known - placed.keys(), strangers)
    hidden = hidden_among([*cells.values(), rest], smallest)
    answer["groups"] = [
        {"name": name, "suppressed": True} if is_hidden else {"name": name, **fields(orders, found, total, costs)}
        for (name, found), is_hidden in zip(cells.items(), hidden)]
    answer["ungrouped"] = {"suppressed": True} if hidden[-1] else fields(orders, rest, total, costs)
    return answer


def hidden_among(cells: list[Cell], smallest: int) -> list[bool]:
    """Groups that are too small, by those asked or those left alone; never one alone."""
    def hidden(counts: list[int]) -> list[bool]:
        small = [0 < count < smallest for count in counts]
        if sum(small) == 1:
            rest = [count for count, is_small in zip(counts, small) if count and not is_small]
            small = [is_small or (bool(rest) and count == min(rest)) for count, is_small in zip(counts, small)]
        return small

    asked = hidden([found.targets.rate.denominator for found in cells])
    alone = hidden([found.controls.rate.denominator if found.controls else 0 for found in cells])
    return [first or second for first, second in zip(asked, alone)]


def costs_of(options: Options, scale: int) -> Costs | None:
    if "contact-cost" not in options:
        return None
    def amount(name: str) -> Fraction | None:
        return Fraction(options[name]) if name in options else None
    named = ("contact-cost", "fixed-cost", "margin-per-response")
    decimals = max(len(options.get(name, "").partition(".")[2]) for name in named)
    return Costs(Fraction(options["contact-cost"]), amount("fixed-cost") or Fraction(0),
                 amount("margin-per-response"), amount("margin"), max(scale, decimals))


def response_fields(orders: Orders, answer: Response, asked: str) -> Fields:
    return {asked: answer.rate.denominator, "responders": answer.rate.numerator, "orders": answer.orders,
            "revenue": money(orders, answer.revenue), **rate_fields(answer.rate)}


def fields(orders: Orders, found: Cell, total: Cell, costs: Costs | None, fixed: bool = False) -> Fields:
    rate, mean = found.targets.rate, total.targets.rate
    has_index = rate.value() is not None and mean.numerator > 0
    answer = {
        **response_fields(orders, found.targets, "contacted"), "others": found.others,
        "index": float(Fraction(rate.numerator, rate.denominator) / Fraction(mean.numerator, mean.denominator))
        if has_index else None,
    }
    if found.controls is not None:
        answer |= lift_fields(orders, found)
    if costs:
        margin = costs.margin(found.targets, orders.schema.scale)
        cost = costs.contact * rate.denominator + (costs.fixed if fixed else 0)
        limit = costs.break_even(total.targets, orders.schema.scale)
        is_known = limit is not None and rate.value() is not None
        answer |= {
            "cost": decimal_string(cost * 10**costs.decimals, costs.decimals),
            "profit": decimal_string((margin - cost) * 10**costs.decimals, costs.decimals),
            "aboveBreakEven": Fraction(rate.numerator, rate.denominator) > limit if is_known else None,
        }
    return answer


def lift_fields(orders: Orders, found: Cell) -> Fields:
    rate, base = found.targets.rate, found.controls.rate
    control = response_fields(orders, found.controls, "customers")
    del control["state"]
    if rate.value() is None or base.value() is None:
        nothing = {"difference": None, "low": None, "high": None, "relative": None}
        return {"control": control, "lift": nothing, "incrementalRevenue": None}
    low, high = newcombe(rate, base)
    difference = rate.value() - base.value()
    above = found.targets.revenue - Fraction(found.controls.revenue * rate.denominator, base.denominator)
    return {
        "control": control, "incrementalRevenue": money(orders, above),
        "lift": {"difference": difference, "low": low, "high": high,
                 "relative": difference / base.value() if base.value() else None},
    }
