# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job whose drawing follows a clip."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...client.jobs.submission import Submission
from ...contract.followed_clip import SETTING, bring_clip
from .job_target import LayerTarget


def following(submission: Submission[LayerTarget], clip: Path) -> Submission[LayerTarget]:
    """Return a job that follows a clip, which is copied into its folder."""
    request = submission.request
    request = replace(request, settings={**request.settings, SETTING: True})
    others = submission.add_files

    def add(folder: Path) -> None:
        if others is not None:
            others(folder)
        bring_clip(clip, folder)

    return replace(submission, request=request, seeds=1, preview_first=False, add_files=add)
