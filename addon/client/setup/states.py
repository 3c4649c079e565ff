# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of the set-up: plain values that are stored in a file and shown by a panel."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from ...contract import strict_json
from ...contract.errors import FormatError, SketchMotionError
from ...contract.files import read_bytes, write_bytes_atomic
from ...contract.messages import Message
from ...contract.strict_json import JSON, Fields

FORMAT = "sketch-motion-setup-state"
VERSION = 1
MAX_BYTES = 1 << 20
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class NotSetUp:
    """There is no engine."""


@dataclass(frozen=True)
class SetupPlanned:
    """The plan is made (`plan.SetupPlan`); nothing is downloaded yet."""

    package_set: str
    backend: str
    bytes: int = 0


@dataclass(frozen=True)
class Downloading:
    """The wheels are downloaded.

    Attributes:
        step: The number of the file, from 0.
        steps: The number of files.
        running: False when it was stopped or interrupted: the same button goes on from here.
    """

    done_bytes: int
    total_bytes: int
    step: int
    steps: int
    file: str = ""
    running: bool = True


@dataclass(frozen=True)
class Installing:
    """The environment is built."""

    step: int
    steps: int
    what: str = ""
    running: bool = True


@dataclass(frozen=True)
class Checking:
    """The new engine is started and animates a small drawing."""

    what: str = ""
    running: bool = True


@dataclass(frozen=True)
class SetupReady:
    """The engine works: it has animated a drawing, and reported its `version` and `device`."""

    version: str
    device: str
    package_set: str
    backend: str
    python: str
    adopted: bool = False


@dataclass(frozen=True)
class Broken:
    """The set-up has failed. The same button tries again, from where it failed.

    Attributes:
        during: The name of the state it was in before.
    """

    error: SketchMotionError
    during: str = ""


@dataclass(frozen=True)
class Outdated:
    """The engine works, but it was set up for another version of the add-on."""

    ready: SetupReady


SetupState = (
    NotSetUp | SetupPlanned | Downloading | Installing | Checking | SetupReady | Broken | Outdated
)
#: States in which work goes on.
Working = (Downloading, Installing, Checking)
_PLAIN: dict[
    str, type[NotSetUp | SetupPlanned | Downloading | Installing | Checking | SetupReady]
] = {
    "none": NotSetUp,
    "planned": SetupPlanned,
    "downloading": Downloading,
    "installing": Installing,
    "checking": Checking,
    "ready": SetupReady,
}


def name_of(state: SetupState) -> str:
    """Return the state's name in files and on the command line."""
    if isinstance(state, Broken):
        return "broken"
    if isinstance(state, Outdated):
        return "outdated"
    return next(name for name, kind in _PLAIN.items() if type(state) is kind)


def to_json(state: SetupState) -> dict[str, JSON]:
    """Return the state as JSON, `{"state": name, ...}`."""
    values: dict[str, object]
    if isinstance(state, Broken):
        values = {"error": state.error.to_json(), "during": state.during}
    elif isinstance(state, Outdated):
        values = {"ready": asdict(state.ready)}
    else:
        values = asdict(state)
    state_object = strict_json.plain({"state": name_of(state), **values}, "the state")
    assert isinstance(state_object, dict)
    return state_object


def from_json(value: object) -> SetupState:
    """Return the state in a JSON object. Raises FormatError."""
    fields = Fields(value, "the state of the set-up")
    name = fields.text("state")
    if name == "broken":
        return Broken(
            SketchMotionError.from_json(fields.mapping("error")), fields.text("during", "")
        )
    if name == "outdated":
        return Outdated(_ready(Fields(fields.mapping("ready"), "ready")))
    if name == "ready":
        return _ready(fields)
    if name == "downloading":
        return Downloading(
            fields.integer("done_bytes"),
            fields.integer("total_bytes"),
            fields.integer("step"),
            fields.integer("steps"),
            fields.text("file", ""),
            fields.flag("running", True),
        )
    if name == "installing":
        return Installing(
            fields.integer("step"),
            fields.integer("steps"),
            fields.text("what", ""),
            fields.flag("running", True),
        )
    if name == "checking":
        return Checking(fields.text("what", ""), fields.flag("running", True))
    if name == "planned":
        return SetupPlanned(
            fields.text("package_set"), fields.text("backend"), fields.integer("bytes", 0)
        )
    if name == "none":
        return NotSetUp()
    raise FormatError("The set-up has a state that this version doesn't know: {name}.", name=name)


def _ready(fields: Fields) -> SetupReady:
    return SetupReady(
        fields.text("version"),
        fields.text("device"),
        fields.text("package_set"),
        fields.text("backend"),
        fields.text("python"),
        fields.flag("adopted", False),
    )


def write_state(path: Path, state: SetupState) -> None:
    """Write the state, whole or not at all. Raises DiskFull, BadInput."""
    value = {"format": FORMAT, "version": VERSION, "setup": to_json(state)}
    text = strict_json.dump(value, path.name, indent=1)
    # Progress is written often, and may be lost when the computer fails.
    write_bytes_atomic(path, text.encode("ascii"), durable=not isinstance(state, Working))


def read_state(path: Path) -> SetupState:
    """Return the state on disk; NotSetUp where there is none or the file is damaged."""
    try:
        value = strict_json.parse(read_bytes(path, max_bytes=MAX_BYTES), path.name)
        fields = Fields(value, path.name)
        fields.expect(FORMAT, VERSION)
        return from_json(fields.mapping("setup"))
    except SketchMotionError:
        return NotSetUp()


def megabytes(count: int) -> str:
    """Return a size for people: "12 MB", "1.4 GB"."""
    if count >= 1000 * MEGABYTE:
        return f"{count / (1000 * MEGABYTE):.1f} GB"
    return f"{max(1, round(count / MEGABYTE)) if count else 0} MB"


def describe(state: SetupState) -> str:
    """Return the state as one short line for a panel or a terminal."""
    if isinstance(state, NotSetUp):
        return "The engine is not set up yet"
    if isinstance(state, SetupPlanned):
        return Message(
            "Ready to set up: {name}, {size} to download",
            name=state.package_set,
            size=megabytes(state.bytes),
        )
    if isinstance(state, Downloading):
        return Message(
            "Downloading {done} of {total}" if state.running else "Stopped at {done} of {total}",
            done=megabytes(state.done_bytes),
            total=megabytes(state.total_bytes),
        )
    if isinstance(state, Installing):
        if not state.running:
            return "Stopped while installing"
        return Message("Installing {what}", what=state.what) if state.what else "Installing"
    if isinstance(state, Checking):
        if not state.running:
            return "Stopped while checking"
        return Message("Checking: {what}", what=state.what)
    if isinstance(state, SetupReady):
        return Message(
            "Ready: engine {version}, {name}, {device}",
            version=state.version,
            name=state.package_set,
            device=state.device,
        )
    if isinstance(state, Outdated):
        return "The engine works, but belongs to another version of the add-on"
    return state.error.message


def fraction(state: SetupState) -> float:
    """Return how much of the present state's work is done, 0..1."""
    if isinstance(state, Downloading) and state.total_bytes > 0:
        return min(1.0, state.done_bytes / state.total_bytes)
    if isinstance(state, Installing) and state.steps > 0:
        return min(1.0, state.step / state.steps)
    return 1.0 if isinstance(state, (SetupReady, Outdated, Checking)) else 0.0
