# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the animator asks for. A Request that exists is valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal, cast, get_args

from . import strict_json
from .errors import BadInput
from .files import PathLike, read_bytes, write_bytes_atomic
from .frame_rate import checked_fps
from .settings_reader import (
    checked_choice,
    checked_flag,
    checked_number,
    checked_text,
    checked_whole,
)
from .strict_json import JSON, Fields

FORMAT = "sketch-motion-request"
VERSION = 1
MAX_BYTES = 1 << 22

Task = Literal["animate", "objects", "trace", "estimate", "rig", "clean", "suggest", "colour"]
MotionPath = Literal["vector", "raster", "warp"]
Quality = Literal["draft", "standard", "full"]

TASKS: tuple[str, ...] = get_args(Task)
PATHS: tuple[str, ...] = get_args(MotionPath)
PICTURE_PATHS = ("raster", "warp")  # those that take a picture and make pictures
QUALITIES: tuple[str, ...] = get_args(Quality)

# Smallest and largest value of every number in a request.
RANGES: dict[str, tuple[float, float]] = {
    "frames": (2, 480),
    "hold": (1, 3),
    "seed": (0, 2**63 - 1),
    "strength": (0.0, 4.0),
}
LONGEST_PROMPT = 2000
LONGEST_NAME = 1000
MOST_OBJECTS = 1000
MOST_PATH_POINTS = 10_000


