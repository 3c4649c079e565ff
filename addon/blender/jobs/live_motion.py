# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Live: while the sentence is typed and sliders are moved, the engine says what the drawing does.

The drawing is read once and again only after it has changed, so that a key press costs no more than
a request. Nothing is written: Animate keeps what is seen.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...client.jobs.live import ShownMotion
from ...contract.beats import BeatReading
from ...contract.errors import SketchMotionError
from ...contract.request import Request
from .. import edited_beats, host_state
from ..capture.capture import Capture
from ..grease_pencil import versions
from ..objects import object_list
from ..objects.steer_settings import path_layer_of
from ..settings import settings_of, start_of
from ..write.write_back import original_of
from . import submission
from .session import session
from .submission import SceneInput

PLAYS = 3  # so often a motion is shown after the last change,
SHORTEST_S = 6.0  # but for at least so long
FASTEST_TICK_S = 1 / 24


@dataclass(frozen=True)
class Playing:
    """A motion that is shown.

    Attributes:
        taken: the drawing that moves.
        started: when its first frame was shown, by time.monotonic().
        uid: `session_uid` of the drawn object.
    """

    shown: ShownMotion
    taken: Capture
    started: float
    uid: int = 0

    @property
    def frame(self) -> int:
        """The frame that is due."""
        numerator, denominator = self.shown.request.fps
        held = self.shown.request.hold
        frame = int((time.monotonic() - self.started) * numerator / denominator)
        return frame % self.shown.motion.frame_count // held * held

    def joints(self, names: Sequence[str], frame: int) -> NDArray[np.float64] | None:
        """Return where the joints [J, 3] are in the world; None where they are others."""
        motion = self.shown.motion
        if motion.joints is None or motion.joint_names != tuple(names):
            return None
        places = np.asarray(motion.joints.data).reshape(motion.joints.shape)[frame]
        return self.taken.map.plane.to_world(places.astype(np.float64))


