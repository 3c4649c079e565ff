# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things live, whose takes are whose, a clean environment, a log that doesn't grow."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from addon.client.engine.log_file import LogFile
from addon.client.engine.messages import (
    EngineFinished,
    EngineResponse,
    Garbage,
    Inbox,
    Progressed,
    message_of,
)
from addon.client.engine.process import EngineCommand
from addon.client.jobs.takes import (
    HostNote,
    document_saved,
    find_takes,
    mark_applied,
    mark_dismissed,
)
from addon.client.locations import _home, locations
from addon.contract.drawing import Drawing
from addon.contract.errors import FormatError
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON


def test_the_home_of_each_system() -> None:
    user = Path.home()
    assert _home("win32", {"LOCALAPPDATA": "C:/Users/me"}) == Path("C:/Users/me/SketchMotion")
    assert _home("darwin", {}) == user / "Library/Application Support/SketchMotion"
    assert _home("linux", {}) == user / ".local/share/sketch-motion"
    assert _home("linux", {"XDG_DATA_HOME": "/data"}) == Path("/data/sketch-motion")
    assert _home("linux", {"XDG_DATA_HOME": "data"}) == user / ".local/share/sketch-motion"


def test_the_home_can_be_chosen(tmp_path: Path) -> None:
    places = locations({"SKETCH_MOTION_HOME": str(tmp_path)})
    assert places.jobs == tmp_path / "jobs"
    assert len({places.jobs, places.models, places.presets, places.environments, places.logs}) == 5


def test_the_engines_environment_is_clean() -> None:
    command = EngineCommand(Path("/py"), Path("/root"), Path("/jobs"), Path("/log"))
    base = {"PYTHONHOME": "/host", "LD_LIBRARY_PATH": "/host/lib", "QT_PLUGIN_PATH": "/qt",
            "PYTHONPATH": "/host/modules", "HOME": "/me"}  # fmt: skip
    assert command.environment(base) == {
        "HOME": "/me", "PYTHONPATH": str(Path("/root")), "PYTHONUTF8": "1"}  # fmt: skip
    assert command.words()[1:] == ["-s", "-P", "-u", "-m", "engine", "serve"]


def test_the_log_turns_over_and_keeps_its_last_lines(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "logs" / "engine.log", max_bytes=1000)
    for number in range(300):
        log.write(f"line {number}\nand a ".encode())
    log.write(b"last")
    log.close()
    assert log.last_lines()[-1] == "and a last"
    assert len(log.last_lines()) == 20
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert files == ["engine.log", "engine.log.1"]
    assert all(path.stat().st_size <= 1000 for path in (tmp_path / "logs").iterdir())


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = LogFile(tmp_path / "file" / "engine.log")
    log.write(b"words\n")
    assert log.last_lines() == ("words",)
    log.close()


def test_lines_become_messages() -> None:
    assert message_of(b'{"jsonrpc":"2.0","id":3,"result":{"a":1}}') == EngineResponse(
        3, {"a": 1}, None
    )
    assert message_of(b"") is None
    assert message_of(b'{"jsonrpc":"2.0","method":"future/news"}') is None
    for line in (None, b"words", b'{"jsonrpc":"2.0","method":"job/progress","params":{}}',
                 b'{"jsonrpc":"2.0","method":"job/finished","params":{"job":7}}'):  # fmt: skip
        assert isinstance(message_of(line), Garbage)


def test_only_the_newest_progress_of_a_job_waits_and_nothing_overtakes_it() -> None:
    inbox = Inbox()
    for step in range(5):
        for job in ("a", "b"):
            inbox.put((1, Progressed(job, "x", step, 9, None, None, None)))
    inbox.put((1, Progressed("a", "x", 5, 9, None, None, "a warning")))
    inbox.put((1, EngineFinished("a")))
    found = []
    while (parcel := inbox.take()) is not None:
        found.append(parcel[1])
    assert [getattr(message, "step", "end") for message in found] == [4, 4, 5, "end"]


def make(jobs: Path, name: str, note: HostNote) -> Path:
    drawing = Drawing.build([[0, 0], [1, 1]], [0, 2], canvas=(8.0, 8.0))
    job = JobFolder.create(jobs / name, Request(prompt=name), drawing)
    note.write(job.path)
    return job.path


def test_a_note_survives_writing_and_reading(tmp_path: Path) -> None:
    extra: dict[str, JSON] = {"start": 12}
    paths = ("/a/b.blend", ("/a/c.blend",))
    note = HostNote("Blender 5.0", paths[0], "s1", "Fisch ü", "id", 1.0, 2.0, extra, paths[1])
    folder = make(tmp_path, "a", note)
    assert HostNote.read(folder) == note
    (folder / "host.json").write_text("[]")
    with pytest.raises(FormatError):
        HostNote.read(folder)


