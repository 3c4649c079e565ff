# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting up the engine from Blender: its progress, and the plan that is shown first.

Nothing is fetched without a press, nor while Blender's Allow Online Access is off (a folder of
wheels works without). The work is the client's (`client/setup`); here is what is shown of it.
"""

from __future__ import annotations

import logging

import bpy

from ...client.setup.movies import movies_part
from ...client.setup.plan import SetupPlan
from ...client.setup.setup_job import TICK_S, SetupJob
from ...client.setup.states import SetupReady
from ...contract.errors import SketchMotionError
from .. import host_state
from . import engine_location
from .session import session

log = logging.getLogger(__package__)

_job: SetupJob | None = None


def setup_job() -> SetupJob:
    """Return the one piece of set-up work of this Blender."""
    global _job
    if _job is None:
        _job = session.new_setup()
    if not _job.busy:
        _job.setup.root = engine_location.engine_root()
    return _job


def online() -> bool:
    """Return whether the user of Blender allows add-ons to use the network."""
    return bool(bpy.app.online_access)


def needs_network(plan: SetupPlan) -> bool:
    """Return whether a plan downloads anything."""
    return not plan.sources.offline and plan.download_bytes > 0


def has_movies() -> bool:
    """Return whether the optional part that writes movies is installed. Reads a small file."""
    try:
        return movies_part(setup_job().setup).is_here
    except SketchMotionError:
        return False


def is_needed() -> bool:
    """Return whether to show the set-up: there is no engine, or something is going on with it."""
    job = setup_job()
    if job.busy or job.plan_found is not None or job.error is not None:
        return True
    return not engine_location.engine_is_named() and not isinstance(job.status.state, SetupReady)


# --- the timer ---


def tick() -> float | None:
    """Take in what the thread has done; return None, which ends the timer, when all is done."""
    job = setup_job()
    try:
        if session.follow_setup(job):
            host_state.redraw_panels()
    except Exception:
        log.exception("The set-up's timer failed")
    return TICK_S if job.busy else None


def follow() -> None:
    """Start the timer that follows the work."""
    if not bpy.app.timers.is_registered(tick):
        bpy.app.timers.register(tick, first_interval=TICK_S, persistent=True)


def register() -> None:
    """Look, in a thread, how the engine is set up, so that the panel can show it."""
    setup_job().look()
    follow()


def unregister() -> None:
    """Stop the work and its timer."""
    global _job
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)
    if _job is not None:
        _job.close(wait_s=1.0)
    _job = None
