"""Checks the charts of `clientele report --charts-json`: each is valid by the JSON schema of
Vega-Lite 5, and Vega-Lite draws it with its data in it.

    python3 charts.py --command .build/release/clientele --pictures FOLDER
"""

import json
import tempfile
from pathlib import Path

import altair
import jsonschema
import vl_convert

from asking import asked_with_folder, finish
from pages import pages

# A specification with faults that the schema, and one that only drawing can see.
FAULTY = {"mark": "bar", "encoding": {"x": {"field": "a", "type": "quantitiv"}}}


def faults_of(name: str, specification: dict, validator, pictures: Path) -> list[str]:
    """What is wrong with one chart."""
    errors = [error.message[:300] for error in validator.iter_errors(specification)]
    if errors:
        return [f"{name}: {error}" for error in errors]
    faults = []
    if not specification["title"] or not specification["description"]:
        faults.append(f"{name}: no title or description")
    drawing = vl_convert.vegalite_to_svg(specification, vl_version="5.20")
    if specification["data"]["values"] and "<path" not in drawing:
        faults.append(f"{name}: nothing is drawn")
    for word in ["NaN", "undefined", "Infinity"]:
        if word in drawing:
            faults.append(f"{name}: {word} in the drawing")
    (pictures / f"{name}.png").write_bytes(
        vl_convert.vegalite_to_png(specification, vl_version="5.20"))
    return faults


def main() -> None:
    known = asked_with_folder(__doc__)
    schema = json.loads(
        (Path(altair.__file__).parent / "vegalite/v5/schema/vega-lite-schema.json").read_text())
    validator = jsonschema.Draft7Validator(schema)
    faults = [] if list(validator.iter_errors(FAULTY)) else ["the schema refuses nothing"]
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        for page in pages(known.command, Path(folder)):
            charts = json.loads(page.charts.read_text())
            if page.has_customers and len(charts) < 8:
                faults.append(f"{page.name}: only {len(charts)} charts")
            # A chart on the page has the same id.
            html = page.html.read_text()
            faults += [f"{page.name}: no {id} on the page" for id in charts
                       if f'id="{id}"' not in html]
            for id, specification in charts.items():
                faults += faults_of(f"{page.name}-{id}", specification, validator, known.pictures)
            count += len(charts)
    finish(f"{count} Vega-Lite charts", faults)


if __name__ == "__main__":
    main()
