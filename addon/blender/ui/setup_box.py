# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box in which the engine is set up, in the panel and in the preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...client.setup.plan import SetupPlan
from ...client.setup.setup_job import SetupJob
from ...client.setup.states import Broken, NotSetUp, Outdated, SetupPlanned, SetupReady, Working
from ...client.setup.states import describe as describe_state
from ...client.setup.states import fraction as fraction_of
from ..jobs.engine_setup import needs_network, online, setup_job
from ..translation import tr
from .text_lines import draw_lines

if TYPE_CHECKING:
    from bpy.types import UILayout

DOWNLOAD = "Download and Install"


def draw(layout: UILayout, width: int) -> None:
    """Draw the box; `width`: characters in a line."""
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
    if error is None:
        draw_lines(box, describe_state(state), width)
    if job.status.elsewhere:
        text = tr("Going on in {host}").format(host=job.status.elsewhere)
        draw_lines(box, text, width)
    row = box.row(align=True)
    row.scale_y = 1.4
    row.operator("sketch_motion.setup_plan", text=_button_label(state), icon="IMPORT")
    row.operator("sketch_motion.setup_settings", text="", icon="PREFERENCES")
    if job.status.installed is not None:
        row = box.row(align=True)
        row.operator("sketch_motion.setup_start", text="Repair", icon="TOOL_SETTINGS").again = True
        row.operator("sketch_motion.setup_remove", text="Remove", icon="TRASH")
    if error is not None:  # below the buttons, which stay where they are
        draw_lines(box, error.message, width, icon="ERROR")
        draw_lines(box, error.hint, width)


def _button_label(state: object) -> str:
    if isinstance(state, Outdated):
        return "Update Engine"
    if isinstance(state, SetupReady):
        return "Change Engine"
    return "Set Up Engine" if isinstance(state, (NotSetUp, SetupPlanned)) else "Go On"


def _draw_work(box: UILayout, job: SetupJob) -> None:
    state = job.status.state
    row = box.row(align=True)
    row.scale_y = 1.4
    if isinstance(state, Working):
        text = tr("Stopping") if job.stopping else tr(describe_state(state))
        row.progress(factor=fraction_of(state), text=text, translate=False)
        row.operator("sketch_motion.setup_stop", text="", icon="X")
    else:
        row.label(text="Looking at this computer", icon="SORTTIME")


def _draw_plan(box: UILayout, plan: SetupPlan, width: int) -> None:
    # The button comes first: below the licences, one would have to scroll to it.
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
