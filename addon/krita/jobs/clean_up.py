# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean Up: the layer goes to the engine, its clean lines come back as a layer over it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from ...client.jobs.cleaned import CleanLines
from ...client.jobs.side_jobs import CLEAN
from ...contract.cleaning import STRENGTH
from ...contract.errors import BadInput
from ...contract.messages import Message
from ...contract.request import Request
from ..capture.document import active_document, find_document, find_node, key_of
from ..panel_settings import HOST_SETTINGS
from ..translation import tr
from ..write.picture_layer import put_picture
from ..write.results import LayerResult, Results
from ..write.timeline import show
from .job_target import LayerTarget
from .session import host, session
from .submission import open_drawing, submission_of


class LayerCleanUps:
    """Clean-ups of layers. There is one at a time: its button becomes Cancel.

    Attributes:
        summary: what the last one has done; "" for none.
        results: the clean layers, and the rough ones under them.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.summary = ""
        self.results = Results(with_colours=False)  # those stay below the clean lines
        self._on_change = on_change
        host.pollers.append(self._look)

    @property
    def job(self) -> str:
        """The job that is on its way; "" when there is none."""
        return session.asking(CLEAN)

    def start(self, strength: float) -> None:
        """Submit the active layer. Raises BadInput."""
        document = open_drawing()
        if self.job:
            return
        self.summary = ""
        folder = session.ready_client().folder("")
        captured = host.capture_strokes(document)
        settings = {**HOST_SETTINGS, STRENGTH: round(strength, 3)}
        submission = submission_of(document, captured, Request("", settings=settings), folder)
        target = submission.target

        def on_answer(job: str, clean: CleanLines) -> None:
            session.change_document(lambda: self._put(target, clean, Path(folder)))

        session.ask(CLEAN, submission, on_answer, waits_for_pause=True)

    def cancel(self) -> None:
        """Stop the clean-up on its way."""
        session.cancel(self.job)

    def compare(self) -> None:
        """Show the rough layers in the place of the clean ones, or the reverse. Raises BadInput."""
        document = open_drawing()
        known = self.results.of_document(key_of(document))
        nodes = [(find_node(document, r.layer_id), r) for r in known]
        there = [(node, result) for node, result in nodes if node is not None]
        if not there:
            raise BadInput("Clean a layer up first.")
        is_clean = any(node.visible() for node, _ in there)
        for _, result in there:
            show(document, result.layer_id, not is_clean)
            show(document, result.original_id, is_clean)

    def has_results(self) -> bool:
        """Return whether the document in front has clean layers."""
        document = active_document()
        return document is not None and bool(self.results.of_document(key_of(document)))

    def _put(self, target: LayerTarget, clean: CleanLines, folder: Path) -> None:
        """Put the clean lines over the rough layer, and hide that. Raises BadInput."""
        document = find_document(target.root, target.document)
        if document is None or find_node(document, target.object_id) is None:
            raise BadInput("{name} is not in this document any more.", name=target.object_name)
        path = folder / f".clean-{secrets.token_hex(4)}.png"
        path.write_bytes(clean.picture)
        try:
            name = tr(Message("{name} Clean", name=target.object_name))
            layer = put_picture(document, path, name)
        finally:
            path.unlink(missing_ok=True)
        root = key_of(document)
        self.results.add(LayerResult("", root, layer, target.object_id), there=True)
        show(document, target.object_id, False)
        node = find_node(document, layer)
        if node is not None:
            document.setActiveNode(node)
        self.summary = clean.summary
        self._on_change()

    def _look(self) -> bool:
        """Show rough layers again whose clean ones were undone; return whether anything changed."""
        document = active_document()
        return document is not None and self.results.look(document, key_of(document))
