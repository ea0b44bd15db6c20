"""DuckDB: its own tables in memory, two threads.

    python3 duckdb_peer.py DATA THREADS

The best forms known to us. Every table has the narrowest type that fits; `sum` of whole cents is
cast back from 128 bits. Variants of a work are timed side by side, and the fastest counts.
"""

import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.feather

import answers
from answers import MONTH_COUNT, RETURN_DAYS, SNAPSHOT_MONTHS, month_start
from peer import Work, serve

# W1. `quantile_disc` finds all cuts of a column at once; `ntile` sorts three times.
QUANTILES = """
create table w1 as
with figures as materialized (
  select customer, max(day) as last, count(*)::int as orders, sum(amount)::bigint as revenue
  from orders group by customer),
cuts as (
  select quantile_disc(last, [0.2, 0.4, 0.6, 0.8]) as r,
    quantile_disc(orders, [0.2, 0.4, 0.6, 0.8]) as f,
    quantile_disc(revenue, [0.2, 0.4, 0.6, 0.8]) as m
  from figures)
select customer, last, orders, revenue,
  -- Fewer days since the last order are better, and a tie goes to the better side.
  (1 + (last >= r[1])::int + (last >= r[2])::int + (last >= r[3])::int + (last >= r[4])::int)
    ::utinyint as r,
  (1 + (orders > f[1])::int + (orders > f[2])::int + (orders > f[3])::int + (orders > f[4])::int)
    ::utinyint as f,
  (1 + (revenue > m[1])::int + (revenue > m[2])::int + (revenue > m[3])::int
    + (revenue > m[4])::int)::utinyint as m
from figures, cuts
"""

# Parts customers who are equal, so its scores are nobody else's.
NTILES = """
create table w1_ntile as
select customer, last, orders, revenue,
  ntile(5) over (order by last)::utinyint as r, ntile(5) over (order by orders)::utinyint as f,
  ntile(5) over (order by revenue)::utinyint as m
from (
  select customer, max(day) as last, count(*)::int as orders, sum(amount)::bigint as revenue
  from orders group by customer)
"""


def month(day: str) -> str:
    """Months since the first of the data."""
    return f"(year({day}) * 12 + month({day}) - {2023 * 12 + 11})"


# W2. A bit a month: months with an order, and months with two or more. Stages as of month ends
# need no more; stages as of other days would.
MASKS = f"""
with months as (
  select customer, {month('day')} as month, count(*) as orders from orders group by all),
masks as (
  select bit_or(1::bigint << month) as bought,
    bit_or(case when orders > 1 then 1::bigint << month else 0 end) as twice
  from months group by customer)
"""


