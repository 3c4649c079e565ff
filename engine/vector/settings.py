# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All settings of the vector path, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from addon.contract.request import Request
from addon.contract.settings_reader import SettingsReader


@dataclass(frozen=True)
class NetworkSettings:
    """Shape of an object's networks.

    The defaults are small and smooth; `FAITHFUL_NETWORK` is Live-Sketch's (Gal et al. 2023).

    Attributes:
        width: units of the hidden layers.
        tokens: "flat" flattens points x frames into one vector (Live-Sketch); "points" runs one
            small network over the points and one learned code for the whole object.
        coefficients: size of the smooth temporal basis (0: every frame free, no basis).
        zero_start: the last layers start at zero, so that the motion starts at rest.
        dropout: on the positional term, active whenever the network runs.
        local: factor on the output of the local path.
        translation, rotation, scale, shear: factors on the outputs of the global path.
        scale_from_shear: scales are read from the shear branch, as in the original.
        unused_table: keep the original's learnable positions, which nothing reads.
        canvas_points: the network is given, and moves, control points in pixels of the canvas, as
            the original; else points on the curves in working units. A drawing with more handles
            than points that the optimisation works on has the latter.
    """

    width: int = 96
    tokens: str = "points"
    coefficients: int = 12
    zero_start: bool = True
    dropout: float = 0.0
    local: float = 10.0
    translation: float = 20.0
    rotation: float = 0.3
    scale: float = 0.3
    shear: float = 0.3
    scale_from_shear: bool = False
    unused_table: bool = False
    canvas_points: bool = False


@dataclass(frozen=True)
class OptimiserSettings:
    """Adam for the local and for the global path.

    Attributes:
        local_rate, global_rate: learning rates.
        last_layers: only last layers learn; from a fit this is a convex problem, in which small
            differences in the input stay small.
        betas, epsilon: of Adam.
        warmup: iterations over which the rate rises from a tenth.
        final: the rate falls exponentially to this share.
        two_passes: one complete pass for each path, as in the original; else one pass for both.
        accumulate_global_grads: gradients of global layers are never cleared, as in the original.
    """

    local_rate: float = 3e-3
    global_rate: float = 3e-3
    last_layers: bool = False
    betas: tuple[float, float] = (0.9, 0.99)
    epsilon: float = 1e-8
    warmup: int = 10
    final: float = 0.2
    two_passes: bool = False
    accumulate_global_grads: bool = False


@dataclass(frozen=True)
class SdsSettings:
    """Score distillation: which noise levels, how much guidance.

    Attributes:
        highest, lowest: noise levels at the start and at the end of a stage.
        spread: half width of the band around the annealed level from which one is drawn;
            a spread >= 1 draws from lowest..highest without annealing.
        guidance, guidance_global: strength of classifier-free guidance; the second one is for the
            pass of the global path, where there are two. From rest it has to be high, because the
            average over fresh noise is timid (at 5 a horse got a quarter of a sample's motion, at
            15 most of it).
        anchor: strength of a pull towards the draft, against the drift of many small steps.
        draws: noise draws averaged in a step.
    """

    highest: float = 0.95
    lowest: float = 0.25
    spread: float = 0.08
    guidance: float = 12.0
    guidance_global: float = 12.0
    anchor: float = 0.0
    draws: int = 1


@dataclass(frozen=True)
class ScheduleSettings:
    """Steps of the multi-object schedule.

    Attributes:
        steps: iterations for a drawing with one object.
        objects_share: steps of all stages of single objects together, as a multiple of `steps`.
        merged_share: steps of the merged stage, as a share of `steps`.
        share_budget: False gives every stage all steps, as in the paper.
        angles_first: share of a stage in which bones learn; then the offsets of points do.
    """

    steps: int = 300
    objects_share: float = 1.2
    merged_share: float = 0.5
    share_budget: bool = True
    angles_first: float = 0.6


@dataclass(frozen=True)
class DraftSettings:
    """Sampling of the draft: seeds to choose from, denoising steps, guidance.

    Attributes:
        count: seeds for a drawing with as many points as the prior looks at; a smaller drawing
            gets more of them, up to most_count, in the same time.
        most_tokens: how many points of a drawing the optimisation works on at most.
    """

    count: int = 6
    most_count: int = 12
    steps: int = 12
    guidance: float = 2.2
    most_tokens: int = 448

    def seeds_for(self, points: int, limit: int) -> int:
        """Return how many seeds are drawn for `points`, when a prior looks at `limit` at most."""
        affordable = self.count * limit // max(1, points)
        return min(max(affordable, self.count), self.most_count)


