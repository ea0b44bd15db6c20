"""The schemas of the command's answers: which one an answer has, and whether it fits.

Needs jsonschema (requirements.txt); `make conformance` has it in an environment of its own.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Iterator

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
except ImportError as error:
    raise SystemExit("jsonschema is missing: run 'make conformance', or install Conformance/requirements.txt") from error

from oracle.cases import ROOT

FOLDER = ROOT / "Schemas"
VERSIONS = FOLDER / "versions.json"


def name_of(words: list[str]) -> str:
    """The schema of the answer to the words after `clientele`, the command first."""
    command = words[0]
    flags = dict(zip(words, words[1:] + [""]))
    if "--members" in flags or "--best" in flags:
        name = "members"
    elif command == "tiers" and "--changes" in flags:
        name = "tiers-changes"
    elif command == "clv" and flags.get("--model") == "bg-bb":
        name = "clv-bg-bb"
    else:
        name = command
    return name + ("-rows" if flags.get("--format") == "jsonl" else "")


def load() -> dict[str, Any]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(FOLDER.glob("*.json")) if path != VERSIONS}


class Schemas:
    def __init__(self) -> None:
        self.documents = load()
        self.validators = {name: Draft202012Validator(document) for name, document in self.documents.items()}

    def complaint(self, name: str, answer: object) -> str:
        """What is wrong with an answer, in a line; empty when it fits."""
        if name not in self.validators:
            return f"there is no schema {name}"
        worst = best_match(self.validators[name].iter_errors(answer))
        if worst is None:
            return ""
        return f"schema {name}: {worst.json_path}: {worst.message}"[:300]

    def fits(self, name: str, answer: object) -> bool:
        return self.validators[name].is_valid(answer)


def properties(schema: object) -> Iterator[str]:
    """Every key that a schema has words for."""
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ():
            if value is not False:
                yield key
        for value in schema.values():
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def keys(answer: object) -> Iterator[str]:
    """Every key of an answer."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield key
            yield from keys(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from keys(value)


def fingerprint(schema: object) -> str:
    """A number for what a schema allows, whatever its words and version."""
    def bare(value: object, are_names: bool = False) -> object:
        if isinstance(value, dict):
            return {key: bare(inner, key in ("properties", "$defs") and not are_names)
                    for key, inner in value.items()
                    if are_names or key not in ("title", "description", "$id")}
        return [bare(inner) for inner in value] if isinstance(value, list) else value
    text = json.dumps(bare(schema), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def mutations(answer: Any, place: str = "$") -> Iterator[tuple[str, Any]]:
    """The answer with one thing wrong, again and again: of a list only the first element is changed."""
    strange = {"strange": [None]}
    if isinstance(answer, dict):
        if place == "$" or answer:
            yield f"{place} with a strange key", {**answer, "strange-key": strange}
        for key, value in answer.items():
            yield f"{place}.{key} strange", {**answer, key: strange}
            for words, mutant in mutations(value, f"{place}.{key}"):
                yield words, {**answer, key: mutant}
    elif isinstance(answer, list) and answer:
        yield f"{place}[0] strange", [strange, *answer[1:]]
        for words, mutant in mutations(answer[0], f"{place}[0]"):
            yield words, [mutant, *answer[1:]]
    elif isinstance(answer, list):
        yield f"{place} with a strange element", [strange]
