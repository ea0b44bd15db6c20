"""Membership: tiers and tags."""

import json
from datetime import date
from pathlib import Path

from ..calendar import as_of_days
from ..lifecycle import DEFAULT_BOUNDARIES
from ..orders import Orders, grouped
from ..rfm import quantile_scale, values
from ..segment_maps import segment_of_code
from ..tags import Customer, Rule
from ..tiers import NONE, Ladder, histories, load, movement, snapshot, tier_on
from .fields import Fields, Options, as_of, day

RULES = Path(__file__).parents[2] / "rules"


def ladder_of(orders: Orders, options: Options) -> Ladder:
    return load(options.get("ladder"), RULES, orders.schema.scale)


def days_of(orders: Orders, options: Options) -> list[date]:
    last = as_of(orders, options)
    if "since" in options:
        return [day(options["since"]), last]
    return list(as_of_days(day(options["from"]), last, options["every"])) if "every" in options else [last]


def tiers(orders: Orders, options: Options) -> Fields:
    ladder, days = ladder_of(orders, options), days_of(orders, options)
    found = histories(orders, ladder, days[-1])
    places = range(len(ladder.names))

    def name(place: int) -> str:
        return "none" if place == NONE else ladder.names[place]

    snapshots = []
    for as_of_day in days:
        counts = snapshot(found, as_of_day)
        snapshots.append({"asOf": str(as_of_day), "tiers": [
            {"name": ladder.names[place], "customers": counts[place]} for place in places]})
    movements = []
    for base, later in zip(days, days[1:]):
        moves = movement(found, base, later)
        movements.append({
            "from": str(base), "to": str(later),
            "upgrades": sum(count for (a, b), count in moves.items() if NONE < a < b),
            "downgrades": sum(count for (a, b), count in moves.items() if NONE < b < a),
            "unchanged": sum(moves[place, place] for place in places),
            "arrivals": sum(moves[NONE, place] for place in places),
            "departures": sum(moves[place, NONE] for place in places),
            "transitions": [{"from": name(a), "to": name(b), "customers": count}
                            for (a, b), count in sorted(moves.items())]})
    return {"asOf": str(days[-1]), "snapshots": snapshots, "movements": movements}


def tiers_rows(orders: Orders, options: Options) -> list[Fields]:
    ladder, days = ladder_of(orders, options), days_of(orders, options)
    found = sorted(histories(orders, ladder, days[-1]).items())

    def name(place: int) -> str:
        return "none" if place == NONE else ladder.names[place]

    if "changes" in options:
        return [{"customer_id": id, "day": str(start), "tier": name(tier)}
                for id, changes in found for start, tier in changes]
    if "since" in options:
        ends = [(id, tier_on(changes, days[0]), tier_on(changes, days[1])) for id, changes in found]
        return [{"customer_id": id, "from": name(before), "to": name(after)}
                for id, before, after in ends if (before, after) != (NONE, NONE)]
    return [{"customer_id": id, "tier": name(changes[-1][1]), "since": str(changes[-1][0])}
            for id, changes in found if changes and changes[-1][1] != NONE]


def customer_values(orders: Orders, id: str) -> dict[str, str]:
    """Of each dimension of customers the value on the latest day that has one, the lowest if several."""
    bought, returned = (grouped(rows).get(id, []) for rows in (orders.purchases, orders.refunds))
    result = {}
    for name in orders.schema.customer_dimensions:
        dated = [(order.day, order.values[name]) for order in bought if order.values[name]] or [
            (order.day, order.values[name]) for order in returned if order.values[name]]
        last = max((day for day, _ in dated), default=None)
        result[name] = min((value for day, value in dated if day == last), default="")
    return result


def carried(orders: Orders, options: Options) -> tuple[list[Rule], dict[str, list[str]]]:
    rules = json.loads((RULES / options["tags"]).read_text(encoding="utf-8"))
    last = as_of(orders, options)
    seen, ladder = orders.through(last), ladder_of(orders, options)
    refunds, tiers_found = grouped(seen.refunds), histories(orders, ladder, last)
    figures = values(orders, last)
    scale = quantile_scale(figures.values())
    boundaries = options["boundaries"].split(",") if "boundaries" in options else DEFAULT_BOUNDARIES
    own = {id: customer_values(Orders(orders.schema, list(bought), refunds.get(id, []), orders.account), id)
           for id, bought in grouped(orders.purchases).items()}
    result = {}
    for id, bought in seen.by_customer().items():
        tier = tier_on(tiers_found[id], last)
        scores = scale.scores(figures[id])
        result[id] = Customer(
            bought, refunds.get(id, []), own[id], None if tier == NONE else ladder.names[tier],
            segment_of_code(scores), scores, last, 10**orders.schema.scale, boundaries).tags(rules)
    return rules, result


def tags(orders: Orders, options: Options) -> Fields:
    rules, found = carried(orders, options)
    names, sets = [rule["name"] for rule in rules], [set(tags) for tags in found.values()]
    answer: Fields = {"asOf": str(as_of(orders, options)), "customers": len(found), "tags": [
        {"name": name, "customers": (count := sum(name in tags for tags in sets)), "rate": count / len(found)}
        for name in names]}
    if "overlap" in options:
        answer["overlaps"] = [
            {"first": first, "second": second, "customers": sum(first in tags and second in tags for tags in sets)}
            for place, first in enumerate(names) for second in names[place + 1:]]
    return answer


def tags_rows(orders: Orders, options: Options) -> list[Fields]:
    _, found = carried(orders, options)
    return [{"customer_id": id, "tag": tag} for id, tags in sorted(found.items()) for tag in tags]
