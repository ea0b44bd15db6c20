"""Writes the lists of the fixture shop's campaign.

    python3 Conformance/lists/make.py

Of three customers one is left alone; one id of each list is nobody's.
"""

import csv
from pathlib import Path

HERE = Path(__file__).parent
SHOP = HERE.parents[1] / "Sources/ClienteleFixtures/Shop/orders.csv"


def main() -> None:
    with SHOP.open(newline="", encoding="utf-8") as file:
        ids = sorted({row["customer_id"] for row in csv.DictReader(file)})
    lists = {
        "asked.txt": [id for place, id in enumerate(ids) if place % 3] + ["u9998"],
        "alone.txt": [id for place, id in enumerate(ids) if place % 3 == 0] + ["u9999"],
    }
    for name, members in lists.items():
        (HERE / name).write_text("".join(f"{id}\n" for id in members), encoding="utf-8")


if __name__ == "__main__":
    main()
