# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Given frames as each pipeline of diffusers takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from PIL import Image, ImageOps
from torch import Tensor

from engine.geometry.tracing.picture import Floats

#: Frame of the clip -> picture of the model's size.
Kept = Mapping[int, Image.Image]
Size = tuple[int, int]
Arguments = dict[str, Any]
_GREY = (128, 128, 128)


def picture_of(ink: Floats, size: Size) -> Image.Image:
    """Return ink [S, S] (1 is black) on white paper, in the middle of a (height, width) picture."""
    height, width = size
    sheet = np.full((height, width), 255, np.uint8)
    top, left = (height - len(ink)) // 2, (width - len(ink)) // 2
    square = np.round((1 - np.clip(ink, 0, 1)) * 255).astype(np.uint8)
    sheet[top : top + len(ink), left : left + len(ink)] = square
    return Image.fromarray(sheet).convert("RGB")


def ink_of_frames(frames: Tensor, side: int) -> Floats:
    """Return the ink float32 [F, S, S] in the middle square of pictures [F, 3, H, W] in 0..1."""
    height, width = frames.shape[-2:]
    top, left = (height - side) // 2, (width - side) // 2
    grey = frames[..., top : top + side, left : left + side].float().mean(1)
    ink: Floats = (1 - grey.clamp(0, 1)).cpu().numpy().astype(np.float32)
    return ink


def condition_arguments(pipeline: str, kept: Kept, frames: int, size: Size) -> Arguments:
    """Return the arguments that give a clip's frames to a pipeline; {} where it takes none."""
    build = _BUILDERS.get(pipeline)
    return build(kept, frames, size) if build is not None else {}


def _masked_video(kept: Kept, frames: int, size: Size) -> Arguments:
    """VACE: grey where the model draws, with a white mask there; frames that are kept are black."""
    height, width = size
    blank = Image.new("RGB", (width, height), _GREY)
    drawn, known = (Image.new("L", (width, height), level) for level in (255, 0))
    return {
        "video": [kept.get(index, blank) for index in range(frames)],
        "mask": [known if index in kept else drawn for index in range(frames)],
    }


def _first_and_last(kept: Kept, frames: int, size: Size) -> Arguments:
    last = kept.get(frames - 1)
    return {"image": kept[0], **({"last_image": last} if last is not None else {})}


def _first(kept: Kept, frames: int, size: Size) -> Arguments:
    return {"image": kept[0]}


def _at_indices(kept: Kept, frames: int, size: Size) -> Arguments:
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    return {
        "conditions": [
            LTXVideoCondition(image=picture, frame_index=index)
            for index, picture in sorted(kept.items())
        ]
    }


def _sparse(kept: Kept, frames: int, size: Size) -> Arguments:
    """SparseCtrl: pictures at the frames they are for."""
    return {
        "conditioning_frames": [picture for _, picture in sorted(kept.items())],
        "controlnet_frame_indices": sorted(kept),
    }


def as_the_control_sees(pipe: Any, arguments: Arguments) -> Arguments:
    """Return arguments with scribbles as SparseCtrl was trained on them: white lines on black.

    Its other variant, which is given latents, sees the pictures as they are.
    """
    control = getattr(pipe, "controlnet", None)
    if control is None or control.use_simplified_condition_embedding:
        return arguments
    pictures = [ImageOps.invert(picture) for picture in arguments["conditioning_frames"]]
    return {**arguments, "conditioning_frames": pictures}


_BUILDERS: Mapping[str, Callable[[Kept, int, Size], Arguments]] = {
    "WanVACEPipeline": _masked_video,
    "WanImageToVideoPipeline": _first_and_last,
    "CogVideoXImageToVideoPipeline": _first,
    "LTXConditionPipeline": _at_indices,
    "LTXImageToVideoPipeline": _first,
    "LatentToVideoPipeline": _first,
    "AnimateDiffSparseControlNetPipeline": _sparse,
}
