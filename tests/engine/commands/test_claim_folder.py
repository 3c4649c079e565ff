# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that another job takes over."""

from __future__ import annotations

from pathlib import Path

from addon.contract.bodies_apart import FILE, BodiesApart
from addon.contract.given_pictures import AREA_FILE
from addon.contract.request import Request
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
