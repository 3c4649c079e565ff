# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How somebody asks a long piece of work to stop."""

from __future__ import annotations

import threading

from ...contract.errors import Cancelled


class StopSign:
    """Raised by one thread, looked at by another."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def is_set(self) -> bool:
        return self._event.is_set()

    def check(self) -> None:
        """Raises Cancelled when it is set."""
        if self._event.is_set():
            raise Cancelled("Stopped.", hint="What is there already is kept; it goes on from here.")

    def wait(self, seconds: float) -> None:
        """Waits, but not longer than until it is set. Raises Cancelled then."""
        self._event.wait(seconds)
        self.check()
