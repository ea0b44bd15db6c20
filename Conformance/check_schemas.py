"""Holds the schemas in Schemas/ against the command: is each complete, right and met by every answer?

    python3 Conformance/check_schemas.py --command PATH

Asks the command about the bundled shop and about shops at the edge (nothing, one order, refunds only …),
with every option that changes the form of an answer, as JSON and as JSON Lines. Exits 1 when a schema is
not what the command prints or has changed without its version, when a command or a key has no schema, when
a schema or a key of one is met by no answer, when an answer does not fit, or a wrong one does.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Iterator

from edge_shops import QUESTIONS, SHOPS, Shop
from oracle.cases import ROOT
from schemas import VERSIONS, Draft202012Validator, Schemas, fingerprint, keys, load, mutations, name_of, properties


# Keys that no shop of the suite brings out, and why.
UNMET = {
    # A model that cannot be fitted where others can.
    "compare-models": {"reason"},
}


class Check:
    def __init__(self, command: Path) -> None:
        self.command = command
        self.schemas = Schemas()
        self.faults: list[str] = []
        self.seen: dict[str, set[str]] = defaultdict(set)
        self.answers = self.mutants = 0

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([self.command, *words], capture_output=True, encoding="utf-8", timeout=300, cwd=ROOT)

    def expect(self, is_right: bool, fault: str) -> None:
        if not is_right:
            self.faults.append(fault)
            print(f"FAIL {fault}", flush=True)

    def documents(self) -> None:
        """The folder holds what the command prints; each is a schema, and its version says what changed."""
        listed = [line.split()[0] for line in self.run("schema").stdout.splitlines()[2:]]
        self.expect(sorted(listed) == sorted(load()), "Schemas/ does not hold what 'clientele schema' lists")
        versions = json.loads(VERSIONS.read_text(encoding="utf-8")) if VERSIONS.exists() else {}
        for name in listed:
            text = self.run("schema", name).stdout
            path = VERSIONS.parent / f"{name}.json"
            self.expect(path.exists() and path.read_text(encoding="utf-8") == text,
                        f"{name}: run 'clientele schema --into Schemas'")
            document = json.loads(text)
            Draft202012Validator.check_schema(document)
            self.expect(all(key in document for key in ("title", "description")), f"{name}: no title")
            known = versions.get(document["$id"])
            self.expect(known in (None, fingerprint(document)), f"{name}: changed, and its version was not raised")
            self.expect(known is not None, f"{name}: {document['$id']} is not in versions.json (--add-versions)")

    def commands(self) -> None:
        """Every command that prints JSON has a schema, and one for its rows."""
        help_text = self.run("--help").stdout
        for command in re.findall(r"^  ([a-z][a-z-]*) {2,}\S", help_text, re.MULTILINE):
            if "--format <format>" in (words := self.run("help", command).stdout) and "jsonl" in words:
                for name in (command, f"{command}-rows"):
                    self.expect(name in self.schemas.documents, f"{name}: no schema")

    def parsed(self, words: list[str], text: str) -> Iterator[object]:
        if words[words.index("--format") + 1] == "jsonl":
            lines = text.splitlines()
            # Hundreds of customers are of one kind.
            yield from map(json.loads, lines[:100] + lines[max(100, len(lines) - 100):])
        else:
            yield json.loads(text)

    def ask(self, shop: Shop, words: list[str], has_mutants: bool) -> None:
        name = name_of(words)
        outcome = self.run(*words)
        question = f"{shop.name}: {' '.join(words)}"
        # 64 and 65: the question begins after the last day, or there is nobody to learn from.
        self.expect(outcome.returncode in ([0, 64, 65] if shop.is_edge else [0]),
                    f"{question}: exit code {outcome.returncode}: {outcome.stderr.strip()[-200:]}")
        if outcome.returncode != 0:
            return
        for place, answer in enumerate(self.parsed(words, outcome.stdout)):
            self.answers += 1
            complaint = self.schemas.complaint(name, answer)
            self.expect(not complaint, f"{question}: {complaint}")
            self.seen[name].update(keys(answer))
            if complaint or not has_mutants or place > 0:
                continue
            for change, mutant in mutations(answer):
                self.mutants += 1
                self.expect(not self.schemas.fits(name, mutant), f"{question}: fits although {change}")

    def coverage(self) -> None:
        for name, document in self.schemas.documents.items():
            self.expect(name in self.seen, f"{name}: no answer has this schema")
            missing = set(properties(document)) - self.seen[name] - UNMET.get(name, set())
            self.expect(name not in self.seen or not missing, f"{name}: never met: {', '.join(sorted(missing))}")


def add_versions() -> None:
    versions = json.loads(VERSIONS.read_text(encoding="utf-8")) if VERSIONS.exists() else {}
    versions = {document["$id"]: fingerprint(document) for document in load().values()} | versions
    VERSIONS.write_text(json.dumps(versions, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", type=Path, required=True)
    parser.add_argument("--add-versions", action="store_true", help="note versions that are new, and end")
    options = parser.parse_args()
    if options.add_versions:
        add_versions()
        return 0
    check = Check(options.command.resolve())
    check.documents()
    check.commands()
    with tempfile.TemporaryDirectory() as folder:
        for shop in SHOPS(Path(folder)):
            for question in QUESTIONS:
                for form in ("json", "jsonl"):
                    if (words := shop.words(question, form)) is not None:
                        check.ask(shop, words, has_mutants=not shop.is_edge)
    check.coverage()
    print(f"schemas: {len(check.schemas.documents)}, answers: {check.answers}, "
          f"wrong answers refused: {check.mutants}, FAIL: {len(check.faults)}")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