def test_takes_belong_to_their_document_or_to_the_session_of_an_unsaved_one(tmp_path: Path) -> None:
    saved = os.path.abspath("scene.blend")
    make(tmp_path, "old", HostNote(document=saved, session="s1", created=1.0))
    make(tmp_path, "new", HostNote(document=saved, session="s2", created=2.0))
    make(tmp_path, "unsaved", HostNote(session="s1", created=3.0))
    make(tmp_path, "other", HostNote(document=saved + "1", created=4.0))
    (tmp_path / "junk").mkdir()
    damaged = make(tmp_path, "damaged", HostNote(document=saved))
    (damaged / "request.json").write_text("{")
    relative = os.path.join(os.path.dirname(saved), ".", "scene.blend")
    assert [take.job for take in find_takes(tmp_path, document=relative)] == ["new", "old"]
    assert [take.job for take in find_takes(tmp_path, session="s1")] == ["unsaved"]
    assert find_takes(tmp_path / "nowhere", document=saved) == ()
    assert document_saved(tmp_path, "s1", saved) == 1
    found = find_takes(tmp_path, document=saved, session="s1")
    assert [take.job for take in found] == ["unsaved", "new", "old"]


def test_a_document_that_is_saved_as_another_shares_its_takes_with_it(tmp_path: Path) -> None:
    first, second, third = (os.path.abspath(f"fish_{n}.kra") for n in (1, 2, 3))
    make(tmp_path, "a", HostNote(document=first, session="s1", created=1.0))
    make(tmp_path, "other", HostNote(document=third + "x", session="s1"))
    assert document_saved(tmp_path, "s2", second, before=first) == 1
    assert document_saved(tmp_path, "s2", second, before=second) == 0  # saved as itself
    make(tmp_path, "b", HostNote(document=second, session="s2", created=2.0))
    assert document_saved(tmp_path, "s2", third, before=second) == 2
    found = {path: [t.job for t in find_takes(tmp_path, document=path)] for path in (first, third)}
    assert found == {first: ["a"], third: ["b", "a"]}
    assert HostNote.read(tmp_path / "a") == HostNote(
        document=first, session="s1", created=1.0, copies=(second, third)
    )


def test_a_take_that_is_dismissed_in_one_file_stays_in_the_others(tmp_path: Path) -> None:
    first, second, third = (os.path.abspath(f"fish_{n}.kra") for n in (1, 2, 3))
    folder = make(tmp_path, "a", HostNote(document=first, session="s1"))

    def gone(*files: str) -> list[bool]:
        (take,) = find_takes(tmp_path, document=first)
        return [take.is_dismissed(file) for file in files]

    document_saved(tmp_path, "s1", second, before=first)
    mark_dismissed(folder, second)
    assert gone(first, second) == [False, True]
    assert document_saved(tmp_path, "s1", third, before=second) == 1  # a copy is as it is
    assert gone(first, second, third) == [False, True, True]
    mark_applied(folder, document=third)
    assert gone(first, second, third) == [False, True, False]
    assert document_saved(tmp_path, "s1", third, before=second) == 1  # over what was there
    assert gone(first, second, third) == [False, True, True]
    assert document_saved(tmp_path, "s1", third, before=first) == 1
    assert gone(first, second, third) == [False, True, False]


def test_a_take_that_an_earlier_version_dismissed_is_gone_from_all_files(tmp_path: Path) -> None:
    first, second = (os.path.abspath(f"fish_{n}.kra") for n in (1, 2))
    note = HostNote(document=first, copies=(second,), extra={"dismissed": True})
    folder = make(tmp_path, "a", note)
    (take,) = find_takes(tmp_path, document=first)
    assert take.is_dismissed(first) and take.is_dismissed(second) and take.is_dismissed("")
    mark_applied(folder, document=second)
    (take,) = find_takes(tmp_path, document=first)
    assert take.is_dismissed(first) and not take.is_dismissed(second)
    unsaved = make(tmp_path, "b", HostNote(session="s1"))
    mark_dismissed(unsaved, "")
    document_saved(tmp_path, "s1", second)
    assert HostNote.read(unsaved).document == second
    assert all(take.is_dismissed(second) for take in find_takes(tmp_path) if take.job == "b")
    mark_applied(unsaved, document=second)
    assert "dismissed" not in HostNote.read(unsaved).extra


def test_an_applied_take_waits_for_nobody(tmp_path: Path) -> None:
    folder = make(tmp_path, "a", HostNote(session="s1"))
    (take,) = find_takes(tmp_path, session="s1")
    assert take.status == "new"
    assert take.waits_for_user
    mark_applied(folder)
    (take,) = find_takes(tmp_path, session="s1")
    assert not take.waits_for_user
