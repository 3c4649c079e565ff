# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slots that never let an exception out: Krita would show it in a dialog of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from ...contract.errors import InternalError, SketchMotionError

log = logging.getLogger(__name__)
#: Who shows what went wrong; the docker sets it.
listeners: list[Callable[[SketchMotionError], None]] = []
#: How long Krita's main thread was held at most, by what held it: seconds by the clock, of work.
slowest: dict[str, tuple[float, float]] = {}


def run(work: Callable[..., Any], *arguments: Any) -> Any:
    """Calls `work`; what it raises is told to the listeners and logged. Returns None then."""
    begun, worked = time.perf_counter(), time.thread_time()
    try:
        return work(*arguments)
    except SketchMotionError as error:
        tell(error)
    except Exception as defect:
        log.exception("A slot of Sketch Motion failed")
        tell(
            InternalError(
                "Sketch Motion failed: {kind}: {why}", kind=type(defect).__name__, why=defect
            )
        )
    finally:
        name = getattr(work, "__qualname__", type(work).__name__)
        clock, cpu = slowest.get(name, (0.0, 0.0))
        clock = max(clock, time.perf_counter() - begun)
        slowest[name] = clock, max(cpu, time.thread_time() - worked)
    return None


def tell(error: SketchMotionError) -> None:
    """Shows an error in the docker."""
    for listener in list(listeners):
        try:
            listener(error)
        except Exception:  # the one who shows it may be what failed
            log.exception("An error can't be shown: %s", error)


def connect(signal: Any, work: Callable[[], Any]) -> None:
    """Connects a slot that takes nothing of what the signal brings."""
    signal.connect(lambda *_: run(work))


def connect_value(signal: Any, work: Callable[[Any], Any]) -> None:
    """Connects a slot that takes the signal's first value."""
    signal.connect(lambda value, *_: run(work, value))
