# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m addon.client setup` and `models`: the same set-up for studios, scripts and tests.

Exit codes: 0 done, 1 a defect of ours, 2 usage, 3 stopped, 4 can be tried again (no network, disk
full, busy), 5 bad input. Results go to standard output, progress to standard error; with --json
each state is one line of JSON on standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

from ...contract.errors import SketchMotionError
from ..locations import Locations, locations
from .cancellation import CancelToken
from .engine_setup import EngineSetup
from .models.hub import ask_hub
from .models.store import download_model, find_models, remove_model, verify_model
from .models.table import KNOWN_MODELS, known_model
from .movies import add_movies, movies_part, remove_movies
from .plan import web_of
from .settings import BACKENDS, SETS, SetupSettings, folder_of
from .states import SetupState, describe, megabytes, to_json

#: Options of `setup` that are settings, by their field.
_SETTINGS = {
    "python": ("PATH", "the Python to build from"),
    "environment": ("PATH", "an environment of your own, used as it is"),
    "wheels": ("DIR", "install from this folder, without a network"),
    "index": ("URL", "a mirror of the package index"),
    "torch_index": ("URL", "a mirror of the index that torch comes from"),
    "proxy": ("URL", "http://name:password@host:port"),
    "python_mirror": ("URL", "a mirror of the builds of Python"),
    "hub": ("URL", "a mirror of the model hub"),
    "models": ("DIR", "a folder of your own models"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = parser().parse_args(arguments)
    folder = folder_of(options.home)
    home = Locations(folder) if folder else locations()
    setup = EngineSetup(home, host=f"the command line (process {os.getpid()})")
    if options.root:
        setup.root = Path(options.root).resolve()
    if options.locks:
        setup.locks = Path(options.locks).resolve()
    stop = CancelToken()

    def on_signal(_: int, __: FrameType | None) -> None:
        stop.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    try:
        code: int = options.command(options, setup, stop)
        return code
    except SketchMotionError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"hint: {error.hint}", file=sys.stderr)
        return error.exit_code


def parser() -> argparse.ArgumentParser:
    """Return the grammar of the command line."""
    top = argparse.ArgumentParser(prog="python -m addon.client", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    setup = commands.add_parser("setup", help="set the engine up, repair or remove it")
    setup.set_defaults(command=setup_command)
    what = setup.add_mutually_exclusive_group()
    what.add_argument("--plan", action="store_true", help="only say what would be done")
    what.add_argument("--status", action="store_true", help="only say how things stand")
    what.add_argument("--repair", action="store_true", help="build the environment anew")
    what.add_argument("--remove", action="store_true", help="remove the engine")
    for thing in ("models", "presets", "jobs"):
        setup.add_argument(
            f"--with-{thing}", action="store_true", help=f"with --remove: your {thing} too"
        )
    setup.add_argument("--set", dest="package_set", choices=SETS)
    setup.add_argument("--backend", choices=BACKENDS)
    for name, (metavar, about) in _SETTINGS.items():
        setup.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=metavar, help=about)
    setup.add_argument("--json", action="store_true", help="states as lines of JSON")
    models = commands.add_parser("models", help="models on this disk and on the hub")
    models.set_defaults(command=models_command)
    models.add_argument("action", choices=("list", "download", "verify", "remove"))
    models.add_argument("name", nargs="?", default="")
    models.add_argument("--accept-license", action="store_true")
    movies = commands.add_parser("movies", help="the optional part that writes MP4, WebM, MOV")
    movies.set_defaults(command=movies_command)
    movies.add_argument("action", choices=("plan", "add", "remove"))
    for command in (setup, models, movies):
        command.add_argument("--home", default="", help="another home folder of Sketch Motion")
        command.add_argument("--root", default="", help=argparse.SUPPRESS)
        command.add_argument("--locks", default="", help=argparse.SUPPRESS)
    return top


def settings_from(options: argparse.Namespace, before: SetupSettings) -> SetupSettings:
    """Return the stored settings with those of the command line in their place. Raises BadInput."""
    names = (*_SETTINGS, "package_set", "backend")
    named = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    return replace(before, **named)


def setup_command(options: argparse.Namespace, setup: EngineSetup, stop: CancelToken) -> int:
    """Run `setup`; return the exit code."""
    if options.status:
        status = setup.status()
        _print(status.state, options.json)
        if status.elsewhere:
            print(f"(by {status.elsewhere})", file=sys.stderr)
        return 0
    if options.remove:
        setup.remove(
            models=options.with_models, presets=options.with_presets, jobs=options.with_jobs
        )
        print("removed")
        return 0
    settings = settings_from(options, setup.settings())
    if options.plan:
        print("\n".join(setup.plan(settings, stop).describe()))
        return 0
    ready = setup.set_up(
        settings,
        again=options.repair,
        stop=stop,
        on_state=lambda state: _print(state, True) if options.json else _print_progress(state),
    )
    if not options.json:
        print(describe(ready))
    return 0


def _print(state: SetupState, as_json: bool) -> None:
    print(json.dumps(to_json(state)) if as_json else describe(state), flush=True)


_last_line = ""


def _print_progress(state: SetupState) -> None:
    global _last_line
    line = describe(state)
    if line != _last_line:
        _last_line = line
        print(line, file=sys.stderr, flush=True)


def movies_command(options: argparse.Namespace, setup: EngineSetup, stop: CancelToken) -> int:
    """Run `movies`; return the exit code."""
    if options.action == "remove":
        remove_movies(setup)
        return 0
    part = movies_part(setup)
    if options.action == "plan":
        print("\n".join(("It is here." if part.is_here else "It isn't here.", *part.describe())))
        return 0
    print(add_movies(setup, _print_progress, stop))
    return 0


def models_command(options: argparse.Namespace, setup: EngineSetup, stop: CancelToken) -> int:
    """Run `models`; return the exit code."""
    models, settings = setup.locations.models, setup.settings()
    if options.action == "list":
        installed = find_models(models, folder_of(settings.models))
        for model in installed:
            print(f"{model.name}  {model.where}  {megabytes(model.bytes)}  {model.license}")
        names = {model.name for model in installed}
        for offered in KNOWN_MODELS:
            if offered.name not in names:
                print(f"{offered.name}  not here  {offered.license}  {offered.good_for}")
        return 0
    known = known_model(options.name)
    if options.action == "verify":
        damaged = verify_model(models / options.name, stop=stop)
        print("\n".join(f"damaged: {name}" for name in damaged) or "whole")
        return 5 if damaged else 0
    if options.action == "remove":
        remove_model(options.name, models)
        return 0
    if known is None:
        print(f"error: {options.name} is not a known model", file=sys.stderr)
        return 2
    if not options.accept_license:
        print(f"{known.name}: {known.license_text}\nAdd --accept-license to download it.")
        return 2
    web = web_of(settings, {})
    hub = ask_hub(known.repository, web, hub=settings.hub, stop=stop, folder=known.folder)
    print(f"{known.name}: {megabytes(hub.bytes)}, revision {hub.revision}", file=sys.stderr)
    folder = download_model(
        known.name, hub, known.license, models, web, stop=stop, on_progress=lambda *_: None
    )
    print(folder)
    return 0
