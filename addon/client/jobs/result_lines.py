# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a result says about itself: what moves each object, what was read in the sentence.

The engine tells it in `Animation.info`: "rig" is like "dog: four_legged; ball: pieces", "beats" is
the JSON of a `BeatReading`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ...contract import strict_json
from ...contract.beats import BeatReading
from ...contract.drawing import WARNINGS
from ...contract.errors import SketchMotionError
from ...contract.messages import Message

RIG = "rig"
UNRIGGED = "unrigged"  # names of objects that a host's bones couldn't move
BEATS = "beats"
FREE = "none"  # in the place of a body plan: no bones
#: The engine's name of a body plan -> what an animator calls it.
PLANS = {
    "pieces": "rigid pieces",
    "four_legged": "four-legged animal",
    "sitting": "sitting animal",
    "person": "person",
    "flying_bird": "flying bird",
    "standing_bird": "standing bird",
    "fish": "fish",
    "snake": "snake",
    "insect": "insect",
    "butterfly": "butterfly",
    "spider": "spider",
    "turtle": "turtle",
    "snail": "snail",
    "crab": "crab",
    "face": "face",
    "plant": "plant",
    "tree": "tree",
    "flag": "flag",
    "flame": "flame",
    "car": "car",
    "bicycle": "bicycle",
    "cyclist": "cyclist",
    "machine": "machine",
    "clock": "clock",
    "windmill": "windmill",
}
_OBJECT = re.compile(r"(?:(?P<name>.*?): )?(?P<plan>\w+)(?:; |$)", re.DOTALL)


def result_lines(info: Mapping[str, str]) -> list[Message]:
    """Return what to show of a result's `Animation.info`, a line each; nothing without a rig.

    First what moves each object, with its actions. Then the verbs that stand in for others, what
    lines can't do, the words that nothing was made of, and what the drawing's file had that
    strokes can't keep.
    """
    reading = reading_of(info)
    plans = _plans(info.get(RIG, ""))
    lines = [_bones(name, plan, reading, is_alone=len(plans) == 1) for name, plan in plans]
    if info.get(UNRIGGED):
        lines.append(
            Message(
                "{names}: drawings, not bones. Bones of Blender carry no curves, no layers with a "
                "place of their own and no strokes at several depths.",
                names=info[UNRIGGED],
            )
        )
    warnings = [Message(text) for text in info.get(WARNINGS, "").split("\n") if text]
    return list(dict.fromkeys((*lines, *notes_of(reading), *warnings)))


def notes_of(reading: BeatReading) -> list[Message]:
    """Return what an artist has to know of a reading: stand-ins, refusals, unknown words."""
    notes = [note for beat in reading.beats if (note := beat.note()) is not None]
    notes += [refusal.message() for refusal in reading.refusals]
    if reading.not_understood:
        notes.append(Message("Not understood: {words}", words=", ".join(reading.not_understood)))
    return list(dict.fromkeys(notes))


def info_of_report(report: Mapping[str, object]) -> dict[str, str]:
    """Return `Animation.info` from the report of a finished job, where the beats lie beside it."""
    texts = report.get("info")
    info: dict[str, str] = {}
    if isinstance(texts, Mapping):
        info = {str(name): str(text) for name, text in texts.items()}
    if BEATS in report:
        info[BEATS] = json.dumps(report[BEATS])
    return info


def _bones(name: str, plan: str, reading: BeatReading, *, is_alone: bool) -> Message:
    """Return the line of one object; the only one isn't named."""
    if plan == FREE:
        return (
            Message("No bones: points move freely")
            if is_alone
            else Message("No bones in {object}: points move freely", object=name)
        )
    bones = Message(PLANS.get(plan, plan.replace("_", " ")))
    own = (beat.action.replace("_", " ") for beat in reading.beats if beat.who in ("", name))
    actions = ", ".join(dict.fromkeys(own))
    if actions:
        bones = Message("{plan} ({actions})", plan=bones, actions=actions)
    if is_alone:
        return Message("Bones: {bones}", bones=bones)
    return Message("Bones of {object}: {bones}", object=name, bones=bones)


def object_names(info: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the objects of a result, where it tells of several."""
    return tuple(name for name, _ in _plans(info.get(RIG, "")) if name)


def _plans(rig: str) -> list[tuple[str, str]]:
    """Return the name and the body plan of each object."""
    return [(found["name"] or "", found["plan"]) for found in _OBJECT.finditer(rig)]


def reading_of(info: Mapping[str, str]) -> BeatReading:
    """Return the beats of a result; those of a newer engine that can't be read count as none."""
    try:
        return BeatReading.from_json(strict_json.parse(info.get(BEATS, ""), "The beats"))
    except SketchMotionError:
        return BeatReading()
