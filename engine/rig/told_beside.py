# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes what moves an object of its own where a sentence sets something against it.

"The golf ball flies off the tee", "the fries jump out of the box".
"""

from __future__ import annotations

import numpy as np

from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import unique
from engine.language.beside_words import ToldBeside
from engine.language.text import stem
from engine.rig.nouns import creatures, left_whole
from engine.rig.part_strokes import PartStrokes
from engine.rig.parted_drawings import parted


def with_beside(drawing: PartStrokes, told: ToldBeside) -> Grouping | None:
    """Return what moves and what stays, as objects; None where they aren't drawn apart.

    Somebody is left whole: limbs lie over and in what they hold.
    """
    if left_whole(told.noun) or stem(told.stays) in creatures():
        return None
    moves = parted(drawing, told.lies)
    if moves is None:
        return None
    return Grouping(moves.astype(np.int64), tuple(unique([told.stays, told.noun])))
