"""Money as whole minor units; text at both ends."""

from decimal import Decimal
from fractions import Fraction


def minor_units(text: str, scale: int) -> int:
    """`12.30` at scale 2 is 1230. More decimals than the scale are an error, never rounded."""
    value = Fraction(Decimal(text)) * 10**scale
    if value.denominator != 1:
        raise ValueError(f"{text} has more than {scale} decimals")
    return int(value)


def decimal_string(minor: Fraction | int, scale: int) -> str:
    """Minor units as a decimal string; a mean is rounded to whole minor units, halves away from 0."""
    whole = (abs(Fraction(minor)) + Fraction(1, 2)) // 1
    units, rest = divmod(whole, 10**scale)
    sign = "-" if minor < 0 and whole else ""
    return f"{sign}{units}.{rest:0{scale}d}" if scale else f"{sign}{units}"


def cut_string(minor: Fraction, scale: int) -> str:
    """A cut between amounts, with up to ten decimals more than money has."""
    text = decimal_string(minor * 10**10, scale + 10)
    return text[:-10] + text[-10:].rstrip("0")