@dataclass(frozen=True)
class VideoSettings:
    """How a text-to-video model looks at the drawing.

    Attributes:
        frames: how many frames it looks at.
        width: of the lines, in pixels of a picture of 256 (Live-Sketch has 3).
        augment: what the random perspective and crop is applied to: "pictures" (the original),
            "points" before they are drawn, or "none".
        coarse: share of the side that pictures have in the first part of a stage.
        coarse_until: share of a stage up to which pictures are coarse.
        unit: root mean square, in working units, that a gradient is scaled to; 0: as it comes.
        size: pixels of a picture's side; 0: what the model was trained for.
        canvas: the model sees the whole canvas with the drawing's own widths, as in the original;
            else the drawing alone, in lines of `width`.
        styled: models that know all kinds of videos are told that this is a line drawing.
        reverse: the noise is corrected before a flow model is asked (RFDS-Rev).
    """

    frames: int = 16
    width: float = 3.0
    augment: str = "points"
    coarse: float = 0.75
    coarse_until: float = 0.4
    unit: float = 2.0
    size: int = 0
    canvas: bool = False
    styled: bool = True
    reverse: bool = False


@dataclass(frozen=True)
class VectorSettings:
    """All settings of the vector path.

    Attributes:
        rig: bones are looked for in the drawing, and carry the motion.
        actions: what the library of actions knows is acted by the bones.
        angles: a video model refines bones: joint angles first, from what the library of actions
            knows or from the draft, then offsets of the points.
    """

    quality: str = "standard"
    network: NetworkSettings = field(default_factory=NetworkSettings)
    optimiser: OptimiserSettings = field(default_factory=OptimiserSettings)
    sds: SdsSettings = field(default_factory=SdsSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    draft: DraftSettings = field(default_factory=DraftSettings)
    video: VideoSettings = field(default_factory=VideoSettings)
    rig: bool = True
    actions: bool = True
    angles: bool = False


FAITHFUL_NETWORK = NetworkSettings(
    width=128,
    tokens="flat",
    coefficients=0,
    zero_start=False,
    dropout=0.1,
    local=1.0,
    translation=1.0,
    rotation=0.01,
    scale=0.05,
    shear=0.1,
    scale_from_shear=True,
    unused_table=True,
    canvas_points=True,
)
FAITHFUL_OPTIMISER = OptimiserSettings(
    local_rate=5e-3,
    global_rate=1e-4,
    betas=(0.9, 0.9),
    epsilon=1e-6,
    warmup=100,
    final=0.4,
    two_passes=True,
    accumulate_global_grads=True,
)
FAITHFUL_SDS = SdsSettings(
    highest=0.95,
    lowest=0.05,
    spread=1.0,
    guidance=30.0,
    guidance_global=10.0,
)
FAITHFUL_SCHEDULE = ScheduleSettings(steps=1001, share_budget=False)

FAITHFUL_VIDEO = VideoSettings(
    frames=24, augment="pictures", coarse_until=0.0, unit=0.0, canvas=True, styled=False
)
FAITHFUL_GUIDANCE = 40.0, 10.0  # of the global pass, for one object and for several

# With a video model, our default: from the draft, fewer steps, one pass for both paths, the noise
# falling from where the motion is decided to where its shape is.
VIDEO_SDS = SdsSettings(
    highest=0.75,
    lowest=0.12,
    spread=0.1,
    guidance=30.0,
    guidance_global=30.0,
    anchor=0.02,
)
VIDEO_OPTIMISER = OptimiserSettings(local_rate=2e-3, global_rate=2e-3)
VIDEO_SCHEDULE = ScheduleSettings(steps=200)

# From rest, fresh noise in every step averages all motions that the sentence allows, and that is
# hardly a motion. A sample of the prior, towards which everything is drawn, says which one.
FULL_SDS = SdsSettings(
    highest=0.6,
    lowest=0.08,
    spread=0.08,
    guidance=4.0,
    guidance_global=4.0,
    anchor=0.3,
)

STANDARD_SDS = SdsSettings(
    highest=0.3,
    lowest=0.08,
    spread=0.05,
    guidance=2.5,
    guidance_global=2.5,
    anchor=0.15,
)
STANDARD_OPTIMISER = OptimiserSettings(local_rate=1e-3, global_rate=1e-3, last_layers=True)
STANDARD_SCHEDULE = ScheduleSettings(steps=60)


def vector_settings(
    request: Request, *, video: bool = False, objects: int = 1, distil_guidance: float | None = None
) -> VectorSettings:
    """Return the settings a request asks for.

    `settings` of the request may hold: faithful (bool), rig (bool), actions (bool), steps, seeds,
    guidance, sds_guidance (of both passes), guidance_local, guidance_global, local_rate,
    global_rate, weight_local, weight_translation, weight_rotation, weight_scale, weight_shear,
    video_frames, video_size, video_reverse (bool), verbatim (bool), angles_first.

    Args:
        request: what is asked for.
        video: a text-to-video model distils; "full" is then the paper's whole schedule.
        objects: how many objects move; `faithful` leads several ones less than one.
        distil_guidance: of both passes, what the model's family is distilled with; None for ours.
    """
    reader = SettingsReader(request.settings)
    settings = VectorSettings(quality=request.quality)
    if request.quality == "standard" and video:
        settings = replace(
            settings,
            optimiser=VIDEO_OPTIMISER,
            sds=VIDEO_SDS,
            schedule=VIDEO_SCHEDULE,
            actions=False,
            angles=True,
        )
    elif request.quality == "standard":
        settings = replace(
            settings, optimiser=STANDARD_OPTIMISER, sds=STANDARD_SDS, schedule=STANDARD_SCHEDULE
        )
    elif request.quality == "full":
        settings = replace(settings, sds=FULL_SDS, actions=False)
    if reader.flag("faithful", video and request.quality == "full"):
        several = objects != 1
        settings = replace(
            settings,
            quality="full",
            rig=False,
            actions=False,
            angles=False,
            network=FAITHFUL_NETWORK,
            optimiser=FAITHFUL_OPTIMISER,
            sds=replace(FAITHFUL_SDS, guidance_global=FAITHFUL_GUIDANCE[1 if several else 0]),
            schedule=FAITHFUL_SCHEDULE,
            video=FAITHFUL_VIDEO,
        )
    if distil_guidance is not None:
        own = replace(settings.sds, guidance=distil_guidance, guidance_global=distil_guidance)
        settings = replace(settings, sds=own)
    return _with_expert_numbers(settings, reader)


def _with_expert_numbers(settings: VectorSettings, reader: SettingsReader) -> VectorSettings:
    """Apply the numbers among a request's expert settings; those it lacks stay as they are."""
    schedule, draft, sds, video = settings.schedule, settings.draft, settings.sds, settings.video
    seeds = reader.whole("seeds", None, low=1)
    distilled = reader.number("sds_guidance", None)
    if seeds is not None:
        draft = replace(draft, count=seeds, most_count=seeds)
    if distilled is not None:
        sds = replace(sds, guidance=distilled, guidance_global=distilled)
    sds = replace(
        sds,
        guidance=reader.number("guidance_local", sds.guidance, low=0.0),
        guidance_global=reader.number("guidance_global", sds.guidance_global, low=0.0),
    )
    optimiser, network = settings.optimiser, settings.network
    network = replace(
        network,
        local=reader.number("weight_local", network.local),
        translation=reader.number("weight_translation", network.translation),
        rotation=reader.number("weight_rotation", network.rotation),
        scale=reader.number("weight_scale", network.scale),
        shear=reader.number("weight_shear", network.shear),
    )
    return replace(
        settings,
        network=network,
        optimiser=replace(
            optimiser,
            local_rate=reader.number("local_rate", optimiser.local_rate, low=0.0),
            global_rate=reader.number("global_rate", optimiser.global_rate, low=0.0),
        ),
        rig=reader.flag("rig", settings.rig),
        actions=reader.flag("actions", settings.actions),
        schedule=replace(
            schedule,
            steps=reader.whole("steps", schedule.steps, low=1),
            angles_first=reader.number("angles_first", schedule.angles_first, low=0.0, high=1.0),
        ),
        draft=replace(draft, guidance=reader.number("guidance", draft.guidance)),
        sds=sds,
        video=replace(
            video,
            frames=reader.whole("video_frames", video.frames),
            size=reader.whole("video_size", video.size),
            styled=video.styled and not reader.flag("verbatim", False),
            reverse=reader.flag("video_reverse", video.reverse),
        ),
    )
