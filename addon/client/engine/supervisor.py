# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of the engine as the client sees it: off, starting, ready, failed; restarts between.

After a death the engine is started again, at most MOST_RESTARTS times with growing pauses, unless
it has never answered or has shown that it is not our engine. A finished job clears the count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...contract import rpc
from ...contract.errors import InternalError, ProtocolError, SketchMotionError
from ...contract.strict_json import JSON
from ..jobs.states import EngineFailed, EngineReady, EngineState, Off, Starting
from . import messages
from .messages import Inbox, message_of
from .process import EngineCommand, EngineEnd, EngineProcess

PROTOCOL = 1
START_PATIENCE_S = 60.0
MOST_RESTARTS = 3
MOST_GARBAGE = 200  # lines that are no messages, before this can't be our engine
_INITIALIZE = "initialize"


@dataclass(frozen=True)
class Death:
    """An unexpected end. `final`: the engine will not be started again by itself."""

    reason: str
    log: tuple[str, ...]
    final: bool


class EngineLife:
    """Starts the process, keeps it alive, and carries calls to it. Main thread only."""

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
        return self._state

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def take_change(self) -> bool:
        """Whether the state changed since the last call."""
        changed, self._changed = self._changed, False
        return changed

    def start(self) -> None:
        """Starts the engine, if it isn't on its way."""
        if isinstance(self._state, (Starting, EngineReady)):
            return
        self._restarts = 0
        self._verdict = None
        self._launch_at = self._clock()
        self._set(Starting())
        self.watch()

    def stop(self) -> None:
        """Lets the engine save and go."""
        self._launch_at = None
        self.run += 1
        if self._process is not None:
            self._process.stop()
        self._set(Off())

    def kill(self) -> None:
        """Ends the process at once; its death is told as any other."""
        if self._process is not None:
            self._process.kill()

    def wait(self, timeout_s: float) -> bool:
        """Blocks until the process has ended. Not for a host's tick."""
        return self._process is None or self._process.wait(timeout_s)

    def call(self, method: str, params: dict[str, JSON], about: str = "") -> None:
        """Sends a call. `about`: the job that fails if the answer is an error."""
        if self._process is not None:
            self._last_call += 1
            self._calls[self._last_call] = about
            self._process.send(rpc.encode(rpc.Request(self._last_call, method, params)))

    def watch(self) -> None:
        """Looks at the clock: launches what is due, gives up what doesn't answer."""
        now = self._clock()
        if self._launch_at is not None:
            # An old process may still be saving its checkpoint.
            if now >= self._launch_at and (self._process is None or self._process.wait(0)):
                self._launch()
        elif isinstance(self._state, Starting) and now > self._start_by:
            self._condemn(InternalError("The engine doesn't answer.", hint="Start it again."))

    # --- what the process says ---

    def answered(self, answer: messages.EngineResponse) -> str:
        """Takes an answer; returns the job that its error is about, or ""."""
        about = self._calls.pop(answer.id, "") if answer.id is not None else ""
        if about == _INITIALIZE:
            self._initialized(answer)
            return ""
        return about if answer.error is not None else ""

    def warmed(self, message: messages.Warm) -> None:
        if isinstance(self._state, EngineReady):
            devices = message.devices or self._state.devices
            self._set(
                EngineReady(self._state.version, devices, message.error is None, message.error)
            )

    def worked(self) -> None:
        """A job was finished: deaths before it don't count any more."""
        self._restarts = 0

    def took_garbage(self, message: messages.Garbage) -> None:
        self._garbage += 1
        if self._garbage == MOST_GARBAGE:
            self._condemn(
                ProtocolError(
                    f"What was started is not the engine. It says: {message.text[:80]}",
                    hint="Check the path of the engine's Python in the preferences.",
                )
            )

    def ended(self, end: EngineEnd) -> Death:
        """The process has ended although nobody stopped it."""
        how = end.reason or f"exit code {end.code}"
        if self._verdict is None:
            self._verdict = self._judge(how, end)
        if self._verdict is not None:
            self._set(EngineFailed(self._verdict, end.log))
            return Death(self._verdict.message, end.log, final=True)
        self._launch_at = self._clock() + 0.5 * 2.0**self._restarts
        self._restarts += 1
        self._set(Starting(self._restarts))
        return Death(f"The engine ended unexpectedly ({how}).", end.log, final=False)

    def _judge(self, how: str, end: EngineEnd) -> SketchMotionError | None:
        hint = end.log[-1] if end.log else "Check the path of the engine's Python."
        if isinstance(self._state, Starting) and self._restarts == 0:
            return InternalError(f"The engine can't be started ({how}).", hint=hint)
        if self._restarts >= MOST_RESTARTS:
            times = self._restarts + 1
            return InternalError(f"The engine ended unexpectedly {times} times ({how}).", hint=hint)
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
            found = result.get("devices")
            devices = tuple(map(str, found)) if isinstance(found, list) else ()
            self._set(EngineReady(str(result.get("version", "")), devices))

    def _condemn(self, error: SketchMotionError) -> None:
        """Ends the engine for a reason that a restart wouldn't mend."""
        if self._verdict is None:
            self._verdict = error
            self.kill()

    def _set(self, state: EngineState) -> None:
        self._state = state
        self._changed = True
