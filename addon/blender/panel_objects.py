# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part "Objects": which strokes move together."""

from __future__ import annotations

from typing import Any

CLASSES: tuple[Any, ...] = ()
