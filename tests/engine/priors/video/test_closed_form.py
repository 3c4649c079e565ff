# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Score distillation against a prior whose score is known: a Gaussian around one video.

With data N(mu, s^2 I) the best guess of the noise in x_t = a x_0 + b eps is
b (x_t - a mu) / (a^2 s^2 + b^2). Everything between the strokes and that guess is the real thing:
curves, rasteriser, view, w(t), networks, schedule.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.priors.video.flow_schedule import FlowSchedule
from engine.priors.video.model import PullPoint, noise_pull
from engine.priors.video.noise_schedule import NoiseSchedule
from engine.vector.job import VectorJob
from engine.vector.refinement.optimise import Refinement
from engine.vector.refinement.sds import Draw, StageView
from engine.vector.refinement.video_guide import VideoGuide
from engine.vector.scene.scene import build_scene
from engine.vector.scene.sketches import token_rest
from engine.vector.settings import (
    FAITHFUL_VIDEO,
    VIDEO_OPTIMISER,
    VIDEO_SDS,
    SdsSettings,
    VectorSettings,
    VideoSettings,
)
from tests.engine.vector.stand_ins import InterruptedRun, VerbPrior, strokes_drawing

torch.set_num_threads(1)
FRAMES, SIZE, STEPS = 4, 64, 110
SCHEDULE = NoiseSchedule.of(
    {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
)


@dataclass
class GaussianVideo:
    """A `VideoModel`: its encoder blurs (so that lines apart feel each other), its denoiser is the
    closed form around `mean`.
    """

    name: str = "gaussian"
    size: int = SIZE
    schedule: NoiseSchedule = SCHEDULE
    spread: float = 0.05
    mean: Tensor | None = None
    seen: list[int] = field(default_factory=list)

    @property
    def device(self) -> torch.device:
        return torch.device("cpu")

    def encode(self, pictures: Tensor, generator: torch.Generator) -> Tensor:
        ink = 1 - pictures[:, :1]
        levels = []
        for radius in (0.7, 1.5, 3.0):
            reach = math.ceil(2.5 * radius)
            at = torch.arange(-reach, reach + 1).float()
            kernel = torch.exp(-0.5 * (at / radius) ** 2)
            kernel = kernel / kernel.sum()
            soft = functional.conv2d(ink, kernel.view(1, 1, 1, -1), padding=(0, reach))
            soft = functional.conv2d(soft, kernel.view(1, 1, -1, 1), padding=(reach, 0))
            levels.append(functional.avg_pool2d(soft, 2) * radius)
        return torch.cat(levels, 1)

    def pull(self, clean: Tensor, noise: Tensor, at: PullPoint) -> Tensor:
        return noise_pull(self, clean, noise, at)

    def noise(self, noisy: Tensor, timestep: int, text: str, guidance: float) -> Tensor:
        self.seen.append(timestep)
        assert self.mean is not None
        alpha = float(self.schedule.alpha_bars[timestep])
        spare = alpha * self.spread**2 + 1 - alpha
        return (1 - alpha) ** 0.5 * (noisy - alpha**0.5 * self.mean) / spare


@dataclass
class FlowingVideo(GaussianVideo):
    """The same as a flow model: all of its flow leads to `mean`."""

    flow: FlowSchedule = field(default_factory=lambda: FlowSchedule(3.0))

    def pull(self, clean: Tensor, noise: Tensor, at: PullPoint) -> Tensor:
        assert self.mean is not None
        time = self.flow.time(at.level)
        velocity = (self.flow.noisy(clean, noise, time) - self.mean) / time
        self.seen.append(round(1000 * time))
        return self.flow.pull(velocity, clean, noise, time)


@dataclass
class AimedGuide:
    """A video guide whose model is told the target's latents as this draw's view shows them."""

    inner: VideoGuide
    model: GaussianVideo
    target: Tensor

    @property
    def frames(self) -> int:
        return FRAMES

    def gradient(self, view: StageView, displacements: Tensor, draw: Draw) -> Tensor:
        generator = torch.Generator().manual_seed(draw.seed)
        with torch.no_grad():
            ink = self.inner.ink(view, self.target[:, view.tokens], generator, draw.done)
            self.model.mean = self.model.encode(1 - ink, generator)
        return self.inner.gradient(view, displacements, draw)


def _target(points: Tensor) -> Tensor:
    """[FRAMES, T, 2]: 10 px away from rest in every frame but the first, and a bend."""
    at = torch.linspace(0, 1, FRAMES)[:, None]
    moved = torch.zeros(FRAMES, len(points), 2)
    moved[1:, :, 0] = 10 * torch.cos(3 * at[1:])
    moved[1:, :, 1] = 10 * torch.sin(3 * at[1:]) + 2 * torch.sin(points[:, 0] / 40)
    return moved


def _job(settings: VectorSettings) -> VectorJob:
    drawing = strokes_drawing((0, 0, 0))
    scene = build_scene(drawing, most_tokens=400)
    return VectorJob.of(scene, VerbPrior(), ("it runs",), settings, prompt="it runs", seed=3)


@pytest.mark.parametrize("name", ["ours", "faithful view", "flow"])
def test_strokes_are_pulled_to_the_video_the_prior_knows(name: str) -> None:
    """From 10 px away, in 110 steps, to under 1 px on the mean."""
    video = replace(
        VideoSettings() if name != "faithful view" else FAITHFUL_VIDEO,
        frames=FRAMES,
        size=SIZE,
        width=6.0,
    )
    sds = (
        replace(VIDEO_SDS, anchor=0.0)
        if name != "faithful view"
        else SdsSettings(highest=0.95, lowest=0.05, spread=1.0)
    )
    schedule = replace(VectorSettings().schedule, steps=STEPS)
    settings = VectorSettings(
        quality="full", optimiser=VIDEO_OPTIMISER, sds=sds, schedule=schedule, video=video
    )
    job = _job(settings)
    model = FlowingVideo() if name == "flow" else GaussianVideo()
    target = _target(token_rest(job.scene))
    guide = AimedGuide(VideoGuide(model, job.scene, FRAMES, video), model, target)
    run = Refinement(job, guide, None)
    start = (run.displacements() - target)[1:].norm(dim=-1).mean()
    assert start > 9.5
    run.optimise(InterruptedRun(), lambda _: None)
    left = (run.displacements() - target).norm(dim=-1).mean()
    assert left < 1.0
    assert min(model.seen) >= 50
    assert max(model.seen) <= 948
