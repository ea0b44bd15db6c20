"""Holds the oracle against every published number; exits 1 if one differs.

    python3 -m Conformance.oracle.verify_published [--data DIR]
"""

import argparse
import sys
from pathlib import Path

from .cases import OUTSIDE_DATA
from .published import boundaries, campaigns, cdnow, cdnow_rfm, examples, online_retail, r_rfm
from .published.checks import Checks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=OUTSIDE_DATA)
    data = parser.parse_args().data
    if not data.is_dir():
        parser.error(f"there is no data at {data}")
    checks = Checks()
    boundaries.check(checks)
    campaigns.check(checks)
    examples.check(checks, data)
    cdnow.check(checks, data)
    cdnow_rfm.check(checks, data)
    r_rfm.check(checks, data)
    online_retail.check(checks, data)
    print(f"{checks.equal_count} equal, {checks.different_count} different")
    return 1 if checks.different_count else 0


if __name__ == "__main__":
    sys.exit(main())
