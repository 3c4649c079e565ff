# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker's settings and the engine's paths, in Krita's own settings file.

It survives updates of the plugin, whose folder is replaced as a whole.
"""

from __future__ import annotations

import os
from pathlib import Path

from krita import Krita

from ...client.engine.process import EngineCommand
from ...client.farm.farm_link import VARIABLE as FARM_VARIABLE
from ...client.locations import locations
from ...client.setup.installed import OWN_ROOT, installed_command
from ...contract.errors import BadInput
from ..panel_settings import PanelSettings

GROUP = "sketch_motion"
PYTHON_VARIABLE = "SKETCH_MOTION_PYTHON"


def read() -> PanelSettings:
    """Return the settings of the docker."""
    return PanelSettings.from_text(_stored("panel"))


def write(settings: PanelSettings) -> None:
    """Keep the settings of the docker."""
    _store("panel", settings.to_text())


def named_python() -> str:
    """Return the engine's Python that the user has named; "" for none."""
    return _stored("python") or os.environ.get(PYTHON_VARIABLE, "")


def name_python(path: str) -> None:
    """Keep the engine's Python that the user has named."""
    _store("python", path)


def farm_address() -> str:
    """Return the address of the farm; "" for none."""
    return _stored("farm") or os.environ.get(FARM_VARIABLE, "")


def name_farm(address: str) -> None:
    """Keep the address of the farm."""
    _store("farm", address)


def folded(name: str) -> bool:
    """Return whether a part of the docker is folded, as each is at first."""
    return _stored(f"folded_{name}") != "no"


def fold(name: str, value: bool) -> None:
    """Keep whether a part of the docker is folded."""
    _store(f"folded_{name}", "yes" if value else "no")


def language() -> str:
    """Return the language of the docker, like "de"; "" for Krita's own."""
    return _stored("language")


def choose_language(code: str) -> None:
    """Keep the language of the docker; "" for Krita's own."""
    _store("language", code)


def switched(name: str, default: bool) -> bool:
    """Return whether a choice of the user's is on."""
    return {"yes": True, "no": False}.get(_stored(f"switch_{name}"), default)


def switch(name: str, value: bool) -> None:
    """Keep a choice of the user's."""
    _store(f"switch_{name}", "yes" if value else "no")


def seen_version() -> str:
    """Return the version whose news were shown last; "" for none."""
    return _stored("seen_version")


def note_version(version: str) -> None:
    """Keep the version whose news were shown."""
    _store("seen_version", version)


def option(name: str) -> str:
    """Return a choice of the docker by its name; "" for none."""
    return _stored(name)


def choose_option(name: str, value: str) -> None:
    """Keep a choice of the docker."""
    _store(name, value)


def engine_command() -> EngineCommand:
    """Return how to start the engine that is named, else the one that was set up.

    Raises BadInput when there is none.
    """
    named, places = named_python(), locations()
    if not named:
        command = installed_command(places, OWN_ROOT)
        if command is None:
            raise BadInput("The engine is not set up yet.", hint="Press Set Up Engine.")
        return command
    python = Path(os.path.abspath(os.path.expanduser(named)))
    if not python.is_file():
        raise BadInput(
            "The engine's Python is not there: {path}",
            path=python,
            hint="Choose it again under Engine.",
        )
    return EngineCommand(python, OWN_ROOT, places.jobs, places.logs / "engine.log")


def _stored(name: str) -> str:
    return str(Krita.instance().readSetting(GROUP, name, "") or "")


def _store(name: str, value: str) -> None:
    Krita.instance().writeSetting(GROUP, name, value)
