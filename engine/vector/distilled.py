# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vector path with a text-to-video model that distils."""

from __future__ import annotations

from dataclasses import replace

import torch

from addon.contract.errors import OutOfMemory
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.priors.video.loading import forget_model, keep_only
from engine.priors.video.pipelines.loading import forget_pipeline
from engine.priors.video.plan import Device
from engine.priors.video.published import NON_COMMERCIAL
from engine.priors.video.wanted import AnyFolder
from engine.runtime.reporting import Reporting
from engine.vector.job import VectorJob
from engine.vector.previews import Previews
from engine.vector.refinement.optimise import animate_tokens
from engine.vector.refinement.token_motion import TokenMotion
from engine.vector.video_job import keeping_settings, load_video, out_of_memory, plan_of


def refine_with_video(
    folder: AnyFolder, job: VectorJob, request: Request, progress: Reporting
) -> tuple[TokenMotion, dict[str, str]]:
    """Animate a job's tokens with a text-to-video model; the prior gives the draft.

    Returns their motion, and the plan and the licence for the info of the animation. Raises
    OutOfMemory with a smaller plan.
    """
    if folder.licence == NON_COMMERCIAL:
        progress.warn(
            Message(
                "The model {model} is under {licence}.", model=folder.name, licence=folder.licence
            )
        )
    try:
        keep_only(folder)
        load_plan = plan_of(folder, job.settings, job.stages, Device.best())
        job = replace(job, video=load_video(folder, job.settings, job.stages, load_plan, progress))
        motion = animate_tokens(job, progress, Previews(job, progress).show)
    except (MemoryError, torch.OutOfMemoryError) as error:
        forget_model()
        forget_pipeline()
        raise keeping_settings(out_of_memory(job.settings), request) from error
    except OutOfMemory as error:
        raise keeping_settings(error, request) from error
    return motion, {"plan": load_plan.sentence(), "licence of the model": folder.licence}
