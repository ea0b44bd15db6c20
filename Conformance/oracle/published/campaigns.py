"""Intervals of Newcombe's paper (1998, Table II, method 10), and the break-evens of two textbook cases."""

from fractions import Fraction

from ..campaign import Costs, Response, newcombe
from ..retention import Rate
from .checks import Checks

NEWCOMBE = {
    (56, 70, 48, 80): "0.0524 0.3339", (9, 10, 3, 10): "0.1705 0.8090", (6, 7, 2, 7): "0.0582 0.8062",
    (5, 56, 0, 29): "-0.0381 0.1926", (0, 10, 0, 20): "-0.1611 0.2775", (0, 10, 0, 10): "-0.2775 0.2775",
    (10, 10, 0, 20): "0.6791 1.0000", (10, 10, 0, 10): "0.6075 1.0000",
}


def check(checks: Checks) -> None:
    for (first, count, second, other), interval in NEWCOMBE.items():
        checks.printed(f"Newcombe {first}/{count} and {second}/{other}",
                       newcombe(Rate(first, count), Rate(second, other)), interval)
    # Wheaton, "How to Calculate the Financial Impact of Predictive Modeling": $75 an order.
    costs = Costs(Fraction("0.5"), Fraction(90_000), Fraction("32.5"), None, 2)
    for names, orders, sales, profit in ((600_000, 12_000, 900_000, 0), (420_000, 10_020, 751_500, 25_650),
                                         (300_000, 9_420, 706_500, 66_150)):
        answer = Response(Rate(orders, names), orders, orders * 75_00)
        checks.equal(f"Wheaton: sales of {names} names", orders * 75, sales)
        earned = costs.margin(answer, 2) - costs.contact * names - costs.fixed
        checks.equal(f"Wheaton: profit of {names} names", earned, profit)
        checks.printed("Wheaton: break-even in percent", [float(costs.break_even(answer, 2) * 100)], "1.54")
    # Hughes, "Quick Profits with RFM Analysis": 554,000 names, 2.76 %, a net profit of $307,000.
    costs = Costs(Fraction("0.55"), Fraction(0), Fraction(40), None, 2)
    answer = Response(Rate(15_290, 554_000), 15_290, 0)
    checks.printed("Hughes: response in percent", [answer.rate.value() * 100], "2.76")
    earned = costs.margin(answer, 2) - costs.contact * 554_000
    checks.printed("Hughes: profit in thousands", [float(earned / 1000)], "307")
