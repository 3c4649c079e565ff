# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sketch Motion in Blender: the only package that imports bpy, and only from `register` on.

Nothing here computes motion: that is the engine's, which `addon.client` starts and talks to.
"""

from __future__ import annotations


def register() -> None:
    """Register the add-on; Blender calls this when it is enabled."""
    from . import registration

    registration.register()


def unregister() -> None:
    """Unregister the add-on; Blender calls this when it is disabled."""
    from . import registration

    registration.unregister()
