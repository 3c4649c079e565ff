# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find Objects: the layer goes to the engine, its strokes come back in groups."""

from __future__ import annotations

import hashlib
import queue
from collections.abc import Callable
from pathlib import Path

from ...contract.errors import BadInput, FormatError, SketchMotionError
from ...contract.request import Request
from ..capture.capture import Captured
from ..capture.document import active_document
from ..panel_settings import HOST_SETTINGS, PanelSettings
from .objects import Objects
from .session import session
from .submission import commission_of

Found = Objects | SketchMotionError


class ObjectSearch:
    """At most one search at a time.

    `on_found` gets the root of the document and its objects, in the main thread.
    """

    def __init__(self, on_found: Callable[[str, Objects], None]) -> None:
        self._on_found = on_found
        self._found: queue.SimpleQueue[tuple[str, Found]] = queue.SimpleQueue()
        self._job = ""
        session.pollers.append(self._look)

    @property
    def job(self) -> str:
        """The job of the search that goes on; "" when there is none."""
        return self._job if self._job in session.jobs() else ""

    def start(self, asked: PanelSettings, count: int) -> None:
        """Hands the active layer over; `count` objects are in it, 0 = as many as there seem to be.

        Raises BadInput.
        """
        document = active_document()
        if document is None:
            raise BadInput("No drawing is open.", hint="Open a document, and draw something.")
        if self.job:
            return
        client = session.ready_client()
        captured = session.captured(document, "vector")
        wanted = HOST_SETTINGS | ({"count": count} if count else {})
        request = Request(prompt=asked.prompt.strip(), task="objects", settings=wanted)
        commission = commission_of(document, captured, 0, request)
        root, name, mark = commission.root, captured.layer_id, fingerprint(captured)
        self._job = session.submit(client, request, captured, commission)

        def deliver(folder: Path) -> None:
            client.do_in_background(lambda: self._found.put((root, _read(folder, name, mark))))

        session.answers[self._job] = deliver

    def cancel(self) -> None:
        session.cancel(self._job)

    def _look(self) -> bool:
        if self._found.empty():
            return False
        root, found = self._found.get()
        if isinstance(found, Objects):
            self._on_found(root, found)
        else:
            session.tell(found)
        return True


def fingerprint(captured: Captured) -> str:
    """A name for what was captured: another one when a stroke was added."""
    if captured.svg:
        return hashlib.blake2b(captured.svg.encode(), digest_size=16).hexdigest()
    picture = captured.picture
    if picture is None:
        return ""
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    return hashlib.blake2b(bits.asstring(), digest_size=16).hexdigest()


def checked(objects: Objects | None, captured: Captured) -> Objects | None:
    """The objects, if they are of what was captured; None for another layer.

    Raises BadInput when the layer has changed since.
    """
    if objects is None or not objects.settings or objects.layer_id != captured.layer_id:
        return None
    if objects.fingerprint != fingerprint(captured):
        raise BadInput(
            "The drawing has changed since its objects were found.",
            hint="Press Find Objects again, or Forget to let it move as one.",
        )
    return objects


def _read(folder: Path, layer_id: str, mark: str) -> Found:
    try:
        return Objects.read(folder, layer_id, mark)
    except SketchMotionError as error:
        return error
    except OSError as error:
        return FormatError("The objects can't be read: {why}.", why=error.strerror)
