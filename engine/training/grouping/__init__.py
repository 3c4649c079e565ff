# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that finds objects: its run and its data (scenes of open art, puppets, props).

What it knows at run time lives in `engine/geometry/grouping`.
"""
