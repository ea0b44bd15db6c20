"""The programs that are compared, each in a process of its own that stays: in turn they are told to
run a work once, so that all of them meet the same moments of the machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE.parent.parent / "Benchmarks/.build/release/clientele-compare"
PEERS = ["duckdb", "polars", "chdb"]


class Worker:
    def __init__(self, name: str, command: list, folder: Path, threads: int):
        self.name = name
        self._process = subprocess.Popen(
            [*map(str, command), str(folder), str(threads)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        greeting = self._read()
        self.version: str = greeting["version"]
        # Every work it can do; whether its answer is one that others give, too.
        self.works: dict[str, bool] = greeting["works"]
        self.rest_bytes: int = greeting["restBytes"]

    def _read(self) -> dict:
        line = self._process.stdout.readline()
        answer = json.loads(line) if line else {"error": "it ended"}
        if "error" in answer:
            sys.exit(f"{self.name}: {answer['error']}")
        return answer

    def tell(self, *words: object) -> dict:
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return self._read()

    def variants(self, work: str) -> list[str]:
        """The ways it has of doing a work: `W2`, `W2:packed`."""
        return [name for name in self.works if name.partition(":")[0] == work]

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


def bind(threads: int) -> None:
    """All programs share the same processors, as many as each may have threads."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def ours(folder: Path, threads: int) -> Worker:
    return Worker("Clientele", [OURS], folder, threads)


def peer(name: str, folder: Path, threads: int) -> Worker:
    return Worker(name, [sys.executable, HERE / f"{name}_peer.py"], folder, threads)
