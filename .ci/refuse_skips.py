"""Fail when a JUnit report shows a skipped client test, or a test skipped because tmux is missing: in CI both are there."""

import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator


def refused(report: str) -> Iterator[str]:
    for case in ET.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if skip is None or skip.get("type") == "pytest.xfail":
            continue
        reason = skip.get("message", "")
        # A module that is skipped as a whole has its name in `name` and an empty classname.
        where = f"{case.get('classname', '')}::{case.get('name', '')}"
        if "tests.clients" in where or "tmux" in reason.lower():
            yield f"{where}: {reason}"


if __name__ == "__main__":
    found = list(refused(sys.argv[1]))
    if found:
        sys.exit("Error: skipped, but must run in CI:\n" + "\n".join(f"  {line}" for line in found))
