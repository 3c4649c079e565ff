# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting up the engine from Blender: buttons, progress, and the plan that is shown first.

Nothing is fetched without a press, nor while Blender's Allow Online Access is off (a folder of
wheels works without). The work is the client's (`client/setup`); here is what is shown of it.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import bpy

from ..client.locations import locations
from ..client.setup.engine_setup import EngineSetup
from ..client.setup.plan import Plan
from ..client.setup.settings import BACKENDS, SETS
from ..client.setup.setup_job import TICK_S, SetupJob
from ..client.setup.states import Broken, NotSetUp, Outdated, Planned, Ready, Working
from ..client.setup.states import describe as describe_state
from ..client.setup.states import fraction as fraction_of
from ..contract.errors import SketchMotionError
from . import idle, preferences, wording
from .session import session
from .text_lines import draw_lines
from .translation import tr

log = logging.getLogger(__package__)
Answer = set[str]
CONSOLE = {"INTERNAL"}
DOWNLOAD = "Download and Install"
TEXTS = ("python", "environment", "wheels", "index", "torch_index", "proxy")

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


# --- buttons ---


class _SetupOperator:
    bl_options = CONSOLE

    @classmethod
    def poll(cls, context: Any) -> bool:
        return not setup_job().busy


class SKETCH_MOTION_OT_setup_plan(_SetupOperator, bpy.types.Operator):
    """Look what setting up the engine would download and install. Nothing is fetched yet"""

    bl_idname = "sketch_motion.setup_plan"
    bl_label = "Set Up Engine"

    def execute(self, context: Any) -> Answer:
        job = setup_job()
        job.plan(job.setup.settings())
        follow()
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_start(_SetupOperator, bpy.types.Operator):
    """Download and install the engine, or go on with it"""

    bl_idname = "sketch_motion.setup_start"
    bl_label = DOWNLOAD

    if TYPE_CHECKING:
        again: bool
    else:
        again: bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"})

    def execute(self, context: Any) -> Answer:
        job = setup_job()
        settings = job.setup.settings()
        offline = bool(settings.wheels or settings.environment)
        plan = job.plan_found
        if not online() and not offline and (plan is None or needs_network(plan)):
            self.report({"ERROR"}, tr("Allow Online Access is off in Blender's preferences"))
            return {"CANCELLED"}
        job.plan_found = None
        job.start(settings, again=self.again)
        follow()
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_stop(bpy.types.Operator):
    """Stop. What is downloaded is kept, and the next press goes on from there"""

    bl_idname = "sketch_motion.setup_stop"
    bl_label = "Stop"
    bl_options = CONSOLE

    def execute(self, context: Any) -> Answer:
        setup_job().stop()
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_dismiss(_SetupOperator, bpy.types.Operator):
    """Close this"""

    bl_idname = "sketch_motion.setup_dismiss"
    bl_label = "Close"

    def execute(self, context: Any) -> Answer:
        job = setup_job()
        job.plan_found, job.error = None, None
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_remove(_SetupOperator, bpy.types.Operator):
    """Remove the engine. Your models, presets and jobs stay unless you choose otherwise"""

    bl_idname = "sketch_motion.setup_remove"
    bl_label = "Remove Engine"

    if TYPE_CHECKING:
        models: bool
        presets: bool
        jobs: bool
    else:
        models: bpy.props.BoolProperty(name="Also my models", options={"SKIP_SAVE"})
        presets: bpy.props.BoolProperty(name="Also my presets", options={"SKIP_SAVE"})
        jobs: bpy.props.BoolProperty(name="Also my jobs", options={"SKIP_SAVE"})

    def invoke(self, context: Any, event: Any) -> Answer:
        answer: Answer = context.window_manager.invoke_props_dialog(self)
        return answer

    def execute(self, context: Any) -> Answer:
        session.close()
        setup_job().remove(models=self.models, presets=self.presets, jobs=self.jobs)
        follow()
        return {"FINISHED"}


def _text(name: str, description: str, subtype: str = "NONE") -> Any:
    return bpy.props.StringProperty(name=name, description=description, subtype=subtype)


def _choice(name: str, values: tuple[str, ...], description: str) -> Any:
    items = [(value or "AUTO", value or "Automatic", "") for value in values]
    return bpy.props.EnumProperty(name=name, items=items, description=description)


class SKETCH_MOTION_OT_setup_settings(_SetupOperator, bpy.types.Operator):
    """Where the engine comes from: mirror, proxy, a folder of wheels, a Python of your own"""

    bl_idname = "sketch_motion.setup_settings"
    bl_label = "Set-Up Settings"

    if not TYPE_CHECKING:
        package_set: _choice("Set", SETS, "Starter: any computer. Video: for video models")
        backend: _choice("Backend", ("", *BACKENDS), "Automatic: found by asking the drivers")
        python: _text("Python", "Build from this Python 3.11 or newer", "FILE_PATH")
        environment: _text("Own Environment", "Use this one as it is", "FILE_PATH")
        wheels: _text("Wheels", "Install from this folder, without a network", "DIR_PATH")
        index: _text("Mirror", "Address of a mirror of the package index")
        torch_index: _text("Mirror of torch", "Address of a mirror of PyTorch's wheel index")
        proxy: _text("Proxy", "http://name:password@host:port")

    def invoke(self, context: Any, event: Any) -> Answer:
        known = setup_job().setup.settings()
        for name in TEXTS:
            setattr(self, name, getattr(known, name))
        self.package_set, self.backend = known.package_set, known.backend or "AUTO"
        answer: Answer = context.window_manager.invoke_props_dialog(self, width=480)
        return answer

    def execute(self, context: Any) -> Answer:
        setup = setup_job().setup
        values = {name: getattr(self, name).strip() for name in TEXTS}
        for name in ("python", "environment", "wheels"):
            values[name] = bpy.path.abspath(values[name]) if values[name] else ""
        backend = "" if self.backend == "AUTO" else self.backend
        try:
            known = setup.settings()
            chosen = replace(known, package_set=self.package_set, backend=backend, **values)
            setup.locations.home.mkdir(parents=True, exist_ok=True)
            chosen.write(setup.places.settings)
        except (SketchMotionError, OSError) as error:
            known = isinstance(error, SketchMotionError)
            self.report({"ERROR"}, wording.told(error) if known else str(error))
            return {"CANCELLED"}
        return bpy.ops.sketch_motion.setup_plan()  # type: ignore[no-any-return]


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


CLASSES = (
    SKETCH_MOTION_OT_setup_plan,
    SKETCH_MOTION_OT_setup_start,
    SKETCH_MOTION_OT_setup_stop,
    SKETCH_MOTION_OT_setup_dismiss,
    SKETCH_MOTION_OT_setup_remove,
    SKETCH_MOTION_OT_setup_settings,
)


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
