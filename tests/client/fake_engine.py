# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that only speaks the protocol: standard library, any Python, and ways to misbehave.

    python fake_engine.py MODE

Modes: good; warm_problem; old (another protocol); dies (at start); dies_in_job (the first time,
told by a file); always_dies_in_job; floods (progress without end); garbage (a little, then good);
only_garbage; hangs (never answers); deaf (never ends a cancelled job); fails; slow (until it is
cancelled); bad_result; nonsense (well-formed messages with wrong contents, then good).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from pathlib import Path

MODE = sys.argv[1]
JOBS = Path.cwd()
_write = threading.Lock()


def say(message: dict[str, object]) -> None:
    with _write:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()


def note(method: str, **params: object) -> None:
    say({"method": method, "params": params})


def progress(job: str, step: int, **more: object) -> None:
    note("job/progress", job=job, phase="sliding", step=step, steps=10, eta_s=1.5, **more)


def do_job(job: str, cancelled: threading.Event) -> None:
    progress(job, 0)
    if MODE == "dies_in_job" and not (JOBS / "died").exists():
        (JOBS / "died").write_text("once")
    elif MODE != "always_dies_in_job":
        return finish(job, cancelled)
    print("the last words", file=sys.stderr, flush=True)
    os._exit(9)


def finish(job: str, cancelled: threading.Event) -> None:
    if MODE == "floods":
        for step in range(10_000):
            progress(job, step % 10)
    if MODE == "slow":
        cancelled.wait()
        error = {"kind": "cancelled", "message": "cancelled"}
        return note("job/failed", job=job, error=error)
    if MODE == "deaf":
        threading.Event().wait()
    if MODE == "fails":
        action = {"label": "Try 16 frames", "patch": {"frames": 16}}
        problem = {"kind": "out_of_memory", "message": "no room", "hint": "less", "action": action}
        return note("job/failed", job=job, error=problem)
    progress(job, 5, warning="mind the gap")
    note("job/preview", job=job, path=f"{job}/preview/000001.webp")
    note("job/preview", job=job, path="../../outside.webp")
    request = json.loads((JOBS / job / "request.json").read_text())
    task = request["task"]
    if task in ("rig", "clean", "suggest", "colour"):
        for path in JOBS.glob(f"{task}*.safetensors"):
            shutil.copy(path, JOBS / job / path.name)
        (JOBS / job / "done.json").write_text((JOBS / f"{task}.json").read_text())
        return note("job/finished", job=job, path=f"{job}/{task}.safetensors")
    if task != "animate":  # its answer is a file of the task's name
        (JOBS / job / f"{task}.json").write_bytes((JOBS / f"{task}.json").read_bytes())
        report = JOBS / "report.json"  # an estimate is told there
        text = report.read_text() if report.exists() else '{"model": "fake"}'
        (JOBS / job / "done.json").write_text(text)
        return note("job/finished", job=job, path=f"{job}/{task}.json")
    if request["path"] == "raster":  # its answers lie ready as folders
        for name in ("frames", "strokes"):
            if (JOBS / name).is_dir():
                shutil.copytree(JOBS / name, JOBS / job / name)
        (JOBS / job / "done.json").write_text('{"model": "fake"}')
        return note("job/finished", job=job, path=f"{job}/frames/0001.png")
    result = JOBS / "result.safetensors"
    data = b"no result" if MODE == "bad_result" else result.read_bytes()
    (JOBS / job / "animation.safetensors").write_bytes(data)
    if (JOBS / "bodies.json").exists():
        shutil.copy(JOBS / "bodies.json", JOBS / job)
    (JOBS / job / "done.json").write_text('{"model": "fake"}')
    note("job/finished", job=job, path=f"{job}/animation.safetensors")


def answer_live(params: dict[str, object]) -> None:
    if MODE == "fails":
        error = {"kind": "bad_input", "message": "too large"}
        return note("live/failed", number=params["number"], error=error)
    folder = Path(str(params["drawing"])).parent
    path = folder / f"{params['number']:06d}.safetensors"
    shutil.copy(JOBS / "live.safetensors", JOBS / path)
    with (JOBS / "asked.jsonl").open("a") as file:
        file.write(json.dumps(params["request"]) + "\n")
    note("live/answered", number=params["number"], path=path.as_posix())


def nonsense() -> None:
    for params in ({}, {"job": 3}, {"job": "nobody", "phase": "x", "step": "y", "steps": []}):
        for method in ("job/progress", "job/preview", "job/finished", "job/failed", "engine/ready"):
            note(method, **params)
    note("engine/unknown", anything=1)
    say({"id": 12345, "result": None})
    say({"id": "x", "method": "host/please", "params": {}})
    note("job/finished", job="nobody")
    note("job/failed", job="nobody", error={"kind": "invented"})


def main() -> None:
    cancels: dict[str, threading.Event] = {}
    if MODE == "dies":
        print("ModuleNotFoundError: No module named 'engine'", file=sys.stderr)
        sys.exit(1)
    if MODE == "hangs":
        time.sleep(3600)
    if MODE == "garbage":
        sys.stdout.write("hello\n\n{}\n" + "x" * 200_000 + "\n")
    if MODE == "only_garbage":
        while True:
            sys.stdout.write("I am another program\n")
    for line in sys.stdin:
        call = json.loads(line)
        method, params, number = call["method"], call["params"], call["id"]
        if method == "initialize":
            say(
                {
                    "id": number,
                    "result": {
                        "protocol": 9 if MODE == "old" else 1,
                        "version": "fake",
                        "devices": ["cpu"],
                    },
                }
            )
            problem = {"error": {"kind": "bad_input", "message": "no torch"}}
            note("engine/ready", devices=["cpu"], **(problem if MODE == "warm_problem" else {}))
            if MODE == "nonsense":
                nonsense()
        elif method == "job/submit":
            job = params["dir"]
            cancels[job] = threading.Event()
            say({"id": number, "result": {"job": job, "before": 0}})
            threading.Thread(target=do_job, args=(job, cancels[job]), daemon=True).start()
        elif method == "live/ask":
            say({"id": number, "result": {}})
            answer_live(params)
        elif method == "job/cancel":
            cancels[params["job"]].set()
            say({"id": number, "result": {"cancelling": True}})


main()
