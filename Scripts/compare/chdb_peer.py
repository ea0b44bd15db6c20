"""chDB, which is ClickHouse in a process: its own Memory tables, two threads.

    python3 chdb_peer.py DATA THREADS

A query that is used twice would run twice, so W1 keeps its figures in a table first.
"""

import sys
from pathlib import Path

import chdb
import numpy as np
from chdb.session import Session

import answers
from answers import MONTH_COUNT, RETURN_DAYS, SNAPSHOT_MONTHS
from duckdb_peer import stage as duckdb_stage
from peer import Work, serve

# Months since the first of the data: ClickHouse looks them up by day.
MONTH = f"toUInt8(toRelativeMonthNum(day) - {2023 * 12 + 11})"


# W1.
def scored(column: str, cuts: str, comparison: str) -> str:
    return "toUInt8(1 + " + " + ".join(
        f"({column} {comparison} {cuts}[{place}])" for place in (1, 2, 3, 4)) + ")"


FIGURES = [
    """create table figures engine = Memory as
select customer, max(day) as last, toUInt32(count()) as orders, sum(amount) as revenue
from orders group by customer""",
    # `quantilesExact` takes the value at ⌊share × count⌋; see data.py why that is the same.
    f"""create table w1 engine = Memory as
with (select quantilesExact(0.2, 0.4, 0.6, 0.8)(last) from figures) as r_cuts,
  (select quantilesExact(0.2, 0.4, 0.6, 0.8)(orders) from figures) as f_cuts,
  (select quantilesExact(0.2, 0.4, 0.6, 0.8)(revenue) from figures) as m_cuts
select customer, last, orders, revenue, {scored('last', 'r_cuts', '>=')} as r,
  {scored('orders', 'f_cuts', '>')} as f, {scored('revenue', 'm_cuts', '>')} as m
from figures""",
]

# W2. Months with an order, and months with two or more, as bits; see duckdb_peer.py.
MASKS = f"""
select groupBitOr(bitShiftLeft(toUInt64(1), month)) as bought,
  groupBitOr(if(orders > 1, bitShiftLeft(toUInt64(1), month), 0)) as twice
from (select customer, {MONTH} as month, count() as orders from orders group by customer, month)
group by customer
"""


def stage(end: int) -> str:
    """The expression of DuckDB in ClickHouse's words."""
    def bits(first: int) -> int:
        return (1 << end) - (1 << first)
    active, silent, sleeping = bits(end - 3), bits(end - 6), bits(end - 12)
    seen = f"bitAnd(bought, {bits(0)})"
    recent = f"bitAnd(bought, {active})"
    return f"""multiIf({seen} = 0, 7,
      {recent} <> 0, 2 * (bitAnd(bought, {bits(0) - active}) <> 0)
        + (bitAnd(twice, {active}) <> 0 or bitCount({recent}) > 1),
      bitAnd(bought, {silent}) <> 0, 4, bitAnd(bought, {sleeping}) <> 0, 5, 6)"""


def movements() -> list[str]:
    names = ", ".join(f"{stage(end)} as s{place}" for place, end in enumerate(SNAPSHOT_MONTHS))
    codes = ", ".join(["56 + s0"] + [
        f"{place * 64} + s{place - 1} * 8 + s{place}" for place in range(1, len(SNAPSHOT_MONTHS))])
    return [f"""create table w2 engine = Memory as
select code, count() as customers
from (select arrayJoin([{codes}]::Array(UInt16)) as code from (select {names} from ({MASKS})))
group by code"""]


# W3.
TRIANGLE = [f"""create table w3 engine = Memory as
with months as (
  select customer, groupArray((month, revenue)) as cells, min(month) as cohort
  from (select customer, {MONTH} as month, sum(amount) as revenue from orders
    group by customer, month)
  group by customer)
select cohort, cell.1 as month, count() as customers, sum(cell.2) as revenue
from (select cohort, arrayJoin(cells) as cell from months) group by cohort, month"""]

