# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find Objects: the layer goes to the engine, its strokes come back in groups."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from ...client.jobs.found_objects import FoundObjects
from ...client.jobs.side_jobs import OBJECTS
from ...contract.errors import BadInput
from ...contract.request import Request
from ..capture.capture import Captured
from ..panel_settings import HOST_SETTINGS, PanelSettings
from .objects import Objects
from .session import host, session
from .submission import open_drawing, submission_of


class ObjectSearch:
    """At most one search at a time.

    `on_found` gets the root of the document and its objects, in the main thread.
    """

    def __init__(self, on_found: Callable[[str, Objects], None]) -> None:
        self._on_found = on_found

    @property
    def job(self) -> str:
        """The job of the search that goes on; "" when there is none."""
        return session.asking(OBJECTS)

    def start(self, asked: PanelSettings, count: int) -> None:
        """Submit the active layer. count: objects that are in it; 0 = as many as there seem to be.

        Raises BadInput.
        """
        document = open_drawing()
        if self.job:
            return
        folder = session.ready_client().folder("")
        captured = host.capture_strokes(document)
        settings = HOST_SETTINGS | ({"count": count} if count else {})
        request = Request(prompt=asked.prompt.strip(), settings=settings)
        submission = submission_of(document, captured, request, folder)
        layer, mark = captured.layer_id, fingerprint(captured)

        def prepare(found: FoundObjects) -> Objects:
            return Objects.of_found(found, layer, mark)

        def on_answer(job: str, objects: Objects) -> None:
            self._on_found(submission.target.root, objects)

        session.ask(OBJECTS, submission, on_answer, prepare=prepare)

    def cancel(self) -> None:
        """Stop the search."""
        session.cancel(self.job)


def fingerprint(captured: Captured) -> str:
    """Return a name for what was captured: another one when a stroke was added."""
    if captured.svg:
        return hashlib.blake2b(captured.svg.encode(), digest_size=16).hexdigest()
    picture = captured.picture
    if picture is None:
        return ""
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    return hashlib.blake2b(bits.asstring(), digest_size=16).hexdigest()


def checked(objects: Objects | None, captured: Captured) -> Objects | None:
    """Return the objects if they are of what was captured; None for another layer.

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
