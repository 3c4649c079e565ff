# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all campaigns share: numbered cases, a time limit, and a state file to go on from."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from addon.contract.files import write_bytes_atomic

MOST_FINDINGS = 200  # that the state file lists; more are only counted
SAVE_EVERY_S = 5.0


@dataclass(frozen=True)
class CaseResult:
    """What became of one case.

    Attributes:
        kind: What was tried: "svg", "engine killed".
        outcome: What came of it in one word: "refused", "resumed".
        finding: What went wrong; "" where all was right.
    """

    kind: str
    outcome: str
    finding: str = ""


class Campaign(Protocol):
    """A kind of trouble, case by case. A case depends on its number and the seed alone."""

    def case(self, number: int, chance: random.Random) -> CaseResult: ...
    def close(self) -> None: ...


@dataclass
class State:
    """How far a campaign is; kept in a file.

    Attributes:
        next: Number of the next case.
        seconds: By the clock, over all runs.
        counts: How often each outcome came, by kind.
    """

    campaign: str
    seed: int
    next: int = 0
    seconds: float = 0.0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    findings: list[dict[str, object]] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path | None, campaign: str, seed: int) -> State:
        """Return the state in a file, or a new one; raises ValueError for another campaign's."""
        if path is None or not path.is_file():
            return cls(campaign, seed)
        state = cls(**json.loads(path.read_text(encoding="utf-8")))
        if (state.campaign, state.seed) != (campaign, seed):
            raise ValueError(f"{path} is of {state.campaign} with seed {state.seed}")
        return state

    def write(self, path: Path | None) -> None:
        """Write the state, whole or not at all."""
        if path is not None:
            write_bytes_atomic(path, json.dumps(asdict(self), indent=1).encode(), durable=False)

    def add(self, result: CaseResult) -> None:
        """Count a case."""
        counts = self.counts.setdefault(result.kind, {})
        outcome = "FOUND" if result.finding else result.outcome
        counts[outcome] = counts.get(outcome, 0) + 1
        if result.finding and len(self.findings) < MOST_FINDINGS:
            found: dict[str, object] = {"case": self.next, "kind": result.kind}
            self.findings.append({**found, "finding": result.finding})
        self.next += 1

    @property
    def failures(self) -> int:
        """How many cases went wrong."""
        return sum(counts.get("FOUND", 0) for counts in self.counts.values())

    def summary(self) -> str:
        """Return the counts, one line a kind."""
        lines = [
            f"{self.campaign}: {self.next} cases, seed {self.seed}, {self.seconds:.0f} s, "
            f"{self.failures} found"
        ]
        for kind, counts in sorted(self.counts.items()):
            told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
            lines.append(f"  {kind}: {told}")
        unique = Counter(f"{item['kind']}: {item['finding']}" for item in self.findings)
        lines += [f"  {count} x {text}" for text, count in unique.most_common(40)]
        return "\n".join(lines)


def run(
    campaign: Campaign,
    state: State,
    *,
    cases: int,
    seconds: float,
    file: Path | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> State:
    """Run cases until there were `cases` in all or the time is over; `state` is changed."""
    started, before = clock(), state.seconds
    saved = started
    while state.next < cases and clock() - started < seconds:
        chance = random.Random(f"{state.campaign}/{state.seed}/{state.next}")
        state.add(campaign.case(state.next, chance))
        state.seconds = before + clock() - started
        if clock() - saved > SAVE_EVERY_S:
            saved = clock()
            state.write(file)
    state.write(file)
    return state
