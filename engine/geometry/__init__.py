# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bezier curves, motion handles, the working space, objects, and drawings read from files.

Nothing here knows of time, motion, or models that generate them; pixels only come in as a picture
to be traced.
"""
