# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that reads what somebody else may have written: one function a kind of file.

Each gets an empty folder and the bytes of a damaged file, and may only return or raise one of the
program's own errors.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from addon.client.engine.messages import message_of
from addon.client.jobs.found_objects import read_groups
from addon.client.jobs.takes import HostNote, find_takes
from addon.client.motions import request_with
from addon.client.setup.movies import _unpack
from addon.client.setup.packages.lock_files import read_lock
from addon.client.setup.packages.wheels import refuse_damaged
from addon.client.setup.places import SetupPlaces
from addon.client.setup.python.managed_python import unpack_uv
from addon.client.setup.python.systems import System
from addon.contract import rpc, strict_json
from addon.contract.animation import Animation
from addon.contract.beats import BeatReading
from addon.contract.bodies_apart import FILE as BODIES_FILE
from addon.contract.bodies_apart import BodiesApart, drawing_with_bodies
from addon.contract.drawing import Drawing
from addon.contract.errors import ProtocolError, SketchMotionError
from addon.contract.job import JobFolder
from addon.contract.live import LiveMotion
from addon.contract.motion_file import Motion
from addon.contract.png import png_size
from addon.contract.preset import Preset
from addon.contract.request import Request
from addon.contract.rig import Rig
from addon.contract.rig_hints import hints_from_json
from addon.contract.start_pose import StartPoses
from addon.contract.steering import Steering
from addon.contract.strict_json import JSON
from engine.geometry.load import load_drawing
from engine.runtime.checkpoint import read_checkpoint
from engine.service.server import Server
from tests.campaigns import mutations
from tests.campaigns.fuzz_seeds import SEEDS, Files, three_strokes

MOST_TRIES = 20  # at a damage after which a drawing is still read

Damage = Callable[[bytes, Random, bytes], bytes]
Read = Callable[[Path, bytes], object]


@dataclass(frozen=True)
class Target:
    """A kind of file.

    Attributes:
        seeds: Its name among the good files.
        weight: How often its turn comes.
    """

    seeds: str
    damage: Damage
    read: Read
    weight: float = 1.0


@cache
def seeds_of(name: str) -> Files:
    """Return the good files of a kind."""
    return SEEDS[name]()


def _put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _drawing(folder: Path, data: bytes) -> None:
    drawing = Drawing.read(_put(folder, "drawing.safetensors", data))
    drawing.write(folder / "again.safetensors")
    Drawing.read(folder / "again.safetensors")


def _animation(folder: Path, data: bytes) -> None:
    animation = Animation.read(_put(folder, "animation.safetensors", data))
    animation.write(folder / "again.safetensors")
    Animation.read(folder / "again.safetensors")


def _rig(folder: Path, data: bytes) -> None:
    rig = Rig.read(_put(folder, "rig.safetensors", data))
    rig.write(folder / "again.safetensors")


def _live(folder: Path, data: bytes) -> None:
    LiveMotion.read(_put(folder, "000001.safetensors", data)).write(folder / "again.safetensors")


def _checkpoint(folder: Path, data: bytes) -> None:
    read_checkpoint(_put(folder, "checkpoint.safetensors", data), "f")


def _request(folder: Path, data: bytes) -> None:
    request = Request.read(_put(folder, "request.json", data))
    if Request.from_json(strict_json.plain(request.to_json(), "x")) != request:
        raise AssertionError("a request changes when it is written and read")


def _preset(folder: Path, data: bytes) -> None:
    preset = Preset.read(_put(folder, "preset.json", data))
    request, _ = preset.applied(Request("x"), {"steps": (1, 9)})
    request.write(folder / "request.json")


def _motion(folder: Path, data: bytes) -> None:
    request_with(Motion.read(_put(folder, "motion.json", data)), Request("x"))


def _steered(folder: Path, data: bytes) -> None:
    value = strict_json.parse(data, "x")
    told = value if isinstance(value, dict) else {}
    readers: Mapping[str, Callable[[object], object]] = {
        "beats": BeatReading.from_json,
        "hints": hints_from_json,
        "steering": Steering.from_json,
        "start": lambda item: StartPoses.of(item if isinstance(item, dict) else {}),
    }
    for key, read in readers.items():
        read(told.get(key))


def _bodies(folder: Path, data: bytes) -> None:
    _put(folder, BODIES_FILE, data)
    job = JobFolder(folder)
    drawing_with_bodies(job, three_strokes()).write(folder / "again.safetensors")
    bodies = BodiesApart.read(job)
    if bodies is not None:
        bodies.write(job)
    if BodiesApart.read(job) != bodies:
        raise AssertionError("bodies change when they are written and read")


def _note(folder: Path, data: bytes) -> None:
    job = folder / "job"
    job.mkdir()
    Request("x").write(job / "request.json")
    _put(job, "host.json", data)
    find_takes(folder, document="/a.blend", session="s")
    HostNote.read(job).write(job)


