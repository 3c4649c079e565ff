# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Krita's side. What needs no Krita (SVG, settings, frames) is importable anywhere."""
