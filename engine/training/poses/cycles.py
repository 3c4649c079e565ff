# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cycles that ship: key poses of the program's own puppets."""

from __future__ import annotations

from pathlib import Path

from engine.poses.cycles import FOLDER, SUFFIX, Cycle
from engine.training.poses.pictures import draw_form
from engine.training.poses.subjects import SUBJECTS

_SEED = 7  # of forms that no training uses
_SIDE = 128
#: Which form of the seed is shown; chosen by looking at the first six.
_CHOSEN = {"bird": 4, "horse": 4, "person": 1}


def puppet_cycle(subject: str) -> Cycle:
    """Return the cycle of a subject."""
    known = SUBJECTS[subject]
    ink, _ = draw_form(subject, _SIDE, _SEED, _CHOSEN[subject])
    return Cycle(known.cycle, subject, ink, known.frames, "Sketch Motion authors", "CC0-1.0")


def write_cycles(folder: Path = FOLDER) -> list[Path]:
    """Write the cycles of all subjects and return their files."""
    paths = []
    for subject in SUBJECTS:
        cycle = puppet_cycle(subject)
        paths.append(folder / f"{cycle.name}{SUFFIX}")
        cycle.write(paths[-1])
    return paths
