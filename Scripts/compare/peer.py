"""The loop of a peer: loads the data once, then runs one work after the other as it is told.

    run W1 [threads]    one run, answered by {"work", "seconds", "peakBytes"}
    check W1            the answer of the last run: {"work", "checksums": {"W1": …}}

`clientele-compare` speaks the same words. What is timed is the query until its whole answer lies
in the engine's own memory; reading the data beforehand and comparing the answer are not.
"""

import json
import sys
import time
from pathlib import Path
from typing import Callable, NamedTuple

import numpy as np

from answers import checksum


class Work(NamedTuple):
    """One way to do a work."""

    # Runs the query.
    run: Callable[[], object]
    # Lets go of the answer of the run before; not timed.
    forget: Callable[[], object]
    # The rows that are compared; `None` when the answer is one that nobody else gives.
    answer: Callable[[], np.ndarray] | None


def memory(field: str) -> int:
    """A line of what Linux tells about this process' memory, in bytes; 0 elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(field)), 0)


def forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def answer(command: str, works: dict[str, Work]) -> dict:
    verb, name, *_ = command.split()
    work = works[name]
    if verb == "check":
        return {"work": name, "checksums": {name.partition(":")[0]: checksum(work.answer())}}
    work.forget()
    forget_peak()
    start = time.perf_counter()
    work.run()
    seconds = time.perf_counter() - start
    return {"work": name, "seconds": seconds, "peakBytes": memory("VmHWM")}


def serve(works: dict[str, Work], version: str) -> None:
    """Says what it can do, then does what it is told."""
    offers = {name: work.answer is not None for name, work in works.items()}
    print(json.dumps({"version": version, "works": offers, "restBytes": memory("VmRSS")}),
          flush=True)
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer(line, works)), flush=True)
