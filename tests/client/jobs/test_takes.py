# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and batches of takes; doing a part again; exports in a process of their own."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import pytest

from addon.client.engine.messages import FileWorkFailed, FolderMade, FromFileWorker
from addon.client.engine.process import EngineCommand
from addon.client.jobs.exporting import (
    Export,
    Exported,
    ExportFailed,
    Exporting,
    StrokesCopy,
    error_in,
)
from addon.client.jobs.file_worker import KEPT_FILE, FileWorker
from addon.client.jobs.takes import BATCH, NAME, HostNote, find_takes, note_extra
from addon.contract.bodies_apart import BodiesApart
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, InternalError
from addon.contract.given_pictures import (
    AREA_FILE,
    AREA_SETTING,
    KEPT_SETTING,
    digest_of,
    kept_setting,
)
from addon.contract.job import UNFINISHED, JobFolder
from addon.contract.request import Request

REQUEST = Request(prompt="it slides", frames=24, seed=4)


def job_in(jobs: Path, name: str = "one", **note: str) -> JobFolder:
    drawing = Drawing.build([[10, 10], [20, 15], [30, 10]], [0, 3], canvas=(64.0, 48.0))
    job = JobFolder.create(jobs / name, REQUEST, drawing)
    HostNote(session="s", object_name="Fish", extra={**note}).write(job.path)
    return job


def test_a_take_has_a_name_a_batch_and_its_settings(tmp_path: Path) -> None:
    job = job_in(tmp_path, batch="b1")
    (take,) = find_takes(tmp_path, session="s")
    assert (take.name, take.batch, take.request) == ("it slides", "b1", REQUEST)
    note_extra(job.path, **{NAME: "Slow one"})
    (take,) = find_takes(tmp_path, session="s")
    assert (take.name, take.batch) == ("Slow one", "b1")
    assert take.note.extra == {BATCH: "b1", NAME: "Slow one"}


class Counter:
    """Waits for what a file worker delivers."""

    def __init__(self) -> None:
        self.messages: list[FromFileWorker] = []
        self._came = threading.Semaphore(0)

    def __call__(self, message: FromFileWorker) -> None:
        self.messages.append(message)
        self._came.release()

    def next(self) -> FromFileWorker:
        assert self._came.acquire(timeout=10)
        return self.messages[-1]


def test_a_variant_keeps_what_it_is_told_to_keep(tmp_path: Path) -> None:
    old = job_in(tmp_path, name="old", batch="b1")
    old.animation_path.write_bytes(b"the old result")
    bodies = BodiesApart(("cat", "dog"), (0, 1))
    bodies.write(old)
    told = Counter()
    file_worker = FileWorker(tmp_path, told)
    file_worker.make_variant("new", "old", {"seed": 9, "keep": {"range": [0, 8]}, "fidelity": 0.5})
    assert told.next() == FolderMade("new")
    request = JobFolder(tmp_path / "new").read_request()
    assert request.seed == 9 and request.prompt == "it slides"
    assert request.settings == {"keep": {"range": [0, 8]}, "fidelity": 0.5}
    assert (tmp_path / "new" / KEPT_FILE).read_bytes() == b"the old result"
    assert BodiesApart.read(JobFolder(tmp_path / "new")) == bodies
    note = HostNote.read(tmp_path / "new")
    assert (note.object_name, note.applied, note.extra) == ("Fish", None, {})
    file_worker.make_variant("tried_again", "new", {"frames": 16})  # which failed: it has no result
    assert told.next() == FolderMade("tried_again")
    assert (tmp_path / "tried_again" / KEPT_FILE).read_bytes() == b"the old result"
    file_worker.make_variant("plain", "old", {"frames": 16})
    assert told.next() == FolderMade("plain")
    assert not (tmp_path / "plain" / KEPT_FILE).exists()
    assert BodiesApart.read(JobFolder(tmp_path / "plain")) is None  # its sentence tells
    old.animation_path.unlink()
    file_worker.make_variant("lost", "old", {"keep": {"objects": ["a"]}})
    assert isinstance(told.next(), FileWorkFailed)
    file_worker.close()
    assert file_worker.wait(10)


def test_a_variant_has_the_pictures_that_were_given_beside_the_drawing(tmp_path: Path) -> None:
    old = job_in(tmp_path, name="old")
    drawings = [(2, b"two"), (11, b"eleven"), (20, b"twenty")]
    for number, (_, data) in enumerate(drawings, 1):
        (old.path / f"kept_{number}.png").write_bytes(data)
    (old.path / AREA_FILE).write_bytes(b"area")
    settings = {KEPT_SETTING: kept_setting(drawings), AREA_SETTING: digest_of(b"area")}
    REQUEST.patched(settings).write(old.request_path)
    told = Counter()
    file_worker = FileWorker(tmp_path, told)
    variants: dict[str, tuple[dict[str, object], list[tuple[int, bytes]]]] = {
        "again": ({"seed": 5}, drawings),
        "shorter": ({"frames": 20}, drawings[:2]),
        "held": ({"hold": 3}, drawings[1:]),
        "shortest": ({"frames": 2}, []),
    }
    for name, (patch, kept) in variants.items():
        file_worker.make_variant(name, "old", patch)
        assert told.next() == FolderMade(name)
        job = JobFolder(tmp_path / name)
        found = {file.name: file.read_bytes() for file in job.path.glob("kept_*")}
        assert found == {f"kept_{number}.png": data for number, (_, data) in enumerate(kept, 1)}
        expected = {KEPT_SETTING: kept_setting(kept)} if kept else {}
        assert job.read_request().settings == {AREA_SETTING: settings[AREA_SETTING], **expected}
        assert (job.path / AREA_FILE).read_bytes() == b"area"
    file_worker.close()
    assert file_worker.wait(10)


