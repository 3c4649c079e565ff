# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of the docker, as they are kept by Krita, and the request made of them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast

from ..client.jobs.pose_cycles import CYCLES, MINE, cycle_of, cycle_settings
from ..contract.errors import BadInput
from ..contract.given_pictures import KEPT_SETTING
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

CURRENT = -1  # in `start`: the current frame
#: Always asked for: the frames of the result as pictures, on the drawing's paper where it has any,
#: and previews in PNG, as any Qt reads it.
HOST_SETTINGS: dict[str, JSON] = {"pictures": True, "paper": True}


@dataclass(frozen=True)
class PanelSettings:
    """The settings of the docker.

    Attributes:
        path: "vector" or "raster".
        start: The frame of the document that the animation begins at, or CURRENT.
        hold: How many frames each drawing is held.
        fidelity: 0: free motion; 1: close to the drawing. For the path "raster" only.
        pose_cycle: What Redraw goes through instead of asking a video model, or "none".
        pose_folder: The pictures of a cycle of one's own.
        keep_later: Whether Redraw passes through what is drawn on the layer's later keys.
        preview_first: Whether a result is shown in the docker before it is imported.
    """

    prompt: str = ""
    path: str = "vector"
    frames: int = 24
    start: int = CURRENT
    hold: int = 1
    loop: bool = False
    strength: float = 1.0
    fidelity: float = 0.5
    pose_cycle: str = "none"
    pose_folder: str = ""
    keep_later: bool = False
    quality: str = "standard"
    seed: int = 0
    model: str = ""
    preset: str = ""
    preview_first: bool = False

    @property
    def keeps_later(self) -> bool:
        """Whether a video model is to pass through later drawings."""
        return self.path == "raster" and self.pose_cycle == "none" and self.keep_later

    def to_text(self) -> str:
        """Return the settings as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> PanelSettings:
        """Return settings from JSON; what is unknown or out of range gets its default."""
        try:
            stored = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(stored, dict):
            return cls()
        known: dict[str, Any] = {}
        for item in fields(cls):
            value = stored.get(item.name)
            if type(value) is type(item.default) and _allowed(item.name, value):
                known[item.name] = value
        return cls(**known)

    def request(self, fps: tuple[int, int], objects: tuple[ObjectSettings, ...] = ()) -> Request:
        """Return the request that these settings ask for. Raises BadInput without a prompt."""
        if not self.prompt.strip():
            raise BadInput("Say what should happen.", hint="For example: the fish swims away.")
        expert: dict[str, JSON] = dict(HOST_SETTINGS)
        if self.path == "raster":
            expert["fidelity"] = self.fidelity
            expert.update(cycle_settings(self.pose_cycle, self.pose_folder))
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

    def draft(self) -> Request:
        """Return the request of settings that may still lack a prompt or a cycle's folder."""
        lacks_folder = self.pose_cycle == MINE and not self.pose_folder
        whole = replace(
            self,
            prompt=self.prompt.strip() or "-",
            pose_cycle="none" if lacks_folder else self.pose_cycle,
        )
        return replace(whole.request((24, 1)), prompt=self.prompt.strip())

    def after(self, request: Request) -> PanelSettings:
        """Return the settings that ask for `request`, which is of a take or of a preset.

        Whether later drawings are kept is of one drawing: see `after_take`.
        """
        fidelity = request.settings.get("fidelity")
        cycle, folder = cycle_of(request.settings)
        return replace(
            self,
            prompt=request.prompt,
            path="raster" if request.path == "raster" else "vector",
            frames=request.frames,
            hold=request.hold,
            loop=request.loop,
            strength=request.strength,
            fidelity=float(fidelity) if isinstance(fidelity, (int, float)) else self.fidelity,
            pose_cycle=cycle,
            pose_folder=folder,
            quality=request.quality,
            seed=request.seed,
            model=request.model,
            preset=request.preset,
        )

    def after_take(self, request: Request) -> PanelSettings:
        """Return the settings that ask for the request of a take, and for what it kept."""
        return replace(self.after(request), keep_later=KEPT_SETTING in request.settings)


def shared(request: Request) -> Request:
    """Return a request without what only this host asks for: presets are read by others too."""
    settings = {key: value for key, value in request.settings.items() if key not in HOST_SETTINGS}
    return replace(request, settings=settings)


def _allowed(name: str, value: object) -> bool:
    if name == "start":
        return isinstance(value, int) and value >= CURRENT
    if name == "fidelity":
        return isinstance(value, float) and 0.0 <= value <= 1.0
    if name in RANGES:
        low, high = RANGES[name]
        return isinstance(value, (int, float)) and low <= value <= high
    if name == "pose_cycle":
        return value in {cycle for cycle, _, _ in CYCLES}
    if name == "path":
        return value in PATHS
    return value in QUALITIES if name == "quality" else True
