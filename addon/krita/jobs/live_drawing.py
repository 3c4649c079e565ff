# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion while a sentence is typed, and the bones of the drawing: asked of the engine.

Both need the strokes of the active layer. The engine reads or traces them once for each state of
the layer; after that, every answer takes a moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...client.jobs.found_bones import FoundBones
from ...client.jobs.found_objects import FoundObjects
from ...client.jobs.live import ShownMotion
from ...client.jobs.side_jobs import OBJECTS, RIG
from ...contract.arrays import Array
from ...contract.beats import BeatReading, SentenceBeat
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, SketchMotionError
from ...contract.motion_settings import BEATS, MotionSettings
from ...contract.request import ObjectSettings, Request
from ...contract.strict_json import JSON
from ..capture.capture import Captured
from ..capture.document import whole_fps
from ..panel_settings import HOST_SETTINGS, PanelSettings
from .object_search import fingerprint
from .objects import Objects
from .placed_joints import Place, PlacedJoints
from .session import LOOK_S, host, session
from .submission import open_drawing, submission_of

if TYPE_CHECKING:
    from krita import Document

WHOLE = "drawing"  # what the engine calls a drawing that is one object
PAUSE_S = 0.35  # after the last key, before anything is asked
LARGEST = 12_000_000  # pixels of a document whose motion is shown while a sentence is typed


@dataclass(frozen=True)
class Strokes:
    """The strokes of a layer as it was.

    Attributes:
        mark: The fingerprint of what was captured.
        objects: As the artist has them; () while the drawing moves as one.
    """

    layer_id: str
    mark: str
    drawing: Drawing
    objects: tuple[ObjectSettings, ...] = ()

    def as_objects(self) -> Objects:
        """Return them as objects, so that a job gets the very same strokes."""
        settings = self.objects or tuple(ObjectSettings(n) for n in self.drawing.object_names)
        owners = tuple(int(owner) for owner in self.drawing.objects.data)
        return Objects(self.drawing, settings, owners, self.layer_id, self.mark)


