# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures of an animation: how it moves, what it does to the drawing, and what it looks like.

Only for people who judge the engine: no job uses them, so nothing here may be imported by the rooms
that make an animation.
"""
