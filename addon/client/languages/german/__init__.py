# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: one table a room, put together here. Nothing but texts belongs here."""

from __future__ import annotations

from . import (
    beats,
    bones,
    cleaning,
    client,
    engine,
    examples,
    farm,
    files,
    jobs,
    krita,
    messages,
    models,
    motion,
    objects,
    pictures,
    poses,
    presets,
    reuse,
    rig,
    setup,
    steering,
    svg,
    takes,
)

TABLE: dict[str, str] = {
    **beats.TABLE,
    **bones.TABLE,
    **cleaning.TABLE,
    **client.TABLE,
    **engine.TABLE,
    **examples.TABLE,
    **farm.TABLE,
    **files.TABLE,
    **jobs.TABLE,
    **krita.TABLE,
    **messages.TABLE,
    **models.TABLE,
    **motion.TABLE,
    **objects.TABLE,
    **pictures.TABLE,
    **poses.TABLE,
    **presets.TABLE,
    **reuse.TABLE,
    **rig.TABLE,
    **setup.TABLE,
    **steering.TABLE,
    **svg.TABLE,
    **takes.TABLE,
}