# The same masks from one aggregation: seven bits count the orders of each month, nine months to a
# word. Exact while nobody has 128 orders in a month. Here as fast as the form above; in ClickHouse
# it takes a fifth longer.
def packed_masks() -> str:
    words = range((MONTH_COUNT + 8) // 9)
    sums = ", ".join(
        f"sum(case when month // 9 = {word} then 1::bigint << (7 * (month % 9)) else 0 end)::bigint"
        f" as word{word}" for word in words)
    field = "((word{} >> {}) & 127)"
    fields = [field.format(m // 9, 7 * (m % 9)) for m in range(MONTH_COUNT)]
    bought = " + ".join(f"(({f} > 0)::bigint << {m})" for m, f in enumerate(fields))
    twice = " + ".join(f"(({f} > 1)::bigint << {m})" for m, f in enumerate(fields))
    return f"""
with words as (
  select {sums} from (select customer, {month('day')} as month from orders) group by customer),
masks as (select {bought} as bought, {twice} as twice from words)
"""


def stage(end: int) -> str:
    """A customer's stage at the end of a month, from the masks; 7 before the first order."""
    def bits(first: int) -> int:
        return (1 << end) - (1 << first)
    active, silent, sleeping = bits(end - 3), bits(end - 6), bits(end - 12)
    return f"""(case when bought & {bits(0)} = 0 then 7
      when bought & {active} <> 0 then
        (case when bought & {bits(0) - active} <> 0 then 2 else 0 end)
        + (case when twice & {active} <> 0 or bit_count(bought & {active}) > 1 then 1 else 0 end)
      when bought & {silent} <> 0 then 4
      when bought & {sleeping} <> 0 then 5 else 6 end)::utinyint"""


def movements(masks: str) -> str:
    """Counts of all snapshots and movements; a code holds the place and two stages."""
    names = ", ".join(f"{stage(end)} as s{place}" for place, end in enumerate(SNAPSHOT_MONTHS))
    pairs = ["56 + s0"] + [
        f"{place * 64} + s{place - 1} * 8 + s{place}" for place in range(1, len(SNAPSHOT_MONTHS))]
    codes = ", ".join(f"({pair})::usmallint" for pair in pairs)
    return f"""
create table w2 as {masks},
staged as (select {names} from masks)
select code, count(*) as customers
from (select unnest([{codes}]) as code from staged) group by code
"""


# W3. Months of customers first: they are fewer than orders.
TRIANGLE = f"""
create table w3 as
with months as materialized (
  select customer, {month('day')}::utinyint as month, sum(amount)::bigint as revenue
  from orders group by all),
firsts as (select customer, min(month) as cohort from months group by customer)
select cohort, month, count(*) as customers, sum(revenue)::bigint as revenue
from months join firsts using (customer) group by all
"""

# W4. Days of customers, and the next of each.
RETENTION = f"""
create table w4 as
with days as (select distinct customer, day from orders),
nexts as (select day, lead(day) over (partition by customer order by day) as next from days)
select day, count(*) as members,
  count(*) filter (next - day <= {RETURN_DAYS}) as returned
from nexts group by day
"""

# W5.
ACTIVITY = f"""
create table w5 as
with months as (
  select customer, {month('day')}::utinyint as month, count(*) as orders,
    sum(amount)::bigint as revenue
  from orders group by all)
select month, count(*) as buyers, count(*) filter (orders > 1) as repeaters,
  sum(revenue)::bigint as revenue
from months group by month
"""


# W6. Declared types, so that nothing is sniffed; columns that are not asked for are not parsed.
def read_file(path: Path) -> str:
    return f"""
create table w6 as
select customer_id, min(ordered_at) as first, max(ordered_at) as last, count(*) as orders,
  sum(amount) as revenue
from read_csv('{path}', header = true, delim = ',', quote = '', escape = '',
  columns = {{'order_id': 'BIGINT', 'customer_id': 'VARCHAR', 'ordered_at': 'TIMESTAMP',
    'amount': 'DECIMAL(12, 2)'}}, auto_detect = false)
group by customer_id
"""


def main() -> None:
    folder, threads = Path(sys.argv[1]), int(sys.argv[2])
    connection = duckdb.connect()
    connection.execute(f"set threads = {threads}; set preserve_insertion_order = false")
    raw = pyarrow.feather.read_table(folder / "orders.arrow")
    connection.execute("create table orders as select * from raw")
    del raw

    def ask(query: str) -> dict[str, np.ndarray]:
        return connection.execute(query).fetchnumpy()

    def work(query: str, answer) -> Work:
        table = query.split()[2]
        return Work(lambda: connection.execute(query),
                    lambda: connection.execute(f"drop table if exists {table}"), answer)

    def figures() -> np.ndarray:
        table = ask("select *, (last - date '1970-01-01')::int as number from w1")
        return answers.rows_by_customer(
            table["customer"], [table[name] for name in "number orders revenue r f m".split()])

    def stages() -> np.ndarray:
        table = ask("select * from w2")
        code = table["code"].astype(int)
        return answers.stages(code // 64, code // 8 % 8, code % 8, table["customers"])

    def triangle() -> np.ndarray:
        return answers.triangle(*ask("select * from w3").values())

    def retention() -> np.ndarray:
        return answers.by_day(*ask(
            "select (day - date '1970-01-01')::int, members, returned from w4").values())

    def activity() -> np.ndarray:
        return answers.by_month(*ask("select * from w5").values())

    def file_figures() -> np.ndarray:
        day = "(datediff('day', date '1970-01-01', {}::date))::int"
        table = ask(f"""select substr(customer_id, 2)::int as customer, {day.format('first')} as first,
          {day.format('last')} as last, orders, (revenue * 100)::bigint as revenue from w6""")
        return answers.rows_by_customer(
            table["customer"], [table[name] for name in "first last orders revenue".split()])

    works = {
        "W1": work(QUANTILES, figures),
        "W1:ntile": work(NTILES, None),
        "W2": work(movements(MASKS), stages),
        "W3": work(TRIANGLE, triangle),
        "W4": work(RETENTION, retention),
        "W5": work(ACTIVITY, activity),
        "W6": work(read_file(folder / "orders.csv"), file_figures),
    }
    busiest = connection.execute(
        "select max(n) from (select count(*) n from orders group by customer, "
        "date_trunc('month', day))").fetchone()[0]
    if busiest < 128:
        works["W2:packed"] = work(movements(packed_masks()), stages)
    serve(works, f"DuckDB {duckdb.__version__}")


if __name__ == "__main__":
    main()
