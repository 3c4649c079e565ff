# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons of the engine's set-up: plan, start, stop, dismiss, remove, settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import bpy

from ...client.setup.movies import movies_part
from ...client.setup.settings import BACKENDS, SETS
from ...contract.errors import SketchMotionError
from .. import wording
from ..host_state import OPERATORS, window_manager
from ..host_types import OperatorMixin
from ..jobs.engine_setup import follow, needs_network, online, setup_job
from ..jobs.session import session
from ..translation import tr
from .setup_box import DOWNLOAD

if TYPE_CHECKING:
    from bpy.types import Context, Event

    from ..host_types import OperatorReturn

TEXTS = ("python", "environment", "wheels", "index", "torch_index", "proxy")


class _SetupOperator(OperatorMixin):
    """A base of operators that can't be used while the set-up works."""

    bl_options = {"INTERNAL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        return not setup_job().busy


class SKETCH_MOTION_OT_setup_plan(_SetupOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.setup_plan"
    bl_label = "Set Up Engine"
    bl_description = (
        "Look what setting up the engine would download and install. Nothing is fetched yet"
    )

    def execute(self, context: Context) -> OperatorReturn:
        job = setup_job()
        job.plan(job.setup.settings())
        follow()
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_start(_SetupOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.setup_start"
    bl_label = DOWNLOAD
    bl_description = "Download and install the engine, or go on with it"

    if TYPE_CHECKING:
        again: bool
    else:
        again: bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"})

    def execute(self, context: Context) -> OperatorReturn:
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
    bl_idname = "sketch_motion.setup_stop"
    bl_label = "Stop"
    bl_description = "Stop. What is downloaded is kept, and the next press goes on from there"
    bl_options = {"INTERNAL"}  # noqa: RUF012

    def execute(self, context: Context) -> OperatorReturn:
        setup_job().stop()
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_dismiss(_SetupOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.setup_dismiss"
    bl_label = "Close"
    bl_description = "Close this"

    def execute(self, context: Context) -> OperatorReturn:
        job = setup_job()
        job.plan_found, job.error = None, None
        return {"FINISHED"}


class SKETCH_MOTION_OT_movies_add(_SetupOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.movies_add"
    bl_label = "Add Movies: MP4, WebM, MOV"
    bl_description = "Download what writes movies. Its size and licence are shown first"

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        return window_manager(context).invoke_props_dialog(self, width=480)

    def draw(self, context: Context) -> None:
        for line in movies_part(setup_job().setup).describe():
            self.layout.label(text=tr(line), translate=False)

    def execute(self, context: Context) -> OperatorReturn:
        job = setup_job()
        if not online() and not job.setup.settings().wheels:
            self.report({"ERROR"}, tr("Allow Online Access is off in Blender's preferences"))
            return {"CANCELLED"}
        job.add_movies()
        follow()
        return {"FINISHED"}


class SKETCH_MOTION_OT_setup_remove(_SetupOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.setup_remove"
    bl_label = "Remove Engine"
    bl_description = (
        "Remove the engine. Your models, presets and jobs stay unless you choose otherwise"
    )

    if TYPE_CHECKING:
        models: bool
        presets: bool
        jobs: bool
    else:
        models: bpy.props.BoolProperty(name="Also my models", options={"SKIP_SAVE"})
        presets: bpy.props.BoolProperty(name="Also my presets", options={"SKIP_SAVE"})
        jobs: bpy.props.BoolProperty(name="Also my jobs", options={"SKIP_SAVE"})

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        return window_manager(context).invoke_props_dialog(self)

    def execute(self, context: Context) -> OperatorReturn:
        session.close()
        setup_job().remove(models=self.models, presets=self.presets, jobs=self.jobs)
        follow()
        return {"FINISHED"}


def _text(name: str, description: str, subtype: str = "NONE") -> Any:
    props: Any = bpy.props
    return props.StringProperty(name=name, description=description, subtype=subtype)


def _choice(name: str, values: tuple[str, ...], description: str) -> Any:
    props: Any = bpy.props
    items = [(value or "AUTO", value or "Automatic", "") for value in values]
    return props.EnumProperty(name=name, items=items, description=description)


class SKETCH_MOTION_OT_setup_settings(_SetupOperator, bpy.types.Operator):
    bl_idname = "sketch_motion.setup_settings"
    bl_label = "Set-Up Settings"
    bl_description = (
        "Where the engine comes from: mirror, proxy, a folder of wheels, a Python of your own"
    )

    if TYPE_CHECKING:
        package_set: str
        backend: str
        python: str
        environment: str
        wheels: str
        index: str
        torch_index: str
        proxy: str
    else:
        package_set: _choice("Set", SETS, "Starter: any computer. Video: for video models")
        backend: _choice("Backend", ("", *BACKENDS), "Automatic: found by asking the drivers")
        python: _text("Python", "Build from this Python 3.11 or newer", "FILE_PATH")
        environment: _text("Own Environment", "Use this one as it is", "FILE_PATH")
        wheels: _text("Wheels", "Install from this folder, without a network", "DIR_PATH")
        index: _text("Mirror", "Address of a mirror of the package index")
        torch_index: _text("Mirror of torch", "Address of a mirror of PyTorch's wheel index")
        proxy: _text("Proxy", "http://name:password@host:port")

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        stored = setup_job().setup.settings()
        for name in TEXTS:
            setattr(self, name, getattr(stored, name))
        self.package_set, self.backend = stored.package_set, stored.backend or "AUTO"
        return window_manager(context).invoke_props_dialog(self, width=480)

    def execute(self, context: Context) -> OperatorReturn:
        setup = setup_job().setup
        values = {name: getattr(self, name).strip() for name in TEXTS}
        for name in ("python", "environment", "wheels"):
            values[name] = bpy.path.abspath(values[name]) if values[name] else ""
        backend = "" if self.backend == "AUTO" else self.backend
        try:
            stored = setup.settings()
            chosen = replace(stored, package_set=self.package_set, backend=backend, **values)
            setup.locations.home.mkdir(parents=True, exist_ok=True)
            chosen.write(setup.places.settings)
        except SketchMotionError as error:
            self.report({"ERROR"}, wording.told(error))
            return {"CANCELLED"}
        except OSError as error:
            self.report({"ERROR"}, str(error))
            return {"CANCELLED"}
        answer: OperatorReturn = OPERATORS.sketch_motion.setup_plan()
        return answer


CLASSES = (
    SKETCH_MOTION_OT_setup_plan,
    SKETCH_MOTION_OT_setup_start,
    SKETCH_MOTION_OT_setup_stop,
    SKETCH_MOTION_OT_setup_dismiss,
    SKETCH_MOTION_OT_setup_remove,
    SKETCH_MOTION_OT_setup_settings,
    SKETCH_MOTION_OT_movies_add,
)
