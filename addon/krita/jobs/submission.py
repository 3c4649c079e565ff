# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to the engine: the settings of the docker, and the drawing as it is now."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.jobs.given_pictures import with_kept
from ...client.jobs.submission import Submission
from ...contract.errors import BadInput
from ...contract.given_pictures import read_to_keep
from ...contract.request import Request
from ...contract.strict_json import JSON
from ..capture.capture import Captured, capture
from ..capture.document import active_document, find_node, id_of, key_of, walk
from ..capture.empty import look_of
from ..capture.raster import is_read_in_frames, picture_in_frame, split_by_selection
from ..panel_settings import CURRENT, PanelSettings
from ..write.frame_compose import REST, save_picture
from .idle import check_playhead
from .job_target import LayerTarget
from .objects import Objects
from .paint_way import as_paint

if TYPE_CHECKING:
    from krita import Document, Node

Choose = Callable[[Captured], Objects | None]


def no_objects(captured: Captured) -> Objects | None:
    """Let the drawing move as one."""
    return None


@dataclass(frozen=True)
class DockerInput:
    """A press of Animate.

    Attributes:
        choose: Returns the objects of what was captured on the path of strokes; None for none.
            Raises BadInput when they are of another state of the layer.
        expert: Expert settings of the request: corrections of bones and beats.
        seeds: How many motions to make, each with the next seed.
    """

    settings: PanelSettings
    choose: Choose = no_objects
    seeds: int = 1
    expert: Mapping[str, JSON] = field(default_factory=dict)


def open_drawing() -> Document:
    """Return the document in front. Raises BadInput when there is none, or one that is exported."""
    document = active_document()
    if document is None:
        raise BadInput("No drawing is open.", hint="Open a document, and draw something.")
    check_playhead(key_of(document))
    return document


def captured_layer(document: Document, original_of: Callable[[str], str], path: str) -> Captured:
    """Capture the active layer; where that is a result, the layer it came from. Raises BadInput."""
    return capture(document, drawn_node(document, original_of), path)


def drawn_node(document: Document, original_of: Callable[[str], str]) -> Node | None:
    """Return the active layer; where that is a result, the layer it came from. None without one."""
    node = document.activeNode()
    if node is None or original_of(id_of(node)) == id_of(node):
        return node
    return find_node(document, original_of(id_of(node))) or node


def animation_of(
    asked: DockerInput, request: Request, original_of: Callable[[str], str], folder: Path
) -> Submission[LayerTarget]:
    """Return the job to submit. folder: for a file until the job is made. Raises BadInput."""
    document = open_drawing()
    captured = captured_layer(document, original_of, request.path)
    objects = asked.choose(captured) if request.path == "vector" else None
    if objects is None:
        request = as_paint(request, captured)
    if objects is not None:
        drawing, settings = objects.to_drawing()
        captured = replace(captured, drawing=drawing)
        request = replace(request, objects=settings)
    start = asked.settings.start
    frame = document.currentTime() if start == CURRENT else start
    made = submission_of(document, captured, request, folder, int(frame))
    if asked.settings.keeps_later and captured.picture is not None:
        made = with_kept(
            made, later_pictures(document, captured, request, int(frame), folder), ".png"
        )
    return replace(made, seeds=asked.seeds, preview_first=asked.settings.preview_first)


def submission_of(
    document: Document, captured: Captured, request: Request, folder: Path, start: int = 0
) -> Submission[LayerTarget]:
    """Return the job for what was captured. folder: for a file until the job is made."""
    target = LayerTarget(
        captured.layer_name,
        captured.layer_id,
        document.fileName(),
        key_of(document),
        start=start,
        size=captured.size,
        prompt=request.prompt,
    )
    add = partial(_add_rest, captured) if captured.rest is not None else None
    if captured.drawing is not None:
        return Submission(request, captured.drawing, target, add_files=add)
    path = folder / f".drawing-{secrets.token_hex(4)}{'.svg' if captured.svg else '.png'}"
    write = partial(_write, captured, path)
    return Submission(request, path, target, write_drawing=write, add_files=add)


def later_pictures(
    document: Document, captured: Captured, request: Request, start: int, folder: Path
) -> list[tuple[int, bytes]]:
    """Return what is drawn on the layer's later keys, as PNG files by frame of the animation.

    Keys with nothing on them, or nothing of the selection, are left out. start: the frame of the
    document that the animation begins at. folder: for a file until it is read. Raises BadInput for
    too many keys, and for later keys of a layer that only the playhead shows.
    """
    node = find_node(document, captured.layer_id)
    if node is None:
        return []
    parts = [node, *walk(node)]
    keys = [
        at
        for at in range(1, request.frames)
        if any(part.hasKeyframeAtTime(start + at) for part in parts)
    ]
    if not any(key >= request.hold for key in keys):
        return []
    if not is_read_in_frames(node):
        raise BadInput(
            "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
            "8-bit sRGB without masks.",
            layer=node.name(),
            hint="Switch off Keep Later Drawings, or convert a copy of the layer.",
        )
    path = folder / f".later-{secrets.token_hex(4)}.png"

    def read(at: int) -> bytes | None:
        picture = picture_in_frame(document, node, start + at)
        if picture is None:
            return None
        inside, _ = split_by_selection(document, picture)
        if look_of(inside).look in ("empty", "paper"):
            return None
        save_picture(inside, path)
        return path.read_bytes()

    try:
        return read_to_keep(keys, request.hold, read)
    finally:
        path.unlink(missing_ok=True)


def _write(captured: Captured, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if captured.svg:
        path.write_text(captured.svg, encoding="utf-8")
    elif captured.picture is not None:
        save_picture(captured.picture, path)


def _add_rest(captured: Captured, folder: Path) -> None:
    """Keep what isn't selected in the job's folder: it is painted under every frame."""
    if captured.rest is not None:
        save_picture(captured.rest, folder / REST)
