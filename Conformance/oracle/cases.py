"""The data sets and the questions asked of them. One line per case: name, command, options."""

from dataclasses import dataclass, replace
from pathlib import Path

from .orders import Orders, read
from .schemas import SCHEMAS, Schema

ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "Conformance" / "expected"
RULES = ROOT / "Conformance" / "rules"
OUTSIDE_DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Case:
    name: str
    command: str
    options: dict[str, str]

    @property
    def format(self) -> str:
        return self.options.get("format", "json")

    def arguments(self) -> list[str]:
        """The words for the command: rules are files, and a flag without a value stands alone."""
        words = []
        for name, value in {"format": "json", **self.options}.items():
            words.append(f"--{name}")
            if value:
                words.append(str(RULES / value) if value.endswith(".json") else value)
        return words


@dataclass(frozen=True)
class DataSet:
    name: str
    file: str
    schema: Schema
    flags: tuple[str, ...]
    zone: str = "UTC"
    is_ours: bool = False

    def path(self, data: Path) -> Path:
        return (ROOT if self.is_ours else data) / self.file

    def orders(self, data: Path) -> Orders:
        return read(self.path(data), self.schema, self.zone)

    def cases(self) -> list[Case]:
        return [parse(line) for line in CASES[self.name].strip().splitlines()]

    def expected(self, case: Case) -> Path:
        return EXPECTED / self.name / f"{case.name}.{case.format}"


def parse(line: str) -> Case:
    name, command, *words = line.split()
    options, flag = {}, ""
    for word in words:
        if word.startswith("--"):
            flag = word.removeprefix("--")
            options[flag] = ""
        else:
            options[flag] = word
    return Case(name, command, options)


DATA_SETS = [
    DataSet("shop", "Sources/ClienteleFixtures/Shop/orders.csv",
            replace(SCHEMAS["plain"], order_dimensions=("category", "channel", "coupon"),
                    customer_dimensions=("region",)),
            ("--schema", "plain", "--zone", "Asia/Shanghai"), zone="Asia/Shanghai", is_ours=True),
    DataSet("lines", "Conformance/lines/orders.csv", replace(SCHEMAS["plain"], repeats_are_dropped=False),
            ("--records", "lines"), is_ours=True),
    DataSet("cdnow", "cdnow/orders.csv", SCHEMAS["cdnow"], ("--schema", "cdnow")),
    DataSet("cdnow-sample", "cdnow/sample.csv", replace(SCHEMAS["cdnow"], customer="master_id"),
            ("--schema", "cdnow", "--customer", "master_id")),
    DataSet("rfm", "rfm/orders.csv", replace(SCHEMAS["plain"], order=None, amount="revenue"),
            ("--customer", "customer_id", "--date", "order_date", "--amount", "revenue")),
    DataSet("online-retail", "online-retail/orders.csv", SCHEMAS["online-retail"],
            ("--schema", "online-retail")),
]


def data_set(name: str) -> DataSet:
    return next(data_set for data_set in DATA_SETS if data_set.name == name)


