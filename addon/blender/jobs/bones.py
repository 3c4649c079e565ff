# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Show Bones: the engine finds the bones of the active drawing.

They are found again when the drawing, or what the artist said of it, has changed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from ...client.jobs.found_bones import FoundBones
from ...client.jobs.same_drawing import fingerprint
from ...client.jobs.side_jobs import RIG
from ...client.jobs.submission import Submission
from ...contract.errors import SketchMotionError
from ...contract.request import Request
from .. import host_state
from ..capture.capture import Capture
from ..capture.plane import Plane
from ..grease_pencil import versions
from ..objects import bone_corrections, object_list
from ..objects.entries import with_objects
from ..settings import settings_of
from ..write.write_back import original_of
from .session import session
from .submission import captured, target_of, with_corrections

QUIET_S = 0.4  # after the last change of a drawing, until its bones are found again

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class ShownRig:
    """The bones of a drawn Blender object.

    Attributes:
        uid: `session_uid` of the object.
        numbers: of each of the drawing's objects, see `object_list`; 0 for the whole drawing.
        plane: of the drawing, in the world at the capture.
        world: [4, 4], the matrix of the drawn object at the capture.
        places: [J, 3], the joints in the space of the drawn object.
    """

    found: FoundBones
    uid: int
    numbers: tuple[int, ...]
    plane: Plane
    world: Vector
    places: Vector

    @classmethod
    def of(
        cls, found: FoundBones, captured: Capture, uid: int, numbers: tuple[int, ...]
    ) -> ShownRig:
        """Place the bones that were found in a captured drawing."""
        matrix = captured.map.object_matrix
        pixels = np.array([joint.place for joint in found.joints()]).reshape(-1, 2)
        world = captured.map.plane.to_world(pixels)
        to_local = np.linalg.inv(matrix)
        places = world @ to_local[:3, :3].T + to_local[:3, 3]
        return cls(found, uid, numbers, captured.map.plane, matrix, places)

    def with_joint(self, joint: int, place: Vector) -> ShownRig:
        """Return the same bones with a joint at another place [3] of the object's space."""
        places = self.places.copy()
        places[joint] = place
        return replace(self, places=places)


class BoneView:
    """The bones that the viewport shows, and the search for them."""

    def __init__(self) -> None:
        self.shown: ShownRig | None = None
        self._asked: tuple[object, ...] = ()  # what the last search was about
        self._changed_at: float | None = None  # the drawing changed and wasn't looked at since

    @property
    def job(self) -> str:
        """The job of the search on its way; "" when there is none."""
        return session.asking(RIG)

    def rig_of(self, source: Any) -> ShownRig | None:
        """Return the bones of a drawing where they are known."""
        shown = self.shown
        is_its = shown is not None and source is not None and shown.uid == source.session_uid
        return shown if is_its else None

    def touch(self, *, now: bool = False) -> None:
        """Take note that a drawing, or what was said of its bones, may have changed."""
        self._changed_at = time.monotonic() - (QUIET_S if now else 0.0)
        if now:
            session.wake()

    def tick(self) -> None:
        """Find the bones of the active drawing where they are asked for and not known."""
        scene = bpy.context.scene
        if scene is None or not settings_of(scene).show_bones:
            return
        source = original_of(host_state.view_layer_of(bpy.context).objects.active)
        if not versions.is_grease_pencil(source) or _is_playing():
            return
        is_due = self._changed_at is not None and time.monotonic() - self._changed_at >= QUIET_S
        if is_due or (self._asked and self._asked[0] != source.session_uid) or not self._asked:
            self.find(source, scene)

    def find(self, source: Any, scene: Any) -> str:
        """Ask for the bones of a drawing unless they are known; return the job, "" for none."""
        self._changed_at = None
        try:
            submission, taken = _submission(source, scene)
        except SketchMotionError:  # nothing is drawn
            self._asked, self.shown = (source.session_uid,), None
            host_state.redraw_views()
            return ""
        asked = (source.session_uid, submission.request.to_json(), fingerprint(taken.drawing))
        if asked == self._asked:
            return ""
        self._asked = asked
        if self.job:
            session.cancel(self.job)

        # an undo may free the object before the answer comes
        uid = source.session_uid
        numbers = tuple(bone_corrections.numbers_of(taken.map, taken.drawing, source))

        def on_answer(job: str, found: FoundBones) -> None:
            if self._asked is asked:
                self.shown = ShownRig.of(found, taken, uid, numbers)
                host_state.redraw_views()

        try:
            return session.ask(RIG, submission, on_answer)
        except SketchMotionError as error:
            session.report(error)
            return ""

    def cancel(self) -> None:
        """Stop the search on its way; the next change of the drawing begins another."""
        session.cancel(self.job)

    def moved(self, shown: ShownRig) -> None:
        """Show bones that a correction has moved, until they are found again."""
        self.shown = shown
        host_state.redraw_views()

    def forget(self) -> None:
        """Forget all bones: another file was opened, or they aren't shown any more."""
        self.shown, self._asked, self._changed_at = None, (), None


def _submission(source: Any, scene: Any) -> tuple[Submission[Any], Capture]:
    """Return the question for the bones of a drawing, and the drawing. Raises BadInput."""
    panel = settings_of(scene)
    taken = captured(source, scene, host_state.any_view())
    request = with_objects(
        Request(prompt=panel.prompt.strip()),
        object_list.of(source),
        taken.drawing.object_names,
        all_move=True,
    )
    request = with_corrections(request, taken, source)
    return Submission(request, taken.drawing, target_of(source, taken.drawing)), taken


def _is_playing() -> bool:
    windows = host_state.window_manager(bpy.context).windows
    return any(w.screen is not None and w.screen.is_animation_playing for w in windows)


bones = BoneView()
