"""Each customer's place: lifecycle, migration, phases, rfm."""

from collections import Counter
from datetime import date
from fractions import Fraction

from ..calendar import as_of_days
from ..lifecycle import DEFAULT_BOUNDARIES, NONE, STAGES, migration as moves_between, snapshot, stages
from ..money import cut_string
from ..orders import Orders
from ..phases import NAMES as PHASES, phases as phases_of
from ..rfm import (
    Scale, SegmentMap, Values, means_scale, nested_scale, quantile_scale, r_compatible_scale, summary, values)
from ..segment_maps import R_0_2, R_0_3, segment_in, segment_of_code
from .fields import Fields, Options, as_of, day, money

SEGMENT_MAPS: dict[str, SegmentMap] = {
    "codes": segment_of_code,
    "r-0.3": lambda scores: segment_in(R_0_3, scores),
    "r-0.2": lambda scores: segment_in(R_0_2, scores),
}


def lifecycle(orders: Orders, options: Options) -> Fields:
    boundaries = options["boundaries"].split(",") if "boundaries" in options else DEFAULT_BOUNDARIES
    days = [as_of(orders, options)]
    if "every" in options:
        days = list(as_of_days(day(options["from"]), day(options["through"]), options["every"]))
    return {"snapshots": [{"asOf": str(d), "stages": snapshot(orders, d, boundaries)} for d in days]}


def lifecycle_rows(orders: Orders, options: Options) -> list[Fields]:
    found = stages(orders, as_of(orders, options))
    return [{"customer_id": id, "stage": stage} for id, stage in sorted(found.items()) if stage != NONE]


def migration(orders: Orders, options: Options) -> Fields:
    moves = moves_between(orders, day(options["from"]), day(options["to"]))
    order = (NONE, *STAGES)
    return {"from": options["from"], "to": options["to"], "transitions": [
        {"from": before, "to": after, "customers": moves[before, after]}
        for before in order for after in order if moves[before, after]]}


def scored(orders: Orders, options: Options) -> tuple[dict[str, Values], Scale, dict[str, str]]:
    """Every customer's values, the scale they were scored on, and their segments."""
    customers = values(orders, as_of(orders, options), options.get("monetary", "sum"))
    if options.get("scale") == "r-compatible":
        scale = r_compatible_scale(customers.values(), orders.schema.scale)
    elif options.get("scale") == "k-means":
        scale = means_scale(customers.values())
    elif "nested" in options:
        scale = nested_scale(customers.values())
    else:
        scale = quantile_scale(customers.values())
    segment = SEGMENT_MAPS[options.get("map", "codes")]
    return customers, scale, {id: segment(scale.scores(value)) for id, value in customers.items()}


def rfm(orders: Orders, options: Options) -> Fields:
    customers, scale, segments = scored(orders, options)
    cuts = scale.cuts
    answer: Fields = {
        "asOf": str(as_of(orders, options)),
        "thresholds": {
            "daysSinceLastOrder": [float(cut) for cut in cuts["daysSinceLastOrder"]],
            "frequency": [float(cut) for cut in cuts["frequency"]],
            "monetary": [cut_string(cut, orders.schema.scale) for cut in cuts["monetary"]],
        },
        "segments": [
            {"name": segment.name, "customers": segment.customers, "orders": segment.orders,
             "revenue": money(orders, segment.revenue),
             "averageOrderValue": money(orders, segment.average_order_value())}
            for segment in summary(customers, segments)
        ],
    }
    if options.get("scale") == "k-means":
        del answer["thresholds"]  # a cut can stand anywhere between two values
    if "since" in options:
        before = segments_on(orders, day(options["since"]), scale, options)
        moved = Counter((before.get(id, NONE), segment) for id, segment in segments.items())
        answer["from"] = options["since"]
        answer["transitions"] = [
            {"from": first, "to": last, "customers": count} for (first, last), count in sorted(moved.items())]
    return answer


def segments_on(orders: Orders, when: date, scale: Scale, options: Options) -> dict[str, str]:
    """Everyone's segment as of a day, on the cuts of another."""
    segment = SEGMENT_MAPS[options.get("map", "codes")]
    customers = values(orders, when, options.get("monetary", "sum"))
    return {id: segment(scale.scores(value)) for id, value in customers.items()}


def course(orders: Orders, options: Options, scale: Scale) -> list[tuple[date, dict[str, str]]]:
    """The segments on each day that is looked at: from --since on, by --every, and on the last."""
    last, first = as_of(orders, options), day(options["since"])
    days = list(as_of_days(first, last, options["every"])) if "every" in options else [first]
    return [(when, segments_on(orders, when, scale, options)) for when in sorted({*days, last})]


def trail_fields(id: str, days: list[tuple[date, dict[str, str]]]) -> Fields:
    """The segment on the first day, the last one that is not the present, and the first day after that."""
    now = days[-1][1][id]
    others = [place for place, (_, segments) in enumerate(days) if segments.get(id, now) != now]
    return {
        "segment_before": days[0][1].get(id, ""),
        "previous_segment": days[others[-1]][1][id] if others else "",
        "changed_on": str(days[others[-1] + 1][0]) if others else ""}


def rfm_rows(orders: Orders, options: Options) -> list[Fields]:
    customers, scale, segments = scored(orders, options)
    days = course(orders, options, scale) if "since" in options else []
    weights = [float(weight) for weight in options.get("weights", "").split(",") if weight]
    rows = []
    for id, value in sorted(customers.items()):
        r, f, m = scale.scores(value)
        rows.append({
            "customer_id": id, "days_since_last_order": value.days_since_last_order,
            "frequency": value.frequency, "monetary": money(orders, value.monetary),
            "r": r, "f": f, "m": m, "segment": segments[id],
            **({"score": sum(w * s for w, s in zip(weights, (r, f, m)))} if weights else {}),
            **(trail_fields(id, days) if days else {})})
    return rows


def phases(orders: Orders, options: Options) -> Fields:
    """Everyone by phase; with `from` who moved, in the order of the phases and none."""
    few = int(options.get("few", 2))
    rule = (options.get("period", "3m"), int(options.get("periods", 4)), Fraction(options.get("tolerance", "0.25")), few)
    last = as_of(orders, options)
    now = phases_of(orders, last, *rule)
    answer: Fields = {"asOf": str(last), "phases": {name: list(now.values()).count(name) for name in PHASES}}
    if "from" in options:
        first = day(options["from"])
        before = phases_of(orders, first, *rule)
        moved = Counter((before.get(customer, "none"), phase) for customer, phase in now.items())
        answer["from"] = str(first)
        answer["transitions"] = [
            {"from": origin, "to": target, "customers": moved[origin, target]}
            for origin in (*PHASES, "none") for target in (*PHASES, "none")
            if (origin, target) != ("none", "none")
        ]
    return answer
