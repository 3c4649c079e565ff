# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All settings of the raster path with their defaults; `FAITHFUL` are those of FlipSketch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from addon.contract.request import Request
from addon.contract.settings_reader import SettingsReader

MOST_CLIPS = 8
MOST_TAKES = 8
DRAFT_STEPS = 12


@dataclass(frozen=True)
class InversionSettings:
    """How the drawing is turned into noise.

    Attributes:
        frames: length of the still clip that is inverted; the latents of several frames are
            averaged afterwards.
        rounds: evaluations of the noise at every level. 1 is DDIM inversion; more iterate the
            implicit equation, whose solution sampling leads back from exactly. (One is enough
            where `RasterSettings.clamp` holds frame 0 at the inverted levels.)
        half_range: pictures are given in 0..1 to an encoder made for -1..1, as FlipSketch's
            program does; all ink turns grey.
        sampled: the latent is drawn from the encoder's distribution, as FlipSketch's program
            does; else it is the mean of the distribution.
    """

    frames: int = 1
    rounds: int = 1
    half_range: bool = False
    sampled: bool = False


@dataclass(frozen=True)
class CompositionSettings:
    """What the frames take from the drawing through attention.

    Attributes:
        spatial: the spatial mechanism of FlipSketch is on.
        temporal: its temporal mechanism is on.
        share: part of the steps, from the first, in which both act (the paper's tau_2 = 3/5; its
            program has 16 of 25).
        fidelity: the paper's lambda, from 0 (free motion) to 1 (like the drawing).
        still: the reference is one frame of an endless still clip whose features are recorded
            while it is inverted. FlipSketch's program instead denoises a reference clip in every
            step, with as many frames as take their queries from it.
        anchor: weight of the drawing's own keys and values, 0..1, in the clips of a chain that
            begin from another frame.
    """

    spatial: bool = True
    temporal: bool = True
    share: float = 0.64
    fidelity: float = 0.5
    still: bool = True
    anchor: float = 0.5


@dataclass(frozen=True)
class AlignmentSettings:
    """Gradient steps on the noise of all frames but the first, in the first denoising steps.

    Attributes:
        on: frames are aligned at all.
        share: part of the steps, from the first, in which they are (the paper's tau_1 = 2/5).
        rounds: steps of Adam in each denoising step.
        rate: Adam's learning rate. No latent moves farther than about rounds x rate; ours has the
            product of FlipSketch's 10 x 1e-3 in fewer rounds.
        drop_last: leave out the last round, as FlipSketch's program in effect does (it returns the
            latents from before its last step).
    """

    on: bool = False
    share: float = 0.4
    rounds: int = 3
    rate: float = 3e-3
    drop_last: bool = False


@dataclass(frozen=True)
class RasterSettings:
    """All settings of the raster path.

    Attributes:
        steps: denoising steps (DDIM with eta 0).
        guidance: scale of classifier-free guidance; 1 is none.
        clip: most frames that the model draws at once.
        chain: number of clips, one after the other; 0 is as few as needed.
        clamp: frame 0 is set to the inverted drawing before every step, so that it stays the
            drawing.
        takes: seeds tried; the best by `engine.raster.ranking` is written.
        room: share of the model's square, along its side, that the drawing's long side takes.
        whole: the model's square is the whole canvas; `room` is ignored.
        size: side of the model's square in pixels; 0 is the size that the model was trained in.
        trace: strokes are written beside the frames.
        clean: the model's pictures become clean line art; else they are only enlarged.
        faithful: follow FlipSketch's program, its quirks included.
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
        """Return whether attention is composed in a step."""
        chosen = self.composition
        return (chosen.spatial or chosen.temporal) and step < round(chosen.share * self.steps)

    def aligning(self, step: int) -> bool:
        """Return whether the noise of the other frames is aligned before a step."""
        return self.alignment.on and step < round(self.alignment.share * self.steps)

    def query_frames(self, step: int, frames: int) -> int:
        """Return N_i, the number of frames whose spatial queries come from the reference.

        This is the paper's max(1, M - i), made for M = 10 frames in 25 steps; other numbers of
        frames and steps (unless `faithful`) get the same share of the frames.
        """
        if self.faithful:
            return max(1, frames - step)
        return max(1, round(frames * (1 - 2.5 * step / self.steps)))


FAITHFUL = RasterSettings(
    clip=10,
    clamp=False,
    whole=True,
    clean=False,
    faithful=True,
    inversion=InversionSettings(frames=5, rounds=1, half_range=True, sampled=True),
    composition=CompositionSettings(still=False),
    alignment=AlignmentSettings(rounds=10, rate=1e-3, drop_last=True),
)


def raster_settings(request: Request) -> RasterSettings:
    """Return the settings that a request asks for.

    The quality "draft" takes fewer steps, "full" aligns. The request's `settings` may hold:
    faithful, align, compose_spatial, compose_temporal, trace, clean (true or false), fidelity and
    anchor (0..1), steps, guidance, chain, takes, clip, size, room. A value of another kind is
    ignored; a number out of range is moved into it. Without a fidelity the request's strength
    gives it: strength 0 is fidelity 1, strength 1 is 0.5, strength 2 and more is 0.
    """
    read = SettingsReader(request.settings)
    settings = FAITHFUL if read.flag("faithful", False) else RasterSettings()
    if request.quality == "draft":
        settings = replace(settings, steps=DRAFT_STEPS)
    composition = replace(
        settings.composition,
        spatial=read.flag("compose_spatial", True),
        temporal=read.flag("compose_temporal", True),
        fidelity=read.number("fidelity", 1 - min(2.0, request.strength) / 2, 0.0, 1.0),
        anchor=read.number("anchor", settings.composition.anchor, 0.0, 1.0),
    )
    return replace(
        settings,
        steps=read.whole("steps", settings.steps, 1, 200),
        guidance=read.number("guidance", settings.guidance, 1.0, 50.0),
        clip=read.whole("clip", settings.clip, 2, 64),
        chain=read.whole("chain", settings.chain, 0, MOST_CLIPS),
        takes=read.whole("takes", settings.takes, 1, MOST_TAKES),
        room=read.number("room", settings.room, 0.2, 1.0),
        size=read.whole("size", settings.size, 0, 1024),
        trace=read.flag("trace", settings.trace),
        clean=read.flag("clean", settings.clean),
        composition=composition,
        alignment=replace(settings.alignment, on=read.flag("align", request.quality == "full")),
    )
