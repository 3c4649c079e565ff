# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling whether a drawing is still the one that was looked at before."""

from __future__ import annotations

import hashlib

from ...contract.drawing import COLUMNS, Drawing


def fingerprint(drawing: Drawing) -> str:
    """Return a text that two drawings share where lines, objects and canvas are the same.

    What a host notes of a drawing, like the frame it is from, doesn't count.
    """
    digest = hashlib.sha1(usedforsecurity=False)
    digest.update(repr((drawing.canvas, drawing.object_names)).encode("utf-8", "replace"))
    for name in COLUMNS:
        digest.update(getattr(drawing, name).data.cast("B"))
    return digest.hexdigest()
