"""What the answers share: options read, days, money and rates written."""

from datetime import date
from fractions import Fraction
from typing import Any

from ..money import decimal_string
from ..orders import Orders
from ..retention import Rate

Options = dict[str, str]
Fields = dict[str, Any]


def day(text: str) -> date:
    return date.fromisoformat(text)


def as_of(orders: Orders, options: Options) -> date:
    """A, by default the last order day in the file."""
    return day(options["as-of"]) if "as-of" in options else orders.last_day()


def observed_through(orders: Orders, options: Options) -> date:
    """E, by default A."""
    return day(options["observed-through"]) if "observed-through" in options else as_of(orders, options)


def money(orders: Orders, minor: Fraction | int) -> str:
    return decimal_string(minor, orders.schema.scale)


def rate_fields(rate: Rate) -> Fields:
    low, high = rate.interval()
    return {"rate": rate.value(), "low": low, "high": high, "state": rate.state}
