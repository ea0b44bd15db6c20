"""Writes expected.json: what scikit-learn and statsmodels make of the bundled shop and of CDNOW.

    pip install scikit-learn==1.9.1 statsmodels==0.15.0
    python3 Tests/Oracles/learning/make.py [folder with cdnow/orders.csv]

Features are computed here from the order files, without a line of Clientele.
"""

import csv
import datetime
import json
import math
import pathlib
import sys

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (brier_score_loss, calinski_harabasz_score, log_loss, roc_auc_score,
                             silhouette_samples, silhouette_score)

HERE = pathlib.Path(__file__).parent
SHOP = HERE / "../../../Sources/ClienteleFixtures/Shop/orders.csv"
EPOCH = datetime.date(1970, 1, 1)

STANDARD = ["purchaseDays", "repeatBuyer", "daysSinceLastOrder", "daysSinceFirstOrder",
            "gapsSinceLastOrder", "averageOrderValue", "ordersInLast30Days",
            "ordersInLast90Days", "ordersInLast365Days"]
FEW = ["purchaseDays", "daysSinceLastOrder", "daysSinceFirstOrder", "averageOrderValue"]


def number(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def shop():
    with open(SHOP, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return grouped((row[1], number(row[2][:10]), round(float(row[3]) * 100)) for row in rows)


def cdnow(folder):
    with open(pathlib.Path(folder) / "cdnow/orders.csv", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return grouped((int(row[0]), number(f"{row[1][:4]}-{row[1][4:6]}-{row[1][6:]}"),
                    round(float(row[3]) * 100)) for row in rows)


def grouped(rows):
    customers = {}
    for customer, day, amount in rows:
        customers.setdefault(customer, []).append((day, amount))
    return [sorted(customers[key]) for key in sorted(customers)]


def features(history, as_of, counts_zero):
    seen = [(day, amount) for day, amount in history if day <= as_of]
    bought = [(d, a) for d, a in seen if a > 0 or (counts_zero and a == 0)]
    if not bought:
        return None
    days = sorted({d for d, _ in bought})
    gap = (days[-1] - days[0]) / (len(days) - 1) if len(days) > 1 else 0
    since = as_of - days[-1]
    net = sum(a for _, a in seen) / 100
    recent = lambda span: sum(1 for d, _ in bought if as_of - d < span)
    return {
        "orders": len(bought), "purchaseDays": len(days), "repeatBuyer": float(len(days) > 1),
        "daysSinceLastOrder": since, "daysSinceFirstOrder": as_of - days[0],
        "averageGapDays": gap, "gapsSinceLastOrder": since / gap if gap > 0 else 0,
        "netSpend": net, "averageOrderValue": net / len(bought),
        "largestOrder": max(a for _, a in bought) / 100, "ordersInLast30Days": recent(30),
        "ordersInLast90Days": recent(90), "ordersInLast365Days": recent(365),
        "refunds": sum(1 for _, a in seen if a < 0),
    }


def table(histories, as_of, days, names, counts_zero):
    rows, outcomes = [], []
    for history in histories:
        row = features(history, as_of, counts_zero)
        if row is None:
            continue
        rows.append([row[n] if n == "repeatBuyer" else math.copysign(math.log1p(abs(row[n])), row[n])
                     for n in names])
        outcomes.append(any(as_of < d <= as_of + days and (a > 0 or (counts_zero and a == 0))
                            for d, a in history))
    return np.array(rows), np.array(outcomes, dtype=int)


def delong(scores, outcomes):
    """DeLong's interval straight from the placement values of every pair."""
    buyers, others = scores[outcomes == 1], scores[outcomes == 0]
    order = np.sort(others)
    v10 = (np.searchsorted(order, buyers, "left") + np.searchsorted(order, buyers, "right")) \
        / 2 / len(others)
    order = np.sort(buyers)
    v01 = 1 - (np.searchsorted(order, others, "left") + np.searchsorted(order, others, "right")) \
        / 2 / len(buyers)
    error = math.sqrt(v10.var(ddof=1) / len(buyers) + v01.var(ddof=1) / len(others))
    auc = v10.mean()
    return [auc - 1.959963984540054 * error, auc + 1.959963984540054 * error]


def propensity(histories, fit_day, judge_day, days, penalty, names, counts_zero=False):
    x, y = table(histories, number(fit_day), days, names, counts_zero)
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    z = (x - mean) / deviation
    case = {"fittedAsOf": fit_day, "judgedAsOf": judge_day, "days": days, "penalty": penalty,
            "features": names, "customers": len(y), "buyers": int(y.sum())}
    if penalty == 0:
        fit = sm.Logit(y, sm.add_constant(z)).fit(method="newton", maxiter=100, tol=1e-14, disp=0)
        intercept, coefficients = fit.params[0], fit.params[1:]
        case |= {"standardErrors": list(fit.bse), "logLikelihood": fit.llf,
                 "nullLogLikelihood": fit.llnull,
                 "perUnit": list(sm.Logit(y, sm.add_constant(x)).fit(
                     method="newton", maxiter=100, tol=1e-14, disp=0).params[1:])}
    else:
        fit = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-13,
                                 max_iter=1000).fit(z, y)
        intercept, coefficients = fit.intercept_[0], fit.coef_[0]
    case |= {"intercept": intercept, "coefficients": list(coefficients)}
    x, y = table(histories, number(judge_day), days, names, counts_zero)
    chances = 1 / (1 + np.exp(-(intercept + (x - mean) / deviation @ coefficients)))
    case |= {"judgedCustomers": len(y), "judgedBuyers": int(y.sum()),
             "auc": roc_auc_score(y, chances), "aucInterval": delong(chances, y),
             "logLoss": log_loss(y, chances), "brier": brier_score_loss(y, chances),
             "firstProbabilities": list(chances[:20])}
    return case


def clusters(histories, as_of, names, logs, k, counts_zero=False, silhouettes=True):
    rows = [features(h, number(as_of), counts_zero) for h in histories]
    rows = [row for row in rows if row]
    x = np.array([[math.copysign(math.log1p(abs(r[n])), r[n]) if n in logs else r[n]
                   for n in names] for r in rows])
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    # From a start that anyone can repeat: k rows, evenly spread.
    start = z[[i * len(z) // k for i in range(k)]]
    lloyd = KMeans(k, init=start, n_init=1, tol=0, max_iter=1000, algorithm="lloyd").fit(z)
    best = KMeans(k, n_init=50, tol=0, max_iter=1000, random_state=1).fit(z)
    case = {"asOf": as_of, "features": names, "logarithms": logs, "k": k, "customers": len(z),
            "mean": list(x.mean(axis=0)), "deviation": list(x.std(axis=0)),
            "lloydInertia": lloyd.inertia_, "lloydCentres": lloyd.cluster_centers_.tolist(),
            "lloydSizes": np.bincount(lloyd.labels_).tolist(), "bestInertia": best.inertia_,
            "bestSizes": sorted(np.bincount(best.labels_).tolist()),
            "calinskiHarabasz": calinski_harabasz_score(z, lloyd.labels_)}
    if silhouettes:
        each = silhouette_samples(z, lloyd.labels_)
        case |= {"silhouette": silhouette_score(z, lloyd.labels_),
                 "silhouettes": [each[lloyd.labels_ == c].mean() for c in range(k)],
                 "bestSilhouette": silhouette_score(z, best.labels_)}
    return case


RFM = ["daysSinceLastOrder", "orders", "netSpend"]
LOGS = ["orders", "netSpend"]


def main():
    tea = shop()
    cases = {
        "versions": {"scikit-learn": sklearn.__version__, "statsmodels": statsmodels.__version__,
                     "numpy": np.__version__},
        "shop": {
            "propensity": [
                propensity(tea, "2026-05-04", "2026-08-02", 90, 0, FEW),
                propensity(tea, "2026-05-04", "2026-08-02", 90, 1, STANDARD),
                propensity(tea, "2025-10-31", "2026-04-30", 180, 0, STANDARD),
                propensity(tea, "2026-08-01", "2026-08-31", 30, 25, STANDARD)],
            "clusters": [clusters(tea, "2026-10-31", RFM, LOGS, k) for k in (2, 3, 5, 8)]
            + [clusters(tea, "2025-06-30", RFM, [], 4)],
        },
    }
    if len(sys.argv) > 1:
        cd = cdnow(sys.argv[1])
        cases["cdnow"] = {
            "propensity": [
                propensity(cd, "1998-01-01", "1998-04-01", 90, penalty, FEW, True)
                for penalty in (0, 1)]
            + [propensity(cd, "1997-09-30", "1998-03-31", 91, 1, STANDARD[:-1], True)],
            "clusters": [clusters(cd, "1998-06-30", RFM, LOGS, 5, True, False)],
        }
    text = json.dumps(cases, indent=1, default=float)
    (HERE / "expected.json").write_text(text + "\n")


main()
