# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes in the scene: results on the timeline, each with its name and settings.

Everything about a take is in properties of its objects, so that undo, saving and copying keep it.
The job's folder is needed only to make a part of it again or to export it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
from mathutils import Vector

from ...client.jobs.timing import Easing
from ...contract import strict_json
from ...contract.errors import BadInput, SketchMotionError
from ...contract.messages import PARTS as PARTS_KEY
from ...contract.messages import put_text, text_from
from ...contract.request import Request
from ..grease_pencil import versions
from .armatures import put_away
from .hand_over import hand_over
from .originals import bring_back, hide_original, is_made_from, source_name_of, source_of
from .removal import remove
from .write_back import original_of

if TYPE_CHECKING:
    from bpy.types import Object

# Properties, on the result unless it is said otherwise.
JOB = "sketch_motion_take"  # the job; also on the controls
NAME = "sketch_motion_take_name"
REQUEST = "sketch_motion_take_request"  # the request as JSON
START = "sketch_motion_take_start"  # the scene's frame of its first drawing, as it was written
FRAMES = "sketch_motion_take_frames"  # its length in frames of the scene, as it was written
EASED = "sketch_motion_take_eased"  # the slow outs and slow ins it was given, as JSON
MADE = "sketch_motion_take_made"  # when it was written, in seconds since 1970
PARTS = "sketch_motion_take_objects"  # names of the objects that move, as JSON
INFO = "sketch_motion_take_info"  # what the engine tells of it, `Animation.info` as JSON
REMARKS = "sketch_motion_take_remarks"  # what the user should know of it, as JSON
ASIDE = "sketch_motion_take_aside"  # on what was moved aside to compare: its place before
LONGEST_NAME = 40


