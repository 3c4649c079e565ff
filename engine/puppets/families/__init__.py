# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The families of puppets, one file each.

Every file says how its family is drawn, how it moves and which words name both. What all families
share (bodies, clocks, drawing styles, captions) lives one folder above.
"""

from __future__ import annotations

from engine.puppets.families import (
    aircraft,
    ball,
    bird,
    board,
    face,
    fish,
    flag,
    glass,
    hanging,
    hopper,
    insect,
    machine,
    person,
    plant,
    quadruped,
    shape,
    snake,
    weather,
    whale,
    wheels,
)
from engine.puppets.family import Family

FAMILIES: dict[str, Family] = {
    m.FAMILY.name: m.FAMILY
    for m in (
        fish,
        flag,
        quadruped,
        bird,
        person,
        ball,
        whale,
        insect,
        snake,
        hopper,
        wheels,
        glass,
        board,
        plant,
        aircraft,
        hanging,
        shape,
        face,
        machine,
        weather,
    )
}
