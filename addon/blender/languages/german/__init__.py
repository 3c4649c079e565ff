# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German."""

from __future__ import annotations

from . import client, composed, engine, messages, motion, objects, pictures, presets, takes

TABLE: dict[str, str] = {
    **client.TABLE,
    **composed.TABLE,
    **engine.TABLE,
    **messages.TABLE,
    **motion.TABLE,
    **objects.TABLE,
    **pictures.TABLE,
    **presets.TABLE,
    **takes.TABLE,
}
