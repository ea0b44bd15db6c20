"""Shops, and questions that bring out every form of every answer. Nothing here knows what is right."""

from dataclasses import dataclass
from pathlib import Path

from oracle.cases import ROOT


@dataclass(frozen=True)
class Shop:
    name: str
    file: Path
    flags: tuple[str, ...]
    places: dict[str, str]
    """What stands for the days, lists and files in braces."""
    is_edge: bool = True

    def words(self, question: str, form: str) -> list[str]:
        command, *options = question.format(**self.places).split()
        # One reads no orders, the other all of them.
        flags = [flag for flag in self.flags if command != "inspect" or flag not in ("--as-of", self.flags[-1])]
        shop = [] if command == "segments" else [str(self.file), *flags]
        return [command, *shop, *options, "--format", form]


HEADER = "customer_id,date,amount,channel,region"
EDGES = {
    "nothing": [],
    "one order": ["a,2024-01-31,5.00,web,north"],
    "only refunds": ["a,2024-01-15,-5.00,web,north", "b,2024-02-29,-0.01,,"],
    "refunds first": [
        "a,2024-01-01,-9.00,web,north", "a,2024-02-01,5.00,web,north", "a,2024-02-01,-7.00,app,south",
        "b,2024-01-15,-1.00,,", "b,2024-03-31,1.00,web,"],
    "zero amounts": ["a,2024-01-31,0,web,north", "a,2024-02-01,0,app,", "b,2024-02-10,0.00,,"],
    "all equal": [f"{name},2024-{month}-10,1.00,web,north" for name in "abcd" for month in ("01", "02")],
    "one customer": [f"a,2024-02-{day:02},1.00,web,north" for day in range(1, 29)],
    "nobody yet": ["a,2030-01-01,1.00,web,north", "b,2030-02-01,1.00,app,south"],
}
TAGS = '[{"name": "twice", "when": {"orders": {"atLeast": 2}}}]'


def SHOPS(folder: Path) -> list[Shop]:
    for name, text in {"all.txt": "a\nb\nc\n", "rest.txt": "d\nstranger\n", "tags.json": TAGS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    visits = folder / "visits.csv"
    visits.write_text("customer_id,visits\nu0001,3\nu0002,0\nu0004,1.5\n", encoding="utf-8")
    shops = [Shop(
        "shop", ROOT / "Sources/ClienteleFixtures/Shop/orders.csv",
        ("--schema", "plain", "--zone", "Asia/Shanghai", "--as-of", "2026-10-31"),
        {"early": "2026-03-31", "start": "2026-08-01", "cohort": "2025-11-11", "tag": "老客",
         "targets": "Conformance/lists/asked.txt", "control": "Conformance/lists/alone.txt",
         "tags": "Conformance/rules/tags.json", "columns": str(visits), "tier": "VIP", "model": "bg-nbd.json"},
        is_edge=False)]
    for name, rows in EDGES.items():
        file = folder / f"{name.replace(' ', '-')}.csv"
        file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        day = ("--as-of", "2024-03-31")
        shops.append(Shop(
            name, file, day,
            {"early": "2024-01-31", "start": "2024-02-05", "cohort": "2024-01-31", "tag": "twice",
             "targets": str(folder / "all.txt"), "control": str(folder / "rest.txt"),
             "tags": str(folder / "tags.json"), "columns": str(visits), "tier": "VIP", "model": "bg-nbd.json"}))
    return shops


# A command, and options; files, schemas and --as-of are the shop's.
QUESTIONS = """
lifecycle
lifecycle --every month --from {early}
lifecycle --by channel --smallest-group 2
lifecycle --by region:customer --members silent
states --every month
states --every week --by stage --smallest-group 40
migration --from {early}
migration --from {early} --by segment --smallest-group 5
phases
phases --from {early}
phases --from {early} --by channel --smallest-group 3
phases --members decline
pyramid
pyramid --from {early} --span 12m
pyramid --by channel --smallest-group 3
pyramid --from {early} --by tier
rfm
rfm --since {early}
rfm --since {early} --every month --weights 100,10,1 --by channel --smallest-group 2
rfm --nested
rfm --scale k-means --monetary median
rfm --scale mean --map eight-types
rfm --scale r-compatible --map r-0.3
rfm --members 555
segments
segments --map r-0.2
segments --map eight-types
cluster
cluster --clusters 4 --smallest-group 100
cluster --clusters 2-3 --logarithms r,f,m --members 1
tiers
tiers --since {early} --smallest-group 5
tiers --every month --from {early}
tiers --changes
tiers --members {tier}
tags --tags {tags}
tags --tags {tags} --overlap --smallest-group 4
retention
retention --cohort {cohort} --within 1,30,400 --on 7,500
retention --within 30 --by rfm --smallest-group 10
retention --cohort {cohort} --members within:30
reactivation --start {start} --horizon 30
reactivation --start {start} --horizon 400 --by phase --smallest-group 40
reactivation --start {start} --horizon 30 --members wake
cohorts
cohorts --every quarter --by channel --smallest-group 5
second-purchase --days 60
second-purchase --days 40 --purchase 3 --by pyramid --smallest-group 5
gaps
gaps --by stage --smallest-group 40
campaign --targets {targets} --unknown-ids count --start {start} --horizon 20
campaign --targets {targets} --control {control} --unknown-ids count --start {start} --horizon 20 --contact-cost 1 --margin 0.3
campaign --targets {targets} --control {control} --unknown-ids count --start {start} --horizon 20 --by stage --smallest-group 3 --contact-cost 1 --margin-per-response 20
campaign --targets {targets} --unknown-ids count --start {start} --horizon 20 --by tag:{tag} --tags {tags}
campaign --targets {targets} --unknown-ids count --start {start} --horizon 20 --members responders
propensity --days 30
propensity --days 60 --columns {columns} --missing zero
propensity --days 30 --best 0.2
activity --from {early}
activity --every month
activity --every quarter --by channel --smallest-group 12
activity --from {early} --members repeatCustomers
concentration
concentration --by region:customer --smallest-group 3
value
value --category channel --by cohort:quarter --smallest-group 3
clv
clv --intervals --covariate region
clv --model Conformance/rules/{model} --horizon forever --discount 0.15
clv --model pareto-nbd --calibration-end {early} --margin 0.3
clv --model bg-bb --every month
clv --model bg-bb --horizon forever --discount 0.1
compare-models --calibration-end {early} --models nbd,mbg-nbd
forecast --periods 3
forecast --periods 2 --by region:customer --smallest-group 60
""".strip().splitlines()
QUESTIONS.append("inspect")
# Everyone without the tag is in no group.
QUESTIONS += [
    f"{question} --by tag:{{tag}} --tags {{tags}}" for question in (
        "activity", "cohorts", "concentration", "gaps", "lifecycle", "phases", "pyramid", "retention", "rfm",
        "second-purchase --days 5", "states", "value", "migration --from {early}",
        "reactivation --start {start} --horizon 9")]
