"""Polars: a data frame in memory, two threads.

    python3 polars_peer.py DATA THREADS

Lazy queries; `streaming` and in-memory engine are timed side by side where both can do the work.
"""

import os
import sys
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = sys.argv[2]  # read once, when Polars is loaded

import numpy as np
import polars as pl
from polars import col

import answers
from answers import RETURN_DAYS
from peer import Work, serve

SHARES = [0.2, 0.4, 0.6, 0.8]

# Months since the first of the data.
MONTH = (col("day").dt.year() * 12 + col("day").dt.month() - (2023 * 12 + 11)).cast(pl.Int8)


def score(name: str, is_reached_at_cut: bool) -> pl.Expr:
    """1 for the lowest fifth of a column, 5 for the highest."""
    # Whole places, see data.py: `nearest` is exact, and rounding cannot miss.
    cuts = [col(name).quantile(share, interpolation="nearest") for share in SHARES]
    passed = [(col(name) >= cut) if is_reached_at_cut else (col(name) > cut) for cut in cuts]
    return sum((each.cast(pl.Int8) for each in passed), start=pl.lit(1, pl.Int8))


def figures(orders: pl.LazyFrame) -> pl.LazyFrame:
    """W1."""
    return (
        orders.group_by("customer")
        .agg(col("day").max().to_physical().alias("last"), pl.len().alias("orders"),
             col("amount").sum().alias("revenue"))
        .with_columns(score("last", True).alias("r"), score("orders", False).alias("f"),
                      score("revenue", False).alias("m")))


def triangle(orders: pl.LazyFrame) -> pl.LazyFrame:
    """W3: months of customers first, they are fewer than orders."""
    months = orders.group_by("customer", MONTH.alias("month")).agg(col("amount").sum())
    firsts = months.group_by("customer").agg(col("month").min().alias("cohort"))
    return (
        months.join(firsts, on="customer").group_by("cohort", "month")
        .agg(pl.len().alias("customers"), col("amount").sum().alias("revenue")))


def retention(orders: pl.LazyFrame) -> pl.LazyFrame:
    """W4: days of customers, and the next of each, which sorting brings together."""
    days = orders.select("customer", "day").unique().sort("customer", "day")
    gap = (col("day").shift(-1) - col("day")).dt.total_days()
    returned = (col("customer").shift(-1) == col("customer")) & (gap <= RETURN_DAYS)
    return (
        days.with_columns(returned.alias("returned")).group_by("day")
        .agg(pl.len().alias("members"), col("returned").sum()))


def activity(orders: pl.LazyFrame) -> pl.LazyFrame:
    """W5."""
    return (
        orders.group_by("customer", MONTH.alias("month"))
        .agg(pl.len().alias("orders"), col("amount").sum())
        .group_by("month")
        .agg(pl.len().alias("buyers"), (col("orders") > 1).sum().alias("repeaters"),
             col("amount").sum().alias("revenue")))


def file_figures(path: Path) -> pl.LazyFrame:
    """W6: declared types. Times are parsed as text, which for this form sorts like time; amounts
    as decimals, which are exact."""
    schema = {"order_id": pl.Int64, "customer_id": pl.String, "ordered_at": pl.String,
              "amount": pl.Decimal(12, 2)}
    return (
        pl.scan_csv(path, schema=schema, quote_char=None)
        .group_by("customer_id")
        .agg(col("ordered_at").min().alias("first"), col("ordered_at").max().alias("last"),
             pl.len().alias("orders"), col("amount").sum().alias("revenue")))


def main() -> None:
    folder = Path(sys.argv[1])
    orders = pl.read_ipc(folder / "orders.arrow").rechunk().lazy()
    found: dict[str, pl.DataFrame] = {}

    def work(name: str, query: pl.LazyFrame, engine: str) -> Work:
        def run() -> None:
            found[name] = query.collect(engine=engine)

        return Work(run, lambda: found.pop(name, None), lambda: answer(name))

    def answer(name: str):
        table = {key: values.to_numpy() for key, values in found[name].to_dict().items()}
        match name[:2]:
            case "W1":
                columns = [table[key] for key in "last orders revenue r f m".split()]
                return answers.rows_by_customer(table["customer"], columns)
            case "W3":
                return answers.triangle(*table.values())
            case "W4":
                return answers.by_day(table["day"].astype("datetime64[D]").astype(int),
                                      table["members"], table["returned"])
            case "W5":
                return answers.by_month(*table.values())
            case "W6":
                return file_answer(found[name])

    def file_answer(table: pl.DataFrame) -> np.ndarray:
        day = [col(name).str.slice(0, 10).str.to_date().to_physical() for name in ("first", "last")]
        columns = table.select(
            col("customer_id").str.slice(1).cast(pl.Int64), *day, "orders",
            (col("revenue") * 100).cast(pl.Int64))
        customer, *others = (column.to_numpy() for column in columns.get_columns())
        return answers.rows_by_customer(customer, others)

    queries = {"W1": figures(orders), "W3": triangle(orders), "W4": retention(orders),
               "W5": activity(orders), "W6": file_figures(folder / "orders.csv")}
    works = {}
    for name, query in queries.items():
        for label, engine in (name, "streaming"), (f"{name}:in-memory", "in-memory"):
            works[label] = work(label, query, engine)
    serve(works, f"Polars {pl.__version__}")


if __name__ == "__main__":
    main()
