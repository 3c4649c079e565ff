# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into the job of a layer that follows a clip."""

from __future__ import annotations

from pathlib import Path

from addon.client.jobs.submission import Submission
from addon.contract.drawing import Drawing
from addon.contract.followed_clip import SETTING, clip_in
from addon.contract.request import Request
from addon.krita.jobs.follow_job import following
from addon.krita.jobs.job_target import LayerTarget


def test_the_clip_lies_beside_what_else_the_job_needs(tmp_path: Path) -> None:
    clip = tmp_path / "my fish.GIF"
    clip.write_bytes(b"GIF89a, moving")
    job = tmp_path / "job"
    job.mkdir()
    drawing = Drawing.build([(1.0, 2.0)], [0, 1], canvas=(9.0, 9.0))
    submission = Submission(
        Request(prompt="it swims", settings={"paper": True}),
        drawing,
        LayerTarget("fish", "{fish}"),
        seeds=4,
        preview_first=True,
        add_files=lambda folder: (folder / "rest.png").write_bytes(b"rest"),
    )
    found = following(submission, clip)
    assert found.request.settings == {"paper": True, SETTING: True}
    assert (found.seeds, found.preview_first) == (1, False)
    assert found.add_files is not None
    found.add_files(job)
    assert clip_in(job).read_bytes() == b"GIF89a, moving"
    assert (job / "rest.png").read_bytes() == b"rest"
