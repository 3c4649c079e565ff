# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request for a model of given frames, with everything decided once, at the start of a job."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass

from addon.contract.errors import BadInput
from addon.contract.request import Request
from addon.contract.settings_reader import SettingsReader
from engine.priors.video.lora import base_of
from engine.priors.video.pipelines.families import ModelFamily
from engine.priors.video.pipelines.folder import PipelineFolder, find_pipeline
from engine.priors.video.pipelines.loras import ChosenLora, lora_of
from engine.priors.video.pipelines.wording import STYLE, UNWANTED
from engine.raster.diffusion.chaining import ClipPlan, plan_clips
from engine.raster.settings import RasterSettings, raster_settings

DRAFT_SHARE, FULL_SHARE = 0.4, 1.6  # of the steps at standard quality
MOVEMENT = 5.0  # of a model that is told how much moves, at strength 1
PACKAGES = ("diffusers", "transformers", "accelerate")


@dataclass(frozen=True)
class ImageToVideoSpec:
    """All that a job needs to know beside its drawing.

    Attributes:
        pictures: number of different pictures; on twos half as many as frames, rounded up.
        clips: the clips of one take, which together give these pictures.
        size: (height, width) of the model's picture; the drawing's square is in its middle.
        steps: denoising steps.
        guidance: scale of classifier-free guidance.
        prompt, unwanted: the sentences that the model is given.
        movement: how much moves, for a model that is told; it was trained on about 1 to 20.
        lora: added to the model's weights.
        still_steps: in so many steps from the first the whole clip is held at the drawing, with as
            much noise as the step has: what is large and decided early then doesn't move. All of
            them at strength 0, none from 1 on.
    """

    request: Request
    settings: RasterSettings
    folder: PipelineFolder
    pictures: int
    clips: tuple[ClipPlan, ...]
    size: tuple[int, int]
    steps: int
    guidance: float
    prompt: str
    unwanted: str
    movement: float = MOVEMENT
    lora: ChosenLora | None = None
    still_steps: int = 0

    @property
    def family(self) -> ModelFamily:
        """What kind of model it is."""
        return self.folder.family

    @property
    def side(self) -> int:
        """Pixels of the square that the drawing is shown in."""
        return min(self.size)

    def clip_frames(self, clip: ClipPlan) -> int:
        """Return the frames that the model draws for a clip: what it can, and at least as many."""
        return self.family.clip_frames(clip.frames)


def resolve_image_to_video(
    request: Request, environment: Mapping[str, str] | None = None
) -> ImageToVideoSpec | None:
    """Decide everything that a request leaves open; None where it names another kind of model.

    Raises BadInput for a model that is not whole, ModuleNotFoundError where a package is missing.
    """
    lora = lora_of(request)
    named_as_model = lora is not None and not request.settings.get("lora")
    name = base_of(lora.path) if lora is not None and named_as_model else request.model
    folder = find_pipeline(name, environment)
    if folder is None:
        return None
    for package in PACKAGES:
        if importlib.util.find_spec(package) is None:
            raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    family, settings = folder.family, raster_settings(request)
    read = SettingsReader(request.settings)
    pictures = -(-request.frames // request.hold)
    most = min(read.whole("clip", family.most, 2, 257), family.most)
    clips = plan_clips(pictures, most=most, chain=settings.chain, loop=False)
    if request.loop and family.keeps.last:
        clips = plan_clips(pictures + 1, most=most, chain=settings.chain, loop=False)
        clips[-1] = ClipPlan(clips[-1].frames, returns=True)
    share = {"draft": DRAFT_SHARE, "full": FULL_SHARE}.get(request.quality, 1.0)
    verbatim = settings.faithful or read.flag("verbatim", False)
    prompt = request.prompt if verbatim else STYLE.format(text=request.prompt)
    fewest = 2 if family.pipeline.startswith("LTX") else 1  # its schedule has two ends
    steps = read.whole("steps", max(fewest, round(family.steps * share)), fewest, 200)
    return ImageToVideoSpec(
        request, settings, folder, pictures, tuple(clips), _size(family, settings),
        steps,
        read.number("guidance", _led(family.guidance, request.strength), 1.0, 50.0),
        prompt, "" if verbatim else UNWANTED,
        read.number("movement", MOVEMENT * request.strength, 0.0, 40.0), lora,
        round(steps * (1 - min(1.0, max(0.0, request.strength)))),
    )  # fmt: skip


def _led(guidance: float, strength: float) -> float:
    """Return how strongly the sentence leads: 1, not at all, at strength 0."""
    return 1 + (guidance - 1) * min(2.0, max(0.0, strength))


def _size(family: ModelFamily, settings: RasterSettings) -> tuple[int, int]:
    """Return (height, width) of the model's picture. Raises BadInput for one it doesn't know."""
    if not settings.size:
        return family.size
    if family.fixed:
        height, width = family.size
        if settings.size != height:
            raise BadInput(
                "This model draws in {width} x {height} pixels only.",
                width=width,
                height=height,
                hint="Leave the size at 0.",
            )
        return family.size
    side = max(family.multiple, settings.size // family.multiple * family.multiple)
    return side, side
