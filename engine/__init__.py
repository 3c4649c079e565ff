# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Sketch Motion engine: a drawing and a sentence become an animation.

Importing this package costs nothing; torch and numpy are loaded by the parts that need them.
"""

__version__ = "0.1.0"
