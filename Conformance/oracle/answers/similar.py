"""Customers alike: cluster."""

from fractions import Fraction
from math import fsum

from ..clusters import Clusters, Point, calinski_harabasz, k_means, silhouettes, standardised
from ..orders import Orders
from ..rfm import Values, values
from .fields import Fields, Options, as_of, money


def taken(points: list[Point], options: Options) -> tuple[list[tuple[Clusters, list[float]]], int]:
    """All divisions that are tried, and the place of the one with the best mean silhouette."""
    first, _, last = options.get("clusters", "2-8").partition("-")
    tries = [k_means(points, count) for count in range(int(first), int(last or first) + 1)]
    judged = [(clusters, silhouettes(points, clusters)) for clusters in tries]
    return judged, max(range(len(judged)), key=lambda place: fsum(judged[place][1]))


def shop_of(orders: Orders, options: Options) -> tuple[dict[str, Values], list[Point]]:
    customers = dict(sorted(values(orders, as_of(orders, options), options.get("monetary", "sum")).items()))
    return customers, standardised(list(customers.values()), orders.schema.scale, "" if options.get("logarithms") == "none" else options.get("logarithms", "f,m"))


def cluster(orders: Orders, options: Options) -> Fields:
    customers, points = shop_of(orders, options)
    tries, best = taken(points, options)
    clusters, shapes = tries[best]
    rows = []
    for place, centre in enumerate(clusters.centres):
        members = [value for value, own in zip(customers.values(), clusters.places) if own == place]
        count, bought = len(members), sum(value.frequency for value in members)
        revenue = sum(value.revenue for value in members)
        rows.append({
            "cluster": place + 1, "customers": count, "orders": bought, "revenue": money(orders, revenue),
            "averageOrderValue": money(orders, Fraction(revenue, bought)),
            "meanDaysSinceLastOrder": sum(value.days_since_last_order for value in members) / count,
            "meanFrequency": bought / count, "revenuePerCustomer": money(orders, Fraction(revenue, count)),
            "silhouette": fsum(shape for shape, own in zip(shapes, clusters.places) if own == place) / count,
            "centre": list(centre)})
    return {
        "asOf": str(as_of(orders, options)), "silhouetteCustomers": len(points),
        "choices": [
            {"clusters": len(found.centres), "inertia": found.inertia, "silhouette": fsum(own) / len(points),
             "calinskiHarabasz": calinski_harabasz(points, found)} for found, own in tries],
        "clusters": rows}


def cluster_rows(orders: Orders, options: Options) -> list[Fields]:
    customers, points = shop_of(orders, options)
    tries, best = taken(points, options)
    return [{"customer_id": id, "days_since_last_order": value.days_since_last_order, "frequency": value.frequency,
             "monetary": money(orders, value.monetary), "cluster": place + 1}
            for (id, value), place in zip(customers.items(), tries[best][0].places)]
