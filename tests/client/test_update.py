# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What 0.1.0 has left in the user's folders is used by this version; what is newer is named.

The folder made_by_0_1_0 was written by 0.1.0's extension in Blender 5.2 (the first job of a fish,
and a preset that was kept); only the path of the document was changed.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

import pytest

from addon.client.client import EngineClient
from addon.client.engine.process import EngineCommand
from addon.client.jobs.states import Finished, JobFailed
from addon.client.jobs.takes import HostNote, find_takes, mark_applied
from addon.client.preset_library import PresetLibrary
from addon.client.setup.settings import SetupSettings, read_settings
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError
from addon.contract.job import JobFolder
from addon.contract.preset import Preset
from addon.contract.request import Request

MADE = Path(__file__).with_name("made_by_0_1_0")
DOCUMENT = "/films/fish.blend"
JOB = "20261121-120000-0a1b2c"
PATIENCE_S = 60.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MADE, tmp_path / "home"))


def ended(client: EngineClient, job: str) -> object:
    deadline = time.monotonic() + PATIENCE_S
    while client.busy and time.monotonic() < deadline:
        client.tick()
        time.sleep(0.005)
    return client.jobs[job]


def client_of(jobs: Path) -> EngineClient:
    return EngineClient(EngineCommand(Path(sys.executable), jobs, jobs, jobs / "log"))


def test_its_takes_are_found_and_open_without_an_engine(home: Path) -> None:
    (take,) = find_takes(home / "jobs", document=DOCUMENT)
    assert (take.job, take.status, take.prompt) == (JOB, "done", "the fish swims away")
    client = client_of(home / "jobs")
    try:
        client.open_result(JOB)
        state = ended(client, JOB)
        assert isinstance(state, Finished)
        assert state.animation.frame_count == 12
        state.animation.validate(Drawing.read(take.folder / "drawing.safetensors"))
    finally:
        client.close(wait_s=10.0)


def test_its_takes_can_be_marked_and_its_events_read(home: Path) -> None:
    folder = home / "jobs" / JOB
    mark_applied(folder, 5.0, extra={"name": "mine"})
    assert (HostNote.read(folder).applied, HostNote.read(folder).document) == (5.0, DOCUMENT)
    events, _ = JobFolder(folder).read_events()
    assert events[-1].step == events[-1].steps > 0


def test_its_request_is_the_same_when_it_is_written_again(home: Path) -> None:
    path = home / "jobs" / JOB / "request.json"
    before = json.loads(path.read_text())
    Request.read(path).write(path)
    assert json.loads(path.read_text()) == before


def test_its_presets_are_the_users_own(home: Path) -> None:
    library = PresetLibrary(home / "shipped", home / "presets")
    (found,) = library.presets()
    assert (found.preset.name, found.shipped) == ("My swim", False)
    request, notes = found.preset.applied(Request(""))
    assert (request.frames, request.prompt, notes) == (36, "the fish swims", [])


def newer(path: Path) -> None:
    value = json.loads(path.read_text())
    path.write_text(json.dumps({**value, "version": 2}))


def test_what_a_newer_version_has_made_is_named_after_a_downgrade(home: Path) -> None:
    request, preset = home / "jobs" / JOB / "request.json", home / "presets" / "my_swim.json"
    for path in (request, preset):
        newer(path)
    for read, path in ((Request.read, request), (Preset.read, preset)):
        with pytest.raises(FormatError, match="newer Sketch Motion") as caught:
            read(path)
        assert caught.value.hint == "Update Sketch Motion."
    client = client_of(home / "jobs")
    try:
        client.open_result(JOB)
        state = ended(client, JOB)
        assert isinstance(state, JobFailed) and "newer" in state.error.message
    finally:
        client.close(wait_s=10.0)


def test_takes_of_a_newer_version_are_counted_where_they_may_be_the_documents(home: Path) -> None:
    jobs = home / "jobs"
    shutil.copytree(jobs / JOB, jobs / "20261121-120001-0a1b2c")
    newer(jobs / JOB / "request.json")
    for document, later in ((DOCUMENT, [JOB]), ("/films/cat.blend", [])):
        found: list[str] = []
        takes = find_takes(jobs, document=document, newer=found)
        assert (len(takes), found) == (len(later), later)
    newer(jobs / JOB / "host.json")  # whose it is can't be read
    found = []
    find_takes(jobs, document="/films/cat.blend", newer=found)
    assert found == [JOB]


def test_settings_of_a_newer_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "setup.json"
    SetupSettings(python="/usr/bin/python3", index="https://mirror").write(path)
    newer(path)
    path.write_text(json.dumps({**json.loads(path.read_text()), "later": "yes"}))
    settings = read_settings(path)
    assert (settings.python, settings.index) == ("/usr/bin/python3", "https://mirror")
    assert settings.extra == {"later": "yes"}
    settings.write(path)
    assert read_settings(path) == settings
