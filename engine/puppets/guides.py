# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide curves of one puppet, before anyone draws along them."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import GuideCurve, PuppetBuilder
from engine.puppets.family import Family
from engine.puppets.timing import make_beat


def guides_at_rest(family: Family, rng: np.random.Generator) -> list[GuideCurve]:
    """Return the guide curves of a puppet of a family that stands still; chance gives its form."""
    kinds = tuple(family.kinds)
    kind = kinds[int(rng.integers(len(kinds)))]
    motions = family.motions_of(kind)
    motion = motions[int(rng.integers(len(motions)))]
    beat = make_beat(rng, loop=False, amp=1.0, cycles=1, from_start=motion.once, still=True)
    puppet = PuppetBuilder(rng)
    family.build(puppet, beat, kind, motion.name)
    return puppet.guides
