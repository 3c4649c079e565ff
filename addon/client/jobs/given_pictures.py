# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of pictures with more than a drawing: where things may move, and drawings that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...contract.files import write_bytes_atomic
from ...contract.given_pictures import (
    AREA_FILE,
    AREA_SETTING,
    KEPT_SETTING,
    KEPT_STEMS,
    digest_of,
    kept_setting,
)
from ...contract.strict_json import JSON
from .job_target import TargetT
from .submission import Submission

Kept = Sequence[tuple[int, bytes]]


def with_area(submission: Submission[TargetT], picture: bytes) -> Submission[TargetT]:
    """Return the job in which things move only where a picture of the canvas is light."""
    files = {AREA_FILE: picture}
    return _with_files(submission, {AREA_SETTING: digest_of(picture)}, files)


def with_kept(submission: Submission[TargetT], drawings: Kept, suffix: str) -> Submission[TargetT]:
    """Return the job that passes through drawings, given by frame as files of one kind.

    Those of frames that show the first drawing are left out. suffix: ".png" or ".safetensors".
    Raises BadInput for too many.
    """
    kept = [(frame, data) for frame, data in drawings if frame >= submission.request.hold]
    if not kept:
        return submission
    files = {stem + suffix: data for stem, (_, data) in zip(KEPT_STEMS, kept, strict=False)}
    return _with_files(submission, {KEPT_SETTING: kept_setting(kept)}, files)


def _with_files(
    submission: Submission[TargetT], settings: Mapping[str, JSON], files: Mapping[str, bytes]
) -> Submission[TargetT]:
    request, others = submission.request, submission.add_files

    def add(folder: Path) -> None:
        if others is not None:
            others(folder)
        for name, data in files.items():
            write_bytes_atomic(folder / name, data)

    return replace(
        submission,
        request=replace(request, settings={**request.settings, **settings}),
        add_files=add,
    )
