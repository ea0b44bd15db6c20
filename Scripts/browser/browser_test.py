"""Opens reports in Chromium at the widths of a phone, a laptop and a large screen, light and dark,
and on paper: no message of the console, nothing wider than the screen, no labels on each other, no
breach of the rules of accessibility (axe, WCAG 2 A and AA, contrast among them), and the same
structure whatever names a shop uses.

    python3 browser_test.py --command .build/release/clientele --pictures FOLDER
"""

import argparse
import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WIDTHS = [390, 1280, 1920]
FIXTURE = ROOT / "Sources/ClienteleFixtures/Shop/orders.csv"
ONLINE_RETAIL = ROOT / "../shared/data/online-retail/orders.csv"

# A page with one fault of every kind: what finds nothing here would find nothing anywhere.
FAULTY = """<!doctype html><html lang="en"><head><title>faulty</title></head><body>
<main><h1>Faulty</h1><div style="width:3000px">wide</div>
<p style="color:#bbb;background:#fff">faint</p><img src="data:,">
<svg viewBox="0 0 100 20" role="img" aria-label="labels"><text x="5" y="10">one</text>
<text x="7" y="11">two</text><text x="90" y="10">outside</text></svg>
<script>console.error("said")</script></main></body></html>"""
FAULTS = ["wide on a screen", "color-contrast", "image-alt", "lies on", "leaves its chart", "said"]

HOSTILE_NAMES = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "=HYPERLINK(1)", "a" * 300,
    "\u202eright to left", "</style></svg></body>", "&amp;&lt;", "客户" * 60, "'; DROP TABLE", "%00",
]


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


def reports(command: str, folder: Path) -> dict[str, Path]:
    """The pages to look at, by name."""
    empty = folder / "empty.csv"
    empty.write_text(FIXTURE.read_text().splitlines()[0] + "\n")
    hostile = folder / "hostile.csv"
    hostile.write_text(hostile_orders())
    fixture = ["--zone", "Asia/Shanghai", "--as-of", "2026-10-31"]
    wanted = {
        "fixture": [str(FIXTURE), *fixture],
        "fixture-zh": [str(FIXTURE), *fixture, "--language", "zh"],
        "empty": [str(empty), *fixture],
        "hostile": [str(hostile), *fixture],
    }
    if ONLINE_RETAIL.exists():
        wanted["online-retail"] = [
            str(ONLINE_RETAIL), "--schema", "online-retail", "--as-of", "2011-11-30"]
    pages = {}
    for name, arguments in wanted.items():
        pages[name] = folder / f"{name}.html"
        subprocess.run(
            [command, "report", *arguments, "-o", str(pages[name])], check=True,
            stderr=subprocess.DEVNULL)
    return pages


def browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # The system's driver: without a name a driver would be looked for on the network.
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def resize(chrome: webdriver.Chrome, width: int) -> None:
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})


def use_scheme(chrome: webdriver.Chrome, scheme: str) -> None:
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def picture(chrome: webdriver.Chrome, path: Path) -> None:
    shot = chrome.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    path.write_bytes(base64.b64decode(shot["data"]))


def structure(chrome: webdriver.Chrome) -> list[str]:
    return chrome.execute_script(
        "return [...document.querySelectorAll('section, svg, table, details')]"
        ".map((e) => e.tagName + (e.id ? '#' + e.id : ''))")


def look(chrome: webdriver.Chrome, name: str, page: Path, pictures: Path) -> list[str]:
    """Everything that is wrong with a page."""
    faults = []
    # Outside of the page's own rules, or its ban on scripts would also ban the measuring.
    chrome.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    for scheme in ["light", "dark"]:
        use_scheme(chrome, scheme)
        for width in WIDTHS:
            resize(chrome, width)
            chrome.get(page.as_uri())
            place = f"{name} at {width}, {scheme}"
            faults += [f"{place}: {entry['message']}" for entry in chrome.get_log("browser")]
            chrome.execute_script(
                "document.querySelectorAll('details').forEach((each) => { each.open = true })")
            measured = chrome.execute_script((HERE / "measure.js").read_text())
            faults += [f"{place}: {fault}" for fault in measured]
            picture(chrome, pictures / f"{name}-{width}-{scheme}.png")
        axe = Axe(chrome)
        axe.inject()
        found = axe.run(options={"runOnly": ["wcag2a", "wcag2aa"]})["violations"]
        for violation in found:
            node = violation["nodes"][0]
            faults.append(
                f"{name}, {scheme}: {violation['id']}, {len(violation['nodes'])} times: "
                f"{node['html'][:120]} {node.get('failureSummary', '')[:160]}")
    paper = chrome.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(paper["data"])
    (pictures / f"{name}.pdf").write_bytes(pdf)
    if not pdf.startswith(b"%PDF"):
        faults.append(f"{name}: cannot be printed")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--command", required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    asked = parser.parse_args()
    asked.pictures.mkdir(parents=True, exist_ok=True)
    faults, structures = [], {}
    with tempfile.TemporaryDirectory() as folder:
        pages = reports(asked.command, Path(folder))
        chrome = browser()
        try:
            faulty = Path(folder) / "faulty.html"
            faulty.write_text(FAULTY)
            seen = "\n".join(look(chrome, "faulty", faulty, Path(folder)))
            faults += [f"the faulty page: {fault} was not seen"
                       for fault in FAULTS if fault not in seen]
            for name, page in pages.items():
                found = look(chrome, name, page, asked.pictures)
                structures[name] = structure(chrome)
                print(f"{name}: {'ok' if not found else f'{len(found)} faults'}")
                faults += found
        finally:
            chrome.quit()
    if structures["hostile"] != structures["fixture"]:
        faults.append("hostile names change the structure of the page")
    for fault in faults:
        print(f"  {fault}")
    print(f"{len(pages)} pages, {len(WIDTHS)} widths, light and dark: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
