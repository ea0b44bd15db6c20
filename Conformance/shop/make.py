"""Writes the bundled fixture shop: a small tea shop, three years of orders.

    python3 Conformance/shop/make.py

Day by day, whole numbers only, one seeded generator: the same bytes on every machine.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dice import Dice

SEED = 618
FIRST_DAY, LAST_DAY = date(2023, 11, 1), date(2026, 10, 31)
CUSTOMER_COUNT = 400
OUTPUT = Path(__file__).parents[2] / "Sources/ClienteleFixtures/Shop/orders.csv"
HEADER = ["order_id", "customer_id", "ordered_at", "amount", "category", "channel", "region", "coupon"]

# Chances are per 10,000; prices are in fen (CNY 0.01).
BUYING_RATES = ((5, 30), (30, 15), (120, 26), (260, 23), (450, 6))  # (chance per day, weight)
DROPOUT_CHANCES = ((25, 29), (1000, 17), (7400, 54))  # after each order
COMEBACK_CHANCE = 5  # per day, for a customer who has dropped out
SAME_DAY_CHANCE, REFUND_CHANCE, COUPON_CHANCE = 300, 150, 2500
CATALOGUE = {
    "绿茶": (5990, 12800, 26800),
    "乌龙茶": (4990, 9900, 21800),
    "普洱, 黑茶": (7850, 16800, 45800),
    "茶具, 配件": (2990, 8890, 35900),
    '礼盒 "中秋"': (19900, 29900, 59900),
}
CATEGORIES = tuple(zip(CATALOGUE, (30, 25, 20, 18, 7)))
CHANNELS = (("天猫", 45), ("小程序", 25), ("抖音", 20), ("门店", 10))
REGIONS = (("上海", 30), ("浙江, 杭州", 20), ("广东, 深圳", 20), ("北京", 18), ("四川, 成都", 12))
HOURS = ((0, 2), (9, 10), (12, 15), (15, 10), (20, 30), (22, 25), (23, 8))


@dataclass
class Customer:
    id: str
    arrival: date
    buying_rate: int
    dropout_chance: int
    region: str
    favourite: str
    is_gone: bool = False


@dataclass
class Row:
    customer: str
    ordered_at: str
    amount: int
    category: str
    channel: str
    region: str
    coupon: str = ""
    id: str = ""


def season(day: date) -> int:
    """Demand in percent of a plain day."""
    festivals = {(11, 11): 1500, (6, 18): 600, (12, 12): 300}
    months = {1: 90, 2: 60, 4: 120, 9: 130, 10: 110, 11: 120}
    return festivals.get((day.month, day.day), months.get(day.month, 100))


def arrivals(dice: Dice, days: list[date]) -> list[Customer]:
    weighted = [(day, season(day)) for day in days]
    born = [FIRST_DAY, LAST_DAY] + [dice.pick(weighted) for _ in range(CUSTOMER_COUNT - 2)]
    return [
        Customer(f"u{number:04d}", day, dice.pick(BUYING_RATES), dice.pick(DROPOUT_CHANCES),
                 dice.pick(REGIONS), dice.pick(CATEGORIES))
        for number, day in enumerate(sorted(born), start=1)
    ]


def clock(dice: Dice) -> str:
    return f"{dice.pick(HOURS):02d}:{dice.below(60):02d}:{dice.below(60):02d}"


def order(dice: Dice, customer: Customer, day: date) -> Row:
    category = customer.favourite if dice.happens(5_000) else dice.pick(CATEGORIES)
    amount = CATALOGUE[category][dice.pick(((0, 5), (1, 4), (2, 1)))] * dice.pick(((1, 7), (2, 2), (3, 1)))
    coupon = ""
    if (day.month, day.day) == (11, 11):
        coupon, amount = "双11", amount * 85 // 100
    elif dice.happens(COUPON_CHANCE):
        coupon, amount = "立减10", amount - 1000
    return Row(customer.id, f"{day} {clock(dice)}", amount, category, dice.pick(CHANNELS),
               customer.region, coupon)


def buys(dice: Dice, customer: Customer, day: date) -> bool:
    if day <= customer.arrival:
        return day == customer.arrival
    if customer.is_gone:
        customer.is_gone = not dice.happens(COMEBACK_CHANCE)
        return not customer.is_gone
    return dice.happens(customer.buying_rate * season(day) // 100)


def trade(dice: Dice) -> list[Row]:
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    customers = arrivals(dice, days)
    rows = []
    for day in days:
        for customer in customers:
            if buys(dice, customer, day):
                rows.append(order(dice, customer, day))
                if dice.happens(SAME_DAY_CHANCE):
                    rows.append(order(dice, customer, day))
                customer.is_gone = dice.happens(customer.dropout_chance)
    rows.append(Row(customers[0].id, "2024-05-01 10:00:00", 0, "绿茶", "门店", "上海", "试饮"))
    rows.append(Row("u0000", "2025-09-20 16:30:00", 0, "乌龙茶", "门店", "北京", "试饮"))
    return sorted(rows, key=lambda row: (row.ordered_at, row.customer))


def refunds(dice: Dice, rows: list[Row]) -> list[Row]:
    """In full, or half of it, one to twenty days after the order."""
    refunded = []
    for row in rows:
        if row.amount and dice.happens(REFUND_CHANCE):
            day = date.fromisoformat(row.ordered_at[:10]) + timedelta(1 + dice.below(20))
            amount = -row.amount if dice.happens(6_500) else -(row.amount // 2)
            if day < LAST_DAY:
                refunded.append(Row(row.customer, f"{day} {clock(dice)}", amount, row.category,
                                    row.channel, row.region, id=f"R{row.id}"))
    return refunded


def main() -> None:
    dice = Dice(SEED)
    rows = trade(dice)
    for number, row in enumerate(rows, start=1):
        row.id = f"{row.ordered_at[:10].replace('-', '')}-{number:04d}"
    rows = sorted(rows + refunds(dice, rows), key=lambda row: (row.ordered_at, row.id))
    with OUTPUT.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for row in rows:
            sign, fen = "-" if row.amount < 0 else "", abs(row.amount)
            writer.writerow([row.id, row.customer, row.ordered_at, f"{sign}{fen // 100}.{fen % 100:02d}",
                             row.category, row.channel, row.region, row.coupon])


if __name__ == "__main__":
    main()
