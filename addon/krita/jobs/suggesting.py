# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggest: the layer goes to the engine, a more practised version comes back as a layer over it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...client.jobs.side_jobs import SUGGEST
from ...client.jobs.suggested import SuggestedLines
from ...contract.errors import BadInput
from ...contract.messages import Message
from ...contract.request import Request
from ...contract.suggesting import DEGREE, FORM, SUGGESTION_PICTURE, Form
from ..capture.document import find_document, find_node
from ..panel_settings import HOST_SETTINGS
from ..translation import tr
from ..write.frame_files import check_png
from ..write.picture_layer import put_picture
from .job_target import LayerTarget
from .session import host, session
from .submission import open_drawing, submission_of


class LayerSuggestions:
    """Suggestions for layers. There is one at a time: its button becomes Cancel.

    Attributes:
        summary: what the last one has found; "" for none.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.summary = ""
        self._on_change = on_change

    @property
    def job(self) -> str:
        """The job that is on its way; "" when there is none."""
        return session.asking(SUGGEST)

    def start(self, degree: float, form: Form, prompt: str) -> None:
        """Submit the active layer; `prompt` tells what is drawn. Raises BadInput."""
        document = open_drawing()
        if self.job:
            return
        self.summary = ""
        folder = session.ready_client().folder("")
        captured = host.capture_strokes(document)
        settings = {**HOST_SETTINGS, DEGREE: round(degree, 3), FORM: form}
        made = submission_of(document, captured, Request(prompt, settings=settings), folder)
        target = made.target

        def on_answer(job: str, found: SuggestedLines) -> None:
            session.change_document(lambda: self._put(target, found, Path(folder)))

        check = partial(_checked, size=captured.size)
        session.ask(SUGGEST, made, on_answer, prepare=check, waits_for_pause=True)

    def cancel(self) -> None:
        """Stop looking for a suggestion."""
        session.cancel(self.job)

    def _put(self, target: LayerTarget, found: SuggestedLines, folder: Path) -> None:
        """Put the suggested lines over all; the layer stays the active one. Raises BadInput."""
        document = find_document(target.root, target.document)
        drawn = find_node(document, target.object_id) if document is not None else None
        if document is None or drawn is None:
            raise BadInput("{name} is not in this document any more.", name=target.object_name)
        path = folder / f".suggestion-{secrets.token_hex(4)}.png"
        path.write_bytes(found.picture)
        try:
            put_picture(document, path, tr(Message("{name} Suggested", name=target.object_name)))
        finally:
            path.unlink(missing_ok=True)
        document.setActiveNode(drawn)
        self.summary = found.summary
        self._on_change()


def _checked(found: SuggestedLines, size: tuple[int, int]) -> SuggestedLines:
    """Check the picture that Krita will read: a bad file could crash it. Raises FormatError."""
    check_png(found.picture, size, SUGGESTION_PICTURE)
    return found
