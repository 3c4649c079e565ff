# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of a farm: a line for everything that came back, in the folder of the jobs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

LEDGER = "farm.jsonl"


@dataclass(frozen=True)
class Entry:
    """How one try of one job ended.

    Attributes:
        attempt: from 1.
        ended: "done", "failed", "cancelled", "stopped", "lost" or "withdrawn" (this try
            wasn't its fault, and counts for nothing).
        seconds: on the machine that ran it; cpu_seconds: of its process.
        waited: from sending it until it was back, seconds.
        at: when it was back, seconds since 1970.
    """

    job: str
    attempt: int
    ended: str
    machine: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    waited: float = 0.0
    at: float = 0.0
    why: str = ""


def note(root: Path, entry: Entry) -> None:
    """Append an entry. Several dispatchers may write to one ledger: a line is one write."""
    with open(root / LEDGER, "ab", buffering=0) as file:
        file.write(json.dumps(asdict(entry)).encode("ascii") + b"\n")


def entries(root: Path) -> Iterator[Entry]:
    """Yield the entries; lines that are torn or of another version are left out."""
    path = root / LEDGER
    known = {item.name for item in fields(Entry)}
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        try:
            value = json.loads(line)
            yield Entry(**{key: item for key, item in value.items() if key in known})
        except (ValueError, TypeError, AttributeError):
            continue
