# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The trajectory prior: it samples and scores motions of a drawing's points, on any machine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from engine.language import text as text_features
from engine.language.understood import Understood
from engine.priors.base import PointSketch, StepCallback
from engine.priors.constraints.lengths import constraints_of, project_lengths
from engine.priors.trajectory.denoiser import LOOP_CLOSED, LOOP_UNKNOWN, Context
from engine.priors.trajectory.noise import correlated_noise
from engine.priors.trajectory.point_sampling import PointSubset, sample_points
from engine.priors.trajectory.sampling import Condition, Correction, denoise, flow
from engine.priors.trajectory.tokens import Tokens, tokens_of
from engine.priors.trajectory.weights import FILE_NAME, TrajectoryWeights, read_weights

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "models" / "trajectory" / FILE_NAME
_AMPLITUDE_SEEDS = 4
_LEVEL_FLOOR = 0.08
_SCENES_KEPT = 8  # sketches that stay prepared

SMALL = 0.05
"""Motions below this RMS (share of the object's diagonal) are shown larger than predicted."""
AT_REST = (0.008, 0.02)
"""... but the gain fades to nothing between these amplitudes, so that what rests stays at rest."""
_GAIN = 0.4


def shown(amplitude: Tensor) -> Tensor:
    """Return log amplitudes [B, S] as they are drawn: small motions a little larger.

    The model predicts the mean of the logarithm, that is the geometric mean, which is too small
    most of all where the training clips differ. A motion of 2 % is drawn as one of 3 %.
    """
    low, high = AT_REST
    moving = ((amplitude.exp() - low) / (high - low)).clamp(0.0, 1.0)
    gain: Tensor = _GAIN * moving * (math.log(SMALL) - amplitude).clamp_min(0.0)
    return amplitude + gain


@dataclass(frozen=True)
class _Scene:
    """A sketch prepared for the denoiser: the points it sees, and the encoded texts."""

    sketch: PointSketch
    texts: tuple[str, ...]
    loop: bool
    subset: PointSubset
    tokens: Tokens
    context: Context
    condition: Condition


