# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The presets a panel offers: those that came with the program, and the user's own.

Shipped presets are never written. The user's lie in a folder of the user's, one file each, so that
they survive updates and one file is what is shared. A file from somebody else is data: it is
checked when it is read, what it would change is shown first, and nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from ..contract.errors import BadInput, SketchMotionError
from ..contract.files import remove_file
from ..contract.followed_clip import DIGEST_SETTING as CLIP
from ..contract.followed_clip import SETTING as FOLLOW
from ..contract.given_pictures import AREA_SETTING, KEPT_SETTING
from ..contract.preset import Preset
from ..contract.request import RANGES, Request
from ..contract.rig_hints import SETTING as RIG_HINTS
from ..contract.steering import SETTING as STEERING
from ..contract.strict_json import JSON

SUFFIX = ".json"
#: What a preset keeps of a request, besides its path and the expert settings.
KEPT = ("prompt", "frames", "hold", "loop", "strength", "quality", "model")
#: Expert settings that belong to one drawing, or are no settings but a motion.
OF_ONE_DRAWING = (
    *("keep", "start", "between", "motion", "pictures"),
    *(KEPT_SETTING, AREA_SETTING, FOLLOW, CLIP, RIG_HINTS, STEERING),
)
MOST_PRESETS = 1000
#: Names that Windows keeps for devices, whatever follows the dot.
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
#: Ranges of expert settings that are numbers, as the engine reads them.
EXPERT_RANGES: dict[str, tuple[float, float]] = {
    "fidelity": (0.0, 1.0),
    "steps": (1, 200),
    "guidance": (0.0, 50.0),
    "chain": (1, 8),
}


@dataclass(frozen=True)
class PresetFile:
    """A preset and its file. A shipped one is read-only."""

    path: Path
    preset: Preset
    shipped: bool

    @property
    def key(self) -> str:
        """A name that no other preset of the library has."""
        return f"{'shipped' if self.shipped else 'own'}/{self.path.stem}"


@dataclass(frozen=True)
class Change:
    """A setting that a preset would change, as text for people."""

    setting: str
    before: str
    after: str


@dataclass(frozen=True)
class PresetView:
    """What applying a preset to a request would do, for people to look at before they agree.

    Attributes:
        request: The request after it.
        notes: Numbers out of range, and what they become.
        unknown: Settings that this version doesn't know; they are kept and do nothing here.
    """

    request: Request
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class PresetLibrary:
    """Two folders of presets. Its methods read and write files: not for a tick."""

    shipped: Path
    own: Path

    def presets(self) -> tuple[PresetFile, ...]:
        """Return all presets, the shipped ones first, by name; damaged files are passed over."""
        presets = [*_presets_in(self.shipped, True), *_presets_in(self.own, False)]
        return tuple(sorted(presets, key=lambda f: (not f.shipped, f.preset.name.casefold())))

    def save(self, preset: Preset) -> PresetFile:
        """Write a preset of the user's own; one with the same name is replaced.

        Raises DiskFull, BadInput.
        """
        self.own.mkdir(parents=True, exist_ok=True)
        same = (f for f in _presets_in(self.own, False) if f.preset.name == preset.name)
        known = next(same, None)
        path = known.path if known else self._free_path(preset.name)
        preset.write(path)
        return PresetFile(path, preset, shipped=False)

    def remove(self, file: PresetFile) -> None:
        """Remove one of the user's own. Raises BadInput for a shipped one."""
        if file.shipped or file.path.parent != self.own:
            raise BadInput("A preset that came with Sketch Motion can't be removed.")
        remove_file(file.path)

    def _free_path(self, name: str) -> Path:
        stem = file_stem(name)
        path = self.own / f"{stem}{SUFFIX}"
        if path.exists():
            path = self.own / f"{stem}-{hashlib.sha256(name.encode()).hexdigest()[:8]}{SUFFIX}"
        return path


def file_stem(name: str) -> str:
    """Return a preset's name as a file name for every system: "Wave in the wind" -> wave_in_..."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:60]
    if stem in _RESERVED:
        stem = f"preset_{stem}"
    return stem or f"preset_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def preset_of(request: Request, name: str, *, author: str = "", description: str = "") -> Preset:
    """Return the settings of a request as a preset: of the panel, or of a take to be shared.

    Objects, the seed and the frame rate stay out: they belong to one drawing and one scene.
    """
    settings: dict[str, JSON] = {key: getattr(request, key) for key in KEPT}
    if not settings["prompt"]:
        del settings["prompt"]
    if not request.model or set(request.model) & set("/\\~:"):  # a folder of this computer
        del settings["model"]
    expert = {key: value for key, value in request.settings.items() if key not in OF_ONE_DRAWING}
    return Preset(
        name=name,
        author=author,
        description=description,
        path=request.path,
        settings={**expert, **settings},
    )


def view_of(preset: Preset, request: Request) -> PresetView:
    """Return what applying `preset` to `request` would change. Raises FormatError, BadInput."""
    after, notes = preset.applied(request, EXPERT_RANGES)
    changes = []
    for item in fields(Request):
        if item.name in ("preset", "settings", "extra", "objects", "task"):
            continue
        old, new = getattr(request, item.name), getattr(after, item.name)
        if old != new:
            changes.append(Change(item.name, _words(old), _words(new)))
    for key, value in after.settings.items():
        if key in EXPERT_RANGES and request.settings.get(key) != value:
            changes.append(Change(key, _words(request.settings.get(key, "")), _words(value)))
    known = {*RANGES, *EXPERT_RANGES, *KEPT, "fps", *request.settings}
    unknown = tuple(str(key)[:80] for key in preset.settings if key not in known)
    return PresetView(after, tuple(changes), tuple(notes), unknown)


def in_words_of(preset: Preset, request: Request) -> Request:
    """Return the request after a preset, with the preset's own words for the motion if any."""
    words = preset.settings.get("prompt")
    prompt = words if isinstance(words, str) and words else request.prompt
    return preset.applied(replace(request, prompt=prompt), EXPERT_RANGES)[0]


def _presets_in(folder: Path, shipped: bool) -> Iterator[PresetFile]:
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}"))[:MOST_PRESETS]
    except OSError:
        return
    for path in paths:
        try:
            yield PresetFile(path, Preset.read(path), shipped)
        except (SketchMotionError, OSError):
            continue


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        numerator, denominator = value
        return f"{numerator / denominator:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)
