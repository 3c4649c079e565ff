# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colour: the drawing goes to the engine, its colours come back as fills under the lines.

Where a take of the drawing is shown, its frames are coloured; else the drawing itself is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ...client.jobs.coloured import ColourFills
from ...client.jobs.side_jobs import COLOUR
from ...contract.colouring import HINTS, SHADING
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError
from ...contract.request import Request
from ..capture.capture import Capture, capture_again, capture_layer, recapture
from ..capture.capture_map import KEY, Origin
from ..grease_pencil import versions
from ..host_state import view_layer_of
from ..objects.hint_layer import hint_layer_of
from ..settings import settings_of
from ..write import scene_takes
from ..write.colour_layers import write_colours
from ..write.fill_strokes import FillRings
from ..write.scene_takes import SceneTake
from ..write.take_reference import TakeReference
from ..write.write_back import ORIGIN, shown_of
from .drawing_tasks import Answer, DrawingTask
from .session import session
from .submission import captured


@dataclass(frozen=True)
class _Asked:
    """What is coloured.

    Attributes:
        prompt: what is drawn, as the artist said it.
        take: which take; None for the drawing itself.
    """

    found: Capture
    prompt: str
    take: TakeReference | None = None


class Colourings(DrawingTask[ColourFills]):
    """Colourings of drawings and takes."""

    kind = COLOUR
    operator = "apply_colour"

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit a drawing, or the take of it that is shown; return the job. Raises BadInput."""
        session.notice, self.summary = None, ""
        if self.job:
            return self.job
        asked = _asked(source, scene, view)
        drawing = asked.found.drawing
        hints = _hints(source, asked.found)
        request = Request(asked.prompt, settings={SHADING: settings_of(scene).colour_shading})
        add = partial(_add_hints, hints) if hints is not None else None
        return self.ask(request, drawing, source, take=asked.take, add_files=add)

    def write(self, answer: Answer[ColourFills], source: Any) -> None:
        """Write fills under the lines. Raises BadInput when the take is gone."""
        drawing, fills = answer.drawing, answer.found
        found = recapture(source, Origin.of_host(drawing.host))
        if len(found.positions) != drawing.point_count:
            raise BadInput(
                "{name} was drawn on since the colouring started.",
                name=source.name,
                hint="Press Colour again.",
            )
        fills.check_follows(drawing.point_count)
        followed = np.asarray(fills.followed.data, np.int64).reshape(fills.followed.shape)
        shares = np.asarray(fills.shares.data, np.float64).reshape(fills.shares.shape)
        rings = FillRings.build(fills.drawing, followed, shares)
        if answer.take is not None:
            take = answer.take.needed()
            write_colours(rings, found, take.object, take.controls, is_take=True)
        else:
            write_colours(rings, found, source, is_take=False)
        self.summary = fills.summary

    def failed(self, hint: str) -> InternalError:
        """Return what is told when the colours couldn't be written."""
        return InternalError("The colours can't be written.", hint=hint)


def _asked(source: Any, scene: Any, view: Any) -> _Asked:
    """Capture what is shown: the drawing as its take was made of it, or as it is now."""
    take = _shown_take(source)
    if take is None:
        found = captured(source, scene, view, whole=True)
        return _Asked(found, settings_of(scene).prompt.strip())
    known: Any = take.object
    if not versions.is_grease_pencil(take.object) or not known.get(ORIGIN):
        raise BadInput(
            "The frames of this take can't be coloured.",
            hint="Animate the drawing again as moved strokes, or show the drawing itself.",
        )
    origin = Origin.of_host({KEY: str(known[ORIGIN])})
    request = take.request
    prompt = request.prompt if request is not None else settings_of(scene).prompt.strip()
    return _Asked(capture_again(source, origin), prompt, TakeReference.of(take))


def _shown_take(source: Any) -> SceneTake | None:
    """Return the take of a drawing that is shown in its place; of several the active one."""
    shown = shown_of(source)
    if shown == source:
        return scene_takes.take_of(source)
    own = [take for take in scene_takes.all_takes() if take.source == source]
    return scene_takes.shown_take(own, view_layer_of(bpy.context).objects.active)


def _hints(source: Any, found: Capture) -> Drawing | None:
    """Return the strokes on the layer of hints, on the drawing's canvas; None for none."""
    name = hint_layer_of(source)
    if not name:
        return None
    frame = _hinted_frame(source.data.layers[name], found.map.frame)
    return capture_layer(source, name, frame, found.map.plane)


def _hinted_frame(layer: Any, frame: int) -> int:
    """Return the frame whose hints are meant: this one, or the first one after it with any."""
    held = layer.get_frame_at(frame)
    if held is not None and len(held.drawing.strokes):
        return frame
    drawn = [key.frame_number for key in layer.frames if key.drawing and len(key.drawing.strokes)]
    return min((at for at in drawn if at > frame), default=max(drawn, default=frame))


def _add_hints(hints: Drawing, folder: Path) -> None:
    hints.write(folder / f"{HINTS}.safetensors")


colourings = Colourings()
