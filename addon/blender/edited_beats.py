# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beats that the artist has changed, kept with a scene for as long as its sentences stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import bpy

from ..client.jobs.edited_beats import replaced
from ..contract import strict_json
from ..contract.beats import BeatReading, SentenceBeat
from ..contract.errors import SketchMotionError
from ..contract.request import ObjectSettings
from . import host_state
from .objects.entries import ObjectEntry

LONGEST = 480  # frames


def _suggested(beat: object, context: object, typed: str) -> list[str]:
    """Return the actions that the bodies of the drawing know, for the field of an action."""
    words = typed.strip().lower()
    return [verb for verb in known_verbs if words in verb]


#: What the bodies of the drawing can do, as far as the engine has said.
known_verbs: list[str] = []


class SketchMotionBeat(bpy.types.PropertyGroup):
    """One beat, as Blender stores it."""

    if TYPE_CHECKING:
        text: str
        action: str
        start: int
        frames: int
        is_locked: bool
    else:
        text: bpy.props.StringProperty(options={"HIDDEN"})  # the beat as it was read
        action: bpy.props.StringProperty(
            name="Action",
            description="What is done, like: walk",
            search=_suggested,
            search_options={"SUGGESTION"},
            update=host_state.motion_changed,
        )
        start: bpy.props.IntProperty(
            name="Start",
            description="Frames after the beginning of the animation",
            min=0,
            max=LONGEST,
            update=host_state.motion_changed,
        )
        frames: bpy.props.IntProperty(
            name="Length",
            description="How many frames it takes",
            default=12,
            min=1,
            max=LONGEST,
            update=host_state.motion_changed,
        )
        is_locked: bpy.props.BoolProperty(
            name="Lock",
            description="Keep this as it is: nothing moves it or is pushed into it",
        )


def sentences(prompt: str, objects: Sequence[ObjectEntry | ObjectSettings]) -> str:
    """Return what beats are read in, as one text: edited beats hold while it stays the same."""
    own = [[entry.name, entry.prompt.strip()] for entry in objects if entry.prompt.strip()]
    return json.dumps([prompt.strip(), own])


def reading_of(settings: Any, said: str) -> BeatReading | None:
    """Return the edited beats; None where there are none, or the sentences are others now."""
    if not settings.beats_are_edited or settings.beats_of != said:
        return None
    try:
        return BeatReading(tuple(_beat(item) for item in settings.beats))
    except SketchMotionError:
        return None


def keep(
    settings: Any, beats: Sequence[SentenceBeat], said: str, locked: Sequence[bool] = ()
) -> None:
    """Keep beats as those that the artist wants for the sentences `said`.

    locked: which of them may not be moved; () for none.
    """
    settings.beats.clear()
    flags = list(locked) or [False] * len(beats)
    for beat, is_locked in zip(beats, flags, strict=True):
        item = settings.beats.add()
        item.is_locked = is_locked
        item.text = strict_json.dump(beat.to_json(), "A beat")
        item.action = beat.action.replace("_", " ")
        item.start, item.frames = beat.start, beat.frames
    settings.beats_of, settings.beats_are_edited = said, True
    host_state.motion_changed(settings, None)


def move(settings: Any, beats: Sequence[SentenceBeat]) -> None:
    """Give the beats that are kept the times of others, one for one."""
    for item, beat in zip(settings.beats, beats, strict=True):
        if (item.start, item.frames) != (beat.start, beat.frames):
            item.start, item.frames = beat.start, beat.frames


def locks(settings: Any) -> list[bool]:
    """Return which of the beats that are kept are locked."""
    return [bool(item.is_locked) for item in settings.beats]


def forget(settings: Any) -> None:
    """Read the sentence again."""
    settings.beats.clear()
    settings.beats_are_edited = False
    host_state.motion_changed(settings, None)


def _beat(item: SketchMotionBeat) -> SentenceBeat:
    beat = SentenceBeat.from_json(strict_json.parse(item.text, "A beat"))
    return replace(replaced(beat, item.action), start=item.start, frames=item.frames)
