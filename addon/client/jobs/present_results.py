# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which results are in the document: one that was lost is offered again."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import partial

from ..client import EngineClient
from . import takes
from .open_document import OpenDocument


class PresentResults:
    """Follows what undo, redo and opening a file without its last changes do to results.

    Where the host can't tell which results are in its document, nothing is offered.
    """

    def __init__(self, document: OpenDocument, present: Callable[[], Set[str] | None]) -> None:
        self._document = document
        self._present = present  # returns the jobs whose results are in the document
        self._before: Set[str] | None = None  # an undo

    def undo_begins(self) -> None:
        """Take note of the results in the document, before an undo or a redo."""
        self._before = self._present()

    def undone(self, client: EngineClient) -> bool:
        """Offer what an undo or a redo has taken away; return whether anything has changed."""
        before, now = self._before, self._present()
        self._before = None
        if before is None or now is None or before == now:
            return False
        for job in before - now:
            self._document.offer(client, job)
        for job in now - before:
            self._is_back(client, job)
        return True

    def searched(self, client: EngineClient) -> bool:
        """Offer what went with unsaved changes; return whether anything has changed.

        What was offered while another copy of the file was open is in the document again.
        """
        present = self._present()
        if present is None:
            return False
        lost = self._document.lost(client, present)
        for job in lost:
            self._document.offer(client, job)
        back = [take.job for take in self._document.waiting(client) if take.job in present]
        for job in back:
            self._is_back(client, job)
        return bool(lost or back)

    def _is_back(self, client: EngineClient, job: str) -> None:
        """Take note that a result is in the document again."""
        path = self._document.path
        client.do_in_background(partial(takes.mark_applied, client.folder(job), document=path))
        self._document.hide(job)
