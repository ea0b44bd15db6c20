"""Order files → purchases and refunds, with an account of every record (METRICS.md §1)."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .calendar import end_of
from .money import minor_units
from .schemas import Schema


@dataclass(frozen=True)
class Line:
    order: str
    customer: str
    day: date
    amount: int
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Order:
    """A purchase, or a refund with its amount positive, in minor units."""

    customer: str
    day: date
    amount: int
    columns: Mapping[str, str] = field(default_factory=dict, compare=False)
    values: Mapping[str, str] = field(default_factory=dict)  # those columns that are dimensions
    lines: tuple[Line, ...] = ()


@dataclass
class Account:
    """records = loaded + skipped + rejected + blank."""

    records: int = 0
    loaded: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    blank: int = 0

    def balances(self) -> bool:
        parts = self.loaded + self.skipped.total() + self.rejected.total() + self.blank
        return self.records == parts


@dataclass(frozen=True)
class Orders:
    schema: Schema
    purchases: list[Order]
    refunds: list[Order]
    account: Account

    def through(self, as_of: date) -> "Orders":
        """What a query as of that day sees."""
        def seen(orders: list[Order]) -> list[Order]:
            return [order for order in orders if order.day < end_of(as_of)]
        return Orders(self.schema, seen(self.purchases), seen(self.refunds), self.account)

    def last_day(self) -> date:
        return max(order.day for order in self.purchases)

    def by_customer(self) -> dict[str, list[Order]]:
        """Every purchaser's purchases, in day order."""
        return grouped(self.purchases)

    def first_values(self, column: str) -> dict[str, str]:
        """A column's value in each purchaser's first purchase; of several that day the smallest decides."""
        return {
            customer: min((order.amount, order.columns[column]) for order in bought if order.day == bought[0].day)[1]
            for customer, bought in self.by_customer().items()
        }

    def customer_values(self, column: str) -> dict[str, str]:
        """A customer's value: that of the latest day with one, the lowest of several; purchases before refunds."""
        customers = {order.customer for order in self.purchases + self.refunds}
        values = dict.fromkeys(customers, "")
        for orders in (self.refunds, self.purchases):
            for customer, events in grouped(orders).items():
                told = [(order.day, order.columns[column]) for order in events if order.columns[column]]
                if told:
                    last = max(day for day, _ in told)
                    values[customer] = min(value for day, value in told if day == last)
        return values


def grouped(orders: Iterable[Order]) -> dict[str, list[Order]]:
    groups: dict[str, list[Order]] = defaultdict(list)
    for order in sorted(orders, key=lambda order: order.day):
        groups[order.customer].append(order)
    return dict(groups)


def local_day(text: str, zone: str) -> date:
    """The calendar day in `zone`; a time without an offset is already local."""
    time = datetime.fromisoformat(text)
    return (time.astimezone(ZoneInfo(zone)) if time.tzinfo else time).date()


def parse(record: dict[str, str], number: int, schema: Schema, zone: str) -> Line | str:
    """The record's line, or the reason why a policy skips it. Raises ValueError to reject it."""
    customer = record[schema.customer]
    order = record[schema.order] if schema.order else f"record {number}"
    if not customer:
        if schema.missing_customers_are_skipped:
            return "missingCustomer"
        raise ValueError("no customer")
    if schema.quantity:
        quantity = int(record[schema.quantity])
        if quantity <= 0 and not order.startswith("C"):
            return "nonPositiveQuantity"
        amount = quantity * minor_units(record[schema.price], schema.scale)
    else:
        amount = minor_units(record[schema.amount], schema.scale)
    day = next(record[column] for column in schema.dates if column in record)
    return Line(order, customer, local_day(day, zone), amount, record)


def read(path: Path, schema: Schema, zone: str = "UTC") -> Orders:
    account, kept_rows = Account(), set[tuple[str, ...]]()
    lines: dict[str, list[Line]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.reader(file, strict=True)
        header = next(rows)
        for number, row in enumerate(rows, start=1):
            account.records += 1
            if not row:
                account.blank += 1
                continue
            try:
                line = parse(dict(zip(header, row, strict=True)), number, schema, zone)
            except (ValueError, ArithmeticError) as error:
                account.rejected[str(error)] += 1
                continue
            if isinstance(line, str):
                account.skipped[line] += 1
            elif schema.repeats_are_dropped and schema.order and tuple(row) in kept_rows:
                account.skipped["identical"] += 1
            else:
                kept_rows.add(tuple(row))
                lines[line.order].append(line)
    return assemble(lines.values(), schema, account)


def assemble(orders: Iterable[list[Line]], schema: Schema, account: Account) -> Orders:
    """Sums the lines of each order. A negative total is a refund, dated to its own day."""
    purchases: list[Order] = []
    refunds: list[Order] = []
    for lines in orders:
        customers, total = {line.customer for line in lines}, sum(line.amount for line in lines)
        if len(customers) > 1:
            raise ValueError(f"order {lines[0].order} has two customers")
        if total == 0 and not schema.zero_amount_orders_count:
            account.skipped["zeroAmount"] += len(lines)
            continue
        account.loaded += len(lines)
        day = min(line.day for line in lines)
        columns = columns_of(lines)
        values = {name: columns[name] for name in (*schema.order_dimensions, *schema.customer_dimensions)}
        order = Order(lines[0].customer, day, abs(total), columns, values, tuple(lines))
        (refunds if total < 0 else purchases).append(order)
    return Orders(schema, purchases, refunds, account)


def columns_of(lines: list[Line]) -> dict[str, str]:
    """Each column of an order: the lowest value of its lines that is not empty."""
    return {
        name: min((line.cells[name] for line in lines if line.cells[name]), default="") for name in lines[0].cells
    }
