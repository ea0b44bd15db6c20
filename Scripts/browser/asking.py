"""What the scripts beside this one are told on the command line, and how they say what they found."""

import argparse
import sys
from pathlib import Path


def asked(words: str, place: str) -> argparse.Namespace:
    """`--command`, and a place for pictures.

    words: what a script says of itself; its first line is what --help shows.
    place: the name of the option for the place, which is made a Path.
    """
    parser = argparse.ArgumentParser(description=words.partition("\n")[0])
    parser.add_argument("--command", required=True)
    parser.add_argument(place, type=Path, required=True)
    return parser.parse_args()


def asked_with_folder(words: str) -> argparse.Namespace:
    """`--command` and `--pictures`, a folder that is there afterwards."""
    known = asked(words, "--pictures")
    known.pictures.mkdir(parents=True, exist_ok=True)
    return known


def finish(what: str, faults: list[str]) -> None:
    """Prints the faults and what they were looked for in; fails when there are any."""
    for fault in faults:
        print(f"  {fault}")
    print(f"{what}: {len(faults)} faults")
    sys.exit(1 if faults else 0)