@dataclass(frozen=True)
class SceneTake:
    """One take.

    Attributes:
        object: the animated copy of the drawing, the image plane or the traced strokes.
        job: the job that made it; takes that were duplicated in Blender share it.
    """

    object: Any
    job: str

    @property
    def source(self) -> Object | None:
        """The original; None where there is none in the file."""
        return source_of(self.object)

    @property
    def source_name(self) -> str:
        """The name of the original, the one it had where it is gone; "" where there is none."""
        return source_name_of(self.object)

    @property
    def name(self) -> str:
        """The name that the user sees and can change."""
        return str(self.object.get(NAME, self.object.name))

    @property
    def is_shown(self) -> bool:
        """Whether it is visible in the 3D views."""
        return not self.object.hide_viewport

    @property
    def is_aside(self) -> bool:
        """Whether it was moved aside to be compared with another take."""
        return ASIDE in self.object

    @property
    def start(self) -> int:
        """The scene's frame of its first drawing, as it was written; see also `take_keys`."""
        return int(self.object.get(START, 1))

    @property
    def eased(self) -> tuple[Easing, ...]:
        """The slow outs and slow ins that it was given, one after another."""
        try:
            rows = json.loads(self.object.get(EASED, "[]"))
            return tuple(Easing(float(out), float(into)) for out, into in rows)
        except (ValueError, TypeError, SketchMotionError):
            return ()

    @property
    def request(self) -> Request | None:
        """The settings it was made with; None where they can't be read any more."""
        try:
            return Request.from_json(json.loads(self.object.get(REQUEST, "")))
        except (ValueError, SketchMotionError):
            return None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the objects that move, each of which can be animated again."""
        try:
            return tuple(str(name) for name in json.loads(self.object.get(PARTS, "[]")))
        except (ValueError, TypeError):
            return ()

    @property
    def info(self) -> dict[str, str]:
        """What the engine tells of the result; nothing where it can't be read."""
        try:
            return strict_json.texts_from(str(self.object.get(INFO, "{}")), INFO)
        except SketchMotionError:
            return {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the user should know of it: warnings of the engine, and what was left out."""
        try:
            rows = json.loads(self.object.get(REMARKS, "[]"))
            return tuple(text_from(str(row["text"]), row.get(f"text{PARTS_KEY}")) for row in rows)
        except (ValueError, TypeError, KeyError, AttributeError):
            return ()

    @property
    def controls(self) -> list[Object]:
        """The Empties and armatures that carry its keys: of takes with one job, those it uses."""
        items: Iterable[Any] = bpy.data.objects
        marked = [item for item in items if item.get(JOB) == self.job]
        controls = [item for item in marked if REQUEST not in item]
        if len(marked) == len(controls) + 1:
            return controls
        used = _used_by(self.object)
        return [item for item in controls if item in used]

    @property
    def has_bones(self) -> bool:
        """Whether armatures are among its controls."""
        return any(item.type == "ARMATURE" for item in self.controls)


class StripTake(SceneTake):
    """A take that is a strip in the sequencer: it is muted rather than hidden."""

    @property
    def is_shown(self) -> bool:
        """Whether it isn't muted."""
        return not self.object.mute

    @property
    def is_aside(self) -> bool:
        """False: a strip has no place in the scene."""
        return False

    @property
    def controls(self) -> list[Object]:
        """None at all: a strip isn't moved by Empties."""
        return []


def mark(
    result: Any,
    controls: Sequence[Any],
    job: str,
    request: Request,
    *,
    start: int,
    parts: Sequence[str] = (),
    info: Mapping[str, str] | None = None,
    remarks: Sequence[str] = (),
    name: str = "",
) -> SceneTake:
    """Turn a result that was just written into a take.

    `start`: the scene's frame of its first drawing. `parts`: the objects that move. `info`: of its
    animation. `remarks`: what the user should know of it.
    """
    taken = {take.name for take in all_takes()}
    result[JOB] = job
    result[REQUEST] = json.dumps(request.to_json())
    result[START] = start
    result[MADE] = time.time()
    result[PARTS] = json.dumps(list(parts))
    result[INFO] = json.dumps(dict(info or {}))
    write_remarks(result, remarks)
    result[NAME] = _free_name(name or request.prompt, taken)
    for control in controls:
        control[JOB] = job
    return _take(result)


def write_remarks(result: Any, remarks: Sequence[str]) -> None:
    """Keep what the user should know of a take with its object."""
    rows: list[dict[str, object]] = [{} for _ in remarks]
    for row, remark in zip(rows, remarks, strict=True):
        put_text(row, "text", remark)
    result[REMARKS] = json.dumps(rows)


def name_both(take: SceneTake, first: str, second: str) -> None:
    """Name a take after two that it shows one after the other, where there is room for both."""
    both = f"{first}, {second}"
    if len(both) <= LONGEST_NAME:
        taken = {other.name for other in all_takes() if other.job != take.job}
        take.object[NAME] = _free_name(both, taken)


def all_takes() -> list[SceneTake]:
    """Return every take of the file, the newest first."""
    results: tuple[Any, ...] = (*bpy.data.objects, *versions.all_strips())
    takes = [_take(item) for item in results if JOB in item and REQUEST in item]
    return sorted(takes, key=lambda take: take.object.get(MADE, 0.0), reverse=True)


def take_of(item: Any) -> SceneTake | None:
    """Return the take that an object or a strip is, or None."""
    return _take(item) if JOB in item and REQUEST in item else None


def _take(result: Any) -> SceneTake:
    kind = SceneTake if isinstance(result, bpy.types.Object) else StripTake
    return kind(result, str(result[JOB]))


def _used_by(item: Any) -> set[Object]:
    """Return the objects that the layers and the modifiers of an object follow."""
    layers = item.data.layers if versions.is_grease_pencil(item) else ()
    used = [layer.parent for layer in layers]
    used += [getattr(modifier, "object", None) for modifier in item.modifiers]
    return {each for each in used if each is not None}


def takes_of(item: Object | None) -> list[SceneTake]:
    """Return the takes of a drawing, given by itself or one of its takes; else all takes."""
    takes = all_takes()
    source = original_of(item)
    if source is None:
        return takes
    own = [take for take in takes if is_made_from(take.object, source) or take.object == item]
    return own or takes


def take_of_job(job: str, name: str = "") -> SceneTake | None:
    """Return the take that a job made, or None where it isn't in the file.

    name: of its object or strip. Without it, of several duplicates one that is shown is returned.
    """
    takes = [take for take in all_takes() if take.job == job]
    if name:
        return next((take for take in takes if take.object.name == name), None)
    return next((take for take in takes if take.is_shown), takes[0] if takes else None)


def take_with(item: Any) -> SceneTake | None:
    """Return the take that an object or a strip is, or is a control of; None where it is none.

    Of duplicates that follow the same control, one that is shown.
    """
    job = item.get(JOB) if item is not None else None
    takes = [take for take in all_takes() if take.job == job] if job else []
    own = [take for take in takes if take.object == item or item in take.controls]
    return next((take for take in own if take.is_shown), next(iter(own), None))


def show(take: SceneTake) -> None:
    """Show this take alone, and hide the original and its other takes."""
    source = take.source
    if source is not None:
        hide_original(source, [take.object, *take.controls])
    set_visible(take, True)
    if not isinstance(take, StripTake):
        hand_over(take.object, source)
    elif source is not None:
        source.hide_viewport = False  # it stays in the view, to be drawn on
    for other in siblings(take):
        if other.object != take.object:
            set_visible(other, False)
    _show_controls(take)
    rigs = [item for item in take.controls if item.type == "ARMATURE" and item.mode != "POSE"]
    put_away(rigs, away=True)


def hide(take: SceneTake) -> None:
    """Hide a take. Where no other take is shown, the original is."""
    source = take.source
    others = [each for each in siblings(take) if each.is_shown and each.object != take.object]
    if source is not None and not others:
        bring_back(source)
    successor = others[0].object if others else source
    if isinstance(successor, bpy.types.Object):
        hand_over(successor, source)
    set_visible(take, False)
    for other in others:
        _show_controls(other)


def set_visible(take: SceneTake, visible: bool) -> None:
    """Show or hide a take with its controls, after moving back what was moved aside."""
    if isinstance(take, StripTake):
        take.object.mute = not visible
        return
    for item in (take.object, *take.controls):
        item.hide_viewport = item.hide_render = not visible
        if ASIDE in item:
            item.delta_location = Vector(item[ASIDE][:])
            del item[ASIDE]


def _show_controls(take: SceneTake) -> None:
    """Show the controls of a take again that were hidden with another one which uses them, too."""
    for control in take.controls:
        control.hide_viewport = control.hide_render = False


def delete(take: SceneTake) -> None:
    """Remove a take from the file, with its data and actions; the original is untouched.

    What a duplicate of it uses, too, stays.
    """
    if take.is_shown:
        hide(take)
    if isinstance(take, StripTake):
        versions.strips(take.object.id_data.sequence_editor).remove(take.object)
        return
    others = [other for other in all_takes() if other.job == take.job and other != take]
    shared = {control for other in others for control in other.controls}
    remove(take.object, [control for control in take.controls if control not in shared])


def shown_take(takes: Iterable[SceneTake], active: Object | None = None) -> SceneTake | None:
    """Return a visible take that wasn't moved aside, or None; of several the active one.

    active: the active object, which is the take or one of its controls.
    """
    shown = [take for take in takes if take.is_shown and not take.is_aside]
    chosen = take_with(active)
    return chosen if chosen in shown else next(iter(shown), None)


def needed_take(job: str, name: str = "") -> SceneTake:
    """Return the take of a job. Raises BadInput when it is not in the file any more.

    name: of its object or strip, which tells duplicates apart.
    """
    take = take_of_job(job, name)
    if take is None:
        raise BadInput("This take is not in the file any more.")
    return take


def needed_request(take: SceneTake) -> Request:
    """Return the settings of a take. Raises BadInput when they can't be read any more."""
    request = take.request
    if request is None:
        raise BadInput("The settings of this take are lost.")
    return request


def siblings(take: SceneTake) -> list[SceneTake]:
    """Return the takes of the same drawing, and the take itself."""
    source = take.source
    if source is not None:
        return [other for other in all_takes() if is_made_from(other.object, source)]
    gone = (other for other in all_takes() if other.source is None)
    return [other for other in gone if other.source_name == take.source_name]


def _free_name(text: str, taken: set[str]) -> str:
    """Shorten a text to a name, with a number where another take has that name."""
    short = " ".join(text.split())[:LONGEST_NAME].strip() or "take"
    name, count = short, 1
    while name in taken:
        count += 1
        name = f"{short} {count}"
    return name
