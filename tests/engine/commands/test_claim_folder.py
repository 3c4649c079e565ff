# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that another job takes over."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.contract.bodies_apart import FILE, BodiesApart
from addon.contract.errors import BadInput
from addon.contract.given_pictures import AREA_FILE
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands import claim_folder as module
from engine.commands.claim_folder import claim_folder
from tests.engine.jobs.standin import line_drawing


def test_what_the_job_before_went_by_is_gone_and_a_persons_files_stay(tmp_path: Path) -> None:
    folder, drawing = tmp_path / "job", line_drawing()
    job = claim_folder(folder, drawing, Request("a cat and a dog run"), force=False)
    BodiesApart(("cat", "dog"), (0, 1)).write(job)
    (folder / AREA_FILE).write_bytes(b"a picture")
    (folder / "notes.txt").write_text("mine")
    claim_folder(folder, drawing, Request("it slides"), force=True)
    assert not (folder / FILE).exists() and not (folder / AREA_FILE).exists()
    assert (folder / "notes.txt").exists()


def test_force_replaces_a_damaged_job(tmp_path: Path) -> None:
    drawing, request = line_drawing(), Request("it slides")
    for number, harm in enumerate(("request.json", "drawing.safetensors")):
        folder = tmp_path / str(number)
        job = claim_folder(folder, drawing, request, force=False)
        if harm == "request.json":
            job.request_path.write_text("{")
        else:
            job.drawing_path.unlink()
        with pytest.raises(BadInput, match="another job"):
            claim_folder(folder, drawing, request, force=False)
        assert claim_folder(folder, drawing, request, force=True).read_request() == request


def test_a_kill_while_a_job_is_cleared_away_leaves_a_folder_to_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, drawing, request = tmp_path / "job", line_drawing(), Request("it slides")
    claim_folder(folder, drawing, Request("it jumps"), force=False).write_done({})

    def killed(folder: Path, keep: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "remove_clip", killed)
        with pytest.raises(KeyboardInterrupt):
            claim_folder(folder, drawing, request, force=True)
    job = claim_folder(folder, drawing, request, force=False)
    assert job.read_request() == request and job.outcome() is None


def test_a_drawing_in_the_folder_that_it_replaces_is_not_lost(tmp_path: Path) -> None:
    drawing = tmp_path / "drawing.svg"
    drawing.write_text("<svg/>")
    JobFolder.create(tmp_path, Request("it slides"), drawing)
    job = claim_folder(tmp_path, drawing, Request("it jumps"), force=True)
    assert job.drawing_path.read_text() == "<svg/>"
