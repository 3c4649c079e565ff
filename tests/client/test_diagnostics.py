# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diagnostics: what is in the zip, and what must not be."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from addon.client.diagnostics import collect
from addon.client.jobs.takes import HostNote
from addon.client.locations import Locations
from addon.client.version import NEWS, version
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import ObjectSettings, Request

SAID = "the dragon “Fúria” swims"


@pytest.fixture
def places(tmp_path: Path) -> Locations:
    found = Locations(tmp_path / "home")
    drawing = Drawing.build([[10, 10], [20, 15], [30, 10]], [0, 3], canvas=(64.0, 48.0))
    request = Request(prompt=SAID, objects=(ObjectSettings("Fúria", "it roars loudly"),))
    job = JobFolder.create(found.jobs / "20260101-one", request, drawing)
    HostNote(document="/art/secret dragon.kra", object_name="Layer of Ana").write(job.path)
    job.write_failed(BadInput("There is nothing in {what}.", what=SAID))
    (found.jobs / "live").mkdir()
    found.logs.mkdir()
    log = f"started\nrequest {json.dumps(SAID)} of {SAID} in {Path.home()}/x: it roars loudly\n"
    (found.logs / "engine.log").write_text(log + "Layer of Ana in /art/secret dragon.kra\n")
    return found


def test_the_zip_tells_what_happened_without_words_or_drawings(
    places: Locations, tmp_path: Path
) -> None:
    target = collect(tmp_path / "found.zip", places, {"host": "Paper 1.0"})
    with zipfile.ZipFile(target) as archive:
        told = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(told) == {"about.json", "jobs.json", "engine.log"}
    whole = "\n".join(told.values())
    for secret in ("dragon", "Fúria", "F\\u00faria", "roars", "Ana", str(Path.home()) + "/x"):
        assert secret not in whole, secret
    assert "started" in told["engine.log"] and "~/x" in told["engine.log"]
    (job,) = json.loads(told["jobs.json"])
    assert job["status"] == "failed" and job["error"]["kind"] == "bad_input"
    about = json.loads(told["about.json"])
    assert about["host"] == "Paper 1.0" and about["version"] == version()


def test_without_an_engine_there_is_still_a_zip(tmp_path: Path) -> None:
    target = collect(tmp_path / "found.zip", Locations(tmp_path / "nothing"), {})
    with zipfile.ZipFile(target) as archive:
        assert json.loads(archive.read("jobs.json")) == []
        assert archive.read("engine.log") == b"There is no log."


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be written"):
        collect(tmp_path / "missing" / "found.zip", Locations(tmp_path), {})


def test_the_version_is_known_and_has_news() -> None:
    assert version().count(".") == 2 and NEWS
