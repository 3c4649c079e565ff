# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the vector path costs with the prior that comes with the program.

Fitted to measured jobs of 8 to 200 strokes, one to four objects, on one core of a server of 2.8
GHz. The prior looks at no more than a few hundred tokens of a drawing, so cost levels off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.request import Request
from engine.geometry.handles import fit_handles
from engine.runtime.arrays import numpy_of
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.settings import VectorSettings, vector_settings

LEVEL = 144  # tokens above which the prior's samples cost no more
DRAFT_STEP = 0.012 / 96  # seconds a token, seed and step of sampling
DRAFT_START = 0.25
FIT = (0.35, 0.0008)  # seconds; seconds a token
STEP = (0.026, 5e-5)  # seconds of an optimisation step; seconds a token
BONES = (0.04, 0.0006)  # seconds an object whose bones are found and act; seconds a control point
WRITTEN = 4e-7  # seconds a point and frame
BASE_BYTES = 290 << 20  # torch, the prior, the program
TOKEN_BYTES = {"draft": 220_000, "standard": 380_000, "full": 420_000}
RESULT_BYTES = 160  # of a point and frame: a few copies in double precision


@dataclass(frozen=True)
class Size:
    """The numbers of a drawing that decide what it costs.

    Attributes:
        handles: control points that move.
        points: all points.
        objects: objects that move.
    """

    handles: int
    points: int
    objects: int

    @classmethod
    def of(cls, drawing: Drawing, request: Request) -> Size:
        """Measure a drawing, without the strokes that the request leaves still."""
        if drawing.stroke_count == 0:
            return cls(0, 0, 0)
        moving = ~ObjectRequests.of(drawing, request).still
        handles = np.diff(fit_handles(drawing).stroke_offsets)
        count = len(np.unique(numpy_of(drawing.objects)[moving]))
        return cls(int(handles[moving].sum()), drawing.point_count, count)


def seconds_of(size: Size, request: Request, *, acted: bool = False) -> float:
    """Estimate the seconds of a job on the reference machine; acted: bones act all that moves."""
    if size.handles == 0:
        return 0.1
    written = WRITTEN * size.points * request.frames
    if acted:
        return DRAFT_START + BONES[0] * size.objects + BONES[1] * size.handles + written
    settings = vector_settings(request, objects=size.objects)
    tokens = min(size.handles, settings.draft.most_tokens)
    seeds = settings.draft.seeds_for(tokens, LEVEL)
    draft = seeds * settings.draft.steps * DRAFT_STEP * min(tokens, LEVEL)
    total = DRAFT_START + draft + written
    if request.quality == "draft":
        return total
    if request.quality == "standard":
        total += FIT[0] + FIT[1] * tokens
    return total + _stages(settings, size.objects, tokens)


def _stages(settings: VectorSettings, objects: int, tokens: int) -> float:
    """Estimate the seconds of the optimisation: each object alone with its tokens, then all."""
    schedule = settings.schedule
    passes = 2 if settings.optimiser.two_passes else 1
    whole = STEP[0] + STEP[1] * tokens
    if objects <= 1:
        return passes * schedule.steps * whole
    share, merged = float(objects), 1.0
    if schedule.share_budget:
        share, merged = min(objects, schedule.objects_share), schedule.merged_share
    alone = STEP[0] + STEP[1] * tokens / objects
    return schedule.steps * (passes * share * alone + merged * whole)


def bytes_of(size: Size, request: Request, *, acted: bool = False) -> int:
    """Estimate the peak memory of the process in bytes; acted: bones act all that moves."""
    tokens = min(size.handles, vector_settings(request).draft.most_tokens)
    result = RESULT_BYTES * size.points * request.frames
    return BASE_BYTES + TOKEN_BYTES["draft" if acted else request.quality] * tokens + result
