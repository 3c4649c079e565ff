# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slots that let no exception out, because Krita would show it in a dialog of its own.

Krita lets timers and the mouse run while it imports pictures. Whoever looks into the document then
waits for its lock, and the import waits for him: so what a press does waits until it is put.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec

from ...contract.errors import InternalError, SketchMotionError

if TYPE_CHECKING:
    from ..qt import QtCore

log = logging.getLogger(__name__)
_Arguments = ParamSpec("_Arguments")
#: Called with what went wrong, to show it: by each docker.
listeners: list[Callable[[SketchMotionError], None]] = []
#: The longest time that each slot has held Krita's main thread: seconds by the clock, CPU seconds.
slowest: dict[str, tuple[float, float]] = {}
#: Say whether a document is being changed; what is pressed waits meanwhile.
holders: list[Callable[[], bool]] = []
_waiting: list[Callable[[], object]] = []


def run(
    work: Callable[_Arguments, object], *arguments: _Arguments.args, **named: _Arguments.kwargs
) -> None:
    """Call `work`; report and log what it raises."""
    begun, worked = time.perf_counter(), time.thread_time()
    try:
        work(*arguments, **named)
    except SketchMotionError as error:
        report(error)
    except Exception as defect:
        log.exception("A slot of Sketch Motion failed")
        report(
            InternalError(
                "Sketch Motion failed: {kind}: {why}", kind=type(defect).__name__, why=defect
            )
        )
    finally:
        name = getattr(work, "__qualname__", type(work).__name__)
        clock, cpu = slowest.get(name, (0.0, 0.0))
        clock = max(clock, time.perf_counter() - begun)
        slowest[name] = clock, max(cpu, time.thread_time() - worked)


def report(error: SketchMotionError) -> None:
    """Show an error in the dockers."""
    for listener in list(listeners):
        try:
            listener(error)
        except Exception:  # what shows it may be what failed
            log.exception("An error can't be shown: %s", error)


class _Slot:
    """What a signal calls: `work`, without values or with the first one.

    Python may clear what belongs to a widget that nothing refers to any more before Qt deletes the
    widget and sends its last signals. A cleared closure would be a crash; this does nothing then.
    """

    def __init__(self, work: Callable[..., object], takes_value: bool) -> None:
        self.work, self.takes_value = work, takes_value

    def __call__(self, *values: Any) -> None:
        work = self.__dict__.get("work")
        if work is not None:
            run(work, *(values[:1] if self.takes_value else ()))


def connect(signal: QtCore.pyqtBoundSignal, work: Callable[[], object]) -> None:
    """Connect a slot that takes none of the signal's values."""
    signal.connect(_Slot(work, takes_value=False))


def connect_value(signal: QtCore.pyqtBoundSignal, work: Callable[[Any], object]) -> None:
    """Connect a slot that takes the signal's first value."""
    signal.connect(_Slot(work, takes_value=True))


def connect_press(signal: QtCore.pyqtBoundSignal, work: Callable[[], object]) -> None:
    """Connect what a press does; it waits while a document is being changed."""
    connect(signal, partial(press, work))


def press(work: Callable[[], object]) -> None:
    """Do what was pressed, at once or as soon as no document is being changed."""
    if not _is_held():
        run(work)
    elif work not in _waiting:  # who presses again means the same press
        _waiting.append(work)


def do_waiting() -> None:
    """Do what was pressed while a document was being changed, in order."""
    while _waiting and not _is_held():
        run(_waiting.pop(0))


def _is_held() -> bool:
    return any(holds() for holds in holders)
