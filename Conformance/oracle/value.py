"""What have customers brought so far, and where did it come from? CLV1–CLV6 (METRICS.md §8)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .money import minor_units
from .orders import Order, Orders, grouped

PARTS = ("firstOrder", "repeatPurchases", "crossSell", "serviceCost", "referrals", "priceSensitivity")


@dataclass(frozen=True)
class Columns:
    category: str | None
    list_price: str | None
    discount: str | None
    cost: tuple[str, ...]
    service: tuple[str, ...]


@dataclass(frozen=True)
class ValuedLine:
    category: str
    paid: int
    list: int
    cost: int
    service: int

    def key(self) -> tuple[str, int, int, int, int]:
        return self.category, self.paid, self.list, self.cost, self.service


def valued(order: Order, columns: Columns, scale: int) -> list[ValuedLine]:
    def amount(cells: dict[str, str], name: str) -> int:
        return minor_units(cells[name], scale) if cells[name] else 0

    lines = []
    for line in order.lines:
        list_price = line.amount
        if columns.list_price:
            list_price = amount(line.cells, columns.list_price)
        elif columns.discount:
            list_price = line.amount + amount(line.cells, columns.discount)
        lines.append(ValuedLine(
            line.cells[columns.category] if columns.category else "", line.amount, list_price,
            sum(amount(line.cells, name) for name in columns.cost),
            sum(amount(line.cells, name) for name in columns.service)))
    return sorted(lines, key=ValuedLine.key)


def rounded(value: Fraction) -> int:
    """To a whole minor unit, halves away from zero."""
    whole = (abs(value) + Fraction(1, 2)) // 1
    return -whole if value < 0 else whole


@dataclass
class Value:
    """In minor units; the parts that are not measurable are 0 here and left out of the answer."""

    customers: int = 0
    orders: int = 0
    firstOrder: int = 0
    repeatPurchases: int = 0
    crossSell: int = 0
    serviceCost: int = 0
    referrals: int = 0
    priceSensitivity: int = 0
    refunds: int = 0

    def later(self) -> int:
        return self.repeatPurchases + self.crossSell + self.serviceCost + self.priceSensitivity

    def margin(self) -> int:
        return self.firstOrder + self.later()

    def value(self) -> int:
        return self.margin() - self.refunds

    def add(self, other: "Value") -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def total(lines: list[ValuedLine], name: str) -> int:
    return sum(getattr(line, name) for line in lines)


def value(bought: list[list[ValuedLine]], refunded: int) -> Value:
    """One customer's orders, the first one first."""
    first, later = bought[0], bought[1:]
    known = {line.category for line in first}
    price = Fraction(total(first, "paid"), total(first, "list")) if total(first, "list") > 0 else Fraction(1)
    service = total(first, "service")
    old = [line for lines in later for line in lines if line.category in known]
    new = [line for lines in later for line in lines if line.category not in known]
    new_service = 0
    for lines in later:
        listed = total(lines, "list")
        strange = [line for line in lines if line.category not in known]
        if listed > 0:
            new_service += rounded(Fraction(service * total(strange, "list"), listed))
        elif len(strange) == len(lines):
            new_service += service
    old_paid, new_paid = rounded(total(old, "list") * price), rounded(total(new, "list") * price)
    everything = [line for lines in later for line in lines]
    return Value(
        customers=1, orders=len(bought),
        firstOrder=total(first, "paid") - total(first, "cost") - service,
        repeatPurchases=old_paid - total(old, "cost") - (service * len(later) - new_service),
        crossSell=new_paid - total(new, "cost") - new_service,
        serviceCost=service * len(later) - total(everything, "service"),
        priceSensitivity=total(everything, "paid") - old_paid - new_paid, refunds=refunded)


def order_key(lines: list[ValuedLine]) -> tuple:
    """Of the orders of the first day the smallest is the first."""
    sums = tuple(total(lines, name) for name in ("paid", "list", "cost", "service"))
    return sums, [line.key() for line in lines]


def values(orders: Orders, as_of: date, columns: Columns) -> dict[str, Value]:
    seen, scale = orders.through(as_of), orders.schema.scale
    refunds = grouped(seen.refunds)
    found = {}
    for customer, bought in seen.by_customer().items():
        days = sorted(((order.day, valued(order, columns, scale)) for order in bought),
                      key=lambda item: (item[0], order_key(item[1])))
        back = sum(order.amount for order in refunds.get(customer, []))
        found[customer] = value([lines for _, lines in days], back)
    return found


def add_referrals(found: dict[str, Value], referrers: dict[str, str], share: Fraction) -> None:
    brought: dict[str, int] = {}
    for customer, worth in found.items():
        referrer = referrers.get(customer, "")
        if referrer != customer and referrer in found:
            brought[referrer] = brought.get(referrer, 0) + worth.value()
    for customer, amount in brought.items():
        found[customer].referrals = rounded(amount * share)
