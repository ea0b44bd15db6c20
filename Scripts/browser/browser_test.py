"""Opens reports in Chromium at the widths of a phone, a tablet, a laptop and a large screen, light and
dark, and on paper: no message of the console, nothing wider than the screen or the sheet, no labels
on each other, no breach of the rules of accessibility (axe, WCAG 2 A and AA, contrast among them), no
fault of the HTML, no link that leads nowhere, and the same structure whatever names a shop uses.

    python3 browser_test.py --command .build/release/clientele --pictures FOLDER
"""

import base64
import shutil
import tempfile
from pathlib import Path

import html5lib
from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from asking import asked_with_folder, finish
from pages import pages

HERE = Path(__file__).resolve().parent
WIDTHS = [390, 700, 1280, 1920]
# A4 less the margins of the style sheet, in CSS pixels.
PAPER_WIDTH = round((210 - 28) / 25.4 * 96)

# A page with one fault of every kind: what finds nothing here would find nothing anywhere.
FAULTY = """<!doctype html><html lang="en"><head><title>faulty</title></head><body>
<main><h1>Faulty</h1><div style="width:3000px">wide</div>
<p style="color:#bbb;background:#fff">faint</p><img src="data:,">
<svg viewBox="0 0 100 20" role="img" aria-label="labels"><text x="5" y="10">one</text>
<text x="7" y="11">two</text><text x="90" y="10">outside</text></svg>
<p id="a">first</p><p id="a">second</b></p><a href="#nowhere">lost</a>
<script>console.error("said")</script></main></body></html>"""
FAULTS = [
    "wide on a screen", "color-contrast", "image-alt", "lies on", "leaves its chart", "said",
    "on paper", "not valid", "two elements are called a", "leads nowhere",
]


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


def markup_faults(page: Path) -> list[str]:
    """What an HTML parser finds wrong."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page.read_text())
    faults = [f"not valid: {code} at line {place[0]}" for place, code, _ in parser.errors]
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    faults += [f"two elements are called {id}" for id in set(ids) if ids.count(id) > 1]
    targets = {each.get("href") for each in tree.iter("a")}
    return faults + [f"{target} leads nowhere" for target in targets if target[1:] not in ids]


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
    faults += [f"{name}: {fault}" for fault in markup_faults(page)]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    resize(chrome, PAPER_WIDTH)
    wide = chrome.execute_script(
        "return [...document.querySelectorAll('table, svg, p, h1, h2, .cards')]"
        ".filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map((e) => `${e.tagName} ${e.textContent.slice(0, 40)}`)")
    wide += chrome.execute_script(
        "const root = document.documentElement;"
        "return root.scrollWidth > innerWidth + 1 ? [`the page, ${root.scrollWidth}`] : []")
    faults += [f"{name}: wider than the sheet on paper: {each}" for each in wide]
    paper = chrome.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(paper["data"])
    (pictures / f"{name}.pdf").write_bytes(pdf)
    if not pdf.startswith(b"%PDF"):
        faults.append(f"{name}: cannot be printed")
    return faults


def main() -> None:
    known = asked_with_folder(__doc__)
    faults, structures = [], {}
    with tempfile.TemporaryDirectory() as folder:
        written = pages(known.command, Path(folder))
        chrome = browser()
        try:
            faulty = Path(folder) / "faulty.html"
            faulty.write_text(FAULTY)
            seen = "\n".join(look(chrome, "faulty", faulty, Path(folder)))
            faults += [f"the faulty page: {fault} was not seen"
                       for fault in FAULTS if fault not in seen]
            for page in written:
                found = look(chrome, page.name, page.html, known.pictures)
                structures[page.name] = structure(chrome)
                size = page.html.stat().st_size
                if size >= 600_000:
                    found.append(f"{page.name}: {size} bytes are too many")
                print(f"{page.name}: {'ok' if not found else f'{len(found)} faults'}")
                faults += found
        finally:
            chrome.quit()
    if structures["hostile"] != structures["fixture"]:
        faults.append("hostile names change the structure of the page")
    finish(f"{len(written)} pages, {len(WIDTHS)} widths, light and dark", faults)


if __name__ == "__main__":
    main()
