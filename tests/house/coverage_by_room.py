# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how much of each room the tests run, as a table of Markdown, from a coverage report.

    python -m coverage run -m pytest -m "not slow"
    python -m coverage combine
    python -m coverage json -o out/coverage.json
    python -m tests.house.coverage_by_room out/coverage.json

Processes that tests start count as well. A room is a folder such as addon/client or engine/vector.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path


def table(report: Path) -> str:
    """Return the table, a line for each room, by name."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    lines: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, entry in files.items():
        parts = Path(name).as_posix().split("/")
        room = "/".join(parts[:2]) if len(parts) > 2 else parts[0]
        for counts in (lines[room], lines["all"]):
            counts[0] += entry["summary"]["covered_lines"]
            counts[1] += entry["summary"]["num_statements"]
    everything = lines.pop("all")
    rows = [*sorted(lines.items()), ("**all**", everything)]
    body = [
        f"| {room} | {count} | {100 * covered / max(1, count):.0f} % |"
        for room, (covered, count) in rows
    ]
    return "\n".join(["| room | statements | run |", "|---|---|---|", *body])


if __name__ == "__main__":
    print(table(Path(sys.argv[1])))
