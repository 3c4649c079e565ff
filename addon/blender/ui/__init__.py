# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Panels, menus, operators and overlays: what the artist sees and presses.

Nothing is decided here: each part shows a state, or starts one thing of `jobs`, `objects` or
`write`.
"""
