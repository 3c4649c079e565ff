# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting up the engine from Blender: its progress, and the plan that is shown first.

Nothing is fetched without a press, nor while Blender's Allow Online Access is off (a folder of
wheels works without). The work is the client's (`client/setup`); here is what is shown of it.
"""

from __future__ import annotations

import logging
from typing import Any

import bpy

from ..client.locations import locations
from ..client.setup.engine_setup import EngineSetup
from ..client.setup.plan import Plan
from ..client.setup.setup_job import TICK_S, SetupJob
from ..client.setup.states import Broken, NotSetUp, Outdated, Planned, Ready, Working
from ..client.setup.states import describe as describe_state
from ..client.setup.states import fraction as fraction_of
from . import idle, preferences
from .session import session
from .text_lines import draw_lines
from .translation import tr

log = logging.getLogger(__package__)
DOWNLOAD = "Download and Install"

_job: SetupJob | None = None


def setup_job() -> SetupJob:
    """The one piece of set-up work of this Blender."""
    global _job
    if _job is None:
        _job = SetupJob(EngineSetup(locations(), host="Blender"))
    if not _job.busy:
        _job.setup.root = preferences.engine_root()
    return _job


def online() -> bool:
    """Whether Blender's user allows add-ons to use the network."""
    return bool(bpy.app.online_access)


def needs_network(plan: Plan) -> bool:
    return not plan.sources.offline and plan.download_bytes > 0


def is_needed() -> bool:
    """Whether the panel should show the set-up: no engine, or something is going on with it."""
    job = setup_job()
    if job.busy or job.plan_found is not None or job.error is not None:
        return True
    return not preferences.engine_is_named() and not isinstance(job.status.state, Ready)


# --- the timer ---


def tick() -> float | None:
    """Takes in what the thread has done; ends when there is nothing going on."""
    job = setup_job()
    try:
        if job.tick():
            if isinstance(job.status.state, Ready):
                session.notice = None
            idle.redraw_panels()
    except Exception:
        log.exception("The set-up's timer failed")
    return TICK_S if job.busy else None


def follow() -> None:
    """Starts the timer that follows the work."""
    if not bpy.app.timers.is_registered(tick):
        bpy.app.timers.register(tick, first_interval=TICK_S, persistent=True)


# --- what is shown ---


def draw(layout: Any, width: int) -> None:
    """The set-up's box, for the panel and the preferences."""
    job = setup_job()
    box = layout.box()
    state = job.status.state
    if job.busy:
        _draw_work(box, job)
        return
    if job.plan_found is not None:
        _draw_plan(box, job.plan_found, width)
        return
    error = job.error or (state.error if isinstance(state, Broken) else None)
    if error is not None:
        draw_lines(box, error.message, width, icon="ERROR")
        draw_lines(box, error.hint, width)
    else:
        draw_lines(box, describe_state(state), width)
    if job.status.elsewhere:
        text = tr("Going on in {host}").format(host=job.status.elsewhere)
        draw_lines(box, text, width)
    row = box.row(align=True)
    row.scale_y = 1.4
    row.operator("sketch_motion.setup_plan", text=_press(state), icon="IMPORT")
    row.operator("sketch_motion.setup_settings", text="", icon="PREFERENCES")
    if job.status.installed is not None:
        row = box.row(align=True)
        row.operator("sketch_motion.setup_start", text="Repair", icon="TOOL_SETTINGS").again = True
        row.operator("sketch_motion.setup_remove", text="Remove", icon="TRASH")


def _press(state: object) -> str:
    if isinstance(state, Outdated):
        return "Update Engine"
    if isinstance(state, Ready):
        return "Change Engine"
    return "Set Up Engine" if isinstance(state, (NotSetUp, Planned)) else "Go On"


def _draw_work(box: Any, job: SetupJob) -> None:
    state = job.status.state
    row = box.row(align=True)
    row.scale_y = 1.4
    if isinstance(state, Working):
        text = tr("Stopping") if job.stopping else tr(describe_state(state))
        row.progress(factor=fraction_of(state), text=text, translate=False)
        row.operator("sketch_motion.setup_stop", text="", icon="X")
    else:
        row.label(text="Looking at this computer", icon="SORTTIME")


def _draw_plan(box: Any, plan: Plan, width: int) -> None:
    # The button first: licences are many lines, and it must be there without scrolling.
    allowed = online() or not needs_network(plan)
    row = box.row(align=True)
    row.scale_y = 1.4
    start = row.row(align=True)
    start.enabled = allowed
    text = "Check and Use" if plan.adopts else "Install" if plan.sources.offline else DOWNLOAD
    start.operator("sketch_motion.setup_start", text=text, icon="IMPORT")
    row.operator("sketch_motion.setup_settings", text="", icon="PREFERENCES")
    row.operator("sketch_motion.setup_dismiss", text="", icon="X")
    if not allowed:
        draw_lines(box, "Blender's Allow Online Access is off.", width, icon="INTERNET_OFFLINE")
        box.operator("screen.userpref_show", text="Blender's Preferences").section = "SYSTEM"
    for line in plan.describe():
        draw_lines(box, line, width)


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
