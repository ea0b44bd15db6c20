"""What others say about time zones, for Clientele to be compared with.

    zones.py files DIRECTORY        Python's zoneinfo on a directory of compiled zones
    zones.py footers SEED COUNT     the C library on made-up rules for later years

Output, one record a line (numbers are seconds and days since 1970-01-01):

    zone NAME...                    what follows holds for these names, whose files are equal
    file FOOTER HEX                 what follows holds for these bytes
    i INSTANT OFFSET DAY            the offset and the local day at an instant
    l DAY SECOND 0 INSTANT 0        a local time that the clocks showed once,
    l DAY SECOND 1 EARLIER LATER    twice,
    l DAY SECOND 2 JUMP 0           never, because they were set forward over it,
    l DAY SECOND 3 0 0              or never, because they were set forward over the whole day

Transitions are found here by reading the tables' instants and by bisection after their end; all
offsets and days come from zoneinfo or the C library. zoneinfo is not asked about made-up rules:
in Python 3.11 it takes the dates "n" and "J59" for the day before and the day after.
"""

import os
import random
import struct
import sys
import time
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NAIVE_EPOCH = datetime(1970, 1, 1)
SECOND = timedelta(seconds=1)
DAY = 86_400


def at(year):
    return (date(year, 1, 1).toordinal() - date(1970, 1, 1).toordinal()) * DAY


EARLIEST, LATEST = at(2), at(9998)


def zoneinfo_offset(zone):
    return lambda instant: (EPOCH + instant * SECOND).astimezone(zone).utcoffset() // SECOND


def c_library_offset(footer):
    os.environ["TZ"] = footer
    time.tzset()
    return lambda instant: time.localtime(instant).tm_gmtoff


def table_transitions(data):
    """The instants in the last data block of a TZif file."""
    header, size, code = data[:44], 4, "i"
    start = 44
    if header[4]:
        utc, std, leaps, times, types, chars = struct.unpack(">6I", header[20:44])
        start += times * 5 + types * 6 + chars + leaps * 8 + std + utc
        header, size, code = data[start : start + 44], 8, "q"
        start += 44
    count = struct.unpack(">I", header[32:36])[0]
    return list(struct.unpack(f">{count}{code}", data[start : start + count * size]))


def found_transitions(offset, first, last, step):
    """The instants at which the offset changes, by bisection between instants a step apart."""
    found = []
    for low in range(first, last, step):
        high = min(low + step, last)
        before = offset(low)
        if before == offset(high):
            continue
        while high - low > 1:
            middle = (low + high) // 2
            if offset(middle) == before:
                low = middle
            else:
                high = middle
        found.append(high)
    return found


def around(transitions):
    return (t + d for t in transitions for d in (-1, 0, 1))


def put_instants(zone, instants, out):
    for instant in instants:
        local = (EPOCH + instant * SECOND).astimezone(zone)
        day = local.toordinal() - EPOCH.toordinal()
        out.write(f"i {instant} {local.utcoffset() // SECOND} {day}\n")


def showings(zone, wall):
    """Zero, one or two instants at which the clocks showed a local time (PEP 495)."""
    local = NAIVE_EPOCH + wall * SECOND
    instants = set()
    for fold in (0, 1):
        aware = local.replace(tzinfo=zone, fold=fold)
        instant = (aware - EPOCH) // SECOND
        back = (EPOCH + instant * SECOND).astimezone(zone)
        if back.replace(tzinfo=None, fold=0) == local:
            instants.add(instant)
    return sorted(instants)


def put_locals(zone, transitions, out):
    """Local times at the edges, in the middle and a second outside of every gap and fold."""
    offset = zoneinfo_offset(zone)
    for instant in transitions:
        edges = sorted(instant + offset(moment) for moment in (instant - 1, instant))
        middle = sum(edges) // 2
        for wall in {edges[0] - 1, edges[0], middle, edges[1] - 1, edges[1]}:
            day, second = divmod(wall, DAY)
            shown = showings(zone, wall)
            if len(shown) == 2:
                answer = f"1 {shown[0]} {shown[1]}"
            elif len(shown) == 1:
                answer = f"0 {shown[0]} 0"
            elif showings(zone, day * DAY) or showings(zone, day * DAY + DAY - 1):
                answer = f"2 {instant} 0"
            else:
                answer = "3 0 0"
            out.write(f"l {day} {second} {answer}\n")