def test_all_else_of_a_job_is_there_before_its_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = job_in(tmp_path, name="old")
    old.animation_path.write_bytes(b"the old result")
    BodiesApart(("cat", "dog"), (0, 1)).write(old)
    (old.path / "clip.gif").write_bytes(b"a clip")
    REQUEST.patched({"follow": True}).write(old.request_path)
    drawing = Drawing.read(old.drawing_path)

    def killed(request: Request, path: Path) -> None:
        raise OSError("killed")

    def add(folder: Path) -> None:
        (folder / "more.txt").write_text("more")

    monkeypatch.setattr(Request, "write", killed)
    told = Counter()
    file_worker = FileWorker(tmp_path, told)
    file_worker.make_folder("new", REQUEST, drawing, HostNote(object_name="Fish"), add)
    assert isinstance(told.next(), FileWorkFailed)
    file_worker.make_variant("variant", "old", {"keep": {"range": [0, 8]}})
    assert isinstance(told.next(), FileWorkFailed)
    file_worker.close()
    assert file_worker.wait(10)
    both = {"drawing.safetensors", "host.json", UNFINISHED}
    assert names_in(tmp_path / "new") == {*both, "more.txt"}
    assert names_in(tmp_path / "variant") == {*both, "bodies.json", KEPT_FILE, "clip.gif"}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


ENGINE = """
import sys
from pathlib import Path
words = sys.argv[1:]
assert words[0] == "export" and words[2] == "--out", words
if "bad" in words[1]:
    print("error: There is no result.\\nhint: Wait for it.", file=sys.stderr)
    sys.exit(5)
Path(words[3]).write_text(words[1])
"""


def ended(export: Export) -> object:
    end = time.monotonic() + 20
    while isinstance(export.state, Exporting):
        assert time.monotonic() < end
        time.sleep(0.01)
    return export.state


def test_an_export_runs_beside_everything_and_tells_how_it_went(tmp_path: Path) -> None:
    (tmp_path / "engine.py").write_text(ENGINE)
    (tmp_path / "jobs").mkdir()
    command = EngineCommand(Path(sys.executable), tmp_path, tmp_path / "jobs", tmp_path / "log")
    target = tmp_path / "fish.gif"
    assert ended(Export.begin(command, "good", target)) == Exported(target)
    assert target.read_text() == str(tmp_path / "jobs" / "good")
    failed = ended(Export.begin(command, "bad", target))
    assert isinstance(failed, ExportFailed) and isinstance(failed.error, BadInput)
    assert (failed.error.message, failed.error.hint) == ("There is no result.", "Wait for it.")
    with pytest.raises(BadInput, match="endings"):
        Export.begin(command, "good", tmp_path / "fish.bmp")
    gone = EngineCommand(tmp_path / "no python", tmp_path, tmp_path / "jobs", tmp_path / "log")
    assert isinstance(ended(Export.begin(gone, "good", target)), ExportFailed)


def test_a_copy_of_the_strokes_tells_how_it_went(tmp_path: Path) -> None:
    source = tmp_path / "strokes"
    source.mkdir()
    for name in ("0001.svg", "0002.svg", "notes.txt"):
        (source / name).write_text(name)
    copy = StrokesCopy(tmp_path / "art" / "drawings")
    states = [copy.state]
    copy.write(source)
    states.append(copy.state)
    assert states == [Exporting(), Exported(copy.target)]
    assert names_in(copy.target) == {"0001.svg", "0002.svg"}
    (tmp_path / "file").write_text("no folder")
    failed = StrokesCopy(tmp_path / "file")
    failed.write(source)
    assert isinstance(failed.state, ExportFailed)
    assert failed.state.error.message.startswith("The SVGs can't be written: ")


def test_an_error_of_an_export_keeps_its_template() -> None:
    told = BadInput("{file} has no result yet.", file="job", hint="Let the job end first.")
    error = error_in(f"a warning\n{json.dumps(told.to_json())}\n", 5)
    assert isinstance(error, BadInput) and error.message.template == "{file} has no result yet."
    assert error.hint == "Let the job end first."
    before = error_in("error: job has no result yet.\nhint: Let the job end first.\n", 5)
    assert isinstance(before, BadInput) and (before.message, before.hint) == (
        error.message,
        error.hint,
    )


def test_an_engine_that_ends_without_a_word_is_told_too() -> None:
    error = error_in("Traceback\nImportError: no numpy", 1)
    assert isinstance(error, InternalError) and "numpy" in error.hint
    assert error_in("", 9).hint == "It ended with an error"
    assert "memory ran out" in error_in("", -9).hint
