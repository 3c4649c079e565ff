# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the docker asks, kept in Krita's own settings; and the request made of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import cast

from ..contract.errors import BadInput
from ..contract.request import (
    PATHS,
    QUALITIES,
    RANGES,
    MotionPath,
    ObjectSettings,
    Quality,
    Request,
)
from ..contract.strict_json import JSON

CURRENT = -1  # as a start: the current frame
#: What the engine is asked besides: pictures of the result, and previews that every Qt reads.
HOST_SETTINGS: dict[str, JSON] = {"pictures": True}


@dataclass(frozen=True)
class PanelSettings:
    """The settings of the docker. `start` is a frame, or CURRENT."""

    prompt: str = ""
    path: str = "vector"
    frames: int = 24
    start: int = CURRENT
    hold: int = 1
    loop: bool = False
    strength: float = 1.0
    fidelity: float = 0.5
    quality: str = "standard"
    seed: int = 0
    model: str = ""
    preset: str = ""

    def to_text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> PanelSettings:
        """The settings of an earlier run; what is unknown or out of range gets its default."""
        try:
            found = json.loads(text)
        except ValueError:
            return cls()
        known = found if isinstance(found, dict) else {}
        settings = cls()
        for item in fields(cls):
            value = known.get(item.name)
            if type(value) is type(item.default) and _allowed(item.name, value):
                settings = replace(settings, **{item.name: value})
        return settings

    def request(self, fps: tuple[int, int], objects: tuple[ObjectSettings, ...] = ()) -> Request:
        """The request that is asked for. Raises BadInput without a prompt."""
        if not self.prompt.strip():
            raise BadInput("Say what should happen.", hint="For example: the fish swims away.")
        expert: dict[str, JSON] = dict(HOST_SETTINGS)
        if self.path == "raster":
            expert["fidelity"] = self.fidelity
        return Request(
            prompt=self.prompt.strip(),
            path=cast(MotionPath, self.path),
            objects=objects,
            frames=self.frames,
            fps=fps,
            hold=self.hold,
            loop=self.loop,
            seed=self.seed,
            strength=self.strength,
            quality=cast(Quality, self.quality),
            model=self.model,
            preset=self.preset,
            settings=expert,
        )

    def after(self, request: Request) -> PanelSettings:
        """The settings that ask for `request`: of a take, or of a preset."""
        fidelity = request.settings.get("fidelity")
        return replace(
            self,
            prompt=request.prompt,
            path=request.path,
            frames=request.frames,
            hold=request.hold,
            loop=request.loop,
            strength=request.strength,
            fidelity=float(fidelity) if isinstance(fidelity, (int, float)) else self.fidelity,
            quality=request.quality,
            seed=request.seed,
            model=request.model,
            preset=request.preset,
        )


def shared(request: Request) -> Request:
    """A request without what only this host asks: for a preset, which others read too."""
    kept = {key: value for key, value in request.settings.items() if key not in HOST_SETTINGS}
    return replace(request, settings=kept)


def _allowed(name: str, value: object) -> bool:
    if name == "start":
        return isinstance(value, int) and value >= CURRENT
    if name == "fidelity":
        return isinstance(value, float) and 0.0 <= value <= 1.0
    if name in RANGES:
        low, high = RANGES[name]
        return isinstance(value, (int, float)) and low <= value <= high
    if name == "path":
        return value in PATHS
    return value in QUALITIES if name == "quality" else True