def put_files(directory, out):
    reset_tzpath(to=[directory])
    by_bytes = {}
    # The first two are not names of a place; zoneinfo lists them on some systems.
    for name in sorted(available_timezones() - {"localtime", "posixrules", "Factory"}):
        path = os.path.join(directory, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                by_bytes.setdefault(file.read(), []).append(name)
    for data, names in by_bytes.items():
        zone = ZoneInfo(names[0])
        out.write(f"zone {' '.join(names)}\n")
        table = [t for t in table_transitions(data) if EARLIEST < t < LATEST]
        end = max([at(1970)] + table) + 1
        later = [(end, at(2038)), (at(2100), at(2101)), (at(2399), at(2402))]
        for first, last in later:
            table += found_transitions(zoneinfo_offset(zone), first, last, 7 * DAY)
        put_instants(zone, around(table), out)
        put_locals(zone, table, out)
        put_instants(zone, range(at(1970) + 12_345, at(2040), 90 * DAY), out)


def random_footer(source):
    def clock(seconds):
        sign = "-" if seconds < 0 else source.choice(["", "+"])
        hours, rest = divmod(abs(seconds), 3600)
        minutes, seconds = divmod(rest, 60)
        text = f"{sign}{hours}" + (f":{minutes:02}" if minutes or seconds else "")
        return text + (f":{seconds:02}" if seconds else "")

    def name():
        return source.choice(["<+03>", "<-0330>", "<A1b>", "XST", "Summer"])

    def moment(first, last):
        """A date well inside the year: the C library asks only the rules of the same year."""
        day = source.randint(first, last)
        month = date.fromordinal(date(2023, 1, 1).toordinal() + day).month
        weekday = f"M{month}.{source.randint(1, 5)}.{source.randint(0, 6)}"
        text = source.choice([f"J{day}", f"{day}", weekday])
        if source.random() < 0.7:
            seconds = source.randint(-167 * 3600, 167 * 3600)
            text += "/" + clock(source.choice([seconds, seconds // 3600 * 3600]))
        return text

    standard = source.randint(-14 * 4, 14 * 4) * 900 + source.choice([0, 0, 0, 17])
    daylight = standard + source.choice([-3600, 1200, 1800, 3600, 3600, 7200])
    text = name() + clock(-standard)
    if source.random() < 0.1:
        return text, standard
    text += name()
    if daylight != standard + 3600 or source.random() < 0.5:
        text += clock(-daylight)
    dates = [moment(50, 150), moment(190, 320)]
    if source.random() < 0.4:
        dates.reverse()
    return f"{text},{dates[0]},{dates[1]}", standard


def put_footers(seed, count, out):
    source = random.Random(seed)
    for _ in range(count):
        footer, standard = random_footer(source)
        header = b"TZif3" + bytes(15) + struct.pack(">6I", 0, 0, 0, 0, 1, 4)
        block = struct.pack(">iBB", standard, 0, 0) + b"XST\0"
        data = 2 * (header + block) + b"\n" + footer.encode() + b"\n"
        out.write(f"file {footer} {data.hex()}\n")
        offset = c_library_offset(footer)
        transitions = []
        for year in (1896, 1970, 2023, 2024, 2100):
            transitions += found_transitions(offset, at(year) + 30 * DAY, at(year + 1), 3 * DAY)
        for instant in around(transitions):
            seconds = offset(instant)
            out.write(f"i {instant} {seconds} {(instant + seconds) // DAY}\n")


if __name__ == "__main__":
    if sys.argv[1] == "files":
        put_files(sys.argv[2], sys.stdout)
    else:
        put_footers(int(sys.argv[2]), int(sys.argv[3]), sys.stdout)