@dataclass(frozen=True)
class ObjectSettings:
    """What is asked of one object; `motion_path` is [K, 2] in canvas pixels."""

    name: str
    prompt: str = ""
    strength: float = 1.0
    locked: bool = False
    motion_path: tuple[tuple[float, float], ...] = ()
    extra: dict[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        what = f"Object {self.name!r}"
        checked_text(self.name, "name", LONGEST_NAME)
        checked_text(self.prompt, "prompt", LONGEST_PROMPT)
        strength = checked_number(self.strength, f"{what}: strength", *RANGES["strength"])
        object.__setattr__(self, "strength", strength)
        checked_flag(self.locked, "locked")
        if len(self.motion_path) > MOST_PATH_POINTS:
            raise BadInput(
                "{what}: a motion path has at most {most} points.",
                what=what,
                most=MOST_PATH_POINTS,
            )
        points = tuple(strict_json.pair(p, f"{what}: motion path") for p in self.motion_path)
        object.__setattr__(self, "motion_path", points)
        object.__setattr__(self, "extra", _extra(self))

    def to_json(self) -> dict[str, JSON]:
        return {
            **self.extra,
            "name": self.name,
            "prompt": self.prompt,
            "strength": self.strength,
            "locked": self.locked,
            "motion_path": [[x, y] for x, y in self.motion_path],
        }

    @classmethod
    def from_json(cls, value: object) -> ObjectSettings:
        """Raise FormatError for wrong kinds and BadInput for numbers out of range."""
        read = Fields(value, "An object of the request")
        return cls(
            name=read.text("name"),
            prompt=read.text("prompt", ""),
            strength=read.number("strength", 1.0),
            locked=read.flag("locked", False),
            motion_path=tuple(
                strict_json.pair(p, "A point of a motion path") for p in read.items("motion_path")
            ),
            extra=read.rest(),
        )


@dataclass(frozen=True)
class Request:
    """Everything that is relevant to one job.

    `settings` are expert settings, JSON values only; `extra` keeps keys of other versions.
    Raises BadInput, which names the range, for a number out of range.
    """

    prompt: str
    task: Task = "animate"
    path: MotionPath = "vector"
    objects: tuple[ObjectSettings, ...] = ()
    frames: int = 24
    fps: tuple[int, int] = (24, 1)
    hold: int = 1
    loop: bool = False
    seed: int = 0
    strength: float = 1.0
    quality: Quality = "standard"
    model: str = ""
    preset: str = ""
    settings: dict[str, JSON] = field(default_factory=dict)
    extra: dict[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        checked_text(self.prompt, "prompt", LONGEST_PROMPT)
        checked_text(self.model, "model", LONGEST_NAME)
        checked_text(self.preset, "preset", LONGEST_NAME)
        checked_choice(self.task, "task", TASKS)
        checked_choice(self.path, "path", PATHS)
        checked_choice(self.quality, "quality", QUALITIES)
        for name in ("frames", "hold", "seed"):
            checked_whole(getattr(self, name), name, *RANGES[name])
        strength = checked_number(self.strength, "strength", *RANGES["strength"])
        object.__setattr__(self, "strength", strength)
        checked_flag(self.loop, "loop")
        object.__setattr__(self, "fps", checked_fps(self.fps))
        object.__setattr__(self, "objects", tuple(self.objects))
        names = [item.name for item in self.objects]
        if len(names) > MOST_OBJECTS:
            raise BadInput("A request names at most {most} objects.", most=MOST_OBJECTS)
        if len(set(names)) != len(names):
            raise BadInput("Two objects of the request have the same name.")
        settings = strict_json.plain_object(self.settings, (), "The request's settings")
        object.__setattr__(self, "settings", settings)
        object.__setattr__(self, "extra", _extra(self))

    def to_json(self) -> dict[str, JSON]:
        return {
            **self.extra,
            "format": FORMAT,
            "version": VERSION,
            "task": self.task,
            "path": self.path,
            "prompt": self.prompt,
            "objects": [item.to_json() for item in self.objects],
            "frames": self.frames,
            "fps": list(self.fps),
            "hold": self.hold,
            "loop": self.loop,
            "seed": self.seed,
            "strength": self.strength,
            "quality": self.quality,
            "model": self.model,
            "preset": self.preset,
            "settings": self.settings,
        }

    @classmethod
    def from_json(cls, value: object) -> Request:
        """Raise FormatError for wrong kinds and BadInput for numbers out of range."""
        read = Fields(value, "The request")
        read.expect(FORMAT, VERSION)
        return cls(
            prompt=read.text("prompt"),
            task=cast(Task, read.text("task", "animate")),
            path=cast(MotionPath, read.text("path", "vector")),
            objects=tuple(ObjectSettings.from_json(o) for o in read.items("objects")),
            frames=read.integer("frames", 24),
            fps=checked_fps(read.raw("fps", [24, 1])),
            hold=read.integer("hold", 1),
            loop=read.flag("loop", False),
            seed=read.integer("seed", 0),
            strength=read.number("strength", 1.0),
            quality=cast(Quality, read.text("quality", "standard")),
            model=read.text("model", ""),
            preset=read.text("preset", ""),
            settings=read.mapping("settings"),
            extra=read.rest(),
        )

    def patched(self, patch: Mapping[str, object]) -> Request:
        """Return the request after an Action; keys that are not its own go to the expert settings.

        Raises FormatError, BadInput.
        """
        value: dict[str, object] = dict(self.to_json())
        known = {key for key in patch if key in value and key not in ("format", "version")}
        value.update({key: patch[key] for key in known})
        expert = {key: item for key, item in patch.items() if key not in known}
        changed = Request.from_json(strict_json.plain(value, "The request"))
        settings = strict_json.plain_object(expert, (), "The settings")
        return replace(changed, settings={**changed.settings, **settings})

    def write(self, path: PathLike) -> None:
        """Write request.json. Raises DiskFull, BadInput."""
        text = strict_json.dump(self.to_json(), "The request", indent=1)
        write_bytes_atomic(path, text.encode("ascii"))

    @classmethod
    def read(cls, path: PathLike) -> Request:
        """Read request.json. Raises FormatError, BadInput."""
        data = read_bytes(path, max_bytes=MAX_BYTES)
        return cls.from_json(strict_json.parse(data, "The request"))


def _extra(owner: Request | ObjectSettings) -> dict[str, JSON]:
    known = [item.name for item in fields(owner)] + ["format", "version"]
    return strict_json.plain_object(owner.extra, known, "What a request keeps of other versions")
