"""The reports that are looked at: of the bundled shop, of one whose names are hostile, of one with
nobody in it, and of Online Retail where it is there."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURE = ROOT / "Sources/ClienteleFixtures/Shop/orders.csv"
ONLINE_RETAIL = ROOT / "../shared/data/online-retail/orders.csv"

HOSTILE_NAMES = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=HYPERLINK(1)", "a" * 300,
    "\u202eright to left", "</style></svg></body>", "&amp;&lt;", "客户" * 60, "'; DROP TABLE", "%00",
]
# Tiers are what a report names by words of the shop's.
HOSTILE_LADDER = """{"tiers": ["</svg><script>alert(1)</script>",
  {"name": "%s", "netSpend": 500}, {"name": "\\"><img src=x>&amp;", "netSpend": 3000},
  {"name": "%s", "netSpend": 8000}]}""" % ("a" * 300, "客户" * 60)


@dataclass
class Page:
    name: str
    html: Path
    charts: Path
    has_customers: bool


def hostile_orders() -> str:
    """A shop like the fixture, but for its customers' and orders' names."""
    lines = FIXTURE.read_text().splitlines()
    head = lines[0].split(",")
    place = head.index("customer_id")
    rows = [lines[0]]
    for line in lines[1:]:
        cells = line.split(",")
        name = HOSTILE_NAMES[sum(cells[place].encode()) % len(HOSTILE_NAMES)] + cells[place]
        cells[place] = '"' + name.replace('"', '""') + '"'
        rows.append(",".join(cells))
    return "\n".join(rows) + "\n"


def pages(command: str, folder: Path) -> list[Page]:
    """Writes the reports."""
    empty = folder / "empty.csv"
    empty.write_text(FIXTURE.read_text().splitlines()[0] + "\n")
    hostile = folder / "hostile.csv"
    hostile.write_text(hostile_orders())
    ladder = folder / "ladder.json"
    ladder.write_text(HOSTILE_LADDER)
    fixture = ["--zone", "Asia/Shanghai", "--as-of", "2026-10-31", "--future"]
    taobao = ["--ladder", "taobao"]
    wanted = {
        "fixture": [str(FIXTURE), *fixture, *taobao],
        "fixture-zh": [str(FIXTURE), *fixture, *taobao, "--language", "zh"],
        # In the middle of a month, where cells of cohorts are not complete, and without extras.
        "fixture-plain": [str(FIXTURE), "--zone", "Asia/Shanghai", "--as-of", "2026-10-17"],
        "empty": [str(empty), *fixture],
        "hostile": [str(hostile), *fixture, "--ladder", str(ladder)],
    }
    if ONLINE_RETAIL.exists():
        wanted["online-retail"] = [
            str(ONLINE_RETAIL), "--schema", "online-retail", "--as-of", "2011-11-30", "--future",
            *taobao]
    written = []
    for name, arguments in wanted.items():
        page = Page(name, folder / f"{name}.html", folder / f"{name}.json", name != "empty")
        subprocess.run(
            [command, "report", *arguments, "-o", str(page.html), "--charts-json",
             str(page.charts)], check=True, stderr=subprocess.DEVNULL)
        written.append(page)
    return written
