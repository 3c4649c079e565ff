# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motions that people would call by one verb, or can't tell apart in a small line drawing."""

from __future__ import annotations

from collections.abc import Iterable

GROUPS: tuple[tuple[str, ...], ...] = (
    ("still", "rest", "be"),
    ("walk", "trot", "waddle"),
    ("run", "jog", "gallop"),
    ("fly", "flap", "flutter", "hover"),
    ("jump", "hop", "bounce", "leap"),
    ("sway", "swing", "tick", "wobble"),
    ("eat", "graze", "peck", "drink", "chew"),
    ("slither", "crawl"),
    ("roll", "drive", "pedal"),
    ("dance", "jacks"),
    ("float", "drift"),
    ("up", "rise", "launch"),
    ("grow", "approach"),
    ("shrink", "away", "off"),
    ("ride", "sail", "trick"),
    ("flow", "ripple", "surge"),
    ("billow", "blow"),
    ("smile", "laugh"),
)
_GROUP_OF = {motion: group for group in GROUPS for motion in group}


def same_verb(motion: str) -> tuple[str, ...]:
    """Return the motions that count as `motion`, itself among them."""
    return _GROUP_OF.get(motion, (motion,))


def groups_of(motions: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the groups that `motions` fall into, each once, in order."""
    return list(dict.fromkeys(same_verb(motion) for motion in motions))
