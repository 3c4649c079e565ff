# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the set-up is, as plain values that are kept in a file and shown by a panel."""

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
    """There is no engine, and nobody has asked for one."""


@dataclass(frozen=True)
class Planned:
    """What would be done is known (`plan.Plan`); nothing is fetched yet."""

    package_set: str
    backend: str
    bytes: int = 0


@dataclass(frozen=True)
class Downloading:
    """`running` is False when it was stopped or broken off: one press goes on from here."""

    done_bytes: int
    total_bytes: int
    step: int
    steps: int
    file: str = ""
    running: bool = True


@dataclass(frozen=True)
class Installing:
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
class Ready:
    """The engine has animated a drawing. `version` and `device` are what it said itself."""

    version: str
    device: str
    package_set: str
    backend: str
    python: str
    adopted: bool = False


@dataclass(frozen=True)
class Broken:
    """It could not go on. The same press tries again, from what is there already."""

    error: SketchMotionError
    during: str = ""


@dataclass(frozen=True)
class Outdated:
    """The engine works, but it was set up for another version of the add-on."""

    ready: Ready


SetupState = NotSetUp | Planned | Downloading | Installing | Checking | Ready | Broken | Outdated
#: States in which work goes on.
Working = (Downloading, Installing, Checking)
_PLAIN: dict[str, type[NotSetUp | Planned | Downloading | Installing | Checking | Ready]] = {
    "none": NotSetUp,
    "planned": Planned,
    "downloading": Downloading,
    "installing": Installing,
    "checking": Checking,
    "ready": Ready,
}


def name_of(state: SetupState) -> str:
    """The state's name in files and on the command line."""
    if isinstance(state, Broken):
        return "broken"
    if isinstance(state, Outdated):
        return "outdated"
    return next(name for name, kind in _PLAIN.items() if type(state) is kind)


def to_json(state: SetupState) -> dict[str, JSON]:
    """The state as JSON, `{"state": name, ...}`."""
    values: dict[str, object]
    if isinstance(state, Broken):
        values = {"error": state.error.to_json(), "during": state.during}
    elif isinstance(state, Outdated):
        values = {"ready": asdict(state.ready)}
    else:
        values = asdict(state)
    found = strict_json.plain({"state": name_of(state), **values}, "the state")
    assert isinstance(found, dict)
    return found


def from_json(value: object) -> SetupState:
    """The state in a JSON object. Raises FormatError."""
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
        return Planned(
            fields.text("package_set"), fields.text("backend"), fields.integer("bytes", 0)
        )
    if name == "none":
        return NotSetUp()
    raise FormatError("The set-up has a state that this version doesn't know: {name}.", name=name)


def _ready(fields: Fields) -> Ready:
    return Ready(
        fields.text("version"),
        fields.text("device"),
        fields.text("package_set"),
        fields.text("backend"),
        fields.text("python"),
        fields.flag("adopted", False),
    )


def write_state(path: Path, state: SetupState) -> None:
    """Writes the state, whole or not at all. Raises DiskFull, BadInput."""
    value = {"format": FORMAT, "version": VERSION, "setup": to_json(state)}
    text = strict_json.dump(value, path.name, indent=1)
    # Progress is written often and is worth little: a lost write costs nothing.
    write_bytes_atomic(path, text.encode("ascii"), durable=not isinstance(state, Working))


def read_state(path: Path) -> SetupState:
    """The state on disk; NotSetUp where there is none or where it can't be understood."""
    try:
        value = strict_json.parse(read_bytes(path, max_bytes=MAX_BYTES), path.name)
        fields = Fields(value, path.name)
        fields.expect(FORMAT, VERSION)
        return from_json(fields.mapping("setup"))
    except SketchMotionError:
        return NotSetUp()


def megabytes(count: int) -> str:
    """A size for people: "12 MB", "1.4 GB"."""
    if count >= 1000 * MEGABYTE:
        return f"{count / (1000 * MEGABYTE):.1f} GB"
    return f"{max(1, round(count / MEGABYTE)) if count else 0} MB"


def describe(state: SetupState) -> str:
    """One short line for a panel or a terminal."""
    if isinstance(state, NotSetUp):
        return "The engine is not set up yet"
    if isinstance(state, Planned):
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
    if isinstance(state, Ready):
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
    """The part of the present step that is done, 0..1."""
    if isinstance(state, Downloading) and state.total_bytes > 0:
        return min(1.0, state.done_bytes / state.total_bytes)
    if isinstance(state, Installing) and state.steps > 0:
        return min(1.0, state.step / state.steps)
    return 1.0 if isinstance(state, (Ready, Outdated, Checking)) else 0.0
