# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All settings of the vector path, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from addon.contract.request import Request


@dataclass(frozen=True)
class NetworkSettings:
    """Shape of an object's networks. The defaults are small and smooth; `FAITHFUL` is Live-Sketch.

    Attributes:
        width: units of the hidden layers.
        tokens: "flat" flattens points x frames into one vector (Live-Sketch); "points" runs one
            small network over the points and one learned code for the whole object.
        coefficients: size of the smooth temporal basis (0: every frame free, no basis).
        zero_start: last layers start at zero, so that the start is the drawing at rest.
        dropout: on the positional term, active whenever the network runs.
        local: factor on the output of the local path.
        translation, rotation, scale, shear: factors on the outputs of the global path.
        scale_from_shear: the original reads the scales from its shear branch.
        unused_table: the original's learnable positions, which nothing reads.
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


@dataclass(frozen=True)
class OptimiserSettings:
    """Adam for the local and for the global path.

    Attributes:
        local_rate, global_rate: learning rates.
        last_layers: only last layers learn; from a fit it is a convex problem, which small
            differences in the input leave as small as they are.
        betas, epsilon: of Adam.
        warmup: iterations over which the rate rises from a tenth.
        final: the rate falls exponentially to this share.
        two_passes: one complete pass for each path, as the original; else one pass for both.
        accumulate_global_grads: the original never clears the gradients of its global layers.
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
        guidance, guidance_global: classifier-free guidance; the second one of the pass for the
            global path, where there are two. From rest it has to be high: the average over fresh
            noise is timid (at 5 a horse got a quarter of a sample's motion, at 15 most of it).
        anchor: pull towards the draft, against the drift of many small steps.
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
        objects_share: what all stages of single objects may take together, in units of steps.
        merged_share: what the merged stage takes.
        share_budget: False gives every stage all steps (the paper).
    """

    steps: int = 300
    objects_share: float = 1.2
    merged_share: float = 0.5
    share_budget: bool = True


@dataclass(frozen=True)
class DraftSettings:
    """Sampling of the draft: seeds to choose from, denoising steps, guidance.

    Attributes:
        count: seeds of a drawing as large as the prior looks at; of a smaller one there are more,
            up to most_count, for the same time.
    """

    count: int = 6
    most_count: int = 12
    steps: int = 12
    guidance: float = 2.2
    most_tokens: int = 448

    def seeds_for(self, points: int, looked_at: int) -> int:
        """How many seeds are drawn for so many points, of which a prior looks at some at most."""
        wanted = self.count * looked_at // max(1, points)
        return min(max(wanted, self.count), self.most_count)


@dataclass(frozen=True)
class VideoSettings:
    """How a text-to-video model looks at the drawing.

    Attributes:
        frames: how many it looks at.
        width: of the lines, in pixels of a picture of 256 (Live-Sketch's 3).
        augment: the random perspective and crop is applied to "pictures" (the original), to
            "points" before they are drawn, or not at all ("none").
        coarse, coarse_until: until this share of a stage, pictures have this share of their side.
        unit: root mean square, in working units, that a gradient is brought to; 0: as it comes.
        size: pixels of a picture's side; 0: what the model was trained for.
    """

    frames: int = 16
    width: float = 3.0
    augment: str = "points"
    coarse: float = 0.75
    coarse_until: float = 0.4
    unit: float = 2.0
    size: int = 0


@dataclass(frozen=True)
class VectorSettings:
    """Everything the vector path can be told."""

    quality: str = "standard"
    network: NetworkSettings = field(default_factory=NetworkSettings)
    optimiser: OptimiserSettings = field(default_factory=OptimiserSettings)
    sds: SdsSettings = field(default_factory=SdsSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    draft: DraftSettings = field(default_factory=DraftSettings)
    video: VideoSettings = field(default_factory=VideoSettings)


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

FAITHFUL_VIDEO = VideoSettings(frames=24, augment="pictures", coarse_until=0.0, unit=0.0)
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


def vector_settings(request: Request, *, video: bool = False, objects: int = 1) -> VectorSettings:
    """The settings a request asks for.

    `settings` of the request may hold: faithful (bool), steps, seeds, guidance, sds_guidance,
    video_frames, video_size.

    Args:
        request: what is wanted.
        video: a text-to-video model distils; "full" is then the paper's whole schedule.
        objects: how many move.
    """
    wanted = request.settings
    settings = VectorSettings(quality=request.quality)
    if request.quality == "standard" and video:
        settings = replace(
            settings, optimiser=VIDEO_OPTIMISER, sds=VIDEO_SDS, schedule=VIDEO_SCHEDULE
        )
    elif request.quality == "standard":
        settings = replace(
            settings, optimiser=STANDARD_OPTIMISER, sds=STANDARD_SDS, schedule=STANDARD_SCHEDULE
        )
    elif request.quality == "full":
        settings = replace(settings, sds=FULL_SDS)
    whole_paper = video and request.quality == "full" and wanted.get("faithful") is not False
    if wanted.get("faithful") is True or whole_paper:
        whole_guidance = FAITHFUL_GUIDANCE[0 if objects == 1 else 1]
        settings = replace(
            settings,
            quality="full",
            network=FAITHFUL_NETWORK,
            optimiser=FAITHFUL_OPTIMISER,
            sds=replace(FAITHFUL_SDS, guidance_global=whole_guidance),
            schedule=FAITHFUL_SCHEDULE,
            video=FAITHFUL_VIDEO,
        )
    steps, seeds = _number(wanted.get("steps")), _number(wanted.get("seeds"))
    guidance, distilled = _number(wanted.get("guidance")), _number(wanted.get("sds_guidance"))
    if steps is not None:
        schedule = replace(settings.schedule, steps=max(1, int(steps)))
        settings = replace(settings, schedule=schedule)
    if seeds is not None:
        settings = replace(settings, draft=_seeds(settings.draft, int(seeds)))
    if guidance is not None:
        settings = replace(settings, draft=replace(settings.draft, guidance=guidance))
    if distilled is not None:
        sds = replace(settings.sds, guidance=distilled, guidance_global=distilled)
        settings = replace(settings, sds=sds)
    frames, size = _number(wanted.get("video_frames")), _number(wanted.get("video_size"))
    if frames is not None:
        settings = replace(settings, video=replace(settings.video, frames=int(frames)))
    if size is not None:
        settings = replace(settings, video=replace(settings.video, size=int(size)))
    return settings


def _seeds(draft: DraftSettings, count: int) -> DraftSettings:
    return replace(draft, count=max(1, count), most_count=max(1, count))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
