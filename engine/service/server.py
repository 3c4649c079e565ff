# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine as the child process of a host: JSON-RPC lines over standard input and output.

Methods: initialize, job/submit {dir}, job/cancel {job}, live/ask {drawing, number, request},
models/list, engine/shutdown. Notifications: engine/ready, job/progress, job/preview, job/finished,
job/failed, live/answered, live/failed.

The main thread only reads and answers, so that `initialize` needs no torch. A worker thread loads
what bones need and runs one job after the other; another one answers quick questions. When the
input ends, the running job saves a checkpoint, and what still runs after END_AFTER_S is killed.
"""

from __future__ import annotations

import gc
import os
import platform
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from addon.contract import live, rpc
from addon.contract.errors import BadInput, ProtocolError, SketchMotionError
from addon.contract.files import safe_join
from addon.contract.job import Event
from addon.contract.request import Request
from addon.contract.strict_json import JSON, Fields, plain_object
from engine import __version__
from engine.models.shipped import shipped_models
from engine.runtime.control import PREVIEW_GRID
from engine.runtime.failure import as_failure
from engine.runtime.imports import importing, torch_if_loaded
from engine.service.later import load_rest
from engine.service.live import LiveQuestion, LiveWorker, known_drawings
from engine.service.stdio import Outbox, read_lines, take_standard_streams
from engine.service.worker import RunJob, Worker

PROTOCOL = 1
NOT_INITIALIZED = -32002
END_AFTER_S = 5.0

Method = Callable[[Fields], JSON]


class EndOfLink(BaseException):
    """Raised in the main thread when the engine has to end: a signal, or engine/shutdown."""


class Server:
    """Answers the messages of one host."""

    def __init__(self, jobs: Path, outbox: Outbox, warm_up: Callable[[], RunJob]) -> None:
        """Serve the job folders below `jobs`; warm_up: see Worker."""
        self._jobs = jobs.resolve()
        self._outbox = outbox
        self._initialized = False
        self._shutdown = False
        self.worker = Worker(self, warm_up, load_rest)
        self._live = LiveWorker(self, known_drawings)
        self._methods: dict[str, Method] = {
            "initialize": self._initialize,
            "job/submit": self._submit,
            "job/cancel": self._cancel,
            live.ASK: self._ask_live,
            "models/list": self._models,
            "engine/shutdown": self._end,
        }

    def answer_line(self, line: bytes | None) -> None:
        """Answer one line of input, whatever it contains. Raises EndOfLink after a shutdown.

        None stands for a line that was too long.
        """
        self.worker.touch()
        try:
            if line is None:
                raise ProtocolError(
                    "A message is longer than {most} bytes.", most=rpc.MAX_LINE_BYTES
                )
            if not line.strip():
                return
            message = rpc.decode(line)
        except ProtocolError as error:
            self._send(rpc.Response.failure(error.request_id, error))
            return
        if isinstance(message, rpc.RpcRequest):
            self._send(self._answer(message))
        elif isinstance(message, rpc.Notification) and message.method in self._methods:
            self._answer(rpc.RpcRequest("", message.method, message.params))
        if self._shutdown:
            raise EndOfLink

    def _answer(self, call: rpc.RpcRequest) -> rpc.Response:
        try:
            method = self._methods.get(call.method)
            if method is None:
                raise ProtocolError(
                    'There is no method "{method}".',
                    method=call.method[:80],
                    code=rpc.METHOD_NOT_FOUND,
                )
            if not self._initialized and method != self._initialize:
                raise ProtocolError("The first message must be initialize.", code=NOT_INITIALIZED)
            return rpc.Response(call.id, method(Fields(call.params, f"{call.method}'s params")))
        except Exception as error:
            return rpc.Response.failure(call.id, as_failure(error))

    # --- methods ---

    def _initialize(self, params: Fields) -> JSON:
        protocol = params.integer("protocol")
        if protocol != PROTOCOL:
            raise ProtocolError(
                "The add-on speaks protocol {addon}, the engine {engine}.",
                addon=protocol,
                engine=PROTOCOL,
                hint="Update the engine." if protocol > PROTOCOL else "Update the add-on.",
            )
        self._initialized = True
        self.worker.start()
        return {
            "protocol": PROTOCOL,
            "version": __version__,
            "devices": [_processor()],
            "features": ["vector", "live"],
            "preview_grid": list(PREVIEW_GRID),
        }

    def _submit(self, params: Fields) -> JSON:
        folder = self._job_folder(params.text("dir"))
        job = folder.relative_to(self._jobs).as_posix()
        return {"job": job, "before": self.worker.submit(job, folder)}

    def _cancel(self, params: Fields) -> JSON:
        return {"cancelling": self.worker.cancel(params.text("job"))}

    def _ask_live(self, params: Fields) -> JSON:
        drawing = self._job_folder(params.text("drawing"))
        request = Request.from_json(params.mapping("request"))
        self._live.ask(LiveQuestion(params.integer("number"), drawing, request))
        return {}

    def _models(self, params: Fields) -> JSON:
        return {
            "models": [
                {"name": model.name, "bytes": model.bytes, "shipped": True}
                for model in shipped_models()
            ]
        }

    def _end(self, params: Fields) -> JSON:
        self._shutdown = True
        return {}

    def _job_folder(self, text: str) -> Path:
        """Return a job folder by relative or absolute path. Raises BadInput if it is elsewhere."""
        path = Path(text)
        if path.is_absolute():
            try:
                path = path.relative_to(self._jobs)
            except ValueError:
                raise BadInput("The job is not in the jobs folder of this engine.") from None
        return safe_join(self._jobs, path.as_posix())

    # --- notifications, from the threads of the workers ---

    def ready(self, seconds: float, error: SketchMotionError | None) -> None:
        """Notify the host that the worker has warmed up, or why it could not.

        What not every job needs is loaded later; the host is then notified once more.
        """
        self.loaded(seconds, error)

    def loaded(self, seconds: float, error: SketchMotionError | None) -> None:
        """Notify the host that something is loaded, and of the devices that are known now."""
        params: dict[str, JSON] = {"seconds": round(seconds, 3), "devices": list(_devices())}
        if error is not None:
            params["error"] = _error(error)
        self._notify("engine/ready", params)

    def event(self, job: str, event: Event) -> None:
        """Notify the host of progress, a warning or a preview."""
        if event.preview is not None:
            self._notify("job/preview", {"job": job, "path": f"{job}/{event.preview}"}, key=job)
            return
        params: dict[str, JSON] = {"job": job, **event.to_json()}
        self._notify("job/progress", params, key="" if event.warning else job)

    def finished(self, job: str, report: dict[str, object]) -> None:
        """Notify the host that a job is done."""
        result = report.get("result", "animation.safetensors")
        self._notify("job/finished", {"job": job, "path": f"{job}/{result}"})

    def failed(self, job: str, error: SketchMotionError) -> None:
        """Notify the host that a job failed or was cancelled."""
        self._notify("job/failed", {"job": job, "error": _error(error)})

    def live_answered(self, number: int, path: Path) -> None:
        """Notify the host of the answer to a quick question."""
        answer = path.relative_to(self._jobs).as_posix()
        self._notify(live.ANSWERED, {"number": number, "path": answer})

    def live_failed(self, number: int, error: SketchMotionError) -> None:
        """Notify the host that a quick question has no answer."""
        self._notify(live.FAILED, {"number": number, "error": _error(error)})

    def _notify(self, method: str, params: dict[str, JSON], key: str = "") -> None:
        self._send(rpc.Notification(method, params), key=f"{method} {key}" if key else "")

    def _send(self, message: rpc.Response | rpc.Notification, key: str = "") -> None:
        self._outbox.send(rpc.encode_bounded(message), key=key)


def warm_up() -> RunJob:
    """Load actions and the net that finds bones before the first job; return what runs jobs.

    Torch and the trajectory prior wait for the first job that bones don't act, or for a quiet
    moment (`engine.service.later`).
    """
    with importing():
        import engine.motion.act
        import engine.rig.told_apart
        import engine.vector.pipeline  # noqa: F401  (with all actions)
        from engine.jobs.run import run_job
        from engine.rig.find import default_net

    default_net()
    gc.freeze()  # what is loaded now stays until the end: no search for garbage need look at it
    return run_job


def serve(jobs: Path, warm_up: Callable[[], RunJob] = warm_up) -> NoReturn:
    """Serve until the input ends, then end the process."""
    streams = take_standard_streams()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end_of_link)
    outbox = Outbox(streams.output)
    server = Server(jobs, outbox, warm_up)
    try:
        for line in read_lines(streams.input):
            server.answer_line(line)
            if outbox.broken:
                break
    except (EndOfLink, OSError):
        pass
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    server.worker.end(END_AFTER_S)
    outbox.flush(0.5)
    sys.stderr.flush()
    os._exit(0)  # threads of torch, or a step that doesn't end, must not keep the process alive


def _end_of_link(number: int, frame: object) -> None:
    raise EndOfLink


def _processor() -> str:
    return f"cpu: {platform.machine()}, {os.cpu_count()} threads"


def _devices() -> tuple[str, ...]:
    torch = torch_if_loaded()
    if torch is None or not torch.cuda.is_available():
        return (_processor(),)
    names = (torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count()))
    return (_processor(), *(f"cuda:{i}: {name}" for i, name in enumerate(names)))


def _error(error: SketchMotionError) -> dict[str, JSON]:
    return plain_object(error.to_json(), (), "An error")
