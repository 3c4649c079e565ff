# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The animation: offsets for every point, a transform for every object, and few editable keys.

A point in a frame is `A (rest + offset - pivot) + pivot + t`, with `[A | t]` the transform of the
point's object in that frame.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from . import strict_json, tensorfile
from .arrays import Array
from .drawing import LARGEST, Drawing
from .errors import BadInput, FormatError
from .files import PathLike
from .frame_rate import checked_fps
from .keys import CHANNELS, NEUTRAL, Key, evaluate_key_channel, key_of_row
from .pose import RigPose

__all__ = ["CHANNELS", "NEUTRAL", "Animation", "evaluate_key_channel"]

FORMAT = "sketch-motion-animation"
VERSION = 1
KEY_TOLERANCE = 1e-4  # of a transform against its keys, relative for numbers above 1
SMALLEST_SCALE = 0.05  # singular values of A stay above it, so that hosts can divide


@dataclass(frozen=True)
class Animation:
    """F frames of P points in O objects.

    `keys` rows are (frame, value, left_frame, left_value, right_frame, right_value). Channel c of
    object o holds the rows `key_offsets[5 o + c]` to `key_offsets[5 o + c + 1]`, in the order x, y
    (= t, pixels), rotation (radians, positive = clockwise on the screen, unwrapped), scale_x,
    scale_y. An empty channel stays neutral. Every `A` is `R(rotation) diag(scale_x, scale_y)`.
    With a loop, frame F equals frame 0 and is not written.

    Attributes:
        offsets: F32 [F, P, 2], pixels.
        transforms: F32 [F, O, 2, 3], `[A | t]`.
        pivots: F32 [O, 2], pixels.
        keys: F32 [N, 6].
        key_offsets: I32 [5 O + 1].
        fps: Frames per second as (numerator, denominator).
        hold: Frames that a drawing is held: 1, 2 or 3.
        info: Model, seed, quality and the motion that was understood.
        pose: The same motion as turns of bones, for hosts that want to pose; None where there is no
            rig.
    """

    offsets: Array
    transforms: Array
    pivots: Array
    keys: Array
    key_offsets: Array
    fps: tuple[int, int] = (24, 1)
    hold: int = 1
    loop: bool = False
    object_names: tuple[str, ...] = ("drawing",)
    info: dict[str, str] = field(default_factory=dict)
    pose: RigPose | None = None

    @property
    def frame_count(self) -> int:
        return len(self.offsets)

    @property
    def point_count(self) -> int:
        return self.offsets.shape[1]

    @property
    def object_count(self) -> int:
        return len(self.object_names)

    def channel_keys(self, object_index: int, channel: str | int) -> list[Key]:
        """Return the keys of one channel, named as in CHANNELS or by its number there."""
        number = channel if isinstance(channel, int) else CHANNELS.index(channel)
        position = object_index * len(CHANNELS) + number
        first, last = self.key_offsets.data[position], self.key_offsets.data[position + 1]
        data = self.keys.data
        return [key_of_row(data[6 * row : 6 * row + 6].tolist()) for row in range(first, last)]

    def validate(self, drawing: Drawing | None = None) -> None:
        """Check shapes, ranges and the rules for keys.

        With `drawing`, check also that the animation fits it and that strokes of the background
        and locked strokes don't move. Raises FormatError when a check fails.
        """
        self._check_shapes()
        self._check_numbers()
        for index in range(self.object_count):
            self._check_object_keys(index)
        if self.pose is not None:
            self.pose.validate(self.frame_count, self.point_count, self.object_count)
        if drawing is not None:
            self._check_drawing(drawing)

    def write(self, path: PathLike) -> None:
        """Check the animation and write it.

        Raises FormatError, DiskFull, BadInput.
        """
        self.validate()
        names = ("offsets", "transforms", "pivots", "keys", "key_offsets")
        metadata = {
            "format": FORMAT,
            "version": str(VERSION),
            "fps": json.dumps(self.fps),
            "hold": json.dumps(self.hold),
            "loop": json.dumps(self.loop),
            "object_names": json.dumps(self.object_names),
            "info": json.dumps(self.info),
        }
        tensors = {name: getattr(self, name) for name in names}
        if self.pose is not None:
            tensors |= self.pose.tensors()
            metadata |= self.pose.texts()
        tensorfile.write(path, tensors, metadata)

    @classmethod
    def read(cls, path: PathLike) -> Animation:
        """Read and check an animation; the arrays are views of the file's bytes.

        Raises FormatError.
        """
        what = Path(path).name
        file = tensorfile.read(path)
        tensorfile.check_format(file, what, FORMAT, VERSION)
        hold = strict_json.parse(file.text("hold", what), f"hold in {what}")
        loop = strict_json.parse(file.text("loop", what), f"loop in {what}")
        if isinstance(hold, bool) or not isinstance(hold, int) or not isinstance(loop, bool):
            raise FormatError("{what} has a hold or a loop of the wrong kind.", what=what)
        animation = cls(
            offsets=file.take("offsets", what),
            transforms=file.take("transforms", what),
            pivots=file.take("pivots", what),
            keys=file.take("keys", what),
            key_offsets=file.take("key_offsets", what),
            fps=_checked_fps(strict_json.parse(file.text("fps", what), f"fps in {what}"), what),
            hold=hold,
            loop=loop,
            object_names=strict_json.names_from(file.text("object_names", what), what),
            info=strict_json.texts_from(file.text("info", what), what),
            pose=RigPose.taken_from(file, what),
        )
        animation.validate()
        return animation

    def _check_shapes(self) -> None:
        count = self.object_count
        if len(self.offsets.shape) != 3 or len(self.keys.shape) != 2:
            raise FormatError("offsets must be [F, P, 2] and keys [N, 6].")
        frames, points = self.offsets.shape[:2]
        expected = {
            "offsets": ("F32", (frames, points, 2)),
            "transforms": ("F32", (frames, count, 2, 3)),
            "pivots": ("F32", (count, 2)),
            "keys": ("F32", (len(self.keys), 6)),
            "key_offsets": ("I32", (count * len(CHANNELS) + 1,)),
        }
        for name, (dtype, shape) in expected.items():
            found: Array = getattr(self, name)
            if found.dtype != dtype or found.shape != shape:
                raise FormatError(
                    "{name} must be {kind} of shape {shape}, not {found_kind} {found_shape}.",
                    name=name,
                    kind=dtype,
                    shape=shape,
                    found_kind=found.dtype,
                    found_shape=found.shape,
                )
        if frames < 1:
            raise FormatError("The animation has no frames.")

    def _check_numbers(self) -> None:
        for name in ("offsets", "transforms", "pivots", "keys"):
            found: Array = getattr(self, name)
            if not found.is_within(2 * LARGEST):
                raise FormatError(
                    "{name} holds a number that is not finite or too large.", name=name
                )
        if self.hold not in (1, 2, 3):
            raise FormatError("hold must be 1, 2 or 3.")
        _checked_fps(self.fps, "The animation")
        strict_json.check_names(self.object_names, "The object names")
        strict_json.check_texts(self.info, "info")
        offsets = self.key_offsets.data.tolist()
        if offsets[0] != 0 or offsets[-1] != len(self.keys) or offsets != sorted(offsets):
            raise FormatError("key_offsets are out of order or don't cover all keys.")

    def _check_object_keys(self, index: int) -> None:
        what = f"of object {self.object_names[index]!r}"
        channels = []
        for place, channel in enumerate(CHANNELS):
            keys = self.channel_keys(index, place)
            _check_handles(keys, f"{channel} {what}")
            channels.append(keys)
        for frame, found in enumerate(self._transforms_of(index)):
            values = [
                evaluate_key_channel(keys, frame, neutral)
                for keys, neutral in zip(channels, NEUTRAL, strict=True)
            ]
            expected = transform_of(*values)
            for a, b in zip(found, expected, strict=True):
                if abs(a - b) > KEY_TOLERANCE * max(1.0, abs(b)):
                    raise FormatError(
                        "Transform and keys {what} differ in frame {frame}.", what=what, frame=frame
                    )
            if min(abs(values[3]), abs(values[4])) < SMALLEST_SCALE * 0.99:
                raise FormatError(
                    "The scale {what} is too small in frame {frame}.", what=what, frame=frame
                )

    def _transforms_of(self, index: int) -> Iterator[list[float]]:
        data, count = self.transforms.data, self.object_count
        for frame in range(self.frame_count):
            start = 6 * (frame * count + index)
            yield list(data[start : start + 6])

    def _check_drawing(self, drawing: Drawing) -> None:
        if self.point_count != drawing.point_count or self.object_count != drawing.object_count:
            raise FormatError(
                "The animation has {points} points in {objects} objects, the drawing "
                "{drawing_points} in {drawing_objects}.",
                points=self.point_count,
                objects=self.object_count,
                drawing_points=drawing.point_count,
                drawing_objects=drawing.object_count,
            )
        data, row = self.offsets.data, 2 * self.point_count
        for stroke in range(drawing.stroke_count):
            if drawing.objects.data[stroke] >= 0 and not drawing.locked.data[stroke]:
                continue
            points = drawing.stroke(stroke)
            for start in range(0, row * self.frame_count, row):
                if any(data[start + 2 * points.start : start + 2 * points.stop]):
                    raise FormatError("Stroke {stroke} must not move, but it does.", stroke=stroke)


def transform_of(
    x: float, y: float, rotation: float, scale_x: float, scale_y: float
) -> tuple[float, float, float, float, float, float]:
    """Return the rows of `[R(rotation) diag(scale_x, scale_y) | x, y]`, clockwise positive."""
    c, s = math.cos(rotation), math.sin(rotation)
    return c * scale_x, -s * scale_y, x, s * scale_x, c * scale_y, y


def _check_handles(keys: Sequence[Key], what: str) -> None:
    for before, after in pairwise(keys):
        length = after.frame - before.frame
        if length <= 0:
            raise FormatError("The keys for {what} are out of order.", what=what)
        slack = 1e-3 * max(1.0, length)
        right, left = before.frame + length / 3, after.frame - length / 3
        if abs(before.right_frame - right) > slack or abs(after.left_frame - left) > slack:
            raise FormatError(
                "The handles for {what} don't lie at thirds of their segment.", what=what
            )


def _checked_fps(value: object, what: str) -> tuple[int, int]:
    try:
        return checked_fps(value)
    except BadInput as error:
        raise FormatError("{what}: {why}", what=what, why=error.message) from None