class TrajectoryPrior:
    """A `MotionPrior` over a trained denoiser."""

    name = "trajectory"

    def __init__(self, weights: TrajectoryWeights, device: torch.device | str = "cpu") -> None:
        self.device = torch.device(device)
        self.model = weights.model.to(self.device)
        self.basis = weights.basis.to(self.device)
        self.vocabulary = weights.vocabulary
        self.info = weights.info
        self.frames = weights.basis.frames
        self._scenes: list[_Scene] = []
        self._expected: list[tuple[_Scene, Tensor]] = []

    @classmethod
    def load(cls, path: Path | None = None, device: torch.device | str = "cpu") -> TrajectoryPrior:
        """Read weights, those shipped without a path. Raises FileNotFoundError, WeightsError."""
        return cls(read_weights(path or DEFAULT_PATH), device)

    def understood(self, text: str) -> Understood:
        """Tell which known motion and subject the text names, synonyms included."""
        return self.vocabulary.understood(text)

    @torch.no_grad()
    def sample(
        self,
        sketch: PointSketch,
        texts: Sequence[str],
        *,
        loop: bool = False,
        seed: int = 0,
        count: int = 1,
        guidance: float = 2.2,
        steps: int = 12,
        on_step: StepCallback | None = None,
        whole: bool = True,
    ) -> Tensor:
        """Sample motions [count, 16, H, 2], working units, frame 0 zero, not ranked.

        texts: one for each object. whole: keep lengths and joints (`project_lengths`) in the late
        steps and at the end. An exception from `on_step` ends the sampling.
        """
        scene = self._scene(sketch, texts, loop)
        generator = torch.Generator().manual_seed(seed)
        noise = self._noise(scene, count, generator)
        correction = self._correction(scene) if whole else None
        clean, amplitude = flow(
            self.model,
            noise,
            scene.tokens,
            scene.context,
            scene.condition,
            guidance=guidance,
            steps=steps,
            correction=correction,
            on_step=on_step,
        )
        motion = self._displacements(clean, amplitude, scene.tokens)
        if whole:
            motion = project_lengths(scene.subset.sketch, motion)
        motion = scene.subset.spread(motion)
        moving = sketch.movable.to(motion.device, motion.dtype)[:, None]
        return (motion * moving).to(sketch.points.device)

    @torch.no_grad()
    def score(
        self,
        sketch: PointSketch,
        texts: Sequence[str],
        trajectories: Tensor,
        *,
        level: float,
        noise_seed: int = 0,
        guidance: float = 4.0,
        loop: bool = False,
    ) -> Tensor:
        """Return the SDS gradient [16, H, 2] at trajectories [16, H, 2], working units.

        DreamFusion's (Poole et al. 2023) w (x - x0_hat) in clean-prediction form, with
        w = level^2 / (level^2 + .08), because little noise tells little about what should change.
        Trajectories are measured against the amplitude that the prior expects for the text, not
        against their own, so that a motion that is too small is pulled outwards. What the temporal
        basis cannot represent is pulled to zero. Raises ValueError for a level out of (0, 1].
        """
        if not 0.0 < level <= 1.0:
            raise ValueError(f"level must be in (0, 1], got {level}")
        scene = self._scene(sketch, texts, loop)
        own = scene.subset.gather(trajectories.detach().to(self.device, torch.float32))
        amplitude = self._expected_amplitude(scene)
        size = self._size(amplitude[None], scene.tokens)
        current = self.basis.project(own[None]) / size
        generator = torch.Generator().manual_seed(noise_seed)
        noise = self._noise(scene, 1, generator)
        noisy = (1 - level) * current + level * noise
        clean, _ = denoise(
            self.model, noisy, level, scene.tokens, scene.context, scene.condition, guidance
        )
        estimate = self.basis.expand(clean * size)[0]
        weight = level**2 / (level**2 + _LEVEL_FLOOR)
        gradient = scene.subset.spread(weight * (own - estimate))
        moving = sketch.movable.to(gradient.device, gradient.dtype)[:, None]
        return (gradient * moving).to(trajectories.device)

    @torch.no_grad()
    def amplitude(self, sketch: PointSketch, texts: Sequence[str], *, loop: bool = False) -> Tensor:
        """Return the expected log amplitude [S] of each object (RMS over its diagonal)."""
        return self._expected_amplitude(self._scene(sketch, texts, loop))

    def _expected_amplitude(self, scene: _Scene) -> Tensor:
        """Predict log amplitudes [S] from noise alone; the last few scenes are cached."""
        for known, amplitude in self._expected:
            if known is scene:
                return amplitude
        noise = self._noise(scene, _AMPLITUDE_SEEDS, torch.Generator().manual_seed(0))
        _, drawn = denoise(
            self.model, noise, 1.0, scene.tokens, scene.context, scene.condition, 1.0
        )
        self._expected = [*self._expected[-_SCENES_KEPT + 1 :], (scene, drawn.mean(0))]
        return self._expected[-1][1]

    def _scene(self, sketch: PointSketch, texts: Sequence[str], loop: bool) -> _Scene:
        """Prepare a sketch and its texts; the last few are cached, as `score` asks every step."""
        for known in self._scenes:
            if known.sketch is sketch and known.texts == tuple(texts) and known.loop == loop:
                return known
        scene = self._new_scene(sketch, texts, loop)
        self._scenes = [*self._scenes[-_SCENES_KEPT + 1 :], scene]
        return scene

    def _new_scene(self, sketch: PointSketch, texts: Sequence[str], loop: bool) -> _Scene:
        if len(texts) != sketch.object_count:
            raise ValueError(f"{sketch.object_count} objects need as many texts, got {len(texts)}")
        local = PointSketch(
            sketch.points.to(self.device, torch.float32),
            sketch.strokes.to(self.device),
            sketch.objects.to(self.device),
            sketch.fixed.to(self.device),
        )
        subset = sample_points(local)
        tokens = tokens_of(subset.sketch)
        known_texts = [self.vocabulary.translate(text) for text in texts]
        known_texts += [""] * (tokens.slot_count - len(known_texts))
        known = self.vocabulary if self.vocabulary.words else None
        words, grams = text_features.encode_all(known_texts, known)
        vectors = self.model.text(
            torch.from_numpy(words).to(self.device), torch.from_numpy(grams).to(self.device)
        )
        null = self.model.text.null.expand_as(vectors)
        condition = Condition(vectors[None], null[None], LOOP_CLOSED if loop else LOOP_UNKNOWN)
        context = self.model.context(tokens)
        return _Scene(sketch, tuple(texts), loop, subset, tokens, context, condition)

    def _noise(self, scene: _Scene, count: int, generator: torch.Generator) -> Tensor:
        tokens = scene.tokens.expand(count)
        channels = 2 * self.basis.count
        noise = correlated_noise(tokens.points, tokens.slots, channels, generator)
        return noise * tokens.movable[:, :, None]

    def _size(self, amplitude: Tensor, tokens: Tokens) -> Tensor:
        """Return the RMS displacement [B, N, 1], working units, of log amplitudes [B, S]."""
        size = shown(amplitude).exp() * tokens.diagonal
        return tokens.membership @ size[:, :, None]

    def _displacements(self, clean: Tensor, amplitude: Tensor, tokens: Tokens) -> Tensor:
        return self.basis.expand(clean * self._size(amplitude, tokens))

    def _correction(self, scene: _Scene) -> Correction:
        limits = constraints_of(scene.subset.sketch)

        def correct(clean: Tensor, amplitude: Tensor) -> Tensor:
            size = self._size(amplitude, scene.tokens)
            motion = self.basis.expand(clean * size)
            whole = project_lengths(scene.subset.sketch, motion, iterations=4, constraints=limits)
            return clean + self.basis.project(whole - motion) / size

        return correct
