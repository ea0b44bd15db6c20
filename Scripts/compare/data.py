"""One data set for all: the same orders as raw columns, as an Arrow file, and as a CSV file.

    python3 data.py FOLDER --orders 20000000 --customers 2000001 --seed 1 --shape plain

    customer.u32, day.i32, amount.i64    little-endian, no header; day counts from 1970-01-01
    orders.arrow                         the same three columns, uncompressed, for the peers
    orders.csv                           order_id,customer_id,ordered_at,amount: text ids, seconds

The shapes:

    plain       orders in the order of time, a customer's share of them random
    skewed      few customers have most orders
    one-order   everybody bought once
    giant       one customer has half of all orders
    unsorted    plain, in random order

Everybody has an order, so customers' numbers are those of a table. Their number leaves 1 when
divided by 5: then the quintiles of all customers are values of customers, and every definition of
a quantile in use (type 1, type 7, NTILE with ties together) gives the same scores.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.feather

FIRST_DAY = 19662  # 2023-11-01
LAST_DAY = 20757  # 2026-10-31
DAY_COUNT = LAST_DAY - FIRST_DAY + 1
SHAPES = ["plain", "skewed", "one-order", "giant", "unsorted"]
CHUNK = 1 << 20


def counts(orders: int, customers: int | None, shape: str) -> tuple[int, int]:
    """The numbers of orders and customers that a shape has when about so many are asked for."""
    if shape == "one-order":
        orders -= (orders - 1) % 5
        return orders, orders
    customers = customers or orders // 10
    customers += (1 - customers) % 5
    return max(orders, customers), customers


def choose(rng: np.random.Generator, orders: int, customers: int, shape: str) -> np.ndarray:
    """The customer of each order. The first orders are one of each customer."""
    extra = orders - customers
    if shape == "skewed":
        rank = (rng.random(extra) ** 4 * customers).astype(np.int64)
        others = rank * 7_919 % customers  # the stride spreads the loyal over the numbers
    else:
        others = rng.integers(0, customers, extra)
    if shape == "giant":
        others[rng.random(extra) < orders / 2 / max(1, extra)] = customers // 2
    return np.concatenate([np.arange(customers), others]).astype(np.uint32)


def columns(orders: int, customers: int, seed: int, shape: str) -> dict[str, np.ndarray]:
    """Customer, second since 1970 and amount of every order."""
    rng = np.random.default_rng(seed)
    customer = choose(rng, orders, customers, shape)
    # A customer joins on any day, and buys from then on: more often soon than late.
    joined = (rng.random(customers) * DAY_COUNT).astype(np.int32)
    offset = rng.random(orders)
    offset *= offset
    offset[:customers] = 0
    day = joined[customer]
    day += (offset * (DAY_COUNT - day)).astype(np.int32)
    second = rng.integers(0, 86_400, orders, dtype=np.int64)
    second += (day.astype(np.int64) + FIRST_DAY) * 86_400
    size = rng.random(orders) * rng.random(orders) * rng.random(orders)
    amount = 490 + (size * 120_000).astype(np.int64)
    order = rng.permutation(orders) if shape == "unsorted" else np.argsort(second, kind="stable")
    return {"customer": customer[order], "second": second[order], "amount": amount[order]}


def write_csv(path: Path, table: dict[str, np.ndarray], customers: int) -> None:
    names = pa.array(np.char.add("c", np.char.zfill(np.arange(customers).astype("U8"), 8)))
    schema = pa.schema({
        "order_id": pa.int64(), "customer_id": pa.string(), "ordered_at": pa.timestamp("s"),
        "amount": pa.decimal128(12, 2),
    })
    options = pyarrow.csv.WriteOptions(quoting_style="none", quoting_header="none")
    with pyarrow.csv.CSVWriter(path, schema, write_options=options) as writer:
        for start in range(0, len(table["customer"]), CHUNK):
            rows = {name: values[start:start + CHUNK] for name, values in table.items()}
            amount = pc.divide(pa.array(rows["amount"]).cast(pa.decimal128(19, 0)),
                               pa.scalar(100, pa.decimal128(3, 0)))
            writer.write_table(pa.table([
                pa.array(np.arange(start, start + len(rows["amount"])) + 100_000_001),
                names.take(pa.array(rows["customer"])),
                pa.array(rows["second"]).cast(pa.timestamp("s")),
                amount.cast(pa.decimal128(12, 2)),
            ], schema=schema))


def generate(folder: Path, orders: int, customers: int, seed: int, shape: str,
             is_csv_wanted: bool = True) -> dict:
    """Writes a data set, if it is not there yet, and tells what it is."""
    facts = {"orders": orders, "customers": customers, "seed": seed, "shape": shape}
    done = folder / "facts.json"
    if done.exists() and json.loads(done.read_text()) == facts:
        return facts
    folder.mkdir(parents=True, exist_ok=True)
    table = columns(orders, customers, seed, shape)
    day = (table["second"] // 86_400).astype(np.int32)
    table["customer"].tofile(folder / "customer.u32")
    day.tofile(folder / "day.i32")
    table["amount"].tofile(folder / "amount.i64")
    pyarrow.feather.write_feather(
        pa.table({"customer": table["customer"], "day": pa.array(day).cast(pa.date32()),
                  "amount": table["amount"]}),
        folder / "orders.arrow", compression="uncompressed", chunksize=CHUNK)
    if is_csv_wanted:
        write_csv(folder / "orders.csv", table, customers)
    done.write_text(json.dumps(facts))
    return facts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, required=True)
    parser.add_argument("--customers", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shape", choices=SHAPES, default="plain")
    asked = parser.parse_args()
    size = counts(asked.orders, asked.customers, asked.shape)
    print(json.dumps(generate(asked.folder, *size, asked.seed, asked.shape)))