# W4. Sorting a customer's few days is cheaper than sorting all.
RETENTION = [f"""create table w4 engine = Memory as
select pair.1 as day, count() as members, countIf(pair.2 <= {RETURN_DAYS}) as returned
from (
  select arrayJoin(arrayZip(days, gaps)) as pair
  from (
    select arraySort(groupUniqArray(toUInt16(day))) as days,
      arrayMap((day, next) -> toUInt16(next - day),
        days, arrayPushBack(arrayPopFront(days), 65535)) as gaps
    from orders group by customer))
group by day"""]

# W5.
ACTIVITY = [f"""create table w5 engine = Memory as
select month, count() as buyers, countIf(orders > 1) as repeaters, sum(revenue) as total
from (select customer, {MONTH} as month, count() as orders, sum(amount) as revenue
  from orders group by customer, month)
group by month"""]


# W6. Declared types; the date is the first ten bytes of the time.
def read_file(path: Path) -> list[str]:
    return [f"""create table w6 engine = Memory as
select customer_id, min(ordered_at) as first, max(ordered_at) as last, count() as orders,
  sum(amount) as revenue
from file('{path}', 'CSVWithNames',
  'order_id UInt64, customer_id String, ordered_at DateTime(\\'UTC\\'), amount Decimal64(2)')
group by customer_id"""]


def main() -> None:
    folder, threads = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    session = Session()
    session.query("create database bench engine = Atomic; use bench")
    session.query(f"set max_threads = {threads}, max_insert_threads = {threads}, "
                  f"max_bytes_before_external_group_by = 0, max_memory_usage = 0, "
                  "input_format_csv_allow_variable_number_of_columns = 0")
    session.query(f"""create table orders (customer UInt32, day Date, amount Int64) engine = Memory""")
    session.query(f"insert into orders select customer, toDate(day), amount "
                  f"from file('{folder}/orders.arrow', 'Arrow')")

    def work(statements: list[str], answer) -> Work:
        def run() -> None:
            for statement in statements:
                session.query(statement)

        def forget() -> None:
            for statement in statements:
                session.query(f"drop table if exists {statement.split()[2]} sync")

        return Work(run, forget, answer)

    def ask(query: str) -> list[np.ndarray]:
        """All columns as 64-bit integers."""
        data = session.query(query, "RowBinary").bytes()
        width = query.count("toInt64(")
        return list(np.frombuffer(data, dtype="<i8").reshape(-1, width).T)

    def whole(*names: str) -> str:
        return ", ".join(f"toInt64({name})" for name in names)

    def figures() -> np.ndarray:
        columns = whole("customer", "toUInt16(last)", "orders", "revenue", "r", "f", "m")
        customer, *others = ask(f"select {columns} from w1")
        return answers.rows_by_customer(customer, others)

    def stages() -> np.ndarray:
        code, customers = ask(f"select {whole('code', 'customers')} from w2")
        return answers.stages(code // 64, code // 8 % 8, code % 8, customers)

    def triangle() -> np.ndarray:
        columns = whole("cohort", "month", "customers", "revenue")
        return answers.triangle(*ask(f"select {columns} from w3"))

    def retention() -> np.ndarray:
        return answers.by_day(*ask(f"select {whole('day', 'members', 'returned')} from w4"))

    def activity() -> np.ndarray:
        columns = whole("month", "buyers", "repeaters", "total")
        return answers.by_month(*ask(f"select {columns} from w5"))

    def file_figures() -> np.ndarray:
        columns = whole("substring(customer_id, 2)", "toUInt16(toDate(first))",
                        "toUInt16(toDate(last))", "orders", "revenue * 100")
        customer, *others = ask(f"select {columns} from w6")
        return answers.rows_by_customer(customer, others)

    serve({
        "W1": work(FIGURES, figures), "W2": work(movements(), stages),
        "W3": work(TRIANGLE, triangle), "W4": work(RETENTION, retention),
        "W5": work(ACTIVITY, activity),
        "W6": work(read_file(folder / "orders.csv"), file_figures),
    }, f"chDB {chdb.__version__}")


if __name__ == "__main__":
    main()
