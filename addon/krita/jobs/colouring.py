# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colour: a layer or a take goes to the engine, its colours come back as a layer below it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.jobs.coloured import ColourFills
from ...client.jobs.side_jobs import COLOUR
from ...client.jobs.takes import Take
from ...contract.colouring import HINTS, HINTS_LAYER, OF_TAKE, SHADING
from ...contract.errors import BadInput
from ...contract.request import Request
from ..capture.document import active_document, find_document, find_node, id_of, key_of, walk
from ..capture.raster import picture_of
from ..panel_settings import HOST_SETTINGS
from ..qt import QtGui
from ..write.frame_compose import save_picture
from ..write.frame_files import check_png
from ..write.frame_plan import FramePlan, LayerTiming, plan_frames, plan_retimed
from ..write.layer_below import colours_name, put_below
from ..write.results import LayerResult, Results
from .job_target import LayerTarget
from .session import host, session
from .submission import open_drawing, submission_of

if TYPE_CHECKING:
    from krita import Document


@dataclass(frozen=True)
class _Place:
    """Where colours go.

    Attributes:
        layer_id: of the layer above them.
        start: the frame of the document that shows the first picture.
        hold: how many frames each picture is held.
        timing: another one that the take was given; None for its own.
        loop: whether the take is one.
    """

    target: LayerTarget
    layer_id: str
    start: int = 0
    hold: int = 1
    timing: LayerTiming | None = None
    loop: bool = False

    def plan(self, paths: Sequence[Path]) -> FramePlan:
        """Return which pictures go where: below those of the lines."""
        if self.timing is None:
            return plan_frames(paths, self.start, self.hold)
        timing = self.timing
        return plan_retimed(paths, self.start, timing.hold, timing.easing, loop=self.loop)


class LayerColourings:
    """Colourings of layers and takes. There is one at a time: its button becomes Cancel.

    Attributes:
        summary: what the last one has done; "" for none.
        results: layers of colours, and the earlier ones that they are shown in the place of.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.summary = ""
        self.results = Results(with_colours=False)
        self._on_change = on_change
        host.pollers.append(self._look)

    @property
    def job(self) -> str:
        """The job that is on its way; "" when there is none."""
        return session.asking(COLOUR)

    def start(self, hints: str, prompt: str, *, shading: bool) -> None:
        """Submit the active layer, or the take that it shows. Raises BadInput.

        hints: the name of the layer of hints; "" for the one that is called so, if any. prompt:
        what is drawn.
        """
        document = open_drawing()
        if self.job:
            return
        _check_lines_are_active(document, hints or HINTS_LAYER)
        self.summary = ""
        folder = session.ready_client().folder("")
        take = _shown_take(document)
        captured = host.capture_strokes(document)
        settings = {**HOST_SETTINGS, SHADING: shading}
        if take is not None:
            settings[OF_TAKE] = take.job
        asked = Request(take.request.prompt if take is not None else prompt, settings=settings)
        made = submission_of(document, captured, asked, folder)
        place = _place_of(take, made.target)
        dabs = _hints_in(document, hints or HINTS_LAYER, place.layer_id)
        if dabs is not None:
            add = made.add_files
            made = replace(made, add_files=lambda path: _add_hints(dabs, path, add))

        def on_answer(job: str, fills: ColourFills) -> None:
            session.change_document(lambda: self._put(place, fills, Path(folder)))

        check = partial(_checked, size=captured.size)
        session.ask(COLOUR, made, on_answer, prepare=check, waits_for_pause=True)

    def cancel(self) -> None:
        """Stop the colouring on its way."""
        session.cancel(self.job)

    def _put(self, place: _Place, fills: ColourFills, folder: Path) -> None:
        """Put the colours below their lines. Raises BadInput."""
        target = place.target
        document = find_document(target.root, target.document)
        node = find_node(document, place.layer_id) if document is not None else None
        if document is None or node is None:
            raise BadInput("{name} is not in this document any more.", name=target.object_name)
        aside = folder / f".colour-{secrets.token_hex(4)}"
        aside.mkdir(parents=True)
        try:
            paths = []
            for number, data in enumerate(fills.frames or (fills.picture,)):
                paths.append(aside / f"{number + 1:04d}.png")
                paths[-1].write_bytes(data)
            name = colours_name(target.object_name)
            earlier = host.results.colours_below(node, target.object_id, target.object_name)
            layer = put_below(document, place.plan(paths), name, node)
            host.results.colours[layer] = target.object_id
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        if earlier is not None and earlier.visible():
            result = LayerResult("", key_of(document), layer, id_of(earlier))
            self.results.add(result, there=True)
            self.results.show_alone(document, result)
        self.summary = fills.summary
        self._on_change()

    def _look(self) -> bool:
        """Show earlier colours again whose later ones were undone; return whether any changed."""
        document = active_document()
        return document is not None and self.results.look(document, key_of(document))


def _check_lines_are_active(document: Document, hints: str) -> None:
    """Raise BadInput where the layer of hints is the active one, as after painting on it."""
    active = document.activeNode()
    if active is not None and active.name() == hints:
        raise BadInput(
            "The active layer is that of the hints.",
            hint="Click the layer with your lines, and press Colour again.",
        )


def _shown_take(document: Document) -> Take | None:
    """Return the take that the active layer is, or that is shown in the place of that layer."""
    active = document.activeNode()
    chosen = id_of(active) if active is not None else ""
    over: list[Take] = []
    for take in session.takes():
        result = host.result_of(take)
        node = find_node(document, result.layer_id) if result is not None else None
        if result is None or node is None:
            continue
        if result.layer_id == chosen:
            return take
        if result.original_id == chosen and node.visible():
            over.append(take)
    return over[0] if over else None


def _place_of(take: Take | None, target: LayerTarget) -> _Place:
    result = host.result_of(take) if take is not None else None
    if take is None or result is None:
        return _Place(target, target.object_id)
    start, request = LayerTarget.of_take(take).start, take.request
    return _Place(
        target,
        result.layer_id,
        start,
        request.hold,
        result.timing,
        request.loop,
    )


def _hints_in(document: Document, name: str, drawn: str) -> QtGui.QImage | None:
    """Return what is on the layer of hints; None where there is no such layer."""
    for node in walk(document.rootNode()):
        if node.name() == name and id_of(node) != drawn:
            return picture_of(document, node)
    return None


def _add_hints(dabs: QtGui.QImage, folder: Path, others: Callable[[Path], object] | None) -> None:
    save_picture(dabs, folder / f"{HINTS}.png")
    if others is not None:
        others(folder)


def _checked(fills: ColourFills, size: tuple[int, int]) -> ColourFills:
    """Check pictures that Krita will read: a bad file could crash it. Raises FormatError."""
    for number, data in enumerate(fills.frames or (fills.picture,)):
        check_png(data, size, f"{number + 1:04d}.png")
    return fills


def layer_names() -> list[str]:
    """Return the names of the layers that can hold hints, in the document in front."""
    document = active_document()
    if document is None:
        return []
    return [str(node.name()) for node in walk(document.rootNode()) if node.type() == "paintlayer"]
