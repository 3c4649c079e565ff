# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find objects: strokes grouped into the things they draw."""

from engine.geometry.grouping.find import Grouping, find_objects

__all__ = ["Grouping", "find_objects"]
