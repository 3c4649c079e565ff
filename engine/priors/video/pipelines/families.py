# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The families of video models that draw a clip from given frames.

Figures are those of the models' own examples in diffusers 0.42.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

INDEX = "model_index.json"  # names the pipeline and the class of each part


class Keeps(Enum):
    """Which frames of a clip can be given to a model."""

    #: None: the model knows a sentence alone. The first frame is held in its latents.
    NOTHING = "nothing"
    FIRST = "the first frame"
    FIRST_AND_LAST = "the first and the last frame"
    ANY = "any frames"

    @property
    def last(self) -> bool:
        """Whether a clip can be led to a last frame."""
        return self in (Keeps.FIRST_AND_LAST, Keeps.ANY)


@dataclass(frozen=True)
class ModelFamily:
    """Models that one pipeline class of diffusers runs.

    Attributes:
        pipeline: the class in diffusers.
        keeps: the frames that can be given.
        stride: frames of a clip are a multiple of this, and one more.
        fewest: frames of a clip; shorter clips barely move.
        most: frames of a clip that the models were trained on.
        size: (height, width) of a picture in pixels. Where it is `fixed`, the model knows no other.
        multiple: height and width are multiples of this.
        steps: denoising steps at standard quality.
        guidance: scale of classifier-free guidance.
        tokens: length of a sentence, padded.
        fps: frames a second that the model thinks in.
        distils: its denoiser can pull strokes by score distillation, too.
        denoiser: the part of the pipeline that denoises.
        needs_last: a clip can't be drawn without its last frame.
        distil_guidance: scale of classifier-free guidance in score distillation, None for that of
            the papers. A model of flows takes less: 7.5 (rectified-flow distillation with SD3).
    """

    pipeline: str
    keeps: Keeps
    stride: int
    fewest: int
    most: int
    size: tuple[int, int]
    multiple: int
    steps: int
    guidance: float
    tokens: int
    fps: int
    fixed: bool = False
    distils: bool = True
    denoiser: str = "transformer"
    needs_last: bool = False
    distil_guidance: float | None = None

    def clip_frames(self, pictures: int) -> int:
        """Return the frames of the shortest clip that holds this many pictures."""
        wanted = min(max(pictures, self.fewest), self.most)
        return -(-(wanted - 1) // self.stride) * self.stride + 1


_WAN = ModelFamily(
    "WanPipeline", Keeps.NOTHING, 4, 17, 81, (624, 624), 16, 30, 5.0, 512, 16,
    distil_guidance=7.5,
)  # fmt: skip
_LTX = ModelFamily(
    "LTXConditionPipeline", Keeps.ANY, 8, 25, 161, (576, 576), 32, 40, 3.0, 256, 25,
    distil_guidance=7.5,
)  # fmt: skip
_LTX_FIRST = replace(_LTX, pipeline="LTXImageToVideoPipeline", keeps=Keeps.FIRST)
_COG = ModelFamily(
    "CogVideoXPipeline", Keeps.NOTHING, 4, 49, 49, (480, 720), 16, 50, 6.0, 226, 8, fixed=True
)
_ANIMATE_DIFF = ModelFamily(
    "AnimateDiffPipeline", Keeps.NOTHING, 1, 16, 16, (512, 512), 64, 25, 8.5, 77, 8,
    distils=False, denoiser="unet",
)  # fmt: skip
_MASKED = ModelFamily(
    "LatentToVideoPipeline", Keeps.FIRST, 1, 16, 16, (512, 512), 64, 25, 9.0, 77, 8,
    distils=False, denoiser="unet",
)  # fmt: skip

#: Class named in a folder's model_index.json -> its family.
FAMILIES: Mapping[str, ModelFamily] = {
    "WanPipeline": _WAN,
    "WanVACEPipeline": replace(_WAN, pipeline="WanVACEPipeline", keeps=Keeps.ANY),
    "WanImageToVideoPipeline": replace(
        _WAN, pipeline="WanImageToVideoPipeline", keeps=Keeps.FIRST_AND_LAST
    ),
    "LTXPipeline": _LTX_FIRST,
    "LTXImageToVideoPipeline": _LTX_FIRST,
    "LTXConditionPipeline": _LTX,
    "CogVideoXPipeline": _COG,
    "AnimateDiffPipeline": _ANIMATE_DIFF,
    "AnimateDiffSparseControlNetPipeline": replace(
        _ANIMATE_DIFF, pipeline="AnimateDiffSparseControlNetPipeline", keeps=Keeps.ANY
    ),
    "CogVideoXImageToVideoPipeline": replace(
        _COG, pipeline="CogVideoXImageToVideoPipeline", keeps=Keeps.FIRST
    ),
}


def family_of(index: Mapping[str, object]) -> ModelFamily | None:
    """Return the family of a model_index.json, None where it is of no known one.

    Wan 2.2 TI2V names the class for sentences; `expand_timesteps` tells that its first frame can
    be given, in a picture whose sides are multiples of 32.
    """
    family = FAMILIES.get(str(index.get("_class_name", "")))
    if family is not None and index.get("expand_timesteps"):
        return replace(
            family, pipeline="WanImageToVideoPipeline", keeps=Keeps.FIRST, size=(704, 704),
            multiple=32, fps=24, most=121,
        )  # fmt: skip
    return family


def family_by_settings(
    family: ModelFamily, denoiser: Mapping[str, object], scheduler: Mapping[str, object]
) -> ModelFamily:
    """Return what the settings of a model's parts tell of its family.

    LTX-Video takes frames in the middle from 0.9.5 on; its schedule no longer goes by the size of
    the picture then. Wan 2.1 sees given pictures by CLIP, one or always two; Wan 2.2 has no CLIP
    and takes either.
    """
    if family is _LTX_FIRST and not scheduler.get("use_dynamic_shifting"):
        return _LTX
    if family.pipeline == "WanImageToVideoPipeline" and family.keeps.last:
        if denoiser.get("pos_embed_seq_len"):
            return replace(family, needs_last=True)
        if denoiser.get("image_dim"):
            return replace(family, keeps=Keeps.FIRST)
    return family


def family_in(folder: Path) -> ModelFamily | None:
    """Return the family of the model in a folder, None where it is another kind of model."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(index, dict):
        return None
    return _MASKED if _is_masked(folder) else family_of(index)


def is_masked(denoiser: Mapping[str, object]) -> bool:
    """Return whether a denoiser's settings are those of AnimateAnything."""
    return bool(denoiser.get("motion_mask"))


def _is_masked(folder: Path) -> bool:
    """Return whether a model is one of AnimateAnything; only its denoiser's settings tell."""
    try:
        config = json.loads((folder / "unet" / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(config, dict) and is_masked(config)
