# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All settings of the raster path, with their defaults; FlipSketch's own as `FAITHFUL`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from addon.contract.request import Request

MOST_CLIPS = 8
MOST_TAKES = 8
DRAFT_STEPS = 12


@dataclass(frozen=True)
class InversionSettings:
    """How the drawing becomes noise.

    Attributes:
        frames: of the still clip that is inverted; more than one are averaged afterwards.
        rounds: evaluations of the noise at every level; 1 is DDIM inversion, more solve the
            implicit equation, from whose solution sampling leads back exactly. (Not needed where
            frame 0 is held at the inverted levels.)
        half_range: the original shows pictures in 0..1 to an encoder made for -1..1, which greys
            all ink.
        sampled: the encoder's answer is drawn (the original) or its mean is taken.
    """

    frames: int = 1
    rounds: int = 1
    half_range: bool = False
    sampled: bool = False


@dataclass(frozen=True)
class CompositionSettings:
    """What the frames take from the drawing through attention.

    Attributes:
        spatial, temporal: the two mechanisms, each can be switched off.
        share: of the steps in which they act (the paper's tau_2 = 3/5; its code has 16 of 25).
        fidelity: lambda, 0 (free motion) to 1 (like the drawing).
        still: the reference is one frame of an endless still clip, watched as it is inverted. The
            original denoises again, in every step, a clip with as many frames as get their queries
            from it.
        anchor: weight of the drawing's own keys and values in clips that begin from another frame.
    """

    spatial: bool = True
    temporal: bool = True
    share: float = 0.64
    fidelity: float = 0.5
    still: bool = True
    anchor: float = 0.5


@dataclass(frozen=True)
class AlignmentSettings:
    """Gradient steps on the noise of the other frames in the first steps.

    Attributes:
        on: whether at all.
        share: of the steps (the paper's tau_1 = 2/5).
        rounds, rate: of Adam. No number moves further than their product, which is the original's
            10 x 1e-3 in fewer rounds.
        drop_last: the original returns the latents from before its last step, which we don't take.
    """

    on: bool = False
    share: float = 0.4
    rounds: int = 3
    rate: float = 3e-3
    drop_last: bool = False


@dataclass(frozen=True)
class RasterSettings:
    """Everything the raster path can be told.

    Attributes:
        steps: of DDIM, eta 0. guidance: classifier-free.
        clip: most frames a model draws at once. chain: clips, one after the other; 0: as needed.
        clamp: frame 0 follows the inverted drawing in every step, so that it stays the drawing.
        takes: seeds tried; the best by `engine.raster.ranking` is kept.
        room: share of the model's square that the drawing takes. whole: the square is the whole
            canvas instead. size: pixels of the square; 0: what the model was made for.
        trace: strokes are written beside the frames. clean: the model's pictures become clean line
            art; else they are only enlarged.
    """

    steps: int = 25
    guidance: float = 9.0
    clip: int = 16
    chain: int = 0
    clamp: bool = True
    takes: int = 1
    room: float = 0.7
    whole: bool = False
    size: int = 0
    trace: bool = False
    clean: bool = True
    faithful: bool = False
    inversion: InversionSettings = field(default_factory=InversionSettings)
    composition: CompositionSettings = field(default_factory=CompositionSettings)
    alignment: AlignmentSettings = field(default_factory=AlignmentSettings)

    def composing(self, step: int) -> bool:
        """Whether attention is composed in a step."""
        chosen = self.composition
        return (chosen.spatial or chosen.temporal) and step < round(chosen.share * self.steps)

    def aligning(self, step: int) -> bool:
        """Whether the other frames' noise is aligned before a step."""
        return self.alignment.on and step < round(self.alignment.share * self.steps)

    def query_frames(self, step: int, frames: int) -> int:
        """N_i: frames whose spatial queries come from the reference.

        The paper's max(1, M - i) for 10 frames in 25 steps; for other numbers the same share.
        """
        if self.faithful:
            return max(1, frames - step)
        return max(1, round(frames * (1 - 2.5 * step / self.steps)))


FAITHFUL = RasterSettings(
    clip=10,
    clamp=False,
    whole=True,
    faithful=True,
    inversion=InversionSettings(frames=5, rounds=1, half_range=True, sampled=True),
    composition=CompositionSettings(still=False),
    alignment=AlignmentSettings(rounds=10, rate=1e-3, drop_last=True),
)


def raster_settings(request: Request) -> RasterSettings:
    """The settings a request asks for.

    draft: fewer steps. full: with alignment. `settings` of the request may hold: faithful, align,
    compose_spatial, compose_temporal, trace, clean (bool), fidelity (0..1), steps, guidance, chain,
    takes, clip, size, room. What is of another kind or out of range is brought into range. Without
    a fidelity the request's strength says it: 1 is the middle, 0 stays like the drawing.
    """
    wanted = request.settings
    settings = FAITHFUL if wanted.get("faithful") is True else RasterSettings()
    if request.quality == "draft":
        settings = replace(settings, steps=DRAFT_STEPS)
    settings = replace(
        settings,
        steps=_whole(wanted, "steps", settings.steps, 1, 200),
        guidance=_number(wanted, "guidance", settings.guidance, 1.0, 50.0),
        clip=_whole(wanted, "clip", settings.clip, 2, 64),
        chain=_whole(wanted, "chain", settings.chain, 0, MOST_CLIPS),
        takes=_whole(wanted, "takes", settings.takes, 1, MOST_TAKES),
        room=_number(wanted, "room", settings.room, 0.2, 1.0),
        size=_whole(wanted, "size", settings.size, 0, 1024),
        trace=_flag(wanted, "trace", settings.trace),
        clean=_flag(wanted, "clean", settings.clean),
    )
    composition = replace(
        settings.composition,
        spatial=_flag(wanted, "compose_spatial", True),
        temporal=_flag(wanted, "compose_temporal", True),
        fidelity=_number(wanted, "fidelity", 1 - min(2.0, request.strength) / 2, 0.0, 1.0),
        anchor=_number(wanted, "anchor", settings.composition.anchor, 0.0, 1.0),
    )
    align = _flag(wanted, "align", request.quality == "full")
    alignment = replace(settings.alignment, on=align)
    return replace(settings, composition=composition, alignment=alignment)


def _flag(wanted: Mapping[str, object], name: str, default: bool) -> bool:
    value = wanted.get(name)
    return value if isinstance(value, bool) else default


def _number(
    wanted: Mapping[str, object], name: str, default: float, low: float, high: float
) -> float:
    value = wanted.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return default
    return min(high, max(low, float(value)))


def _whole(wanted: Mapping[str, object], name: str, default: int, low: int, high: int) -> int:
    return int(_number(wanted, name, default, low, high))
