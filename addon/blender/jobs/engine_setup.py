# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting up the engine from Blender: its progress, and the plan that is shown first.

Nothing is fetched without a press, nor while Blender's Allow Online Access is off (a folder of
wheels works without). The work is the client's (`client/setup`); here is what is shown of it.
"""

from __future__ import annotations

import logging

import bpy

from ...client.locations import locations
from ...client.setup.engine_setup import EngineSetup
from ...client.setup.plan import SetupPlan
from ...client.setup.setup_job import TICK_S, SetupJob
from ...client.setup.states import SetupReady
from .. import host_state
from . import engine_location
from .session import session

log = logging.getLogger(__package__)

_job: SetupJob | None = None


def setup_job() -> SetupJob:
    """The one piece of set-up work of this Blender."""
    global _job
    if _job is None:
        _job = SetupJob(EngineSetup(locations(), host="Blender"))
    if not _job.busy:
        _job.setup.root = engine_location.engine_root()
    return _job


def online() -> bool:
    """Whether Blender's user allows add-ons to use the network."""
    return bool(bpy.app.online_access)


def needs_network(plan: SetupPlan) -> bool:
    return not plan.sources.offline and plan.download_bytes > 0


def is_needed() -> bool:
    """Whether the panel should show the set-up: no engine, or something is going on with it."""
    job = setup_job()
    if job.busy or job.plan_found is not None or job.error is not None:
        return True
    return not engine_location.engine_is_named() and not isinstance(job.status.state, SetupReady)


# --- the timer ---


def tick() -> float | None:
    """Takes in what the thread has done; ends when there is nothing going on."""
    job = setup_job()
    try:
        if job.tick():
            if isinstance(job.status.state, SetupReady):
                session.notice = None
            host_state.redraw_panels()
    except Exception:
        log.exception("The set-up's timer failed")
    return TICK_S if job.busy else None


def follow() -> None:
    """Starts the timer that follows the work."""
    if not bpy.app.timers.is_registered(tick):
        bpy.app.timers.register(tick, first_interval=TICK_S, persistent=True)


def register() -> None:
    """Reads, in its thread, how things stand, so that the panel can say it."""
    setup_job().look()
    follow()


def unregister() -> None:
    global _job
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)
    if _job is not None:
        _job.close(wait_s=1.0)
    _job = None
