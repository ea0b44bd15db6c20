"""Membership tiers, day by day: what was earned, what reviews, graces and refunds make of it (METRICS.md §6).

A customer's whole history is walked one calendar day after another, and every sum is taken anew: nothing is
remembered but the tier, since when, and a grace that is running. Tiers are places in the ladder, -1 for none.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from .calendar import ONE_DAY, add, add_months, end_of, subtract
from .lifecycle import DEFAULT_BOUNDARIES, stage
from .orders import Order, Orders, grouped

NONE = -1
CHINESE_STAGES = {
    "1次购买新客": "newOneTime", "重复购买新客": "newRepeat", "1次购买老客": "existingOneTime",
    "重复购买老客": "existingRepeat", "沉默客人": "silent", "睡眠客人": "sleeping", "流失客人": "lost",
}
TAOBAO: dict[str, Any] = {
    "tiers": ["普通", {"name": "高级", "netSpend": 500}, {"name": "VIP", "netSpend": 3000},
              {"name": "至尊", "netSpend": 8000}],
    "downgrade": "toEarned",
}


@dataclass(frozen=True)
class Needs:
    """One way to earn a tier."""

    net_spend: Fraction | None  # minor units
    orders: int | None
    points: Fraction | None
    stages: frozenset[str] | None


@dataclass(frozen=True)
class Ladder:
    names: tuple[str, ...]
    ways: tuple[tuple[Needs, ...], ...]
    window: str
    points: dict[str, Any]
    upgrade: str
    downgrade: str
    review: Any
    grace: str | None
    claw_back: str
    boundaries: tuple[str, ...]
    unit: int  # minor units in a major one


def load(name: str | None, rules: Path, scale: int) -> Ladder:
    """A ladder's file, or the one of Taobao."""
    text = TAOBAO if name is None else json.loads((rules / name).read_text(encoding="utf-8"))
    unit = 10**scale

    def needs(way: dict[str, Any]) -> Needs:
        names = way.get("stages")
        names = [names] if isinstance(names, str) else names
        return Needs(
            Fraction(way["netSpend"]) * unit if "netSpend" in way else None, way.get("orders"),
            Fraction(way["points"]) if "points" in way else None,
            None if names is None else frozenset(CHINESE_STAGES.get(name, name) for name in names))

    tiers = [{"name": tier} if isinstance(tier, str) else tier for tier in text["tiers"]]
    return Ladder(
        tuple(tier["name"] for tier in tiers),
        tuple(tuple(map(needs, tier.get("anyOf", [tier]))) for tier in tiers),
        text.get("window", "lifetime"), text.get("points", {}), text.get("upgrade", "atOnce"),
        text.get("downgrade", "never"), text.get("review", "atOnce"), text.get("grace"),
        text.get("clawBack", "atReview"), tuple(text.get("boundaries", DEFAULT_BOUNDARIES)), unit)


