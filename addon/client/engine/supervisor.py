# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping the engine alive: it is off, starting, ready or failed, and is restarted in between.

After a crash the engine is started again, at most MOST_RESTARTS times with growing pauses, unless
it has never answered or has shown that it is another program. A finished job clears the count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...contract import rpc
from ...contract.errors import InternalError, ProtocolError, SketchMotionError
from ...contract.messages import Message
from ...contract.strict_json import JSON
from ..jobs.states import EngineFailed, EngineReady, EngineState, Off, Starting
from . import messages
from .ending import cause, last_words
from .messages import Inbox, message_of
from .process import EngineCommand, EngineEnd, EngineProcess

PROTOCOL = 1
START_PATIENCE_S = 60.0
MOST_RESTARTS = 3
MOST_GARBAGE = 200  # lines that are no messages, before this can't be our engine
_INITIALIZE = "initialize"


@dataclass(frozen=True)
class Death:
    """An unexpected end of the engine.

    Attributes:
        log: The last lines it wrote.
        final: Whether it is not started again by itself.
    """

    reason: str
    log: tuple[str, ...]
    final: bool


class EngineSupervisor:
    """The process of the engine, its restarts, and the calls to it. For the main thread alone."""

    def __init__(
        self, command: EngineCommand, host: str, inbox: Inbox, clock: Callable[[], float]
    ) -> None:
        self._command = command
        self._host = host
        self._inbox = inbox
        self._clock = clock
        self._process: EngineProcess | None = None
        self._state: EngineState = Off()
        self._changed = False
        self._calls: dict[int | str, str] = {}  # id of a call -> the job it is about
        self._last_call = 0
        self._restarts = 0
        self._launch_at: float | None = None
        self._start_by = 0.0
        self._garbage = 0
        self._verdict: SketchMotionError | None = None  # why it must not be started again
        self.run = 0  # which run of the process this is; what earlier ones say doesn't count

    @property
    def state(self) -> EngineState:
        """The state of the engine."""
        return self._state

    @property
    def pid(self) -> int | None:
        """The id of the process; None before the first start."""
        return self._process.pid if self._process is not None else None

    def take_change(self) -> bool:
        """Return whether the state changed since the last call."""
        changed, self._changed = self._changed, False
        return changed

    def start(self) -> None:
        """Start the engine unless it is starting or ready."""
        if isinstance(self._state, (Starting, EngineReady)):
            return
        self._restarts = 0
        self._verdict = None
        self._launch_at = self._clock()
        self._set(Starting())
        self.watch()

    def stop(self) -> None:
        """Let the engine save its job and end."""
        self._launch_at = None
        self.run += 1
        if self._process is not None:
            self._process.stop()
        self._set(Off())

    def kill(self) -> None:
        """End the process at once. It counts as any other crash."""
        if self._process is not None:
            self._process.kill()

    def wait(self, timeout_s: float) -> bool:
        """Block until the process has ended; return whether it has. Not for a host's tick."""
        return self._process is None or self._process.wait(timeout_s)

    def call(self, method: str, params: dict[str, JSON], about: str = "") -> None:
        """Send a call. about: the job that fails when the response is an error."""
        if self._process is not None:
            self._last_call += 1
            self._calls[self._last_call] = about
            self._process.send(rpc.encode(rpc.RpcRequest(self._last_call, method, params)))

    def watch(self) -> None:
        """Launch an engine that is due, and give up one that doesn't answer."""
        now = self._clock()
        if self._launch_at is not None:
            # An old process may still be saving its checkpoint.
            if now >= self._launch_at and (self._process is None or self._process.wait(0)):
                self._launch()
        elif isinstance(self._state, Starting) and now > self._start_by:
            self._condemn(InternalError("The engine doesn't answer.", hint="Start it again."))

    # --- what the process says ---

    def answered(self, answer: messages.EngineResponse) -> str:
        """Take in a response; return the job that its error is about, or ""."""
        about = self._calls.pop(answer.id, "") if answer.id is not None else ""
        if about == _INITIALIZE:
            self._initialized(answer)
            return ""
        return about if answer.error is not None else ""

    def warmed(self, message: messages.Warm) -> None:
        """Take note that the engine has loaded what jobs need, or can't."""
        if isinstance(self._state, EngineReady):
            devices = message.devices or self._state.devices
            warm = self._state.warm or message.error is None
            problem = None if warm else message.error  # of what comes later the jobs tell
            self._set(EngineReady(self._state.version, devices, warm, problem))

    def worked(self) -> None:
        """Take note that a job was finished: crashes before it count no more."""
        self._restarts = 0

    def took_garbage(self, message: messages.Garbage) -> None:
        """Count a line that is no message; end a program that writes too many of them."""
        self._garbage += 1
        if self._garbage == MOST_GARBAGE:
            self._condemn(
                ProtocolError(
                    "What was started is not the engine. It says: {said}",
                    said=message.text[:80],
                    hint="Check the path of the engine's Python in the preferences.",
                )
            )

    def ended(self, end: EngineEnd) -> Death:
        """Take in that the process has ended by itself, and plan a restart where that may help."""
        why = cause(end.code, end.reason)
        if self._verdict is None:
            self._verdict = self._judge(why, end)
        if self._verdict is not None:
            self._set(EngineFailed(self._verdict, end.log))
            return Death(self._verdict.message, end.log, final=True)
        self._launch_at = self._clock() + 0.5 * 2.0**self._restarts
        self._restarts += 1
        self._set(Starting(self._restarts))
        reason = Message("The engine ended unexpectedly: {cause}.", cause=why)
        return Death(reason, end.log, final=False)

    def _judge(self, why: Message, end: EngineEnd) -> SketchMotionError | None:
        hint = last_words(end.log)
        if isinstance(self._state, Starting) and self._restarts == 0:
            if end.code == 0 and not end.log:
                text = "What was started is not the engine: {cause}."
                return ProtocolError(text, cause=why, hint=hint)
            return InternalError("The engine can't be started: {cause}.", cause=why, hint=hint)
        if self._restarts >= MOST_RESTARTS:
            times = self._restarts + 1
            return InternalError(
                "The engine ended unexpectedly {times} times: {cause}.",
                times=times,
                cause=why,
                hint=hint,
            )
        return None

    def _launch(self) -> None:
        self._launch_at = None
        self.run += 1
        self._garbage = 0
        self._calls.clear()
        self._start_by = self._clock() + START_PATIENCE_S
        run = self.run

        def on_line(line: bytes | None) -> None:
            message = message_of(line)
            if message is not None:
                self._inbox.put((run, message))

        def on_end(end: EngineEnd) -> None:
            self._inbox.put((run, messages.Ended(end)))

        self._process = EngineProcess(self._command, on_line, on_end)
        self._process.start()
        self.call("initialize", {"protocol": PROTOCOL, "client": self._host}, _INITIALIZE)

    def _initialized(self, answer: messages.EngineResponse) -> None:
        result = answer.result if isinstance(answer.result, dict) else {}
        if answer.error is not None:
            self._condemn(answer.error)
        elif result.get("protocol") != PROTOCOL:
            hint = "Update the engine."
            self._condemn(ProtocolError("This engine speaks another language.", hint=hint))
        else:
            names = result.get("devices")
            devices = tuple(map(str, names)) if isinstance(names, list) else ()
            self._set(EngineReady(str(result.get("version", "")), devices))

    def _condemn(self, error: SketchMotionError) -> None:
        """End the engine for a reason that a restart wouldn't remove."""
        if self._verdict is None:
            self._verdict = error
            self.kill()

    def _set(self, state: EngineState) -> None:
        self._state = state
        self._changed = True
