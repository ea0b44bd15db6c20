"""Takes the picture of the report that the README shows: the bundled shop's, its first sections.

    python3 picture.py --command .build/release/clientele --picture Documentation/report.png
"""

import base64
import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from asking import asked
from browser_test import browser, resize, use_scheme
from pages import FIXTURE

WIDTH = 1400
# As many colours as a small file has room for.
COLOURS = 128


def main() -> None:
    known = asked(__doc__, "--picture")
    known.picture.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        subprocess.run(
            [known.command, "report", str(FIXTURE), "--zone", "Asia/Shanghai", "--as-of",
             "2026-10-31", "--ladder", "taobao", "--future", "-o", str(page)],
            check=True, stderr=subprocess.DEVNULL)
        chrome = browser()
        try:
            use_scheme(chrome, "light")
            resize(chrome, WIDTH)
            chrome.get(page.as_uri())
            end = chrome.execute_script(
                "return document.querySelector('#movement .legend').getBoundingClientRect().bottom")
            shot = chrome.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": WIDTH, "height": end + 12, "scale": 1}})
        finally:
            chrome.quit()
    image = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(known.picture, optimize=True)
    print(f"{known.picture}: {image.width} x {image.height}, {known.picture.stat().st_size} bytes")


if __name__ == "__main__":
    main()