class LiveDrawing:
    """What is shown of the drawing in front, and what the artist has corrected in it.

    `read` returns the settings of the docker, `objects` the artist's objects.

    Attributes:
        is_on: Whether the motion is shown while a sentence is typed.
        wants_bones: Whether bones are shown.
        strokes: Those that were read last; None before.
        bones: Those that were found last; None before.
        why: Why there is nothing to show; None while nothing went wrong.
        listeners: Called when there is something else to show.
    """

    def __init__(
        self, read: Callable[[], PanelSettings], objects: Callable[[], Objects | None]
    ) -> None:
        self.is_on = True
        self.wants_bones = False
        self.strokes: Strokes | None = None
        self.bones: FoundBones | None = None
        self.why: SketchMotionError | None = None
        self.listeners: list[Callable[[], None]] = []
        self._read = read
        self._objects = objects
        self._due: float | None = None
        self._joints = PlacedJoints()
        self._front = ("", "")  # the root of the document and the layer that were seen last
        self._looked_at = 0.0
        self._beats: tuple[str, BeatReading] | None = None  # edited: of which sentence
        self._shown: ShownMotion | None = None
        self._asked_bones: tuple[object, ...] = ()

    # --- what is shown ---

    @property
    def shown(self) -> ShownMotion | None:
        """The newest answer, where it is of these strokes and of the sentence in the docker."""
        shown = self._shown
        same = self.strokes is not None and shown is not None
        return shown if same and shown and shown.drawing is self._drawing() else None

    @property
    def reading(self) -> BeatReading:
        """The beats of the sentence: edited ones, else as they were read."""
        edited = self._edited()
        if edited is not None:
            return edited
        shown = self.shown
        is_of_now = shown is not None and shown.request.prompt == self._read().prompt.strip()
        return shown.motion.reading if shown is not None and is_of_now else BeatReading()

    @property
    def is_edited(self) -> bool:
        """Whether the artist has changed the beats of this sentence."""
        return self._edited() is not None

    def joint_place(self, number: int) -> Place:
        """Return where a joint is: as it was placed by hand, else as it was found."""
        assert self.bones is not None
        joint = self.bones.joints()[number]
        name = self.bones.object_names[joint.object]
        return self._joints.place(self._layer(), name, joint.name) or joint.place

    @property
    def has_corrections(self) -> bool:
        """Whether a joint of the drawing that is shown was placed by hand."""
        return self._joints.has_any(self._layer())

    # --- what the artist does ---

    def touch(self) -> None:
        """Take note that the sentence, a setting or the drawing may have changed."""
        self._due = time.monotonic() + PAUSE_S

    def show_bones(self, wanted: bool) -> None:
        """Show the bones of the drawing, or no longer."""
        self.wants_bones = wanted
        self._asked_bones = ()
        self.touch()
        self._changed()

    def place_joint(self, number: int, place: Place) -> None:
        """Put a joint to another place; the other bones are found anew."""
        if self.bones is None:  # another layer came to the front while it was dragged
            return
        joint = self.bones.joints()[number]
        self._joints.put(self._layer(), self.bones.object_names[joint.object], joint.name, place)
        self.touch()
        self._changed()

    def forget_joints(self) -> None:
        """Let the engine find all joints by itself again."""
        self._joints.forget(self._layer())
        self.touch()
        self._changed()

    def edit_beats(self, beats: Sequence[SentenceBeat] | None) -> None:
        """Take beats in place of those of the sentence; None reads the sentence again."""
        prompt = self._read().prompt.strip()
        self._beats = (prompt, BeatReading(tuple(beats))) if beats is not None else None
        self.touch()
        self._changed()

    # --- what goes out with a job ---

    def expert_settings(self) -> dict[str, JSON]:
        """Return the corrections of the layer in front as settings of a request."""
        settings = self._joints.settings(host.layer_in_front())
        edited = self._edited()
        if edited is not None:
            settings[BEATS] = MotionSettings(beats=edited).to_settings()[BEATS]
        return settings

    def objects_for(self, captured: Captured) -> Objects | None:
        """Return the strokes that corrections are of; None where nothing was corrected.

        Corrections of another layer, or of another state of this one, don't count.
        """
        strokes = self.strokes
        if strokes is None or not self.has_corrections or captured.layer_id != strokes.layer_id:
            return None
        return strokes.as_objects() if fingerprint(captured) == strokes.mark else None

    # --- the timer ---

    def tick(self) -> None:
        """Ask for what is due, and take in what has been answered."""
        client = session.client
        shown = client.live.shown if client is not None else None
        if shown is not self._shown:
            self._shown = shown
            self._changed()
        self._look()
        if self._due is not None and time.monotonic() >= self._due:
            self._due, before = None, self.why
            self.why = None
            try:
                self._ask()
            except SketchMotionError as error:
                self.why = error
                self._drop()
            if before is not None or self.why is not None:
                self._changed()

    def _look(self) -> None:
        """Take note that another document or layer is in front, which Krita doesn't tell."""
        if time.monotonic() - self._looked_at < LOOK_S:
            return
        self._looked_at = time.monotonic()
        front = (session.document.root, host.layer_in_front())
        if front != self._front:
            self._front = front
            self.touch()

    def _ask(self) -> None:
        """Ask for what is missing. Raises BadInput where nothing can be shown."""
        asked = self._read()
        is_live = self.is_on and asked.path == "vector" and bool(asked.prompt.strip())
        if not (is_live or self.wants_bones):
            if self._layer() != host.layer_in_front():
                self._drop()
            return
        host.engine_command()  # raises without an engine
        document = open_drawing()
        if document.width() * document.height() > LARGEST:
            raise BadInput(  # reading it would hold Krita up at every pause
                "This document is too large for Live Preview: over {count} megapixels.",
                count=LARGEST // 1_000_000,
                hint="Animate takes it all the same.",
            )
        captured = host.capture_strokes(document)
        if not self._has_strokes(captured):
            self._ask_strokes(document, captured)
            return
        assert self.strokes is not None
        if self.wants_bones:
            self._ask_bones(document, captured)
        if is_live:
            fps = (whole_fps(document), 1)
            request = asked.request(fps, self.strokes.objects)
            expert = {**request.settings, **self.expert_settings()}
            session.ask_live(self._drawing(), replace(request, settings=expert))

    def _has_strokes(self, captured: Captured) -> bool:
        """Return whether the strokes of a captured layer are known, the artist's objects first."""
        mark, now = fingerprint(captured), self._objects()
        if now is not None and now.fingerprint == mark and now.settings:
            known = self.strokes
            drawing, settings = now.to_drawing()
            wanted = (captured.layer_id, mark, settings)
            if known is None or (known.layer_id, known.mark, known.objects) != wanted:
                self._take(Strokes(captured.layer_id, mark, drawing, settings))
            return True
        known = self.strokes
        if known is None or known.mark != mark or known.objects:
            return False
        if known.layer_id != captured.layer_id:  # a copy of the layer
            self._take(replace(known, layer_id=captured.layer_id))
        return True

    def _ask_strokes(self, document: Document, captured: Captured) -> None:
        if session.asking(OBJECTS, or_quiet=True):
            self.touch()
            return
        layer, mark = captured.layer_id, fingerprint(captured)
        request = Request(prompt=self._read().prompt.strip(), settings=dict(HOST_SETTINGS))
        folder = session.ready_client().folder("")
        submission = submission_of(document, captured, request, folder)

        def on_answer(job: str, found: FoundObjects) -> None:
            self._take(Strokes(layer, mark, _as_one(found.drawing)))
            self._due = time.monotonic()

        session.ask(OBJECTS, submission, on_answer, on_failure=self._fail, quiet=True)

    def _ask_bones(self, document: Document, captured: Captured) -> None:
        assert self.strokes is not None
        strokes = self.strokes
        expert = self.expert_settings()
        expert.pop(BEATS, None)
        wanted = (strokes.mark, strokes.objects, repr(expert))
        if wanted == self._asked_bones or session.asking(RIG, or_quiet=True):
            return
        self._asked_bones = wanted
        request = Request(
            prompt=self._read().prompt.strip(), objects=strokes.objects, settings=expert
        )
        folder = session.ready_client().folder("")
        drawn = replace(captured, drawing=strokes.drawing, rest=None)
        submission = submission_of(document, drawn, request, folder)

        def on_answer(job: str, found: FoundBones) -> None:
            if self.strokes is strokes:
                self.bones = found
            self.touch()  # a joint may have been moved since, or another layer is in front
            self._changed()

        def on_failure(error: SketchMotionError | None) -> None:
            self._asked_bones = ()  # the next change asks again
            self._fail(error if self.strokes is strokes else None)

        session.ask(RIG, submission, on_answer, on_failure=on_failure, quiet=True)

    def _fail(self, error: SketchMotionError | None) -> None:
        """Say why there is no answer; ask again where the question was cancelled."""
        if error is None:
            self.touch()
        else:
            self.why = error
            self._changed()

    def _take(self, strokes: Strokes) -> None:
        self.strokes, self.bones, self._asked_bones = strokes, None, ()
        self._changed()

    def _drop(self) -> None:
        """Show no drawing: the one that is shown isn't the one in front."""
        if self.strokes is not None:
            self.strokes, self.bones, self._asked_bones = None, None, ()
            self._changed()

    def _layer(self) -> str:
        """Return the layer whose drawing is shown; "" for none."""
        return self.strokes.layer_id if self.strokes is not None else ""

    def _drawing(self) -> Drawing:
        assert self.strokes is not None
        return self.strokes.drawing

    def _edited(self) -> BeatReading | None:
        said = self._read().prompt.strip()
        return self._beats[1] if self._beats is not None and self._beats[0] == said else None

    def _changed(self) -> None:
        for listener in list(self.listeners):
            listener()


def _as_one(drawing: Drawing) -> Drawing:
    """Return a drawing that is one object, as the engine reads a layer without objects."""
    owners = Array.of([0] * drawing.stroke_count, "I32")
    return replace(drawing, objects=owners, object_names=(WHOLE,))
