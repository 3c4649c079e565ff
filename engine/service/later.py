# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What not every job needs: torch, the networks of motion, what draws frames.

What bones act needs none of it, and an engine that has just been started answers sooner without.
The worker loads it between jobs, so that none of them finds torch half imported.
"""

from __future__ import annotations

import gc

from engine.runtime.imports import importing


def load_rest() -> None:
    """Load torch, the networks of motion and what draws frames."""
    with importing():
        import engine.render.frames
        import engine.vector.refinement.optimise  # noqa: F401
    gc.freeze()  # as after the start
