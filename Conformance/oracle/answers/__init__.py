"""Each command's answer, in the JSON shapes of METRICS.md §9. Options are the command's own flags."""

from collections.abc import Callable

from ..orders import Orders
from .campaigns import campaign
from .customers import lifecycle, lifecycle_rows, migration, rfm, rfm_rows
from .fields import Fields, Options
from .future import clv
from .membership import tags, tags_rows, tiers, tiers_rows
from .returns import cohorts, reactivation, retention, second_purchase
from .shop import activity, concentration, inspect
from .values import value, value_rows

JSON_ANSWERS: dict[str, Callable[[Orders, Options], Fields]] = {
    "inspect": inspect, "rfm": rfm, "lifecycle": lifecycle, "migration": migration,
    "activity": activity, "retention": retention, "reactivation": reactivation, "cohorts": cohorts,
    "second-purchase": second_purchase, "concentration": concentration, "tiers": tiers, "tags": tags,
    "campaign": campaign, "value": value, "clv": clv,
}
CSV_ANSWERS: dict[str, Callable[[Orders, Options], list[Fields]]] = {
    "rfm": rfm_rows, "lifecycle": lifecycle_rows, "tiers": tiers_rows, "tags": tags_rows, "value": value_rows,
}
