# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures of a running job, as icons for the panel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy.utils.previews

_collections: list[Any] = []
MOST_KEPT = 20


def icon_of(picture: Path | None) -> int:
    """The icon of a preview picture; 0 where there is none."""
    if picture is None or not _collections or not picture.is_file():
        return 0
    shown = _collections[0]
    name = str(picture)
    if name not in shown:
        if len(shown) >= MOST_KEPT:
            shown.clear()
        shown.load(name, name, "IMAGE")
    return int(shown[name].icon_id)


def register() -> None:
    _collections.append(bpy.utils.previews.new())


def unregister() -> None:
    while _collections:
        bpy.utils.previews.remove(_collections.pop())
