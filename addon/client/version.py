# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The version of the program, and what is new in it."""

from __future__ import annotations

import re
from functools import cache

from .setup.installed import OWN_ROOT

#: What the newest version brings, a line each.
NEWS = (
    "Bones are found in the drawing: show them, and drag a joint to its place.",
    "The motion is shown while you write the sentence.",
    "Try several seeds at once, and click the one you like.",
    "Jobs have names, and wait in an order that you can change.",
)


@cache
def version() -> str:
    """Return the version of the program; "" where it isn't told."""
    try:
        text = (OWN_ROOT / "engine" / "__init__.py").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(r'__version__ = "([^"]+)"', text)
    return found[1] if found else ""