def _outcome(folder: Path, data: bytes) -> None:
    for kind in ("done", "failed"):
        _put(folder, f"{kind}.json", data)
        outcome = JobFolder(folder).outcome()
        if outcome is not None:
            error = outcome.error()
            json.dumps(error.to_json() if error else None)


def _events(folder: Path, data: bytes) -> None:
    _put(folder, "events.jsonl", data)
    JobFolder(folder).read_events()


class _Outbox:
    """Takes what the engine answers, and checks that it can be read."""

    def send(self, line: bytes, *, key: str = "") -> None:
        rpc.decode(line)


def _rpc(folder: Path, data: bytes) -> None:
    server = Server(folder, _Outbox(), _never)  # type: ignore[arg-type]
    server.worker.start = lambda: None  # type: ignore[method-assign]
    server._live.ask = lambda question: None  # type: ignore[method-assign]
    server.answer_line(b'{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocol":1}}')
    for line in data.split(b"\n"):
        message_of(line)
        server.answer_line(line)
    if data:
        rpc.decode(data.split(b"\n")[0])


def _never() -> object:
    threading.Event().wait()
    raise AssertionError


def _svg(folder: Path, data: bytes) -> None:
    load_drawing(_put(folder, "drawing.svg", data)).write(folder / "again.safetensors")


def _png(folder: Path, data: bytes) -> None:
    path = _put(folder, "drawing.png", data)
    load_drawing(path).write(folder / "again.safetensors")
    png_size(path)


def _archive(folder: Path, data: bytes) -> None:
    work = folder / "work"
    work.mkdir()
    name = "uv-1.0-py3-none-any.whl"
    steps: tuple[Callable[[Path], object], ...] = (
        refuse_damaged,
        lambda wheel: _unpack(wheel, work / "movies"),
        lambda wheel: unpack_uv(wheel, SetupPlaces(work), System("linux", "x86_64")),
    )
    problem: Exception | None = None
    for step in steps:
        try:
            step(_put(folder, name, data))
        except Exception as error:
            if not isinstance(error, ProtocolError):
                problem = problem or error
                if not hasattr(error, "kind"):
                    raise
    if problem is not None:
        raise problem


def _groups(folder: Path, data: bytes) -> None:
    read_groups(_put(folder, "objects.json", data), 3)


def _lock(folder: Path, data: bytes) -> None:
    read_lock(_put(folder, "lock.json", data))


def _job(folder: Path, data: bytes) -> None:
    """Run a whole draft of a drawing that may be damaged."""
    from engine.jobs.run import run_job

    (folder / "job").mkdir()
    _put(folder / "job", "drawing.safetensors", data)
    settings: dict[str, JSON] = {"pictures": True}
    Request("the fish swims", quality="draft", frames=8, settings=settings).write(
        folder / "job" / "request.json"
    )
    run_job(folder / "job")


def _still_read(data: bytes, chance: Random, other: bytes) -> bytes:
    """Damage a drawing one to five times so that it is still read, and a whole job runs."""
    for _ in range(chance.randint(1, 5)):
        for _ in range(MOST_TRIES):
            changed = mutations.mutate_safetensors(data, chance, other)
            if _is_read(changed):
                data = changed
                break
    return data


def _is_read(data: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            _drawing(Path(folder), data)
        except SketchMotionError:
            return False
    return True


def _safetensors(seeds: str, read: Read, weight: float = 1.0) -> Target:
    return Target(seeds, mutations.mutate_safetensors, read, weight)


def _json(seeds: str, read: Read, weight: float = 1.0) -> Target:
    return Target(seeds, mutations.mutate_json_file, read, weight)


FILES: Mapping[str, Target] = {
    "drawing": _safetensors("drawing", _drawing, 2.0),
    "animation": _safetensors("animation", _animation, 2.0),
    "rig": _safetensors("rig", _rig, 2.0),
    "live answer": _safetensors("live", _live),
    "checkpoint": _safetensors("rig", _checkpoint),
    "request": _json("request", _request, 2.0),
    "preset": _json("preset", _preset, 2.0),
    "motion": _json("motion", _motion),
    "beats, hints, steering": _json("steered", _steered, 2.0),
    "bodies": _json("bodies", _bodies),
    "note of a host": _json("note", _note),
    "outcome": _json("outcome", _outcome),
    "events": Target("events", mutations.mutate_bytes, _events),
    "RPC line": Target("rpc", mutations.mutate_json_file, _rpc, 2.0),
    "SVG": Target("svg", mutations.mutate_svg, _svg, 0.8),
    "PNG": Target("png", mutations.mutate_png, _png, 0.5),
    "wheel": Target("archive", mutations.mutate_bytes, _archive),
    "groups": _json("groups", _groups),
    "lock of packages": _json("lock", _lock, 0.5),
}
#: Costs a second of the processor each, so it is a campaign of its own.
JOBS: Mapping[str, Target] = {"whole job": Target("drawing", _still_read, _job)}
