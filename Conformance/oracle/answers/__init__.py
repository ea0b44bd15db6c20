"""Each command's answer, in the JSON shapes of METRICS.md §9. Options are the command's own flags."""

from collections.abc import Callable

from ..orders import Orders
from .campaigns import campaign
from .customers import lifecycle, lifecycle_rows, migration, phases, rfm, rfm_rows
from .fields import Fields, Options
from .future import clv, compare_models, forecast
from .groups import grouped
from .likely import propensity, propensity_rows
from .membership import tags, tags_rows, tiers, tiers_rows
from .returns import cohorts, gaps, reactivation, retention, second_purchase, states
from .shop import activity, concentration, inspect, pyramid
from .similar import cluster, cluster_rows
from .values import value, value_rows

JSON_ANSWERS: dict[str, Callable[[Orders, Options], Fields]] = {
    "inspect": inspect, "rfm": rfm, "lifecycle": lifecycle, "migration": migration,
    "activity": activity, "retention": retention, "reactivation": reactivation, "cohorts": cohorts,
    "second-purchase": second_purchase, "concentration": concentration, "tiers": tiers, "tags": tags,
    "campaign": campaign, "value": value, "gaps": gaps, "states": states, "pyramid": pyramid, "clv": clv,
    "phases": phases, "forecast": forecast, "propensity": propensity,
    "cluster": cluster, "compare-models": compare_models,
}
# These say for themselves what of a group is not that of a shop.
for name in JSON_ANSWERS.keys() - {"inspect", "tiers", "tags", "campaign", "value", "pyramid", "clv", "forecast", "propensity", "cluster",
                                  "compare-models"}:
    JSON_ANSWERS[name] = grouped(name, JSON_ANSWERS[name])
CSV_ANSWERS: dict[str, Callable[[Orders, Options], list[Fields]]] = {
    "rfm": rfm_rows, "lifecycle": lifecycle_rows, "tiers": tiers_rows, "tags": tags_rows, "value": value_rows,
    "propensity": propensity_rows, "cluster": cluster_rows,
}
