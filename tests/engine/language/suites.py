# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suites of sentences with what they say, from files of blocks that blank lines part."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from addon.contract.beats import SentenceBeat

_HERE = Path(__file__).parent / "suites"
_SAID = ("mood", "direction", "edge", "target", "part", "distance", "unit", "count", "per_second")


@dataclass(frozen=True)
class Example:
    """A sentence and what it says.

    Attributes:
        objects: names of the drawing's objects.
        beats: each as `short` writes it, its words in any order.
        noted: a word that has to be told as unknown, or that another verb stands in for.
        refused: word and kind of each refusal.
    """

    sentence: str
    objects: tuple[str, ...]
    beats: tuple[str, ...]
    language: str = "en"
    noted: str = ""
    refused: tuple[str, ...] = ()

    @property
    def first_object(self) -> str:
        """Name of the first object."""
        return self.objects[0]


def short(beat: SentenceBeat) -> str:
    """Return "order who action field=value ..." of a beat, and its pace and size in words."""
    words = [str(beat.order), beat.who or "-", beat.action]
    words += [f"{name}={getattr(beat, name)}" for name in _SAID if getattr(beat, name)]
    words += ["fast"] * (beat.speed > 1.15) + ["slow"] * (beat.speed < 0.85)
    words += ["small"] * (beat.amplitude < 0.85) + ["big"] * (beat.amplitude > 1.15)
    words += ["on"] * beat.keeps_on + [f"for={beat.read_for}"] * bool(beat.read_for)
    return " ".join(words)


def suite(name: str) -> list[Example]:
    """Return the examples of a file of `suites`."""
    text = (_HERE / f"{name}.txt").read_text(encoding="utf-8")
    blocks = [block.strip().splitlines() for block in text.split("\n\n")]
    return [_example(block) for block in blocks if not block[0].startswith("#")]


def _example(lines: list[str]) -> Example:
    sentence, *rest = lines
    told = dict(line.split(": ", 1) for line in rest if ": " in line)
    return Example(
        sentence,
        tuple(told["objects"].split()),
        tuple(line for line in rest if ": " not in line),
        told.get("language", "en"),
        told.get("noted", ""),
        tuple(part.strip() for part in told.get("refused", "").split(",") if part),
    )
