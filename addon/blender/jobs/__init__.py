# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's side of jobs: what the session needs of Blender, and what goes out and comes back.

What both hosts do with jobs is in `client`; panels and buttons are in `ui`.
"""
