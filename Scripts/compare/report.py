"""The tables of a comparison, and whether its goals are met."""

US = "Clientele"


def seconds(value: float) -> str:
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value * 1000:.0f} ms"


def mebibytes(value: float) -> str:
    return f"{value / (1 << 20):,.0f} MiB"


def table(title: str, header: list[str], rows: list[list[str]]) -> None:
    """A Markdown table."""
    widths = [max(len(row[place]) for row in [header, *rows]) for place in range(len(header))]
    print(f"\n{title}\n")
    for row in [header, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")


class Report:
    def __init__(self, measured, orders: int, threads: int):
        self._measured = measured
        self._orders = orders
        self._threads = threads
        self._missed: list[str] = []
        self._differences: list[str] = []

    def heading(self, *lines: str) -> None:
        print(*lines, sep="\n")

    # MARK: Answers

    def answers(self) -> None:
        """Who gave which answer, where there is more than one."""
        answers = self._measured.answers
        for work, givers in answers.items():
            if len(givers) > 1:
                self._differences.append(work)
                for checksum, names in givers.items():
                    print(f"{work}: {checksum} by {', '.join(names)}")
        if not self._differences:
            count = sum(len(names) for givers in answers.values() for names in givers.values())
            print(f"All {count} answers to {len(answers)} questions are equal.")

    # MARK: Goals

    def _goal(self, name: str, is_met: bool, found: str, wanted: str) -> str:
        if not is_met:
            self._missed.append(f"{name}: {found}, wanted {wanted}")
        return f"{wanted} {'✓' if is_met else '✗'}"

    def ratios(self, goals: list) -> None:
        measured = self._measured
        rows = []
        for work, theirs, wanted, title in goals:
            fastest = [measured.fastest_peer(each) for each in theirs]
            peer_seconds = sum(measured.seconds(*place) for place in fastest)
            ratio = peer_seconds / measured.seconds(US, work)
            name = fastest[0][0] if len(fastest) == 1 else "fastest of each"
            goal = self._goal(work, ratio >= wanted, f"{ratio:.1f}×", f"≥ {wanted}×")
            rows.append([work, title, seconds(measured.seconds(US, work)),
                         f"{seconds(peer_seconds)}, {name}", f"{ratio:.1f}×", goal])
        table("Against the fastest peer",
              ["work", "", US, "fastest peer", "ratio", "goal"], rows)

    def daily(self) -> None:
        ratio = self._measured.seconds(US, "W2:daily") / self._measured.seconds(US, "W2")
        goal = self._goal("W2 on 1,096 days", ratio <= 3, f"{ratio:.2f}×", "≤ 3×")
        print(f"\nStages on each of 1,096 days: {ratio:.2f}× the time of the 24; goal {goal}")

    def times(self, works: list[str]) -> None:
        measured = self._measured
        rows = [
            [work, name, way.partition(":")[2], seconds(measured.seconds(name, way)),
             seconds(measured.best(name, way)), mebibytes(measured.peak(name, way))]
            for work in [*works, "W1-W5", "W7", "cluster", "columns"]
            for name, way in measured.ways(work) if " " not in way]
        table("Every way: median, best, and the most memory of its process",
              ["work", "", "way", "median", "best", "peak"], rows)

    def scans(self, works: list[str]) -> None:
        """How near the works come to a plain sum of the same bytes, and what a thread adds."""
        measured = self._measured
        bytes_read = measured.runs[US, f"sum {self._threads}"][0]["bytes"]
        rows = []
        for work in ["sum", *works]:
            one = measured.seconds(US, f"{work} 1")
            all = measured.seconds(US, f"{work} {self._threads}")
            share = measured.seconds(US, f"sum {self._threads}") / all
            goals = ["", ""]
            if work == "scan":
                goals = [self._goal("scan", share >= 0.6, f"{share:.0%}", "≥ 60 %"),
                         self._goal("two threads", one / all >= 1.6, f"{one / all:.2f}×", "≥ 1.6×")]
            title = {"scan": "a pass that sums", "sum": "plain sum"}.get(work, work)
            rows.append([title, seconds(one), seconds(all), f"{one / all:.2f}×", goals[1],
                         f"{bytes_read / all / 1e9:.1f} GB/s", f"{share:.0%}", goals[0]])
        table("From the table: threads, and bandwidth by 12 bytes an order",
              ["work", "one thread", f"{self._threads} threads", "gain", "goal", "bandwidth",
               "of a plain sum", "goal"], rows)

    def memory(self, workers: list) -> None:
        facts = {way: self._measured.runs[US, way][0] for way in ("memory", "memory:file")}
        held = facts["memory"]["tableBytes"]
        rest = held / self._orders
        rows = [["at rest", f"{rest:.1f} bytes an order",
                 self._goal("memory at rest", rest <= 16, f"{rest:.1f} bytes", "≤ 16 bytes")]]
        for way, name in ("memory", "made from columns"), ("memory:file", "made from the file"):
            peak = facts[way]["peakAddedBytes"]
            rows.append([f"peak, {name}", f"{mebibytes(peak)}, {peak / held:.2f}× the table",
                         self._goal(f"peak, {name}", peak / held <= 2.5, f"{peak / held:.2f}×",
                                    "≤ 2.5×")])
        table("Our memory, beside what the caller holds", ["", "", "goal"], rows)
        print("\nWith the data loaded: " + ", ".join(
            f"{worker.name} {mebibytes(worker.rest_bytes)}" for worker in workers))

    def growth(self, sizes: list[int], found: dict[str, list[float]]) -> None:
        rows = []
        for work, times in found.items():
            ratio = max(times) / times[0]
            rows.append([work, *(f"{time * 1e9:.2f} ns" for time in times), f"{ratio:.2f}×",
                         self._goal(f"growth of {work}", ratio <= 1.3, f"{ratio:.2f}×", "≤ 1.3×")])
        table("Time an order", ["work", *(f"{size:,}" for size in sizes), "growth", "goal"], rows)

    # MARK: The end

    def verdict(self) -> None:
        print("\nEvery goal is met." if not self._missed else "\nGoals that are missed:")
        for line in self._missed:
            print(f"  {line}")
        if self._differences:
            print(f"Answers differ: {', '.join(self._differences)}.")

    def exit_code(self, are_goals_demanded: bool) -> int:
        return 1 if self._differences or (are_goals_demanded and self._missed) else 0
