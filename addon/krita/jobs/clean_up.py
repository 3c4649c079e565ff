# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean Up: the layer goes to the engine, its clean lines come back as a layer over it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...client.jobs.cleaned import CleanLines
from ...client.jobs.side_jobs import CLEAN
from ...contract.cleaning import PICTURE_FILE, STRENGTH
from ...contract.errors import BadInput
from ...contract.messages import Message
from ...contract.request import Request
from ..capture.document import active_document, find_document, find_node, key_of, nodes_by_id
from ..panel_settings import HOST_SETTINGS
from ..qt import QtGui
from ..translation import tr
from ..write.frame_compose import composed
from ..write.frame_files import check_png
from ..write.picture_layer import put_picture
from ..write.results import LayerResult, Results
from .job_target import LayerTarget
from .session import host, session
from .submission import captured_layer, open_drawing, submission_of


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
        captured = captured_layer(document, self._rough_of, "vector")
        settings = {**HOST_SETTINGS, STRENGTH: round(strength, 3)}
        submission = submission_of(document, captured, Request("", settings=settings), folder)
        target, rest = submission.target, captured.rest

        def on_answer(job: str, clean: CleanLines) -> None:
            session.change_document(lambda: self._put(target, clean, rest, Path(folder)))

        check = partial(_checked, size=captured.size)
        session.ask(CLEAN, submission, on_answer, prepare=check, waits_for_pause=True)

    def cancel(self) -> None:
        """Stop the clean-up on its way."""
        session.cancel(self.job)

    def compare(self) -> None:
        """Show the rough layers in the place of the clean ones, or the reverse. Raises BadInput."""
        document = open_drawing()
        nodes = nodes_by_id(document)
        known = self.results.of_document(key_of(document))
        there = [result for result in known if result.layer_id in nodes]
        if not there:
            raise BadInput("Clean a layer up first.")
        host.poll_soon()  # so that an undo finds what is shown now
        if any(nodes[result.layer_id].visible() for result in there):
            for result in there:
                self.results.show_original(document, result)
            return
        for result in {result.original_id: result for result in there}.values():  # the latest ones
            self.results.show_alone(document, result)

    def has_results(self) -> bool:
        """Return whether the document in front has clean layers."""
        document = active_document()
        return document is not None and bool(self.results.of_document(key_of(document)))

    def _rough_of(self, layer: str) -> str:
        """Return the layer that is cleaned: of clean lines, or a take of them, the rough one."""
        return self.results.original_of(host.results.original_of(layer))

    def _put(
        self, target: LayerTarget, clean: CleanLines, rest: QtGui.QImage | None, folder: Path
    ) -> None:
        """Put the clean lines over the rough layer, and hide that. Raises BadInput.

        rest: what of the layer wasn't selected, and stays as it is.
        """
        document = find_document(target.root, target.document)
        if document is None or find_node(document, target.object_id) is None:
            raise BadInput("{name} is not in this document any more.", name=target.object_name)
        path = folder / f".clean-{secrets.token_hex(4)}.png"
        path.write_bytes(clean.picture)
        try:
            if rest is not None:
                composed(path, rest, path)
            name = tr(Message("{name} Clean", name=target.object_name))
            layer = put_picture(document, path, name)
        finally:
            path.unlink(missing_ok=True)
        root = key_of(document)
        result = LayerResult(target.object_id, root, layer, target.object_id)
        self.results.add(result, there=True)
        self.results.show_alone(document, result)
        node = find_node(document, layer)
        if node is not None:
            document.setActiveNode(node)
        self.summary = clean.summary
        self._on_change()

    def _look(self) -> bool:
        """Show rough layers again whose clean ones were undone; return whether anything changed."""
        document = active_document()
        return document is not None and self.results.look(document, key_of(document))


def _checked(clean: CleanLines, size: tuple[int, int]) -> CleanLines:
    """Check the picture that Krita will read: a bad file could crash it. Raises FormatError."""
    check_png(clean.picture, size, PICTURE_FILE)
    return clean