class LiveView:
    """What the viewport plays, and what is asked of the engine."""

    def __init__(self) -> None:
        self.playing: Playing | None = None
        self.drawn_frame = 0  # in the redraw under way: all that is drawn shows the same one
        self._is_touched = False
        self._taken: Capture | None = None
        self._taken_for: tuple[Any, ...] = ()
        self._asked: tuple[object, Request] | None = None
        self._read: tuple[tuple[object, ...], BeatReading] | None = None
        self._said: tuple[object, ...] = ()  # what the last question was read in
        self._until = 0.0

    def reading(self, scene: Any) -> BeatReading | None:
        """Return the beats that were read for the panel's settings; None where they aren't known.

        They stay known after the motion was shown, until the sentence or its length changes.
        """
        panel = settings_of(scene)
        if self._read is None or panel.path != "vector":
            return None
        said, reading = self._read
        return reading if said == _said(scene) else None

    @property
    def tick_s(self) -> float:
        """Seconds until the next tick is due."""
        return FASTEST_TICK_S if self.playing is not None else session.tick_s

    @property
    def is_waiting(self) -> bool:
        """Whether the engine was asked and hasn't answered yet."""
        return session.client is not None and session.client.live.is_waiting

    def touch(self) -> None:
        """Ask anew because something of the motion was changed in the panel.

        Where the drawing is known this is done at once: Blender draws its window before the next
        tick, and the engine can work meanwhile.
        """
        self._is_touched = True
        scene: Any = bpy.context.scene
        source = original_of(host_state.view_layer_of(bpy.context).objects.active)
        if self._taken is not None and self._taken_for == _read_for(source, scene):
            self._is_touched = False
            self._ask()
            self.look()
        session.wake()

    def touch_later(self) -> None:
        """Ask anew at the next tick: from where Blender's data may only be looked at."""
        self._is_touched = True
        session.wake()

    def look(self) -> None:
        """Take in an answer that has come since the last tick; cheap enough for every redraw."""
        client = session.client
        if client is not None:
            client.take_answers()
            shown = self.playing.shown if self.playing is not None else None
            if client.live.shown is not shown:
                self.take_in()

    def drawing_changed(self) -> None:
        """Take note that a drawing was changed: it is read again, and its motion not shown."""
        self._taken, self._taken_for = None, ()
        self.stop()

    def stop(self) -> None:
        """Show nothing until something is changed in the panel."""
        if self.playing is not None:
            self.playing = None
            host_state.redraw_views()
        if session.client is not None:
            session.client.live.stop()
        self._asked = None

    def tick(self) -> None:
        """Ask for what the panel says now, and end what was shown for long enough."""
        if self._is_touched:
            self._is_touched = False
            self._ask()
        is_over = self.playing is not None and time.monotonic() > self._until
        if is_over and not self.is_waiting:
            self.stop()

    def take_in(self) -> None:
        """Show the newest answer."""
        client, before = session.client, self.playing
        shown = client.live.shown if client is not None else None
        if shown is None or self._taken is None or shown.drawing is not self._taken.drawing:
            self.playing = None
        elif before is None or before.shown is not shown:
            # in one rhythm with the motion before, so that a slider doesn't make it stumble
            same = before is not None and before.shown.request.frames == shown.request.frames
            started = before.started if before is not None and same else time.monotonic()
            self.playing = Playing(shown, self._taken, started, self._taken_for[0])
            if shown.request == (self._asked or (None, None))[1]:
                self._read = self._said, shown.motion.reading
            edited_beats.known_verbs[:] = [v.replace("_", " ") for v in shown.motion.verbs]
            self._until = time.monotonic() + self._length(shown.request)

    def _ask(self) -> None:
        """Ask what the active drawing does for the settings of the panel."""
        scene: Any = bpy.context.scene
        if scene is None or not settings_of(scene).live or settings_of(scene).path != "vector":
            self.stop()
            return
        source = original_of(host_state.view_layer_of(bpy.context).objects.active)
        if not versions.is_grease_pencil(source):
            self.stop()
            return
        asked = SceneInput(source, scene, None)
        try:
            request = submission.request_of(asked)
            taken = self._capture(source, scene)
            request = submission.completed(request, taken, source, scene)
            asked_before = self._asked
            if asked_before is None or asked_before[0] is not taken or asked_before[1] != request:
                session.ask_live(taken.drawing, request)
                self._asked, self._said = (taken, request), _said(scene)
        except SketchMotionError:  # no sentence, no drawing or no engine: nothing to be shown
            self.stop()
            return
        self._until = time.monotonic() + self._length(request)

    def _capture(self, source: Any, scene: Any) -> Capture:
        """Return the drawing, read anew where it may have changed. Raises BadInput."""
        wanted = _read_for(source, scene)
        if self._taken is None or self._taken_for != wanted:
            view = host_state.any_view()
            self._taken, self._taken_for = submission.captured(source, scene, view), wanted
        return self._taken

    @staticmethod
    def _length(request: Request) -> float:
        """Return for how many seconds a motion is shown."""
        numerator, denominator = request.fps
        return max(SHORTEST_S, PLAYS * request.frames * denominator / numerator)


def _read_for(source: Any, scene: Any) -> tuple[Any, ...]:
    """Return what a drawing has to be read anew for when it changes."""
    panel, uid = settings_of(scene), source.session_uid if source is not None else None
    layer = path_layer_of(source) if source is not None else ""
    return uid, start_of(scene), panel.selected_only, panel.plane, layer


def _said(scene: Any) -> tuple[object, ...]:
    """Return what beats are read in: the sentences of the panel and of the active drawing."""
    panel = settings_of(scene)
    source = original_of(host_state.view_layer_of(bpy.context).objects.active)
    said = edited_beats.sentences(panel.prompt, object_list.of(source))
    return said, panel.frames, panel.beats_are_edited


live_view = LiveView()
