# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's Python: finding or downloading one, and building its environment from wheels.

Nothing here decides what is installed: that is the plan's.
"""