@dataclass
class Walk:
    ladder: Ladder
    purchases: list[Order]
    refunds: list[Order]

    @property
    def joined(self) -> date:
        return self.purchases[0].day

    def anniversary(self, day: date) -> date:
        """The last one by a day, or the first purchase itself."""
        years = day.year - self.joined.year
        last = add_months(self.joined, 12 * years)
        return last if last <= day else add_months(self.joined, 12 * (years - 1))

    def window_start(self, day: date) -> date:
        window = self.ladder.window
        if window == "lifetime":
            return date.min
        if window == "calendarYear":
            return date(day.year, 1, 1)
        if window == "membershipYear":
            return self.anniversary(day)
        return subtract(end_of(day), window)

    def points(self, amount: int) -> Fraction:
        exact = Fraction(self.ladder.points.get("perUnit", 0)) * amount / self.ladder.unit
        return Fraction(exact // 1) if self.ladder.points.get("rounding") == "down" else exact

    def earned(self, day: date, refunds: list[Order]) -> int:
        """The highest tier whose needs are met at the end of a day, if only these refunds had been paid."""
        start = self.window_start(day)
        bought = [order for order in self.purchases if start <= order.day <= day]
        returned = [order for order in refunds if start <= order.day <= day]
        spend = sum(order.amount for order in bought) - sum(order.amount for order in returned)
        rule = self.ladder.points
        points = (sum(self.points(order.amount) for order in bought)
                  - sum(self.points(order.amount) for order in returned)
                  + rule.get("perOrder", 0) * len(bought)
                  + (rule.get("firstOrder", 0) if start <= self.joined else 0)) if rule else Fraction(0)
        now = None

        def met(needs: Needs) -> bool:
            nonlocal now
            if needs.stages is not None and now is None:
                now = stage([order.day for order in self.purchases], day, self.ladder.boundaries)
            return ((needs.net_spend is None or spend >= needs.net_spend)
                    and (needs.orders is None or len(bought) >= needs.orders)
                    and (needs.points is None or points >= needs.points)
                    and (needs.stages is None or now in needs.stages))

        return max((place for place, ways in enumerate(self.ladder.ways) if any(map(met, ways))), default=NONE)

    def is_review(self, day: date, since: date) -> bool:
        review = self.ladder.review
        if review == "anniversary":
            return day > self.joined and self.anniversary(day) == day
        if review == "calendarYear":
            return (day.month, day.day) == (1, 1)
        anchor, span = (since, review["after"]) if "after" in review else (
            date.fromisoformat(review["from"]), review["every"])
        times = 0 if "every" in review else 1
        while (step := add(anchor, span, times)) < day:
            times += 1
        return step == day

    def fallen(self, tier: int, earned: int) -> int:
        return tier - 1 if self.ladder.downgrade == "oneStep" else earned

    def changes(self, through: date) -> Iterable[tuple[date, int]]:
        """Every change of the tier, from the first purchase on."""
        ladder, at_once = self.ladder, self.ladder.review == "atOnce"
        refund_days = {order.day for order in self.refunds}
        before = self.earned(self.joined, self.refunds)
        waits = ladder.upgrade == "atReview" and not at_once
        open_to_all = Needs(None, None, None, None) in ladder.ways[0]
        tier = (0 if open_to_all else NONE) if waits else before
        since, grace = self.joined, None  # grace: its last day + 1, and the best tier earned in it
        if tier != NONE:
            yield self.joined, tier
        day = end_of(self.joined)
        while day <= through:
            old = tier
            if not at_once:
                if grace and grace[0] == day:
                    tier, grace = self.fallen(tier, grace[1]), None
                if before != tier and self.is_review(day, since):
                    if before > tier:
                        tier = before if ladder.upgrade == "atReview" else tier
                    elif ladder.downgrade != "never" and grace is None:
                        if ladder.grace:
                            grace = add(day, ladder.grace), before
                        else:
                            tier = self.fallen(tier, before)
            now = self.earned(day, self.refunds)
            if ladder.claw_back == "atOnce" and now < tier and day in refund_days:
                without = self.earned(day, [order for order in self.refunds if order.day != day])
                tier = now if without > now else tier
            if now >= tier:
                grace = None
                tier = now if ladder.upgrade == "atOnce" or at_once else tier
            elif grace:
                grace = grace[0], max(grace[1], now)
                if at_once and grace[0] == day:
                    tier, grace = self.fallen(tier, grace[1]), None
            elif at_once and ladder.downgrade != "never":
                if ladder.grace:
                    grace = add(day, ladder.grace), now
                else:
                    tier = self.fallen(tier, now)
            if tier != old:
                since = day
                yield day, tier
            before, day = now, day + ONE_DAY


def histories(orders: Orders, ladder: Ladder, through: date) -> dict[str, list[tuple[date, int]]]:
    """Every purchaser's changes; refunds before the first purchase count as well."""
    seen = orders.through(through)
    refunds = grouped(seen.refunds)
    return {
        customer: list(Walk(ladder, bought, refunds.get(customer, [])).changes(through))
        for customer, bought in seen.by_customer().items()
    }


def tier_on(changes: list[tuple[date, int]], day: date) -> int:
    return next((tier for start, tier in reversed(changes) if start <= day), NONE)


def snapshot(found: dict[str, list[tuple[date, int]]], day: date) -> Counter[int]:
    return Counter(tier_on(changes, day) for changes in found.values())


def movement(found: dict[str, list[tuple[date, int]]], base: date, later: date) -> Counter[tuple[int, int]]:
    """Customers from tier to tier; nobody goes from none to none."""
    moves = Counter((tier_on(changes, base), tier_on(changes, later)) for changes in found.values())
    del moves[NONE, NONE]
    return moves
