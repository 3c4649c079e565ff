# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flamenco: what is said to the manager, and what the job type makes of it.

A program on this machine stands in for the manager; it knows the few calls that we make.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.farm.flamenco.batch import noted
from engine.farm.flamenco.manager import SCRIPT, FlamencoManager
from tests.engine.jobs.standin import line_drawing


class StandInManager(BaseHTTPRequestHandler):
    """Answers as a manager does. `jobs` are those that it was given, `ended` single tasks."""

    jobs: dict[str, dict[str, Any]]
    ended: list[tuple[str, str]]
    has_type = True

    def do_GET(self) -> None:
        parts = self.path.removeprefix("/api/v3/").split("/")
        if parts == ["version"]:
            self.answer(200, {"name": "Flamenco", "version": "3.7"})
        elif parts[:2] == ["jobs", "type"]:
            self.answer(200 if self.has_type else 404, {"name": parts[2], "settings": []})
        elif parts[-1] == "tasks":
            names = self.jobs[parts[1]]["settings"]["jobs"].split("\n")
            tasks = [{"id": f"task of {name}", "name": name, "status": "queued"} for name in names]
            self.answer(200, {"tasks": tasks})
        elif parts[1] in self.jobs:
            self.answer(200, self.jobs[parts[1]])
        else:
            self.answer(404, {"code": 404, "message": "no such job"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        parts = self.path.removeprefix("/api/v3/").split("/")
        if parts == ["jobs"]:
            number = f"job-{len(self.jobs) + 1}"
            self.jobs[number] = {**body, "id": number, "status": "queued"}
            self.answer(200, self.jobs[number])
        elif parts[0] == "tasks":
            self.ended.append((unquote(parts[1]), body["status"]))
            self.answer(204, None)
        else:
            self.jobs[parts[1]]["status"] = body["status"]
            self.answer(204, None)

    def answer(self, code: int, value: object) -> None:
        text = b"" if value is None else json.dumps(value).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *words: object) -> None:
        return


@pytest.fixture
def manager() -> Iterator[tuple[str, type[StandInManager]]]:
    handler = type("Handler", (StandInManager,), {"jobs": {}, "ended": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    for n in range(3):
        JobFolder.create(tmp_path / f"job{n}", Request("it slides"), line_drawing())
    (tmp_path / "job0" / "done.json").write_text("{}")
    return tmp_path


def farm(what: str, jobs: Path, address: str, *more: str) -> int:
    return main(["farm", what, "--jobs", str(jobs), "--flamenco", address, *more])


def test_what_is_not_done_becomes_one_job(
    manager: tuple[str, type[StandInManager]], jobs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, handler = manager
    assert farm("submit", jobs, address, "--python", "/usr/bin/python3") == 0
    given = handler.jobs["job-1"]
    assert given["type"] == "sketch-motion"
    assert given["settings"]["jobs"] == "job1\njob2"
    assert given["settings"]["jobs_folder"] == jobs.resolve().as_posix()
    assert given["submitter_platform"] in ("linux", "windows", "darwin")
    assert noted(jobs) == ["job-1"]
    assert farm("status", jobs, address) == 0
    assert "Flamenco job-1: queued (queued 2)" in capsys.readouterr().out


def test_cancelling_reaches_the_manager_and_the_folders(
    manager: tuple[str, type[StandInManager]], jobs: Path
) -> None:
    address, handler = manager
    farm("submit", jobs, address)
    assert farm("cancel", jobs, address) == 0
    assert handler.jobs["job-1"]["status"] == "cancel-requested"
    assert [JobFolder(jobs / f"job{n}").status() for n in range(3)] == [
        "done", "cancelled", "cancelled",
    ]  # fmt: skip


def test_one_job_is_cancelled_and_the_others_go_on(
    manager: tuple[str, type[StandInManager]], jobs: Path
) -> None:
    address, handler = manager
    farm("submit", jobs, address)
    assert farm("cancel", jobs, address, "--only", "job2") == 0
    assert handler.jobs["job-1"]["status"] == "queued"
    assert handler.ended == [("task of job2", "canceled")]
    assert [JobFolder(jobs / f"job{n}").status() for n in (1, 2)] == ["new", "cancelled"]


def test_a_job_folder_itself_may_be_sent(
    manager: tuple[str, type[StandInManager]], jobs: Path
) -> None:
    address, handler = manager
    assert farm("submit", jobs / "job1", address) == 0
    settings = handler.jobs["job-1"]["settings"]
    assert (settings["jobs_folder"], settings["jobs"]) == (jobs.resolve().as_posix(), "job1")


def test_a_manager_without_our_job_type_says_where_to_put_it(
    manager: tuple[str, type[StandInManager]], jobs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, handler = manager
    handler.has_type = False
    assert farm("submit", jobs, address) == 5
    assert "sketch-motion.js" in capsys.readouterr().err
    assert handler.jobs == {}


def test_what_the_manager_refuses_is_told(manager: tuple[str, type[StandInManager]]) -> None:
    client = FlamencoManager(manager[0])
    assert client.version() == "3.7"
    with pytest.raises(BadInput, match="404 no such job"):
        client.job("none")


def test_a_manager_that_is_not_there_is_no_defect() -> None:
    with pytest.raises(BadInput, match="can't be reached"):
        FlamencoManager("http://127.0.0.1:1").version()


@pytest.mark.parametrize("address", ["", "farm:8080", "file:///etc", "http://"])
def test_an_address_has_to_be_one(address: str) -> None:
    with pytest.raises(BadInput):
        FlamencoManager(address)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node, to run the job type")
def test_the_job_type_makes_a_task_for_each_folder() -> None:
    settings = {
        "jobs_folder": "/share/jobs",
        "jobs": "a\nb",
        "python": "python3",
        "engine_folder": "/opt/engine",
    }
    program = f"""
        const made = [];
        const author = {{
            Task: (name, type) => ({{name, type, commands: [],
                                    addCommand(command) {{ this.commands.push(command); }}}}),
            Command: (name, parameters) => ({{name, parameters}}),
        }};
        const job = {{settings: {json.dumps(settings)}, addTask(task) {{ made.push(task); }}}};
        {SCRIPT.read_text(encoding="utf-8")}
        compileJob(job);
        const keys = JOB_TYPE.settings.map((setting) => setting.key);
        console.log(JSON.stringify({{made, keys}}));
    """
    said = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True)
    value = json.loads(said.stdout)
    assert set(value["keys"]) == set(settings)
    assert [task["name"] for task in value["made"]] == ["a", "b"]
    (command,) = value["made"][1]["commands"]
    assert command["name"] == "exec"
    assert command["parameters"]["exe"] == "python3"
    assert command["parameters"]["args"][-2:] == ["run", "/share/jobs/b"]


def test_the_engine_starts_as_the_job_type_starts_it(tmp_path: Path) -> None:
    """Start the engine by the very line of the script, without PYTHONPATH."""
    text = SCRIPT.read_text(encoding="utf-8")
    found = re.search(r'const START = "(.*)"\s*\+ "(.*)";', text)
    assert found is not None
    root = Path(__file__).resolve().parents[3]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    words = [sys.executable, "-s", "-c", found[1] + found[2], str(root), "--version"]
    said = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert said.stdout.startswith("Sketch Motion engine"), said.stderr
