"""Writes orders with lines: list prices, discounts, costs, shipping, and who sent whom.

    python3 Conformance/lines/make.py

Whole numbers only, one seeded generator: the same bytes on every machine.
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "shop"))

from dice import Dice  # noqa: E402

SEED, CUSTOMERS, ORDERS = 86, 90, 420
FIRST_DAY, DAYS = date(2025, 1, 1), 480
CATEGORIES = ("tea", "pots", "cups", "gifts", "")
HEADER = ["order_id", "customer_id", "date", "amount", "category", "list", "discount", "cost", "shipping", "support",
          "referrer"]


def money(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def main() -> None:
    dice = Dice(SEED)
    referrers = [f"c{dice.below(CUSTOMERS):02d}" if dice.happens(4_000) else "" for _ in range(CUSTOMERS)]
    referrers[7], referrers[8] = "c07", "nobody"
    rows = []
    for number in range(ORDERS):
        customer = dice.below(CUSTOMERS) * dice.below(CUSTOMERS) // CUSTOMERS
        day = FIRST_DAY + timedelta(dice.below(DAYS) // 3 * 3)
        is_sample = dice.happens(200)
        for line in range(1 + dice.below(4)):
            price = 0 if is_sample else 500 + dice.below(9_000)
            discount = price * dice.below(4) // 10
            rows.append([
                f"o{number:04d}", f"c{customer:02d}", str(day), money(price - discount),
                CATEGORIES[dice.below(len(CATEGORIES))], money(price), money(discount),
                money(price * (30 + dice.below(30)) // 100), money(dice.below(900)) if line == 0 else "",
                money(dice.below(300)) if dice.happens(1_000) else "", referrers[customer]])
        if dice.happens(600) and not is_sample:
            back = -int(rows[-1][3].replace(".", "")) // 2
            later = day + timedelta(1 + dice.below(20))
            rows.append([f"r{number:04d}", f"c{customer:02d}", str(later), money(back), "", money(back), "0.00",
                         "0.00", "", "", referrers[customer]])
    with (HERE / "orders.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
