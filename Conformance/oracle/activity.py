"""What happened in a window? Buyers, orders, revenue, repeat purchase rate, ARPU (METRICS.md §3)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .orders import Order, Orders
from .retention import Rate


@dataclass(frozen=True)
class Activity:
    start: date
    end: date  # exclusive
    customers: int
    orders: int
    repeat_customers: int
    revenue: int
    sales: int  # before refunds

    def repeat_rate(self) -> Rate:
        return Rate(self.repeat_customers, self.customers)

    def revenue_per_customer(self) -> Fraction | None:
        return Fraction(self.revenue, self.customers) if self.customers else None


def total(orders: list[Order]) -> int:
    return sum(order.amount for order in orders)


def activity(orders: Orders, start: date, end: date, unit: str = "orders") -> Activity:
    """Purchases in [start, end); refunds dated in it lower the revenue, whoever got them.

    The unit in which repeat customers are counted is `orders` or `purchaseDays`.
    """
    purchases = [order for order in orders.purchases if start <= order.day < end]
    refunds = [order for order in orders.refunds if start <= order.day < end]
    units = [(order.customer, order.day) for order in purchases]
    counts = Counter(customer for customer, _ in (units if unit == "orders" else set(units)))
    repeat_customers = sum(count >= 2 for count in counts.values())
    sales = total(purchases)
    return Activity(start, end, len(counts), len(purchases), repeat_customers, sales - total(refunds), sales)


def lifetime_repeat_rate(orders: Orders, start: date, end: date) -> Rate:
    """Buyers of [start, end) who have at least 2 purchases ever by the end."""
    lifetime = Counter(order.customer for order in orders.purchases if order.day < end)
    buyers = {order.customer for order in orders.purchases if start <= order.day < end}
    return Rate(sum(lifetime[customer] >= 2 for customer in buyers), len(buyers))


def next_period_repurchase(orders: Orders, start: date, middle: date, end: date) -> Rate:
    """Buyers of [start, middle) who buy again in [middle, end): 回购率."""
    buyers = {order.customer for order in orders.purchases if start <= order.day < middle}
    next_buyers = {order.customer for order in orders.purchases if middle <= order.day < end}
    return Rate(len(buyers & next_buyers), len(buyers))
