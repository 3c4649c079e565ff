# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of a host that go to a farm: what is started, what comes back, what is said of failures."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.farm.farm_link import arguments, checked_address
from addon.client.jobs.states import EngineReady, Off
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from tests.client.session.bench import Ask, Bench, until
from tests.client.session.conftest import bench

__all__ = ["bench"]

#: A program in the place of the engine: it does what the first word of the address says.
FARM = """
import json, shutil, sys
from pathlib import Path
words = sys.argv[1:]
jobs = Path(words[words.index("--jobs") + 1])
address = words[words.index("--ray") + 1]
(jobs / "words.json").write_text(json.dumps(words))
if address == "refuses:1":
    print("noise", file=sys.stderr)
    print(json.dumps({"kind": "bad_input", "message": "No such farm."}), file=sys.stderr)
    sys.exit(5)
for name in words[words.index("--only") + 1:]:
    if address == "cancels:1":
        (jobs / name / "cancelled.json").write_text("{}")
    else:
        shutil.copy(jobs / "result.safetensors", jobs / name / "animation.safetensors")
        (jobs / name / "done.json").write_text("{}")
"""


@pytest.fixture
def farm(bench: Bench) -> Bench:
    package = bench.home / "engine"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(FARM)
    return bench


def test_a_result_comes_back_and_is_applied_like_any(farm: Bench) -> None:
    session, host = farm.start()
    (job,) = session.send_to_farm(Ask(), " works:1 ")
    assert job in session.farm.jobs
    until(session, lambda: bool(host.applied))
    assert [name for name, _ in host.applied] == [job]
    assert not session.farm.jobs
    assert session.client is not None
    assert session.client.engine_pid is None, "no engine of this machine was started"


def test_a_batch_of_seeds_goes_together(farm: Bench) -> None:
    session, _ = farm.start()
    jobs = session.send_to_farm(Ask(seeds=3), "works:1")
    until(session, lambda: not session.farm.jobs)
    words = (farm.jobs / "words.json").read_text()
    assert all(job in words for job in jobs)
    assert {JobFolder(farm.jobs / job).read_request().seed for job in jobs} == {40, 41, 42}


def test_what_the_farm_refuses_is_a_notice(farm: Bench) -> None:
    session, host = farm.start()
    session.send_to_farm(Ask(), "refuses:1")
    until(session, lambda: session.notice is not None)
    assert session.notice is not None
    assert session.notice.message == "No such farm."
    assert not session.farm.jobs
    assert host.applied == []


def test_a_job_that_was_cancelled_there_is_no_longer_away(farm: Bench) -> None:
    session, host = farm.start()
    session.send_to_farm(Ask(), "cancels:1")
    until(session, lambda: not session.farm.jobs)
    assert session.notice is not None
    assert host.applied == []


def test_calling_back_leaves_a_mark_for_the_dispatcher(farm: Bench) -> None:
    session, _ = farm.start()
    (job,) = session.send_to_farm(Ask(), "works:1")
    session.call_back()
    mark = farm.jobs / job / "farm.cancel"
    until(session, mark.exists)


def test_a_job_that_has_ended_is_not_marked(farm: Bench) -> None:
    session, _ = farm.start()
    (job,) = session.send_to_farm(Ask(), "works:1")
    folder = JobFolder(farm.jobs / job)
    until(session, lambda: folder.status() == "done")
    session.call_back()
    until(session, lambda: not session.farm.jobs)
    assert not (folder.path / "farm.cancel").exists()


@pytest.mark.parametrize("text", ["", "  ", "two words", "--python=/bin/sh"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        checked_address(text)


def test_the_address_says_which_farm(tmp_path: Path) -> None:
    assert "--flamenco" in arguments("http://farm:8080", tmp_path, ["a"])
    assert "--ray" in arguments("ray://farm:10001", tmp_path, ["a"])


def test_the_engine_is_started_ahead_of_the_first_job_and_once(bench: Bench) -> None:
    session, _ = bench.start()
    session.expect_job()
    until(session, lambda: session.client is not None and session.client.engine_pid is not None)
    until(session, lambda: isinstance(getattr(session.client, "engine", None), EngineReady))
    assert not session.jobs()
    assert session.client is not None
    session.client.stop()
    session.expect_job()
    session.tick()
    assert isinstance(session.client.engine, Off)


def test_without_an_engine_nothing_is_said_of_it(bench: Bench) -> None:
    session, _ = bench.start(has_engine=False)
    session.expect_job()
    session.tick()
    assert session.client is None
    assert session.notice is None