CASES = {
    "shop": """
inspect inspect
rfm rfm --as-of 2026-10-31
rfm-2025-11-11 rfm --as-of 2025-11-11
rfm-customers rfm --as-of 2026-10-31 --format csv
rfm-mean rfm --as-of 2026-10-31 --monetary mean
rfm-mean-customers rfm --as-of 2026-10-31 --monetary mean --format csv
rfm-median-customers rfm --as-of 2026-10-31 --monetary median --format csv
rfm-max-customers rfm --as-of 2026-10-31 --monetary max --format csv
rfm-nested rfm --nested --as-of 2026-10-31
rfm-nested-customers rfm --nested --as-of 2025-12-31 --format csv
rfm-k-means rfm --scale k-means --as-of 2026-10-31
rfm-k-means-customers rfm --scale k-means --monetary mean --as-of 2026-10-31 --format csv
rfm-weights rfm --weights 100,10,1 --as-of 2026-10-31 --format csv
rfm-weights-fractions rfm --weights 0.5,0.25,2 --as-of 2026-10-31 --format csv
rfm-since rfm --since 2026-03-31 --as-of 2026-10-31
rfm-since-customers rfm --since 2026-03-31 --as-of 2026-10-31 --format csv
rfm-since-monthly rfm --since 2025-03-31 --every month --as-of 2026-10-31 --format csv
rfm-since-weekly rfm --since 2026-08-05 --every week --as-of 2026-10-31 --format csv
lifecycle lifecycle --as-of 2026-10-31
lifecycle-customers lifecycle --as-of 2026-10-31 --format csv
lifecycle-month-ends lifecycle --every month --from 2023-10-31 --through 2026-10-31
lifecycle-six-months lifecycle --as-of 2026-10-31 --boundaries 6m,12m,24m
migration migration --from 2026-04-30 --to 2026-10-31
migration-from-nothing migration --from 2023-10-31 --to 2024-11-10
activity-months activity --every month --from 2023-10-01 --through 2026-10-31
activity-days activity --every day --from 2025-11-09 --through 2025-11-13
activity-quarters activity --every quarter --from 2025-10-01 --through 2026-09-30
retention-11-11 retention --cohort 2025-11-11 --within 1,7,30,90,354,355 --on 7,30,354,355 --observed-through 2026-10-31
reactivation reactivation --start 2026-08-01 --horizon 92 --as-of 2026-10-31
cohorts cohorts --every month --as-of 2026-10-31
second-purchase second-purchase --days 365 --as-of 2026-10-31
third-purchase second-purchase --purchase 3 --days 400 --as-of 2026-10-31
fifth-purchase second-purchase --purchase 5 --days 120 --observed-through 2025-12-31
activity-weeks activity --every week --from 2026-06-01 --through 2026-10-25 --as-of 2026-10-31
concentration concentration --as-of 2026-10-31
tiers tiers --as-of 2026-10-31
tiers-customers tiers --as-of 2026-10-31 --format csv
tiers-moved tiers --as-of 2026-10-31 --since 2026-03-31
tiers-moved-customers tiers --as-of 2026-10-31 --since 2026-03-31 --ladder stages.json --format csv
tiers-month-ends tiers --every month --from 2023-11-30 --as-of 2026-10-31 --ladder rolling-400-days.json
tiers-points tiers --changes --as-of 2026-10-31 --ladder points-at-once.json --format csv
tiers-one-step tiers --changes --as-of 2026-10-31 --ladder one-step-a-year.json --format csv
tiers-anniversary tiers --changes --as-of 2026-10-31 --ladder anniversary-with-grace.json --format csv
tiers-term tiers --changes --as-of 2026-10-31 --ladder term-with-claw-back.json --format csv
tiers-stages tiers --changes --as-of 2026-10-31 --ladder stages.json --format csv
tags tags --tags tags.json --overlap --as-of 2026-10-31
tags-customers tags --tags tags.json --as-of 2025-11-11 --format csv
tags-of-orders tags --tags tags-of-the-shop.json --overlap --as-of 2026-10-31
tags-of-orders-customers tags --tags tags-of-the-shop.json --as-of 2026-10-31 --format csv
campaign campaign --targets Conformance/lists/asked.txt --start 2026-08-01 --horizon 30 --as-of 2026-10-31
campaign-control campaign --targets Conformance/lists/asked.txt --control Conformance/lists/alone.txt --start 2026-08-01 --horizon 30 --by stage --smallest-group 5 --as-of 2026-10-31
campaign-profit campaign --targets Conformance/lists/asked.txt --control Conformance/lists/alone.txt --start 2025-11-05 --horizon 10 --by segment --contact-cost 1.5 --fixed-cost 200 --margin 0.3 --unknown-ids count --as-of 2026-10-31
campaign-cells campaign --targets Conformance/lists/asked.txt --start 2025-06-01 --horizon 60 --by rfm --contact-cost 1.255 --margin-per-response 12.5 --as-of 2026-10-31
campaign-cohorts campaign --targets Conformance/lists/asked.txt --control Conformance/lists/alone.txt --start 2026-10-20 --horizon 30 --by cohort:quarter --as-of 2026-10-31
campaign-regions campaign --targets Conformance/lists/asked.txt --start 2026-08-01 --horizon 30 --by region:customer --as-of 2026-10-31
campaign-channels campaign --targets Conformance/lists/asked.txt --start 2026-08-01 --horizon 30 --by channel --as-of 2026-10-31
lifecycle-regions lifecycle --by region:customer --as-of 2026-10-31
lifecycle-cohorts lifecycle --every quarter --from 2025-10-31 --through 2026-10-31 --by cohort:quarter --smallest-group 20
lifecycle-tiers lifecycle --by tier --ladder rolling-400-days.json --as-of 2026-10-31
lifecycle-tags lifecycle --by tag:老客 --tags tags.json --as-of 2026-10-31
migration-segments migration --from 2026-04-30 --to 2026-10-31 --by segment
activity-channels activity --every month --from 2026-01-01 --through 2026-10-31 --by channel --as-of 2026-10-31
activity-coupons activity --from 2025-11-01 --through 2025-11-30 --by coupon --smallest-group 12 --as-of 2026-10-31
activity-stages activity --every quarter --from 2026-01-01 --through 2026-09-30 --by stage --grouped-as-of 2025-12-31 --as-of 2026-10-31
retention-stages retention --cohort 2025-11-11 --within 30,90 --on 30 --by stage --observed-through 2026-10-31
reactivation-segments reactivation --start 2026-08-01 --horizon 92 --by segment --as-of 2026-10-31
reactivation-first-channels reactivation --start 2026-08-01 --horizon 92 --by channel --as-of 2026-10-31
cohorts-categories cohorts --every month --by category --as-of 2026-10-31
second-purchase-channels second-purchase --days 365 --by channel --smallest-group 20 --as-of 2026-10-31
rfm-regions rfm --by region:customer --smallest-group 30 --as-of 2026-10-31
rfm-tiers rfm --by tier --as-of 2026-10-31
concentration-regions concentration --by region:customer --as-of 2026-10-31
gaps gaps --as-of 2026-10-31
gaps-stages gaps --by stage --as-of 2026-10-31
states states --every month --from 2025-01-01 --as-of 2026-10-31
states-channels states --every month --from 2026-01-01 --by channel --as-of 2026-10-31
pyramid pyramid --as-of 2026-10-31
phases phases --from 2026-04-30 --as-of 2026-10-31
phases-months phases --period 1m --periods 7 --tolerance 0.1 --few 1 --from 2025-10-31 --as-of 2026-10-31
phases-channels phases --by channel --smallest-group 20 --as-of 2026-10-31
value value --category category --by stage --as-of 2026-10-31
value-plain value --as-of 2025-12-31
value-customers value --category category --format csv --as-of 2026-10-31
clv-bg clv --model bg-nbd.json --horizon 39 --as-of 2026-10-31
clv-mbg clv --model mbg-nbd.json --horizon 52 --discount 0.15 --as-of 2026-10-31
clv-pareto clv --model pareto-nbd.json --horizon 26 --calibration-end 2026-04-30 --as-of 2026-10-31
clv-nbd clv --model nbd.json --horizon 10 --as-of 2026-10-31
clv-fit-bg clv --model bg-nbd --calibration-end 2026-04-30 --as-of 2026-10-31
clv-fit-mbg clv --model mbg-nbd --unit month --as-of 2026-10-31
clv-fit-pareto clv --model pareto-nbd --calibration-end 2026-04-30 --as-of 2026-10-31
clv-fit-nbd clv --model nbd --unit day --as-of 2026-10-31
compare-models compare-models --calibration-end 2026-04-30 --models nbd,bg-nbd,mbg-nbd,pareto-nbd --as-of 2026-10-31
compare-models-months compare-models --calibration-end 2025-10-31,2026-03-31 --holdout 6 --unit month --models bg-nbd,mbg-nbd --as-of 2026-10-31
cluster cluster --clusters 2-4 --starts 200 --as-of 2026-10-31
cluster-customers cluster --clusters 4 --as-of 2026-10-31 --format csv
cluster-mean cluster --clusters 3 --monetary mean --logarithms r,f,m --as-of 2025-12-31
cluster-plain cluster --clusters 3 --logarithms none --as-of 2026-10-31
propensity propensity --days 90 --as-of 2026-10-31
propensity-30 propensity --days 30 --penalty 0.25 --capture 0.8 --fit-as-of 2026-03-31 --judge-as-of 2026-06-30 --as-of 2026-10-31
propensity-features propensity --days 60 --features orders,averageGapDays,netSpend,largestOrder,refunds --as-of 2026-10-31
propensity-customers propensity --days 90 --as-of 2026-10-31 --format csv
forecast-bg forecast --model bg-nbd.json --periods 6 --as-of 2026-10-31
forecast-mbg forecast --model mbg-nbd.json --every week --periods 5 --by region:customer --smallest-group 20 --as-of 2026-10-31
forecast-pareto forecast --model pareto-nbd.json --every quarter --periods 4 --calibration-end 2026-04-30 --as-of 2026-10-31
forecast-nbd forecast --model nbd.json --every year --periods 1 --by cohort:year --as-of 2026-10-31
""",
    "lines": """
inspect inspect
value value --category category --list-price list --cost cost --service-cost shipping --empty-measures zero --referrer referrer --as-of 2026-05-31
value-by-cohort value --category category --discount discount --cost cost --service-cost shipping --empty-measures zero --by cohort:quarter --as-of 2026-05-31
value-no-prices value --category category --cost cost --service-cost support --empty-measures zero --referrer referrer --referral-share 0.25 --as-of 2025-12-31
value-no-category value --list-price list --service-cost shipping --empty-measures zero --as-of 2026-05-31
value-no-service value --category category --list-price list --cost cost --by referrer:customer --as-of 2026-05-31
value-customers value --category category --list-price list --cost cost --service-cost shipping --empty-measures zero --referrer referrer --format csv --as-of 2026-05-31
""",
    "cdnow": """
phases phases --from 1997-12-31 --as-of 1998-06-30
inspect inspect
rfm-1998-07-01 rfm --as-of 1998-07-01
rfm-mean rfm --as-of 1998-06-30 --monetary mean
rfm-r-0.3 rfm --as-of 1998-07-01 --scale r-compatible --map r-0.3
rfm-since rfm --since 1997-12-31 --as-of 1998-06-30
lifecycle-1997-03-31 lifecycle --as-of 1997-03-31
lifecycle-1997-12-31 lifecycle --as-of 1997-12-31
lifecycle-1998-03-31 lifecycle --as-of 1998-03-31
lifecycle-1998-05-30 lifecycle --as-of 1998-05-30
lifecycle-1998-06-30 lifecycle --as-of 1998-06-30
lifecycle-month-ends lifecycle --every month --from 1997-01-31 --through 1998-06-30
lifecycle-days-spans lifecycle --as-of 1998-06-30 --boundaries 30d,90d,360d
migration migration --from 1998-03-31 --to 1998-06-30
migration-cohort migration --from 1997-02-28 --to 1997-12-31
activity-months activity --every month --from 1997-01-01 --through 1998-06-30
activity activity --from 1998-04-01 --through 1998-06-30
retention retention --cohort 1997-01-15 --within 1,7,30,90,180 --on 1,7,30,90,180 --observed-through 1998-06-30
retention-unripe retention --cohort 1998-06-10 --within 1,7,20,21,60 --on 20,21 --observed-through 1998-06-30
reactivation-30 reactivation --start 1998-04-01 --horizon 30 --as-of 1998-06-30
reactivation-60 reactivation --start 1998-04-01 --horizon 60 --as-of 1998-06-30
reactivation-90 reactivation --start 1998-04-01 --horizon 90 --as-of 1998-06-30
cohorts cohorts --every month --as-of 1998-06-30
second-purchase second-purchase --days 365 --as-of 1998-06-30
third-purchase second-purchase --purchase 3 --days 365 --as-of 1998-06-30
concentration concentration --as-of 1998-06-30
""",
    "cdnow-sample": """
inspect inspect
rfm rfm --as-of 1998-06-30
rfm-max rfm --as-of 1998-06-30 --monetary max
rfm-nested-customers rfm --nested --as-of 1998-06-30 --format csv
rfm-since-monthly rfm --since 1997-03-31 --every month --as-of 1998-06-30 --format csv
rfm-weights rfm --weights 3,2,1 --as-of 1998-06-30 --format csv
rfm-median rfm --as-of 1998-06-30 --monetary median
lifecycle lifecycle --as-of 1998-06-30
second-purchase second-purchase --days 365 --as-of 1998-06-30
tiers-month-ends tiers --every month --from 1997-01-31 --as-of 1998-06-30 --ladder anniversary-with-grace.json
tags tags --tags tags.json --overlap --as-of 1998-06-30
clv-bg clv --model bg-nbd.json --horizon 39 --as-of 1998-06-30
clv-mbg clv --model mbg-nbd.json --horizon 52 --discount 0.15 --as-of 1998-06-30
clv-pareto clv --model pareto-nbd.json --horizon 26 --calibration-end 1997-09-30 --as-of 1998-06-30
clv-nbd clv --model nbd.json --horizon 10 --as-of 1998-06-30
clv-fit-bg clv --model bg-nbd --calibration-end 1997-09-30 --as-of 1998-06-30
compare-models compare-models --calibration-end 1997-09-30 --models bg-nbd,mbg-nbd --as-of 1998-06-30
propensity propensity --days 90 --features purchaseDays,daysSinceLastOrder --as-of 1998-06-30
forecast-bg forecast --model bg-nbd.json --periods 3 --calibration-end 1997-09-30 --as-of 1998-06-30
forecast-pareto forecast --model pareto-nbd.json --periods 2 --every quarter --as-of 1998-06-30
clv-fit-mbg clv --model mbg-nbd --unit month --as-of 1998-06-30
clv-fit-nbd clv --model nbd --unit day --as-of 1998-06-30
""",
    "rfm": """
inspect inspect
rfm rfm --as-of 2006-12-31
rfm-r-0.3 rfm --as-of 2006-12-31 --scale r-compatible --map r-0.3
rfm-r-0.2 rfm --as-of 2006-12-31 --scale r-compatible --map r-0.2
rfm-r-customers rfm --as-of 2006-12-31 --scale r-compatible --map r-0.3 --format csv
rfm-k-means-customers rfm --scale k-means --as-of 2006-12-31 --format csv
cluster cluster --clusters 3-4 --starts 200 --as-of 2006-12-31
rfm-nested rfm --nested --as-of 2006-12-31
lifecycle lifecycle --as-of 2006-12-31
concentration concentration --as-of 2006-12-31
""",
    "online-retail": """
phases phases --from 2011-06-30 --as-of 2011-11-30
inspect inspect
rfm rfm --as-of 2011-12-10
rfm-mean rfm --as-of 2011-12-10 --monetary mean
rfm-nested rfm --nested --as-of 2011-12-10
rfm-since rfm --since 2011-06-30 --as-of 2011-12-10
lifecycle lifecycle --as-of 2011-12-09
lifecycle-2011-11-30 lifecycle --as-of 2011-11-30
migration migration --from 2011-08-31 --to 2011-11-30
activity-months activity --every month --from 2010-12-01 --through 2011-11-30
activity activity --from 2011-09-01 --through 2011-11-30
retention retention --cohort 2010-12-01 --within 1,7,30,90,180 --on 1,7,30 --observed-through 2011-12-09
reactivation reactivation --start 2011-09-01 --horizon 91 --as-of 2011-12-09
cohorts cohorts --every month --as-of 2011-12-09
second-purchase second-purchase --days 365 --as-of 2011-12-09
fourth-purchase second-purchase --purchase 4 --days 200 --as-of 2011-12-09
concentration concentration --as-of 2011-12-09
tiers-claw-back tiers --every month --from 2010-12-31 --as-of 2011-12-09 --ladder term-with-claw-back.json
tiers-points tiers --every month --from 2010-12-31 --as-of 2011-05-31 --ladder points-with-parts.json
tags tags --tags tags.json --overlap --as-of 2011-12-09
""",
}
