# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What not every job needs is loaded once the host has been quiet for a while: torch, what draws.

What bones act needs none of it, and an engine that has just been started answers sooner without.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable

from addon.contract.errors import SketchMotionError
from engine.runtime.failure import as_failure
from engine.runtime.imports import importing

QUIET_S = 3.0
Listener = Callable[[float, SketchMotionError | None], None]


def load_rest() -> None:
    """Load torch, the networks of motion and what draws frames."""
    with importing():
        import engine.render.frames
        import engine.vector.refinement.optimise  # noqa: F401
    gc.freeze()


class Later:
    """A thread that loads the rest in a quiet moment."""

    def __init__(
        self,
        quiet_s: Callable[[], float],
        listener: Listener,
        load: Callable[[], None] = load_rest,
    ) -> None:
        """Prepare the thread.

        Args:
            quiet_s: returns for how many seconds the host has asked for nothing.
            listener: is called from the thread with how long loading took, or what went wrong.
            load: what loads.
        """
        self._quiet_s, self._listener, self._load = quiet_s, listener, load
        self._thread = threading.Thread(target=self._work, name="later", daemon=True)

    def start(self) -> None:
        """Start to wait for a quiet moment."""
        self._thread.start()

    def _work(self) -> None:
        while (quiet := self._quiet_s()) < QUIET_S:
            time.sleep(QUIET_S - quiet)
        started = time.monotonic()
        error: SketchMotionError | None = None
        try:
            self._load()
        except Exception as problem:
            error = as_failure(problem)
        self._listener(time.monotonic() - started, error)
