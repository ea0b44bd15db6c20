"""Which group is each customer in? Stage, segment, cells of scores, first period, or a column."""

from datetime import date

from .calendar import month_of
from .lifecycle import DEFAULT_BOUNDARIES, NONE, STAGES, stages
from .orders import Orders
from .rfm import quantile_scale, values
from .segment_maps import segment_of_code


def period_name(day: date, period: str) -> str:
    names = {
        "day": str(day), "month": f"{day:%Y-%m}", "year": f"{day:%Y}",
        "quarter": f"{day:%Y}-Q{(month_of(day).month + 2) // 3}",
    }
    return names[period]


def groups(orders: Orders, by: str, as_of: date) -> dict[str, str]:
    """The group of every customer who has one, as of a day."""
    word, _, kind = by.partition(":")
    seen = orders.through(as_of)
    if word == "stage":
        return {id: stage for id, stage in stages(orders, as_of, DEFAULT_BOUNDARIES).items() if stage != NONE}
    if word in ("segment", "rfm"):
        customers = values(orders, as_of)
        scale = quantile_scale(customers.values())
        scores = {id: scale.scores(value) for id, value in customers.items()}
        if word == "segment":
            return {id: segment_of_code(score) for id, score in scores.items()}
        return {id: "".join(map(str, score)) for id, score in scores.items()}
    if word == "cohort":
        return {id: period_name(bought[0].day, kind or "month") for id, bought in seen.by_customer().items()}
    if kind == "customer":
        return orders.customer_values(word)
    return orders.first_values(word)


def names(orders: Orders, by: str, as_of: date) -> list[str]:
    """Every group that someone is in; of stages all."""
    if by == "stage":
        return list(STAGES)
    return sorted(set(groups(orders, by, as_of).values()))
