# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bones that the task "rig" found in a drawing, and what an artist may correct in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...contract.drawing import Drawing
from ...contract.errors import BadInput, FormatError
from ...contract.job import JobFolder
from ...contract.rig import Rig
from ...contract.rig_hints import PIECES
from .states import Delivered

RIG_FILE = "rig.safetensors"
SURE, LIKELY = 0.75, 0.4  # confidence from which a joint is sure, or likely


@dataclass(frozen=True)
class FoundJoint:
    """A joint of one object.

    Attributes:
        index: its number in the rig.
        object: the object's number in the drawing.
        place: at rest, canvas pixels.
        confidence: 0..1; 1 where it was placed by hand.
    """

    index: int
    object: int
    name: str
    place: tuple[float, float]
    confidence: float

    @property
    def doubt(self) -> int:
        """0 for a joint that is sure, 1 for a likely one, 2 for a guess."""
        return 0 if self.confidence >= SURE else 1 if self.confidence >= LIKELY else 2


@dataclass(frozen=True)
class FoundBones:
    """The rig of a drawing.

    Attributes:
        rig: checked against the drawing.
        object_names: of the drawing.
        parts: what strokes can be given to, of each object: parts of its body plan, or pieces.
        plans: every body plan there is; PIECES stands for rigid pieces.
    """

    rig: Rig
    object_names: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    plans: tuple[str, ...]

    @classmethod
    def read(cls, state: Delivered) -> FoundBones:
        """Read what the engine left in the job's folder. Raises FormatError, BadInput."""
        job = JobFolder(state.folder)
        try:
            drawing, rig = Drawing.read(job.drawing_path), Rig.read(job.file(RIG_FILE))
        except OSError as error:
            raise BadInput("The bones can't be read: {why}.", why=error.strerror) from error
        rig.validate(drawing)
        told = state.report.get("rig")
        found = told if isinstance(told, Mapping) else {}
        return cls(
            rig,
            drawing.object_names,
            tuple(_texts(found.get(name), "parts") for name in drawing.object_names),
            _texts(state.report, "plans"),
        )

    def plan(self, index: int) -> str:
        """Return the body plan of an object, PIECES for rigid pieces, "" where it has no bones."""
        if self.rig.plans[index]:
            return self.rig.plans[index]
        return PIECES if index in self.rig.joint_objects.data else ""

    def joints(self) -> tuple[FoundJoint, ...]:
        """Return all joints, parents before their children."""
        rig, places = self.rig, self.rig.joints.data
        return tuple(
            FoundJoint(
                index,
                int(rig.joint_objects.data[index]),
                name,
                (float(places[2 * index]), float(places[2 * index + 1])),
                float(rig.confidence.data[index]),
            )
            for index, name in enumerate(rig.joint_names)
        )

    def bones(self) -> tuple[tuple[int, int], ...]:
        """Return pairs of joints: a joint and the one it hangs on."""
        parents = self.rig.parents.data
        return tuple((index, parent) for index, parent in enumerate(parents) if parent >= 0)


def words_of(name: str) -> str:
    """Return the name of a joint or part as people write it: "leg left 2" for "leg_left2"."""
    letters = name.rstrip("0123456789")
    number = name[len(letters) :]
    words = letters.replace("_", " ").strip()
    return f"{words} {int(number) + 1}" if number and words else words or name


def _texts(owner: object, key: str) -> tuple[str, ...]:
    """Return a list of texts in a report. Raises FormatError."""
    value = owner.get(key, []) if isinstance(owner, Mapping) else []
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else [""]
    if not isinstance(value, list) or len(texts) != len(value):
        raise FormatError("The engine's answer about bones is broken.")
    return tuple(texts)
