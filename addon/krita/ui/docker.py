# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docker "Sketch Motion", which puts its parts together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from krita import DockWidget

from ...contract.errors import SketchMotionError
from ...contract.request import Request
from ..capture.document import active_document, find_node
from ..jobs.object_search import checked
from ..jobs.session import document_changed, host, session
from ..jobs.submission import DockerInput
from ..qt import Qt, QtWidgets, sip
from . import guard
from .engine_view import EngineView
from .examples_view import ExamplesView
from .guard import connect, run
from .jobs_view import JobsView, NoticeView
from .motion_view import MotionView
from .objects_view import ObjectsView
from .paint_view import PaintLine, PaintView
from .presets_view import PresetsView
from .setup_view import SetupView
from .takes_view import TakesView
from .widgets import FoldingSection, button, column, later

if TYPE_CHECKING:
    from krita import Canvas

TITLE = "Sketch Motion"
DOCKER_ID = "sketch_motion_docker"
ACTIVATED_MS = 300  # until Krita has made another layer the active one


class Docker(DockWidget):
    """The docker of one of Krita's windows."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        run(self._build)

    def canvasChanged(self, canvas: Canvas) -> None:
        run(document_changed)

    def animate(self) -> None:
        """Animate the active layer as the prompt says."""
        session.animate(
            DockerInput(self.motion.now, lambda found: checked(self.objects.now, found))
        )

    def _build(self) -> None:
        self.motion = MotionView()
        self.setup = SetupView()
        self.engine = EngineView(self.setup, self.motion.models.look)
        self.jobs = JobsView()
        self.jobs.show_log = self._show_log
        self.notice = NoticeView(self._set_up, self._show_log)
        self.notice.use_layer = self._use_layer
        self.press = button("Animate", self.animate, "Animate the active layer as the prompt says")
        self.press.setObjectName("sketchMotionAnimate")
        self.press.setMinimumHeight(32)
        connect(self.motion.prompt.returnPressed, self.animate)
        self._engine_section = FoldingSection("Engine", self.engine)
        self.presets = PresetsView(lambda: self.motion.now, self.motion.put)
        self.objects = ObjectsView(lambda: self.motion.now)
        self.takes = TakesView(self._use, self.presets.save)
        motion = QtWidgets.QWidget()
        stack = column(motion)
        stack.addWidget(self.presets)
        stack.addWidget(self.motion)
        stack.addWidget(PaintView())
        content = QtWidgets.QWidget()
        layout = column(content)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        self._top = column()
        layout.addLayout(self._top)
        layout.addWidget(self.motion.prompt)
        layout.addWidget(self.press)
        layout.addWidget(self.jobs)
        layout.addWidget(PaintLine())
        layout.addWidget(self.notice)
        layout.addWidget(ExamplesView(self._say))
        layout.addWidget(FoldingSection("Objects", self.objects))
        layout.addWidget(FoldingSection("Motion", motion))
        layout.addWidget(FoldingSection("Takes", self.takes))
        layout.addWidget(self._engine_section)
        layout.addStretch(1)
        area = QtWidgets.QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(area)
        host.listeners.append(self._refresh)
        guard.listeners.append(self._report)
        self.setup.on_change = self._refresh
        self.setup.refresh()
        self._refresh()

    def close_all(self) -> None:
        """Stop what goes on: Krita ends."""
        self.setup.stop()

    def _refresh(self) -> None:
        if sip.isdeleted(self):  # its window was closed
            host.listeners.remove(self._refresh)
            guard.listeners.remove(self._report)
        else:
            run(self._refresh_parts)

    def _refresh_parts(self) -> None:
        self._place_setup()
        self.jobs.refresh()
        self.notice.refresh()
        self.objects.refresh()
        self.takes.refresh()
        self.engine.refresh()

    def _place_setup(self) -> None:
        """Show the set-up at the top while there is no engine, else under Engine."""
        layout = self._top if self.setup.is_needed() else self.engine.setup_layout
        if layout.indexOf(self.setup) < 0:
            layout.addWidget(self.setup)

    def _report(self, error: SketchMotionError) -> None:
        session.notice = error
        if not sip.isdeleted(self):
            self.notice.refresh()

    def _use(self, request: Request) -> None:
        """Take over the settings of a take."""
        self.motion.put(self.motion.now.after(request))

    def _say(self, sentence: str) -> None:
        """Put a sentence into the line for it."""
        self.motion.put(replace(self.motion.now, prompt=sentence))

    def _use_layer(self, layer_id: str) -> None:
        """Make a layer the active one, and animate it."""
        document = active_document()
        node = find_node(document, layer_id) if document is not None else None
        if document is not None and node is not None:
            document.setActiveNode(node)
            later(ACTIVATED_MS, self.animate)

    def _set_up(self) -> None:
        self.setup.plan()

    def _show_log(self) -> None:
        self._engine_section.unfold()
        self.engine.show_log()
