# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Grease Pencil as arrays and layers, and what differs between the versions of Blender.

Nothing here knows of jobs, takes or the panel.
"""
